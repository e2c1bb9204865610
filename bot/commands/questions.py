"""citabot questions: expected questions and known gaps, proposed and checked."""

import argparse
from pathlib import Path

import yaml

from bot.commands.common import add_home, settings_of
from bot.errors import UsageError
from retrieval.errors import CitabotError
from retrieval.expected import FOLDER, complaints, propose, read_entries, read_gaps, uncovered
from retrieval.generation import Contents
from retrieval.read import read_contents
from retrieval.settings import Settings
from retrieval.sources import read_corpus


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "propose prints entries for corpus/questions/SOURCE.yaml: the questions that a document itself\n"
        "asks, and, as comments, the passages that no question leads to yet. Review them, then add them.\n"
        "check says what is wrong in the files; exit status 1 if anything is.\n\n"
        "example: citabot questions propose ice-victims-2021"
    )
    parser.add_argument("action", choices=("propose", "check"))
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="propose for this source alone")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="folder of documents")
    add_home(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if arguments.action == "check" and arguments.source is not None:
        raise UsageError("check takes no SOURCE, it looks at all of them; leave it away.")
    settings = settings_of(arguments)
    contents = read_contents(read_corpus(settings.corpus), lambda progress: None)
    if arguments.action == "check":
        return _check(settings, contents)
    known = [document.id for document in contents.documents]
    if arguments.source is not None and arguments.source not in known:
        raise CitabotError(f"there is no source {arguments.source!r}; choose from {', '.join(known[:10])}.")
    for source in [arguments.source] if arguments.source else known:
        print(_proposals(settings, contents, source))
    return 0


def _check(settings: Settings, contents: Contents) -> int:
    wrong = list(complaints(settings.corpus, contents.passages))
    for complaint in wrong:
        print(f"problem: {complaint}")
    entries = [
        entry for document in contents.documents for entry in read_entries(settings.corpus, document.id)
    ]
    expected = sum(len(texts) for entry in entries for texts in entry.questions.values())
    print(
        f"{expected} expected questions, {len(read_gaps(settings.corpus))} known gaps: {len(wrong)} problems."
    )
    return 1 if wrong else 0


def _proposals(settings: Settings, contents: Contents, source: str) -> str:
    lines = [f"# for {settings.corpus / FOLDER / source}.yaml"]
    for passage in uncovered(settings.corpus, contents.passages, source):
        proposal = propose(passage)
        if proposal is None:
            lines.append(f"# {passage.id}: no question leads to “{passage.text[:70].splitlines()[0]}…”")
        else:
            entry = proposal.model_dump(mode="json")
            lines.append(yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1000).rstrip())
    return "\n".join(lines)
