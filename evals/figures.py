"""Figures over records: all, by kind, by language, each with its count and interval. Pure.

What each record meets or does not has Wilson's interval, which holds where all or none do; every
other mean has a percentile bootstrap over the questions (evals/intervals.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from evals.intervals import estimates
from evals.metrics.metric import Metric
from evals.record import Record
from evals.scoring import Count

Grouping = Literal["all", "language", "kind"]


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean of a metric over the records of a group to which it applies; never of none."""

    metric: str
    by: Grouping
    group: str  # "all", a language, a kind
    value: float
    low: float  # of the 95 % interval
    high: float
    count: int  # records that it applies to

    @property
    def error(self) -> float:
        """The standard error that the interval speaks of, as if it were a normal one."""
        return (self.high - self.low) / (2 * 1.959964)


def figures(records: Sequence[Record], metrics: Sequence[Metric]) -> list[Figure]:
    """Metric by metric: over all records, then by language, then by kind, in the alphabet's order."""
    return [
        figure
        for metric in metrics
        for by, group, own in _groups(records)
        if (figure := _figure(metric, by, group, own)) is not None
    ]


def worst_language(found: Iterable[Figure], metric: str, *, least: int = 1) -> Figure | None:
    """The language with the lowest figure, of those with `least` records; None if there is none."""
    languages = [
        each for each in found if each.metric == metric and each.by == "language" and each.count >= least
    ]
    return min(languages, key=lambda each: each.value, default=None)


def _groups(records: Sequence[Record]) -> Iterator[tuple[Grouping, str, list[Record]]]:
    yield "all", "all", list(records)
    for language in sorted({record.question.language for record in records}):
        yield "language", language, [each for each in records if each.question.language == language]
    for kind in sorted({record.question.kind for record in records}):
        yield "kind", kind, [each for each in records if each.question.kind == kind]


def _figure(metric: Metric, by: Grouping, group: str, records: Sequence[Record]) -> Figure | None:
    values = [value for record in records if (value := metric.measure(record)) is not None]
    if not values:
        return None
    value = sum(values) / len(values)
    low, high = _interval(metric, values)
    return Figure(metric.name, by, group, value, low, high, len(values))


def _interval(metric: Metric, values: Sequence[float]) -> tuple[float, float]:
    if metric.yes_or_no:
        return Count(round(sum(values)), len(values)).interval()
    [estimate] = estimates(np.array(values)[:, None], [str(place) for place in range(len(values))])
    return estimate.low, estimate.high


def shown(figure: Figure, *, share: bool) -> str:
    """For a person: the value, its interval, its count.

    >>> shown(Figure("supported", "all", "all", 0.75, 0.5, 0.9, 20), share=True)
    '75 % (50 to 90) of 20'
    >>> shown(Figure("length", "all", "all", 41.25, 30.0, 50.0, 20), share=False)
    '41.2 (30.0 to 50.0) of 20'
    """
    if share:
        value, low, high = (f"{100 * each:.0f}" for each in (figure.value, figure.low, figure.high))
        return f"{value} % ({low} to {high}) of {figure.count}"
    return f"{figure.value:.1f} ({figure.low:.1f} to {figure.high:.1f}) of {figure.count}"
