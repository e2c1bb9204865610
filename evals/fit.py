"""Fit weights, choice and limits on the tuning questions: `python -m evals.fit`.

Writes retrieval/fitted.json. Grid search for how evidence is mixed and words are chosen; a
logistic regression for where an answer begins, each coefficient held to the sign that its
evidence has by its meaning, so that the odd wording of few questions cannot turn it round.
The threshold is the one with the best balanced accuracy on held-out folds.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

from evals.questions import TUNING, EvalQuestion, read_questions
from evals.scoring import beside_the_point, count, is_supported
from retrieval.answer import Answer, Answered, Refused
from retrieval.answering import Parts, answer
from retrieval.compose import Choice, compose
from retrieval.decide import Limits, refuse
from retrieval.embed import Embedder
from retrieval.evidence import Evidence, rarities, weigh
from retrieval.opening import open_parts
from retrieval.retrieve import Retrieved, Weights
from retrieval.settings import read_settings
from retrieval.tuning import FITTED, Tuning, fitted
from retrieval.understand import Asked, Question, understand
from retrieval.verify import verify

_SIGNS = {
    "best": 1,
    "lead": 1,
    "passage": 1,
    "covered": 1,
    "unknown": -1,
    "missing": -1,
    "across": 0,
}  # 0: either
_WHOLE = (0.2, 0.15, 0.1, 0.05, 0.0)  # falling: where it makes no difference, who asks for a list gets it
_PENALTY = 0.3  # of squared, standardised coefficients
_BESIDE = 0.3  # what a quote beside the point costs, a supported answer being worth 1


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.fit", description=__doc__)
    parser.add_argument("--home", type=Path, metavar="DIR", help="folder of settings and index")
    arguments = parser.parse_args(argv)
    settings = read_settings(home=arguments.home)
    opened = open_parts(settings.home, settings.embeddings)
    remembering = _Remembering(opened.searcher.embedder)
    parts = replace(opened, searcher=replace(opened.searcher, embedder=remembering))
    tuning = fit(parts, read_questions(TUNING))
    FITTED.write_text(tuning.model_dump_json(indent=2) + "\n", "utf-8")
    print(tuning.model_dump_json(indent=2))
    return 0


def fit(parts: Parts, questions: Sequence[EvalQuestion]) -> Tuning:
    """The numbers that do best on `questions`."""
    asked = [(question, _asked(question)) for question in questions]
    answerable = [(question, each) for question, each in asked if question.expected == "answered"]
    weights = max(
        _weights(), key=lambda each: _worth(_searched(parts, each, answerable), parts, fitted().choice)
    )
    found = _searched(parts, weights, answerable)
    choice = max(_choices(), key=lambda each: _worth(found, parts, each))
    evidence = [weigh(each, got, parts.searcher.lexical) for _, each, got in _searched(parts, weights, asked)]
    limits, auroc = _limits(
        np.array([each.numbers() for each in evidence]),
        np.array([question.expected == "answered" for question in questions]),
    )
    chosen = replace(parts, searcher=replace(parts.searcher, weights=weights), choice=choice, limits=limits)
    return Tuning(
        weights=weights,
        choice=choice,
        limits=limits,
        fitted_on=f"evals/questions/{TUNING.name}, {len(questions)} questions, {len(answerable)} answerable",
        gave=_gave(chosen, questions) | {"auroc on held-out folds": f"{auroc:.2f}"},
    )


def _asked(question: EvalQuestion) -> Asked:
    asked = understand(Question(question.question))
    assert isinstance(asked, Asked), f"{question.id} cannot be looked up"
    return asked


_Found = tuple[EvalQuestion, Asked, Retrieved]


def _searched(parts: Parts, weights: Weights, asked: Sequence[tuple[EvalQuestion, Asked]]) -> list[_Found]:
    searcher = replace(parts.searcher, weights=weights)
    return [(question, each, searcher.search(each)) for question, each in asked]


class _Remembering(Embedder):
    """Embeds each question once, however many weights are tried on it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.identity = embedder.identity
        self._query = cache(embedder.embed_query)

    def embed_query(self, text: str) -> list[float]:
        return self._query(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._embedder.embed_documents(texts)

    def digest(self) -> str:
        return self._embedder.digest()


def _weights() -> Iterator[Weights]:
    for dense, across in product((0.4, 0.5, 0.6, 0.7, 0.8), (0.7, 0.8, 0.9, 1.0)):
        yield Weights(dense, across, before=fitted().weights.before)


def _choices() -> Iterator[Choice]:
    for words, place, whole, slack in product(
        (0.0, 0.03, 0.06, 0.1), (0.0, 0.05, 0.1, 0.15), _WHOLE, (0.003, 0.006, 0.01)
    ):
        yield Choice(words, place, whole, slack)


def _worth(found: Sequence[_Found], parts: Parts, choice: Choice) -> float:
    """Mean over questions: supported, less what stands beside the point."""
    return float(
        np.mean([_worth_of(question, _composed(asked, got, parts, choice)) for question, asked, got in found])
    )


def _composed(asked: Asked, retrieved: Retrieved, parts: Parts, choice: Choice) -> Answer:
    """The answer if one is given whatever the evidence."""
    rarity = rarities(asked, parts.searcher.lexical)
    verified = verify(compose(asked, retrieved.hits, parts.searcher.contents.passages, rarity, choice))
    if not verified.statements:
        return refuse(asked, retrieved)
    return Answered(verified.statements, verified.citations, (), asked.language)


def _worth_of(question: EvalQuestion, reached: Answer) -> float:
    beside = beside_the_point(question, reached)
    return is_supported(question, reached) - (_BESIDE * beside.share if beside.of else 0.0)


@dataclass(frozen=True, slots=True)
class _Line:
    """A fitted regression in the evidence's own units."""

    coefficients: np.ndarray
    intercept: float

    def probabilities(self, evidence: np.ndarray) -> np.ndarray:
        return np.asarray(1 / (1 + np.exp(-(evidence @ self.coefficients + self.intercept))))


def _regression(evidence: np.ndarray, labels: np.ndarray) -> _Line:
    """Penalised logistic regression with signed coefficients, classes weighted alike."""
    mean, spread = evidence.mean(0), evidence.std(0) + 1e-9
    inputs, targets = (evidence - mean) / spread, np.where(labels, 1.0, -1.0)
    importance = np.where(labels, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))

    def loss(guess: np.ndarray) -> float:
        margins = targets * (inputs @ guess[1:] + guess[0])
        return float(np.sum(importance * np.logaddexp(0, -margins)) + _PENALTY * np.sum(guess[1:] ** 2))

    bounds = [(None, None), *(_bounds(field.name) for field in fields(Evidence))]
    found = minimize(loss, np.zeros(inputs.shape[1] + 1), bounds=bounds, method="L-BFGS-B").x
    coefficients = found[1:] / spread
    return _Line(coefficients, float(found[0] - coefficients @ mean))


