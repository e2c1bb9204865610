"""A question, what came of it, and all that is needed to understand why: a line of records.jsonl.

Self-contained, so that metrics, reports and comparisons need neither index nor corpus. Holds no
times: two runs of one state write the same bytes.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from evals.questions import EvalQuestion, Expected


class Part(BaseModel):
    """Of a record; frozen and strict."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldPlaces(Part):
    """Words that answer, and the passages in which they stand today; none if the document lost them."""

    source: str
    quote: str
    part: int
    passages: tuple[str, ...]


class Found(Part):
    """A passage that was found for the whole question."""

    passage: str
    source: str
    score: float
    dense: float
    lexical: float
    expected: float  # how sure it is that the passage answers an expected question that this is


class Shown(Part):
    """A statement of the answer."""

    text: str
    citations: tuple[int, ...]


class Cited(Part):
    """A citation; offsets count characters of the document."""

    number: int
    source: str
    status: str
    kind: str | None
    language: str
    section: tuple[str, ...]
    passage: str
    passage_text: str
    passage_start: int
    quote: str
    start: int
    end: int
    stands_there: bool  # the quote is what the indexed document says from start to end


class Told(Part):
    """A notice."""

    kind: str
    source: str | None
    about: str


class Decided(Part):
    """What was decided for the question, or for one part of it."""

    text: str  # as it was looked up
    evidence: dict[str, float | str | bool]
    probability: float | None  # of an answer, whatever was decided; None where nothing was found
    decision: Literal["proceed", "refuse"]
    gap: str | None  # the known gap that it was likest to be


class Spent(Part):
    """What a language model cost for one question."""

    requests: int
    tokens_in: int
    tokens_out: int
    counted: bool  # every token by the provider; else some by tiktoken


class Record(Part):
    """One question and its answer."""

    question: EvalQuestion
    gold: tuple[GoldPlaces, ...]
    outcome: Expected  # what came of it has the names of what may be expected
    reason: str | None
    language: str  # that the question was taken to be in
    said: str  # what a refusal says of a known gap; else empty
    statements: tuple[Shown, ...]
    citations: tuple[Cited, ...]
    notices: tuple[Told, ...]
    suggestions: tuple[str, ...]
    found: tuple[Found, ...]  # best first
    looked_up: bool  # False: refused for what was written, before anything was looked up
    decided: tuple[Decided, ...]
    dropped: int  # statements that did not hold
    composer: str
    similarity: float | None = None  # of the shown words to the gold, where it is measured
    spent: Spent | None = Field(default=None, exclude_if=lambda spent: spent is None)  # None: nothing was

    @property
    def id(self) -> str:
        return self.question.id

    @property
    def shown_text(self) -> str:
        """The words that were shown as an answer."""
        return "\n".join(statement.text for statement in self.statements)
