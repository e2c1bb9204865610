"""Ask the evaluation's questions and say what came of them: `python -m evals.run`.

Exit status 1 when a promise was broken: a quote that is not its document's text, a statement
without one, a missing notice of a superseded document, or a floor of `FLOORS` that was not
reached. The answers go the way that every answer goes.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.questions import FOLDER, REPORT, EvalQuestion, read_all
from evals.scoring import (
    Count,
    beside_the_point,
    count,
    holds_its_promises,
    is_complete,
    is_supported,
    leaves_open,
)
from retrieval.answer import Answer, Answered, Clarify, NoticeKind, Refused
from retrieval.answering import Parts, answer
from retrieval.build import build
from retrieval.embed import load_embedders
from retrieval.errors import CitabotError
from retrieval.opening import open_parts
from retrieval.settings import Settings, read_settings
from retrieval.sources import Status, read_corpus

# What the shipped default reached on the report questions when it was last reviewed, less
# about one standard error: a change that falls below it made answers worse.
FLOORS = {"supported": 0.75, "refused": 0.79}


@dataclass(frozen=True, slots=True)
class Record:
    """A question and what was answered."""

    question: EvalQuestion
    answer: Answer

    @property
    def refused(self) -> bool:
        return isinstance(self.answer, Refused)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.run", description=__doc__)
    parser.add_argument(
        "--questions",
        type=Path,
        nargs="+",
        default=REPORT,
        metavar="FILE",
        help=f"default: {' and '.join(file.name for file in REPORT)} of {FOLDER.name}",
    )
    parser.add_argument(
        "--home", type=Path, metavar="DIR", help="use the index there instead of building one"
    )
    parser.add_argument("--each", action="store_true", help="also print every question with its answer")
    arguments = parser.parse_args(argv)
    try:
        records = _records(arguments)
    except CitabotError as error:
        print(f"evals: {error}", file=sys.stderr)
        return 1
    if arguments.each:
        print("\n\n".join(_each(record) for record in records))
    print("\n".join(f"{name:36} {figure}" for name, figure in figures(records).items()))
    broken = list(problems(records))
    for problem in broken:
        print(f"evals: {problem}", file=sys.stderr)
    return 1 if broken else 0


def _records(arguments: argparse.Namespace) -> list[Record]:
    settings = read_settings(home=arguments.home)
    questions = read_all(arguments.questions)
    if arguments.home is not None:
        return ask(open_parts(settings.home, settings.embeddings, reranker=settings.reranker), questions)
    with tempfile.TemporaryDirectory() as folder:
        return ask(_built(Path(folder), settings), questions)


def _built(home: Path, settings: Settings) -> Parts:
    print(f"evals: building an index of {settings.corpus}", file=sys.stderr)
    build(home, read_corpus(settings.corpus), load_embedders(settings.embeddings), lambda progress: None)
    return open_parts(home, settings.embeddings, reranker=settings.reranker)


def ask(parts: Parts, questions: Sequence[EvalQuestion]) -> list[Record]:
    """One record a question, in order."""
    return [Record(each, answer(each.as_question(), parts).answer) for each in questions]


def figures(records: Sequence[Record]) -> dict[str, str]:
    """What a maintainer looks at; every share with its count and 95 % interval."""
    english = [record for record in records if record.question.language == "en"]
    others = [record for record in records if record.question.language != "en"]
    languages = supported_by_language(records)
    found = {
        "supported, in English": supported(english),
        "refused rightly, in English": refused_rightly(english),
        "supported, in other languages": supported(others),
        "refused rightly, in other languages": refused_rightly(others),
        **{f"supported, {language}": reached for language, reached in languages.items() if language != "en"},
        "answerable but refused": refused_wrongly(records),
        "all parts shown": complete(records),
        "asked back or both shown": left_open(records),
        "quotes beside the point": _beside(records),
        "promises kept": count([holds_its_promises(record.answer) for record in records]),
    }
    worst = min(languages, key=lambda language: languages[language].share, default=None)
    named = {"supported, worst language": f"{worst}, {languages[worst]}"} if worst else {}
    return {name: str(reached) for name, reached in found.items()} | named


def supported(records: Sequence[Record]) -> Count:
    """Answerable questions under which gold words were shown."""
    return count([is_supported(record.question, record.answer) for record in _answerable(records)])


def supported_by_language(records: Sequence[Record]) -> dict[str, Count]:
    """The same for each language in which there are some, by name."""
    languages = sorted({record.question.language for record in _answerable(records)})
    return {
        language: supported([record for record in records if record.question.language == language])
        for language in languages
    }


def refused_wrongly(records: Sequence[Record]) -> Count:
    """Answerable questions that were refused."""
    return count([record.refused for record in _answerable(records)])


def refused_rightly(records: Sequence[Record]) -> Count:
    """Unanswerable questions that were refused."""
    return count([record.refused for record in records if record.question.expected == "refused"])


def complete(records: Sequence[Record]) -> Count:
    """Answerable questions of several parts under which gold words of every part were shown."""
    several = [record for record in _answerable(records) if len(record.question.parts) > 1]
    return count([is_complete(record.question, record.answer) for record in several])


def left_open(records: Sequence[Record]) -> Count:
    """Questions that may mean several things to which the answer did not settle on one."""
    open_ones = [record for record in records if record.question.expected == "clarify"]
    return count([leaves_open(record.question, record.answer) for record in open_ones])


def _answerable(records: Sequence[Record]) -> list[Record]:
    return [record for record in records if record.question.expected == "answered"]


def _beside(records: Sequence[Record]) -> Count:
    counts = [beside_the_point(record.question, record.answer) for record in _answerable(records)]
    return Count(sum(each.hits for each in counts), sum(each.of for each in counts))


def problems(records: Sequence[Record]) -> list[str]:
    """What must not be shipped, one line each; an empty run is one."""
    if not records:
        return ["there was no question; name a file that has some."]
    broken = [
        f"{record.question.id}: {complaint}" for record in records if (complaint := _complaint(record.answer))
    ]
    reached = {"supported": supported(records), "refused": refused_rightly(records)}
    below = [
        f"{name}: {reached[name]} is below the floor of {100 * floor:.0f} %; see --each."
        for name, floor in FLOORS.items()
        if reached[name].of and reached[name].share < floor
    ]
    return [*broken, *below]


def _complaint(reached: Answer) -> str:
    if not holds_its_promises(reached):
        return "a statement is not the words of its quotes, or a quote is not its document's text."
    if isinstance(reached, Answered):
        sources = [each.quote.document.source for each in reached.citations]
        quoted = {source.id for source in sources if source.status is Status.SUPERSEDED}
        said = {
            each.source.id for each in reached.notices if each.kind is NoticeKind.SUPERSEDED and each.source
        }
        if quoted - said:
            return "quotes a superseded document without saying so."
    return ""


def _each(record: Record) -> str:
    asked = record.question
    head = f"{asked.id} [{asked.language}, {asked.expected}] {asked.question}"
    if isinstance(record.answer, Refused):
        return f"{head}\n  refused: {record.answer.reason}"
    if isinstance(record.answer, Clarify):
        return "\n".join(
            [f"{head}\n  asked back", *(f"  ? {each.text}" for each in record.answer.suggestions)]
        )
    mark = "supported" if is_supported(asked, record.answer) else "not gold"
    return "\n".join(
        [head, f"  {mark}", *(f"  – {statement.text}" for statement in record.answer.statements)]
    )


if __name__ == "__main__":
    raise SystemExit(main())
