"""What an answer is worth beside its question's gold. Pure.

Counts come with Wilson's 95 % interval (Wilson, JASA 1927).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evals.questions import EvalQuestion, Gold
from retrieval.answer import Answer, Answered

_Z = 1.959964  # of the normal distribution, two-sided 95 %


def wilson(share: float, of: int) -> tuple[float, float]:
    """Wilson's interval of a share of `of`, at least 1, that are taken to be independent."""
    middle = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    half = _Z / (1 + _Z**2 / of) * math.sqrt(share * (1 - share) / of + (_Z / (2 * of)) ** 2)
    return max(0.0, middle - half), min(1.0, middle + half)  # rounding goes beyond


@dataclass(frozen=True, slots=True)
class Count:
    """How many of how many."""

    hits: int
    of: int

    @property
    def share(self) -> float:
        return self.hits / self.of if self.of else math.nan

    def interval(self) -> tuple[float, float]:
        """Wilson's interval; 0 to 1 where nothing was counted.

        >>> [round(end, 3) for end in Count(8, 10).interval()]
        [0.49, 0.943]
        """
        return wilson(self.share, self.of) if self.of else (0.0, 1.0)

    def __str__(self) -> str:
        if not self.of:
            return "none"
        low, high = self.interval()
        return f"{self.hits} of {self.of} ({100 * self.share:.0f} %, {100 * low:.0f} to {100 * high:.0f})"


def count(flags: Sequence[bool]) -> Count:
    return Count(sum(flags), len(flags))


def shown(answer: Answer) -> list[tuple[str, str]]:
    """(source id, quote) of every citation, white space folded; none where nothing is answered."""
    if not isinstance(answer, Answered):
        return []
    return [(each.quote.document.id, _folded(each.quote.text)) for each in answer.citations]


def is_supported(question: EvalQuestion, answer: Answer) -> bool:
    """Does a shown quote hold gold words, or lie within them?

    Gold may be parts of an answer or alternatives to each other: one of them will do.
    """
    return bool(parts_shown(question, answer))


def parts_shown(question: EvalQuestion, answer: Answer) -> frozenset[int]:
    """The parts of the question, or its readings, of which gold words are shown."""
    quotes = shown(answer)
    return frozenset(
        gold.part for gold in question.gold if any(_is_on(gold, source, quote) for source, quote in quotes)
    )


def beside_the_point(question: EvalQuestion, answer: Answer) -> Count:
    """Shown quotes that neither hold gold words nor lie within them, of all that were shown."""
    quotes = shown(answer)
    beside = [not any(_is_on(gold, source, quote) for gold in question.gold) for source, quote in quotes]
    return count(beside)


def _is_on(gold: Gold, source: str, quote: str) -> bool:
    words = _folded(gold.quote)
    return gold.source == source and (words in quote or quote in words)


def _folded(text: str) -> str:
    return " ".join(text.split())
