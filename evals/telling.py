"""How well questions with an answer are told from those without one. Pure.

Refusing is what is looked for: precision is the share of refusals that were right, recall
the share of questions without an answer that were refused. Field names are keys of the JSON.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from evals.bench_data import BenchQuestion
from evals.intervals import Estimate, estimate

FIGURES = ("AUROC", "precision", "recall", "F1")


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What one system made of the questions, in their order."""

    system: str
    scores: tuple[float, ...]  # the higher, the likelier is an answer
    refused: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class TellingGroup:
    """How well some of the questions were told apart."""

    by: str  # "all", or what the questions share
    name: str
    count: int
    unanswerable: int  # of these
    figures: dict[str, Estimate | None]  # of FIGURES, 0..1; None where one does not apply


@dataclass(frozen=True, slots=True)
class Telling:
    """How well one system tells them apart."""

    system: str
    groups: tuple[TellingGroup, ...]  # those that nothing was fitted on first, if they are not all


def telling(verdicts: Verdicts, questions: Sequence[BenchQuestion]) -> Telling:
    """For `questions`, of each of which it is known whether it has an answer: all, by half, by source.

    The half that no line was fitted on comes first: it is the one that says how well citabot tells.
    """
    return Telling(verdicts.system, tuple(_groups(verdicts, questions)))


def at_its_best(system: str, scores: Sequence[float], questions: Sequence[BenchQuestion]) -> Verdicts:
    """Refusing below the threshold that gives the best F1 on these very questions: kinder than life."""
    without = np.array([not question.has_answer for question in questions])
    heights = np.array(scores)
    thresholds = np.append(np.unique(heights), np.inf)
    best = max(thresholds, key=lambda threshold: _f1(heights < threshold, without))
    return Verdicts(system, tuple(scores), tuple(bool(each) for each in heights < best))


def _f1(refused: np.ndarray, without: np.ndarray) -> float:
    return float((refused & without).sum() / ((refused.sum() + without.sum()) / 2))


def _groups(verdicts: Verdicts, questions: Sequence[BenchQuestion]) -> Iterator[TellingGroup]:
    halves = ["fitted on" if question.is_fitted_on else "not fitted on" for question in questions]
    yield from _parted(verdicts, questions, "lines were", halves, ["not fitted on"])
    yield _group("all", "all", verdicts, questions, range(len(questions)))
    yield from _parted(verdicts, questions, "lines were", halves, ["fitted on"])
    sources = [question.source for question in questions]
    names = sorted({source for source in sources if source})
    yield from _parted(verdicts, questions, "source", sources, names)


def _parted(
    verdicts: Verdicts,
    questions: Sequence[BenchQuestion],
    by: str,
    labels: Sequence[str | None],
    names: Sequence[str],
) -> Iterator[TellingGroup]:
    """The questions with each of `names` as their label; nothing of one that all or none have."""
    for name in names:
        places = [place for place, label in enumerate(labels) if label == name]
        if 0 < len(places) < len(questions):
            yield _group(by, name, verdicts, questions, places)


def _group(
    by: str, name: str, verdicts: Verdicts, questions: Sequence[BenchQuestion], places: Sequence[int]
) -> TellingGroup:
    own = [questions[place] for place in places]
    without = np.array([not question.has_answer for question in own])
    refused = np.array([verdicts.refused[place] for place in places])
    scores = np.array([verdicts.scores[place] for place in places])
    right = refused & without
    figures = (
        partial(_auroc, scores, without),
        partial(_share, right, refused),
        partial(_share, right, without),
        partial(_share, right, (refused + 1.0 * without) / 2),  # the harmonic mean of both
    )
    clusters = [question.cluster for question in own]
    found = {label: estimate(figure, clusters) for label, figure in zip(FIGURES, figures, strict=True)}
    return TellingGroup(by, name, len(own), int(without.sum()), found)


def _auroc(scores: np.ndarray, without: np.ndarray, times: np.ndarray) -> np.ndarray:
    """The share of pairs in which the question with an answer scores higher; a tie is half a pair.

    Mann and Whitney 1947.
    """
    above = np.sign(scores[~without][:, None] - scores[without]) / 2 + 0.5  # [with, without]
    pairs = times[:, ~without].sum(axis=1) * times[:, without].sum(axis=1)
    won = ((times[:, ~without] @ above) * times[:, without]).sum(axis=1)
    return _divided(won, pairs)


def _share(part: np.ndarray, whole: np.ndarray, times: np.ndarray) -> np.ndarray:
    return _divided(times @ part, times @ whole)


def _divided(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """NaN for a part of nothing."""
    found: np.ndarray = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return found
