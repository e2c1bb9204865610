"""Fit how evidence for a passage is mixed: weights that make the right passage likely.

Minimises the mean surprise at the passages that answer, under a softmax over all candidates
(ListNet; Cao et al., ICML 2007), with weights of 0 and up. A penalty draws them towards
where they started.
"""

from collections.abc import Sequence, Set
from dataclasses import astuple, dataclass, fields, replace
from functools import cache
from typing import Protocol, TypeVar

import numpy as np
from scipy.optimize import minimize

from retrieval.choose import Pull
from retrieval.embed import Embedder
from retrieval.fuse import Kind, Mix, Weights
from retrieval.look_up import Model
from retrieval.passage import Passage
from retrieval.retrieve import Searcher
from retrieval.understand import Asked

FOUND_SIGNALS = frozenset({"passage", "unit", "words"})  # what any corpus has
ASKED_SIGNALS = frozenset({"expected", "expected_words"})  # what expected questions add
_PENALTY = 0.02  # of squared distances, in standard deviations of each signal
_FLAT = 1e-6  # spread of a signal that is the same for all candidates


_Weights = TypeVar("_Weights", Mix, Pull)


class Asking(Protocol):
    """A question of which it is known what answers it."""

    @property
    def asked(self) -> Asked: ...

    def is_gold(self, passage: Passage) -> bool: ...


@dataclass(frozen=True, slots=True)
class Case:
    """The candidates of one question, and which of them answer it."""

    signals: np.ndarray  # [candidates, signals]
    gold: np.ndarray  # [candidates], bool; at least one


def cases(searcher: Searcher, asking: Sequence[Asking], kind: Kind) -> list[Case]:
    """Those of a kind whose answer is among the candidates."""
    chosen = []
    for each in asking:
        with searcher.embedding([each.asked]) as vectors:
            found = searcher.look_up(each.asked, vectors)
            recognised = searcher.recognise(each.asked, vectors)
        for group in searcher.candidates(each.asked, found, recognised):
            gold = np.array([each.is_gold(searcher.contents.passages[int(place)]) for place in group.places])
            if group.kind is kind and gold.any():
                chosen.append(Case(group.signals, gold))
    return chosen


def fit_mix(
    found: Sequence[Case], start: _Weights, free: Set[str], signed: Set[str] = frozenset()
) -> _Weights:
    """The weights under which the cases' answers are least surprising.

    Only the signals named in `free` are fitted, those in `signed` below 0 too; without cases
    everything stays as at the start.
    """
    if not found:
        return start
    spread = np.mean([case.signals.std(axis=0) for case in found], axis=0)
    spread[spread < _FLAT] = 1.0  # whatever it weighs, nothing changes: only the penalty acts on it
    before = np.array(astuple(start)) * spread
    scaled = [Case(case.signals / spread, case.gold) for case in found]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        parts = [_surprise(case, weights) for case in scaled]
        away = weights - before
        value = np.mean([each for each, _ in parts]) + _PENALTY * away @ away
        return float(value), np.mean([slope for _, slope in parts], axis=0) + 2 * _PENALTY * away

    bounds = [
        (None if field.name in signed else 0.0, None) if field.name in free else (weight, weight)
        for field, weight in zip(fields(start), before, strict=True)
    ]
    weights = minimize(loss, before, jac=True, bounds=bounds, method="L-BFGS-B").x / spread
    return type(start)(*(round(float(weight), 3) for weight in weights))


def _surprise(case: Case, weights: np.ndarray) -> tuple[float, np.ndarray]:
    """-ln of the share of the candidates that answer, and its slope."""
    heights = case.signals @ weights
    likely = np.exp(heights - heights.max())
    shares = likely / likely.sum()
    right = shares * case.gold
    share = right.sum() + 1e-12
    return float(-np.log(share)), case.signals.T @ (shares - right / share)


class _Remembering(Embedder):
    """Embeds each question once, however many weights are tried on it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.identity, self.key, self.languages = embedder.identity, embedder.key, embedder.languages
        self._queries = cache(lambda texts: embedder.embed_queries(list(texts)))

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return self._queries(tuple(texts))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._embedder.embed_documents(texts)

    def digest(self) -> str:
        return self._embedder.digest()


def remembering(searcher: Searcher) -> Searcher:
    """The same, embedding each question once."""
    models = tuple(Model(_Remembering(model.embedder), model.stores) for model in searcher.models)
    return replace(searcher, models=models)


def weighted(searcher: Searcher, weights: Weights) -> Searcher:
    """The same with other weights."""
    return replace(searcher, weights=weights)


def general(searcher: Searcher) -> Searcher:
    """Without the models made for a language: what serves languages that have none."""
    return replace(searcher, models=tuple(each for each in searcher.models if not each.embedder.languages))
