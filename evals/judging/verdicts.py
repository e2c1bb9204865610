"""What a judge may answer with: untrusted, bounded, parsed strictly.

Descriptions are part of what it is given.
"""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from retrieval.lexical import words

MOST_SENTENCES = 40
_CLAIMS = 8
_WORDS = 500  # characters
_HELD = 0.5  # of a sentence's words stand in its claims: these are asked for in its words, and may add some
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

    def fault(self, sentences: Sequence[str]) -> str:
        """What is wrong with them as verdicts on these sentences; empty if nothing is."""
        given = [each.sentence for each in self.sentences]
        if given != list(range(1, len(sentences) + 1)):
            return f"verdicts are on sentences {given}; give one on each, 1 to {len(sentences)} in order."
        beside = [
            each.sentence
            for each, text in zip(self.sentences, sentences, strict=True)
            if not _are_of(text, each.claims)
        ]
        return f"the claims of sentences {beside} are not what these say; use their words." if beside else ""


def _are_of(sentence: str, claims: Sequence[Claim]) -> bool:
    """Do the claims hold enough of its words to be about it, and about more than its easiest part?"""
    own = set(words(sentence))
    held = own.intersection(word for claim in claims for word in words(claim.text))
    return len(held) >= _HELD * len(own)


class Grade(Strict):
    """How well the answer fits the question."""

    reason: str = Field(max_length=_WORDS, description="why, in one sentence")
    grade: int = Field(ge=0, le=BEST_GRADE, description="0 not at all, 1 in part, 2 fully")
