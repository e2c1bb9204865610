"""What a judge may answer with: untrusted, bounded, parsed strictly.

Descriptions are part of what it is given.
"""

from pydantic import BaseModel, ConfigDict, Field

MOST_SENTENCES = 40
_CLAIMS = 8
_WORDS = 500  # characters
BEST_GRADE = 2


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Claim(Strict):
    """One thing that a sentence says."""

    text: str = Field(min_length=1, max_length=_WORDS, description="one claim, to be understood by itself")
    supported: bool = Field(description="do the quotes say so?")


class SentenceVerdict(Strict):
    sentence: int = Field(ge=1, le=MOST_SENTENCES, description="number of the sentence")
    claims: list[Claim] = Field(min_length=1, max_length=_CLAIMS, description="all that it says")


class Verdicts(Strict):
    """Every sentence, taken apart into claims, each held against the quotes."""

    sentences: list[SentenceVerdict] = Field(max_length=MOST_SENTENCES)

    def fault(self, sentences: int) -> str:
        """What is wrong with them for so many sentences; empty if nothing is."""
        given = [each.sentence for each in self.sentences]
        if given == list(range(1, sentences + 1)):
            return ""
        return f"verdicts were given on sentences {given}; give one on each of 1 to {sentences}, in order."


class Grade(Strict):
    """How well the answer fits the question."""

    reason: str = Field(max_length=_WORDS, description="why, in one sentence")
    grade: int = Field(ge=0, le=BEST_GRADE, description="0 not at all, 1 in part, 2 fully")
