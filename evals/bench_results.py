"""What a benchmark gave: the values that are printed, written as a table, and kept as JSON. Pure.

Field names are the keys of the JSON.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from evals.bench_data import BenchQuestion
from evals.intervals import Estimate, estimates
from evals.ranking import MEASURES, measured
from evals.telling import Telling

COMPARED = ("R@5", "nDCG@5")
Figures = dict[str, Estimate]  # by measure


@dataclass(frozen=True, slots=True)
class Run:
    """What one system found."""

    system: str
    rankings: tuple[tuple[str, ...], ...]  # source ids by question, best first
    seconds: tuple[float, ...]  # by question

    def values(self, questions: Sequence[BenchQuestion]) -> np.ndarray:
        """[questions, measures]"""
        pairs = zip(questions, self.rankings, strict=True)
        return np.array([measured(question.gold, ranking) for question, ranking in pairs])


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one system for some of the questions."""

    by: str  # "all", or the field that the questions share
    name: str
    count: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class SystemResult:
    """The figures of one system."""

    name: str
    p50_ms: float  # that a question took
    p95_ms: float
    groups: tuple[Group, ...]  # all questions first


@dataclass(frozen=True, slots=True)
class Difference:
    """How much better a system is than a baseline on the same questions."""

    system: str
    baseline: str
    figures: Figures  # of COMPARED, -1..1


@dataclass(frozen=True, slots=True)
class Indexing:
    """What the product's index took."""

    documents: int
    passages: int
    embedded: int  # texts; those of an index that was kept are not embedded again
    seconds: float


@dataclass(frozen=True, slots=True)
class BenchResult:
    """One benchmark's results."""

    name: str
    asked: int  # questions in the file
    counted: int  # of these, with something to be found
    index: Indexing
    peak_mib: float  # memory of the process, up to the product's last question
    systems: tuple[SystemResult, ...]
    differences: tuple[Difference, ...]
    telling: tuple[Telling, ...] = ()  # empty where it is not known which questions have an answer


def system_result(run: Run, questions: Sequence[BenchQuestion]) -> SystemResult:
    p50, p95 = (1000 * float(value) for value in np.percentile(run.seconds, [50, 95]))
    return SystemResult(run.system, p50, p95, tuple(_groups(run.values(questions), questions)))


def _groups(values: np.ndarray, questions: Sequence[BenchQuestion]) -> Iterator[Group]:
    """All questions, then those that share a field's value; a field that parts nothing is left out."""
    yield _group("all", "all", values, questions)
    parted: dict[str, list[str | None]] = {
        "collection": [question.collection for question in questions],
        "source": [question.source for question in questions],
        "language": [question.lang for question in questions],
        "weights were": ["fitted on" if question.is_fitted_on else "not fitted on" for question in questions],
    }
    for by, names in parted.items():
        known = sorted({name for name in names if name is not None})
        for name in known if len(set(names)) > 1 else []:
            places = [place for place, other in enumerate(names) if other == name]
            yield _group(by, name, values[places], [questions[place] for place in places])


def _group(by: str, name: str, values: np.ndarray, questions: Sequence[BenchQuestion]) -> Group:
    found = estimates(values, [question.cluster for question in questions])
    return Group(by, name, len(questions), dict(zip(MEASURES, found, strict=True)))


def difference(run: Run, baseline: Run, questions: Sequence[BenchQuestion]) -> Difference:
    """`run` minus `baseline`, question by question."""
    values = run.values(questions) - baseline.values(questions)
    found = estimates(values, [question.cluster for question in questions])
    figures = dict(zip(MEASURES, found, strict=True))
    return Difference(run.system, baseline.system, {name: figures[name] for name in COMPARED})
