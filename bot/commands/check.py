"""citabot check: what is wrong or worth a look in the corpus, and whether the index is up to date."""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.commands.common import add_home, settings_of
from retrieval.errors import CitabotError
from retrieval.generation import Contents, Generations, load_contents
from retrieval.left_out import left_out
from retrieval.notices import is_over
from retrieval.read import read_contents
from retrieval.sources import Source, Status, read_corpus


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Exit status 1 if something must be mended: an entry, a document, or an index that is not of\n"
        "this corpus. Warnings alone leave it 0.\n\nexample: citabot check --corpus corpus"
    )
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="folder of documents")
    add_home(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    corpus = read_corpus(settings.corpus)
    contents = read_contents(corpus, lambda progress: None)
    warnings = [
        *corpus.warnings,
        *left_out(corpus),
        *_validity(contents, date.today()),
        *_duplicates(contents),
    ]
    for warning in warnings:
        print(f"warning: {warning}")
    problems = list(_drift(contents, settings.home))
    for problem in problems:
        print(f"problem: {problem}")
    print(
        f"{len(contents.documents)} documents, {len(contents.passages)} passages: "
        f"{len(problems)} problems, {len(warnings)} warnings."
    )
    return 1 if problems else 0


def _validity(contents: Contents, today: date) -> Iterator[str]:
    for document in contents.documents:
        source = document.source
        if source.review_by is not None and is_over(source.review_by, today):
            yield f"{source.id}: review its status, which was due by {source.review_by}, and move the date."
        if source.status is Status.IN_FORCE and source.superseded_on and is_over(source.superseded_on, today):
            yield (
                f"{source.id}: has status 'in_force' and superseded_on {source.superseded_on}, "
                "which is over; change one of them."
            )
        yield from _missing(source)


def _missing(source: Source) -> Iterator[str]:
    if source.status is Status.UNKNOWN:
        yield f"{source.id}: its status is unknown, and every answer from it says so."
    for key in ("publisher", "kind", "date", "sha256"):
        if getattr(source, key) is None:
            yield f"{source.id}: has no {key}; add it to sources.yaml."


def _duplicates(contents: Contents) -> Iterator[str]:
    places = defaultdict(list)
    for passage in contents.passages:
        places[" ".join(passage.text.casefold().split())].append(passage.id)
    for ids in places.values():
        if len(ids) > 1:
            yield f"the same words stand in {' and '.join(ids)}; keep one."


def _drift(contents: Contents, home: Path) -> Iterator[str]:
    try:
        indexed = load_contents(Generations.of(home).current())
    except CitabotError as error:
        yield str(error)
        return
    if indexed != contents:
        yield "the index was built from another state of the corpus; run: citabot index"
