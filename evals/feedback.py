"""What people said of answers becomes candidates for questions.

A line of HOME/feedback.jsonl is what the Telegram bot kept, after its person saw it: a date and a
note, and of the question before it its masked text, language, outcome, passages and the
fingerprint that answered. Any other key is refused, since nothing else may be kept. A candidate is
an entry to review: what is expected, and the gold, only a person can say.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.questions import EvalQuestion
from retrieval.errors import CitabotError
from retrieval.lexical import words


class Feedback(BaseModel):
    """A line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    note: str
    question: str | None = None  # None: the note was on no answer
    language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}$")
    outcome: str | None = None
    passages: tuple[str, ...] = ()  # that were quoted
    fingerprint: str | None = None


def read_feedback(path: Path) -> list[Feedback]:
    """In order; empty lines are passed over. Raises CitabotError that names the line, not its words."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CitabotError(f"{path} cannot be read ({type(error).__name__}); name another file.") from error
    return [_line(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _line(path: Path, number: int, line: str) -> Feedback:
    try:
        return Feedback.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the line"
        raise CitabotError(f"{path}: line {number}: {key}: {first['msg']}; correct it.") from None


def candidates(feedback: Sequence[Feedback], known: Iterable[EvalQuestion]) -> Iterator[str]:
    """An entry for each question that no file has yet, once, in the order in which they came.

    `expected` is left for whoever reviews it: the file is not read until it is filled in. A note on
    no answer gives none.
    """
    seen = {(each.language, frozenset(words(each.question))) for each in known}
    for place, each in enumerate(feedback, start=1):
        meaning = (each.language or "", frozenset(words(each.question or "")))
        if each.question and meaning not in seen:
            seen.add(meaning)
            yield yaml.safe_dump([_entry(place, each)], allow_unicode=True, sort_keys=False, width=1000)


def _entry(place: int, feedback: Feedback) -> dict[str, object]:
    quoted = f", quoting {', '.join(feedback.passages)}" if feedback.passages else ""
    return {
        "id": f"fb-{place:03}",
        "question": feedback.question,
        "language": feedback.language,
        "kind": "plain",
        "expected": "REVIEW: answered, refused or clarify",
        "gold": [],
        "why": f"was {feedback.outcome}{quoted}; somebody said of it: {feedback.note}",
        "since": feedback.date,
    }
