"""How sure a mean is when questions belong together: a bootstrap over clusters. Pure.

The questions of one conversation, or one question in several languages, succeed and fail
together, so that whole clusters are drawn. The draws are always the same for the same number
of clusters: systems that are compared on the same questions see the same resamples.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 1000
_SEED = 20260101
_ENDS = (2.5, 97.5)  # percentiles


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean and its 95 % interval."""

    value: float
    low: float
    high: float


def estimates(values: np.ndarray, clusters: Sequence[str]) -> list[Estimate]:
    """The mean of each column of `values` [questions, measures], questions being in `clusters`.

    A percentile bootstrap (Efron and Tibshirani 1993, chapter 13). A mean weighs questions
    alike, however many their cluster has. Raises ValueError if there is no question.

    >>> estimates(np.array([[1.0], [1.0], [1.0]]), ["a", "a", "b"])
    [Estimate(value=1.0, low=1.0, high=1.0)]
    """
    if not len(values):
        raise ValueError("there is nothing to take the mean of")
    _, places = np.unique(clusters, return_inverse=True)
    sizes = np.bincount(places)
    sums = np.stack([np.bincount(places, weights=column) for column in values.T], axis=1)
    drawn = np.random.default_rng(_SEED).multinomial(
        len(sizes), np.full(len(sizes), 1 / len(sizes)), size=RESAMPLES
    )
    means = (drawn @ sums) / (drawn @ sizes)[:, None]
    lows, highs = np.percentile(means, _ENDS, axis=0)
    columns = zip(values.mean(axis=0), lows, highs, strict=True)
    return [Estimate(float(value), float(low), float(high)) for value, low, high in columns]