def _bounds(name: str) -> tuple[float | None, float | None]:
    return {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}[_SIGNS[name]]


def _limits(evidence: np.ndarray, labels: np.ndarray) -> tuple[Limits, float]:
    held_out = np.zeros(len(labels))
    for train, test in StratifiedKFold(10, shuffle=True, random_state=0).split(evidence, labels):
        held_out[test] = _regression(evidence[train], labels[train]).probabilities(evidence[test])
    line = _regression(evidence, labels)
    coefficients = {
        field.name: round(float(value), 4)
        for field, value in zip(fields(Evidence), line.coefficients, strict=True)
    }
    threshold = max(np.arange(0.2, 0.8, 0.01), key=lambda each: _balanced(held_out, labels, each))
    limits = Limits(coefficients, round(line.intercept, 4), round(float(threshold), 2))
    return limits, float(roc_auc_score(labels, held_out))


def _balanced(probabilities: np.ndarray, labels: np.ndarray, threshold: float) -> float:
    shown = probabilities >= threshold
    return float((shown[labels].mean() + (~shown[~labels]).mean()) / 2)


def _gave(parts: Parts, questions: Sequence[EvalQuestion]) -> dict[str, str]:
    replies = [(question, answer(Question(question.question), parts).answer) for question in questions]
    wanted = [(question, reached) for question, reached in replies if question.expected == "answered"]
    unwanted = [reached for question, reached in replies if question.expected == "refused"]
    return {
        "supported": str(count([is_supported(question, reached) for question, reached in wanted])),
        "answerable refused": str(count([isinstance(reached, Refused) for _, reached in wanted])),
        "unanswerable refused": str(count([isinstance(reached, Refused) for reached in unwanted])),
    }


if __name__ == "__main__":
    raise SystemExit(main())
