"""Is a difference between two runs over the same questions more than chance? Pure.

Exact and two-sided: McNemar's test for what each question meets or does not, a permutation of the
signs of the differences for all else. Both take questions to be independent, which those that the
same words answer are not: a p near .05 says less than it seems to.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

_DRAWS = 10_000
_SEED = 20260101


@dataclass(frozen=True, slots=True)
class Difference:
    """How one figure changed."""

    metric: str
    before: float
    after: float
    count: int  # questions to which it applied both times
    rose: int  # of these
    fell: int
    p: float  # how often chance alone gives such a difference; 1 where nothing changed

    @property
    def effect(self) -> float:
        """After less before."""
        return self.after - self.before


def difference(metric: str, pairs: Sequence[tuple[float, float]], *, yes_or_no: bool) -> Difference | None:
    """Of (before, after) question by question; None if there is no pair."""
    if not pairs:
        return None
    before, after = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    rose, fell = int((after > before).sum()), int((after < before).sum())
    p = mcnemar(rose, fell) if yes_or_no else permuted(after - before)
    return Difference(metric, float(before.mean()), float(after.mean()), len(pairs), rose, fell, p)


def mcnemar(rose: int, fell: int) -> float:
    """McNemar, Psychometrika 1947, by the binomial distribution.

    >>> mcnemar(0, 0), mcnemar(5, 0)
    (1.0, 0.0625)
    """
    return float(binomtest(rose, rose + fell, 0.5).pvalue) if rose + fell else 1.0


def permuted(differences: np.ndarray) -> float:
    """The share of random signs under which the sum is as far from 0 (Fisher 1935).

    Of 10,000 draws that are the same each time; the data themselves count as one of them.
    """
    changed = differences[differences != 0]
    if not changed.size:
        return 1.0
    signs = np.random.default_rng(_SEED).choice((-1.0, 1.0), size=(_DRAWS, changed.size))
    as_far = np.abs(signs @ changed) >= abs(changed.sum()) - 1e-12
    return float((as_far.sum() + 1) / (_DRAWS + 1))
