"""Evaluation questions, read strictly.

The files of TUNING are for fitting and for looking at, those of REPORT for the figures.
Nobody tunes on these.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from retrieval.document import Document, Span
from retrieval.errors import CitabotError
from retrieval.followup import Turn, has_answer
from retrieval.plain_yaml import read_yaml
from retrieval.understand import Question

FOLDER = Path(__file__).parent / "questions"
TUNING = tuple(
    FOLDER / name for name in ("tuning.yaml", "voices.yaml", "hard-tuning.yaml", "blind-tuning.yaml")
)
REPORT = (FOLDER / "report.yaml", FOLDER / "hard-report.yaml", FOLDER / "kinds-report.yaml")

Expected = Literal["answered", "refused", "clarify"]
Wording = Annotated[str, Field(min_length=1)]


class Kind(StrEnum):
    """What makes a question what it is; the plainest that fits."""

    FACT = "fact"
    DEFINITION = "definition"
    NUMBER = "number"
    LIST = "list"
    COMPARISON = "comparison"
    PARAPHRASE = "paraphrase"  # other words than the document's
    PLAIN = "plain"  # a person's own words, about one thing
    CHATTY = "chatty"  # a greeting or a story around it
    KEYWORDS = "keywords"
    MISSPELT = "misspelt"
    MIXED = "mixed"  # two languages in one question
    TWO_PART = "two_part"
    PARTIAL = "partial"  # one part has an answer, another has none
    FOLLOW_UP = "follow_up"  # needs what was said before
    AMBIGUOUS = "ambiguous"
    VAGUE = "vague"
    NEAR_MISS = "near_miss"  # close to what the documents say, and not in them
    OFF_TOPIC = "off_topic"
    FALSE_PREMISE = "false_premise"
    PERSONAL_ADVICE = "personal_advice"
    INJECTION = "injection"  # gives orders, alone or around a question
    IDENTIFIER = "identifier"  # says who somebody is, alone or beside a question


class Gold(BaseModel):
    """Words of a document that answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    quote: str = Field(min_length=3)
    part: int = Field(default=1, ge=1)  # of the question; words of the same part are alternatives


class Said(BaseModel):
    """What was said before the question."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: Literal["user", "assistant"]
    text: str


class EvalQuestion(BaseModel):
    """One question and what should come of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    question: str = Field(min_length=1)
    language: str = Field(pattern=r"^[a-z]{2,3}$")  # ISO 639
    kind: Kind
    history: tuple[Said, ...] = ()  # oldest first
    expected: Expected
    gold: tuple[Gold, ...]  # what answers; where `clarify` is expected, the readings, a part each
    facts: tuple[Wording, ...] = ()  # words of the gold, each of which an answer must show
    forbidden: tuple[Wording, ...] = ()  # what no answer may show
    why: str = Field(min_length=1)  # it is here
    since: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")  # ISO 8601

    @model_validator(mode="after")
    def _gold_where_answered(self) -> "EvalQuestion":
        if (self.expected == "refused") == bool(self.gold):
            raise ValueError("a refused question has no gold, every other one needs some")
        if self.facts and self.expected != "answered":
            raise ValueError("facts are asked only of a question that is answered")
        return self

    @property
    def has_answer(self) -> bool:
        """Is there something in the documents that should be shown or offered?"""
        return self.expected != "refused"

    @property
    def parts(self) -> frozenset[int]:
        """What it asks one by one, or may mean, by number; one for most, none for what has no answer."""
        return frozenset(gold.part for gold in self.gold)

    def as_question(self) -> Question:
        """The question as a person would send it."""
        history = tuple(Turn(said.role, said.text) for said in self.history)
        return Question(self.question, history, told=has_answer(history))


_QUESTIONS = TypeAdapter(list[EvalQuestion])


def read_questions(path: Path) -> list[EvalQuestion]:
    """The questions of a file, in order. Raises CitabotError that names the entry."""
    try:
        questions = _QUESTIONS.validate_python(read_yaml(path))
    except (OSError, UnicodeDecodeError) as error:
        raise CitabotError(f"{path} cannot be read ({error}); save it there as UTF-8.") from error
    except yaml.YAMLError as error:
        raise CitabotError(f"{path} is not valid YAML ({type(error).__name__}); mend it there.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CitabotError(f"{path}: entry {where}: {first['msg']}.") from error
    _require_unique(path, (question.id for question in questions))
    return questions


def read_all(paths: Sequence[Path]) -> list[EvalQuestion]:
    """The questions of several files, in order."""
    return [question for path in paths for question in read_questions(path)]


def questions_digest(questions: Sequence[EvalQuestion]) -> str:
    """SHA-256 of the questions, whatever their order."""
    lines = sorted(question.model_dump_json() for question in questions)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def gold_places(question: EvalQuestion, document: Document) -> Iterator[Span]:
    """Where a question's gold words stand in a document, white space aside."""
    for gold in question.gold:
        if gold.source == document.id:
            words = r"\s+".join(re.escape(part) for part in gold.quote.split())
            yield from (Span(match.start(), match.end()) for match in re.finditer(words, document.text))


def _require_unique(path: Path, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for identifier in ids:
        if identifier in seen:
            raise CitabotError(f"{path}: {identifier!r} is the id of two questions; change one.")
        seen.add(identifier)
