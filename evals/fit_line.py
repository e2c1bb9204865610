"""Fit where an answer begins: a penalised logistic regression over the evidence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

from retrieval.decide import Line
from retrieval.evidence import Evidence

_SIGNS = {
    "best": 1,
    "lead": 1,
    "passage": 1,
    "share": 1,
    "expected": 1,
    "gap": -1,
    "answers": 1,
    "gaps": -1,
    "covered": 1,
    "unknown": -1,
    "missing": -1,
}
_WRONG = 2.0  # what an answer where there is none costs, a refusal where there is one costing 1
_REFUSED = 0.9  # of what has no answer
_THRESHOLDS = np.arange(20, 80) / 100
_NEAR = 0.1  # of a threshold, in probability
_PENALTY = 0.3  # of squared, standardised coefficients


def most_accurate(held_out: np.ndarray, labels: np.ndarray) -> float:
    """The threshold in whose neighbourhood the accuracy is best, a wrong answer counting twice a refusal.

    The neighbourhood, so that the luck of a few questions does not set it.
    """
    return float(max(_THRESHOLDS, key=lambda each: _around(_accuracy, held_out, labels, each)))


def refusing_most(held_out: np.ndarray, labels: np.ndarray) -> float:
    """The lowest threshold in whose neighbourhood nine in ten of what has no answer are refused."""
    enough = (each for each in _THRESHOLDS if _around(_refused, held_out, labels, each) >= _REFUSED)
    return float(next(enough, _THRESHOLDS[-1]))


def fit_line(
    evidence: Sequence[Evidence],
    answerable: Sequence[bool],
    clusters: Sequence[str],
    *,
    begins: Callable[[np.ndarray, np.ndarray], float] = most_accurate,
) -> tuple[Line, float]:
    """The line that tells answerable from not, and its AUROC on held-out folds.

    Questions of one of `clusters` succeed and fail together: no fold parts them.
    `begins` sets the threshold, from the probabilities there and what is answerable. Each coefficient
    keeps the sign that its evidence has by its meaning; classes weigh alike.
    """
    inputs, labels = np.array([each.numbers() for each in evidence]), np.array(answerable)
    held_out = np.zeros(len(labels))
    folds = StratifiedGroupKFold(10, shuffle=True, random_state=0).split(inputs, labels, clusters)
    for train, test in folds:
        held_out[test] = _regression(inputs[train], labels[train]).probabilities(inputs[test])
    fitted = _regression(inputs, labels)
    coefficients = {
        name: round(float(value), 4) for name, value in zip(_SIGNS, fitted.coefficients, strict=True) if value
    }
    line = Line(coefficients, round(fitted.intercept, 4), round(begins(held_out, labels), 2))
    return line, float(roc_auc_score(labels, held_out))


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A fitted regression in the evidence's own units."""

    coefficients: np.ndarray
    intercept: float

    def probabilities(self, evidence: np.ndarray) -> np.ndarray:
        return np.asarray(1 / (1 + np.exp(-(evidence @ self.coefficients + self.intercept))))


def _regression(evidence: np.ndarray, labels: np.ndarray) -> _Fitted:
    """Penalised logistic regression with signed coefficients, classes weighted alike."""
    mean, spread = evidence.mean(0), evidence.std(0) + 1e-9
    inputs, targets = (evidence - mean) / spread, np.where(labels, 1.0, -1.0)
    importance = np.where(labels, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))

    def loss(guess: np.ndarray) -> float:
        margins = targets * (inputs @ guess[1:] + guess[0])
        return float(np.sum(importance * np.logaddexp(0, -margins)) + _PENALTY * np.sum(guess[1:] ** 2))

    bounds = [(None, None), *((0.0, None) if sign > 0 else (None, 0.0) for sign in _SIGNS.values())]
    found = minimize(loss, np.zeros(inputs.shape[1] + 1), bounds=bounds, method="L-BFGS-B").x
    coefficients = found[1:] / spread
    return _Fitted(coefficients, float(found[0] - coefficients @ mean))


def _accuracy(probabilities: np.ndarray, labels: np.ndarray, threshold: float) -> float:
    """Of answering and refusing at a threshold, by what a mistake costs; classes weigh alike otherwise."""
    shown = probabilities >= threshold
    return float((shown[labels].mean() + _WRONG * (~shown[~labels]).mean()) / (1 + _WRONG))


def _refused(probabilities: np.ndarray, labels: np.ndarray, threshold: float) -> float:
    """The share of what has no answer that is refused at a threshold."""
    return float((probabilities[~labels] < threshold).mean())


def _around(
    figure: Callable[[np.ndarray, np.ndarray, float], float],
    probabilities: np.ndarray,
    labels: np.ndarray,
    threshold: float,
) -> float:
    """The mean of a figure at the thresholds near one."""
    near = threshold + np.linspace(-_NEAR, _NEAR, 11)
    return float(np.mean([figure(probabilities, labels, each) for each in near]))
