"""Figures over records: all, by kind, by language, each with its count and interval. Pure.

A share that is all or nothing for each record has Wilson's interval, which holds where all or none
meet it, and which takes records to be independent: questions that the same words answer are not, so
that it is somewhat too narrow. Every other mean has a percentile bootstrap (evals/intervals.py) over
clusters of such questions (evals/clusters.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from evals.clusters import clusters
from evals.intervals import Estimate, estimates
from evals.metrics.metric import Metric
from evals.record import Record
from evals.scoring import wilson

Grouping = Literal["all", "language", "kind"]
_Clustered = list[tuple[Record, str]]  # each with its cluster among all records


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
    together = clusters([record.question for record in records])
    groups = list(_groups(list(zip(records, together, strict=True))))
    return [
        figure
        for metric in metrics
        for by, group, own in groups
        if (figure := _figure(metric, by, group, own)) is not None
    ]


def worst_language(found: Iterable[Figure], metric: str, *, least: int = 1) -> Figure | None:
    """The language with the lowest figure, of those with `least` records; None if there is none."""
    languages = [
        each for each in found if each.metric == metric and each.by == "language" and each.count >= least
    ]
    return min(languages, key=lambda each: each.value, default=None)


def _groups(records: _Clustered) -> Iterator[tuple[Grouping, str, _Clustered]]:
    yield "all", "all", records
    for language in sorted({record.question.language for record, _ in records}):
        yield "language", language, [each for each in records if each[0].question.language == language]
    for kind in sorted({record.question.kind for record, _ in records}):
        yield "kind", kind, [each for each in records if each[0].question.kind == kind]


def _figure(metric: Metric, by: Grouping, group: str, records: _Clustered) -> Figure | None:
    measured = [
        (value, cluster) for record, cluster in records if (value := metric.measure(record)) is not None
    ]
    if not measured:
        return None
    values, together = zip(*measured, strict=True)
    value = sum(values) / len(values)
    low, high = _interval(metric, values, together)
    return Figure(metric.name, by, group, value, low, high, len(values))


def _interval(metric: Metric, values: Sequence[float], together: Sequence[str]) -> tuple[float, float]:
    """Never of no width: where no cluster differs from another, a bootstrap would claim to be certain.

    A share then has Wilson's interval for as many questions as there are clusters, which is on the
    safe side: what lies between 0 and 1 varies at most as much as what is 0 or 1, with the same mean.
    Nothing bounds any other number: its bootstrap counts two more clusters, with nothing and with twice
    as much (after the four that Agresti and Coull add, American Statistician 1998).
    """
    mean = sum(values) / len(values)
    if metric.unit == "share" and set(values) <= {0.0, 1.0}:
        return wilson(mean, len(values))
    found = _bootstrap(values, together)
    if found.low < found.high:
        return found.low, found.high
    if metric.unit == "share":
        return wilson(mean, len(set(together)))
    away = max(abs(mean), 1.0)  # of a number that is always 0, one
    wider = _bootstrap([*values, mean - away, mean + away], [*together, "less", "more"])
    return wider.low, wider.high


def _bootstrap(values: Sequence[float], together: Sequence[str]) -> Estimate:
    [estimate] = estimates(np.array(values)[:, None], together)
    return estimate


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
