"""Fit where an answer begins: a penalised logistic regression over the evidence."""

from collections.abc import Sequence
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
_NEAR = 0.1  # of a threshold, in probability
_PENALTY = 0.3  # of squared, standardised coefficients


def fit_line(
    evidence: Sequence[Evidence], answerable: Sequence[bool], clusters: Sequence[str]
) -> tuple[Line, float]:
    """The line that tells answerable from not, and its AUROC on held-out folds.

    Questions of one of `clusters` succeed and fail together: no fold parts them.
    The threshold is the one in whose neighbourhood the accuracy there is best, a wrong answer
    counting twice a refusal, so that the luck of a few questions does not set it. Each coefficient
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
    threshold = max(np.arange(0.2, 0.8, 0.01), key=lambda each: _around(held_out, labels, each))
    line = Line(coefficients, round(fitted.intercept, 4), round(float(threshold), 2))
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


def _around(probabilities: np.ndarray, labels: np.ndarray, threshold: float) -> float:
    """The mean accuracy of the thresholds near one."""
    near = threshold + np.linspace(-_NEAR, _NEAR, 11)
    return float(np.mean([_accuracy(probabilities, labels, each) for each in near]))
