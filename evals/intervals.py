"""How sure a figure is when questions belong together: a bootstrap over clusters. Pure.

The questions of one conversation, or one question in several languages, succeed and fail
together, so that whole clusters are drawn. The draws are always the same for the same number
of clusters: systems that are compared on the same questions see the same resamples.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

RESAMPLES = 1000
_SEED = 20260101
_ENDS = (2.5, 97.5)  # percentiles


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % interval."""

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
    drawn = _drawn(len(sizes))
    means = (drawn @ sums) / (drawn @ sizes)[:, None]
    lows, highs = np.percentile(means, _ENDS, axis=0)
    columns = zip(values.mean(axis=0), lows, highs, strict=True)
    return [Estimate(float(value), float(low), float(high)) for value, low, high in columns]


def estimate(figure: Callable[[np.ndarray], np.ndarray], clusters: Sequence[str]) -> Estimate | None:
    """A figure that is no mean, given how often each question counts: [resamples, questions] to [resamples].

    It is NaN where it does not apply: None if that is so for the questions themselves; resamples
    in which it is so are left out.
    """
    value = figure(np.ones((1, len(clusters))))[0]
    if np.isnan(value):
        return None
    _, places = np.unique(clusters, return_inverse=True)
    resampled = figure(_drawn(places.max() + 1)[:, places].astype(float))
    low, high = np.nanpercentile(resampled, _ENDS)
    return Estimate(float(value), float(low), float(high))


@lru_cache(maxsize=64)  # a report has hundreds of groups, of few sizes
def _drawn(clusters: int) -> np.ndarray:
    """How often each cluster is in each resample."""
    return np.random.default_rng(_SEED).multinomial(clusters, np.full(clusters, 1 / clusters), size=RESAMPLES)
