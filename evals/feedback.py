"""What people said of answers becomes candidates for questions.

A line of feedback.jsonl is {"question": "…", "language": "es", "verdict": "…", "day": "2026-11-21"};
other keys are refused, since nothing else may be kept. A candidate is an entry to review: what
is expected, and the gold, only a person can say.
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

    question: str = Field(min_length=1)
    language: str = Field(pattern=r"^[a-z]{2,3}$")
    verdict: str = Field(min_length=1)
    day: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")


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

    `expected` is left for whoever reviews it: the file is not read until it is filled in.
    """
    seen = {(each.language, frozenset(words(each.question))) for each in known}
    for place, each in enumerate(feedback, start=1):
        meaning = (each.language, frozenset(words(each.question)))
        if meaning in seen:
            continue
        seen.add(meaning)
        entry = {
            "id": f"fb-{place:03}",
            "question": each.question,
            "language": each.language,
            "kind": "plain",
            "expected": "REVIEW: answered, refused or clarify",
            "gold": [],
            "why": f"somebody asked it and said: {each.verdict}",
            "since": each.day,
        }
        yield yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1000)
