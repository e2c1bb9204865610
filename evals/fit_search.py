"""Fit how evidence for a passage is mixed: weights that make the right passage likely.

Minimises the mean surprise at the passages that answer, under a softmax over all candidates
(ListNet; Cao et al., ICML 2007), with weights of 0 and up. A penalty draws them towards
where they started, the more so the fewer questions there are.
"""

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass

import numpy as np
from scipy.optimize import minimize

from retrieval.fuse import Kind, Mix
from retrieval.passage import Passage
from retrieval.retrieve import Searcher
from retrieval.understand import Asked

PENALTY = 0.02  # of squared distances, in standard deviations of each signal
IsGold = Callable[[Passage], bool]


@dataclass(frozen=True, slots=True)
class Case:
    """The candidates of one question, and which of them answer it."""

    signals: np.ndarray  # [candidates, signals]
    gold: np.ndarray  # [candidates], bool; at least one


def cases(searcher: Searcher, asked: Sequence[tuple[Asked, IsGold]], kind: Kind) -> list[Case]:
    """Those of a kind whose answer is among the candidates."""
    found = []
    for question, is_gold in asked:
        for group in searcher.candidates(question, searcher.look_up(question)):
            gold = np.array([is_gold(searcher.contents.passages[int(place)]) for place in group.places])
            if group.kind is kind and gold.any():
                found.append(Case(group.signals, gold))
    return found


def fit_mix(found: Sequence[Case], start: Mix) -> Mix:
    """The mix under which the cases' answers are least surprising; `start` where there are none."""
    if not found:
        return start
    spread = np.mean([case.signals.std(axis=0) for case in found], axis=0) + 1e-6
    before = np.array(astuple(start)) * spread
    scaled = [Case(case.signals / spread, case.gold) for case in found]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        parts = [_surprise(case, weights) for case in scaled]
        away = weights - before
        value = np.mean([each for each, _ in parts]) + PENALTY * away @ away
        return float(value), np.mean([slope for _, slope in parts], axis=0) + 2 * PENALTY * away

    bounds = [(0.0, None)] * len(before)
    weights = minimize(loss, np.maximum(before, 0.1), jac=True, bounds=bounds, method="L-BFGS-B").x / spread
    return Mix(*(round(float(weight), 3) for weight in weights))


def _surprise(case: Case, weights: np.ndarray) -> tuple[float, np.ndarray]:
    """-ln of the share of the candidates that answer, and its slope."""
    heights = case.signals @ weights
    likely = np.exp(heights - heights.max())
    shares = likely / likely.sum()
    right = shares * case.gold
    share = right.sum() + 1e-12
    return float(-np.log(share)), case.signals.T @ (shares - right / share)
