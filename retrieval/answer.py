"""What an answer can be. Nothing in here can be half-built."""

from dataclasses import dataclass
from enum import StrEnum

from retrieval.document import Quote
from retrieval.expected import KnownGap
from retrieval.passage import Passage
from retrieval.sources import Source


class Reason(StrEnum):
    """Why there is no answer."""

    NOT_IN_SOURCES = "not_in_sources"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    UNAVAILABLE = "unavailable"


class NoticeKind(StrEnum):
    """What must be said beside the statements, most urgent first."""

    SUPERSEDED = "superseded"
    OUTDATED = "outdated"  # the date by which its status was to be reviewed has passed
    HISTORICAL = "historical"
    UNKNOWN = "unknown"
    ADVOCACY = "advocacy"
    LANGUAGE = "language"  # the quotes are in another language than the question


@dataclass(frozen=True, slots=True)
class Notice:
    kind: NoticeKind
    source: Source


@dataclass(frozen=True, slots=True)
class Citation:
    """A number in an answer, and the quote behind it."""

    number: int  # from 1, in the order of the statements
    quote: Quote
    passage: Passage

    def __post_init__(self) -> None:
        inside = self.passage.start <= self.quote.start < self.quote.end <= self.passage.end
        if not inside or self.quote.document is not self.passage.document:
            raise ValueError(f"citation {self.number} quotes outside passage {self.passage.id!r}")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or list item of an answer."""

    text: str
    citations: tuple[int, ...]  # numbers, never empty

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"no citation carries the statement {self.text!r}")


@dataclass(frozen=True, slots=True)
class Answered:
    statements: tuple[Statement, ...]  # never empty
    citations: tuple[Citation, ...]  # by number
    notices: tuple[Notice, ...]
    language: str  # of the question

    def __post_init__(self) -> None:
        if not self.statements:
            raise ValueError("an answer needs a statement; with none it is a refusal")
        numbers = [citation.number for citation in self.citations]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"citations are numbered {numbers}")
        if {number for statement in self.statements for number in statement.citations} != set(numbers):
            raise ValueError("statements and citations do not name each other")


@dataclass(frozen=True, slots=True)
class Refused:
    reason: Reason
    language: str
    nearest: tuple[Passage, ...] = ()  # what the documents do say, closest first
    gap: KnownGap | None = None  # the question that it is known to be, with what to say instead


Answer = Answered | Refused
