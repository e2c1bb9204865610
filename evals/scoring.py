"""How many of how many, with Wilson's 95 % interval (Wilson, JASA 1927). Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

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
