"""What an answer is worth beside its question's gold. Pure.

Counts come with Wilson's 95 % interval (Wilson, JASA 1927).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evals.questions import EvalQuestion
from retrieval.answer import Answer, Answered

_Z = 1.959964  # of the normal distribution, two-sided 95 %


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
        if not self.of:
            return 0.0, 1.0
        middle = (self.share + _Z**2 / (2 * self.of)) / (1 + _Z**2 / self.of)
        half = (
            _Z
            / (1 + _Z**2 / self.of)
            * math.sqrt(self.share * (1 - self.share) / self.of + (_Z / (2 * self.of)) ** 2)
        )
        return max(0.0, middle - half), min(1.0, middle + half)  # rounding goes beyond

    def __str__(self) -> str:
        if not self.of:
            return "none"
        low, high = self.interval()
        return f"{self.hits} of {self.of} ({100 * self.share:.0f} %, {100 * low:.0f} to {100 * high:.0f})"


def count(flags: Sequence[bool]) -> Count:
    return Count(sum(flags), len(flags))


def shown(answer: Answer) -> list[tuple[str, str]]:
    """(source id, quote) of every citation, white space folded; none under a refusal."""
    if not isinstance(answer, Answered):
        return []
    return [(each.quote.document.id, " ".join(each.quote.text.split())) for each in answer.citations]


def is_supported(question: EvalQuestion, answer: Answer) -> bool:
    """Does a shown quote hold gold words, or lie within them?

    Gold may be parts of an answer or alternatives to each other: one of them will do.
    """
    return any(_on_gold(question, source, quote) for source, quote in shown(answer))


def beside_the_point(question: EvalQuestion, answer: Answer) -> Count:
    """Shown quotes that neither hold gold words nor lie within them, of all that were shown."""
    quotes = shown(answer)
    return Count(sum(not _on_gold(question, source, quote) for source, quote in quotes), len(quotes))


def _on_gold(question: EvalQuestion, source: str, quote: str) -> bool:
    golds = [" ".join(gold.quote.split()) for gold in question.gold if gold.source == source]
    return any(gold in quote or quote in gold for gold in golds)


def holds_its_promises(answer: Answer) -> bool:
    """Every statement cited, every quote the document's text at its offsets and the statement's words."""
    if not isinstance(answer, Answered):
        return True
    quotes = {each.number: each.quote for each in answer.citations}
    return all(
        statement.citations
        and " ".join(statement.text.split())
        == " ".join(
            " ".join(
                quotes[number].document.text[quotes[number].start : quotes[number].end]
                for number in statement.citations
            ).split()
        )
        for statement in answer.statements
    )
