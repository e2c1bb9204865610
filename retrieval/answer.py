"""What an answer can be. Nothing in here can be half-built."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from retrieval.document import Quote
from retrieval.expected import KnownGap
from retrieval.passage import Passage
from retrieval.sources import Source

EXTRACTIVE = "extractive"  # the composer that quotes and writes nothing


class Reason(StrEnum):
    """Why there is no answer."""

    NOT_IN_SOURCES = "not_in_sources"
    PERSONAL_ADVICE = "personal_advice"  # what to do, or what will become of somebody, and no word on it
    IDENTIFIERS = "identifiers"  # nothing but numbers and addresses of a person
    INJECTION = "injection"  # told the bot what to do, and asked nothing that could be found
    EMPTY = "empty"
    TOO_LONG = "too_long"
    UNAVAILABLE = "unavailable"


class NoticeKind(StrEnum):
    """What must be said beside the statements, most urgent first."""

    SUPERSEDED = "superseded"
    HISTORICAL = "historical"
    UNKNOWN = "unknown"
    OUTDATED = "outdated"  # the date by which its status was to be reviewed has passed
    ADVOCACY = "advocacy"
    ADVICE = "advice"  # what follows is no advice on the asker's own case
    PARTIAL = "partial"  # something that was asked was not found
    MASKED = "masked"  # what says who a person is was taken out of the question
    LANGUAGE = "language"  # the quotes are in another language than the question
    WRITTEN = "written"  # a language model wrote the sentences; the quotes are beside them
    PROVIDER = "provider"  # the question went to somebody else's machine


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say; most are on a source."""

    kind: NoticeKind
    source: Source | None = None
    about: str = ""  # of PARTIAL: what was not found, in the asker's words; of WRITTEN, PROVIDER: whose model


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
    composer: str = EXTRACTIVE  # or the language model that wrote the statements, as it was set
    translations: Mapping[int, str] = field(default_factory=dict)  # of quotes, by number; a model's

    def __post_init__(self) -> None:
        if not self.statements:
            raise ValueError("an answer needs a statement; with none it is a refusal")
        numbers = [citation.number for citation in self.citations]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"citations are numbered {numbers}")
        if {number for statement in self.statements for number in statement.citations} != set(numbers):
            raise ValueError("statements and citations do not name each other")
        if not set(self.translations) <= set(numbers):
            raise ValueError("a translation is of no citation")


@dataclass(frozen=True, slots=True)
class Refused:
    reason: Reason
    language: str
    looked_for: str = ""  # the question as it was looked up; empty if it was not
    nearest: tuple[Passage, ...] = ()  # what the documents do say, closest first
    gap: KnownGap | None = None  # the question that it is known to be, with what to say instead


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that has an answer."""

    text: str
    number: int  # position among the known questions


@dataclass(frozen=True, slots=True)
class Clarify:
    """The question can be read in several ways."""

    suggestions: tuple[Suggestion, ...]  # two at least, the likeliest first
    language: str

    def __post_init__(self) -> None:
        if len(self.suggestions) < 2:
            raise ValueError("asking back needs two questions to choose from")


Answer = Answered | Refused | Clarify
