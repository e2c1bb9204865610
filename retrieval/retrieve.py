"""Find the passages that a question is about: dense and lexical, fused.

A passage's dense score is the mean of its own cosine and its best unit's; its lexical score
is BM25. Both are scaled to 0..1 over the candidates and mixed. A question that follows
another borrows some of that one's direction.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from retrieval.embed import Embedder
from retrieval.errors import StoreUnavailableError
from retrieval.generation import Contents
from retrieval.lexical import LexicalIndex, terms
from retrieval.passage import Passage, Unit
from retrieval.store import STORE_FAILURES, VectorStore, nearest
from retrieval.understand import Asked

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Weights:
    """How evidence is mixed; each from 0 to 1, set by `python -m evals.fit`."""

    dense: float  # beside BM25, for a question in the passages' language
    dense_across: float  # the same for a question in another language
    before: float  # of the question before, in vectors and in BM25
    candidates: int = 50  # passages and twice as many units that are looked at


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found."""

    passage: Passage
    score: float  # fused, 0..1 among the candidates of one question
    dense: float  # cosine, -1..1
    lexical: float  # BM25, 0 and up
    units: Mapping[int, float] = field(default_factory=dict)  # unit number -> cosine; 0: the heading


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found for one question."""

    hits: tuple[Hit, ...]  # best first; ties in the corpus's order
    cosines: tuple[float, ...]  # of the nearest units, falling


@dataclass(frozen=True, slots=True)
class Searcher:
    """A generation that can be searched."""

    contents: Contents
    lexical: LexicalIndex
    stores: tuple[VectorStore, ...]  # the first that answers is used
    embedder: Embedder
    weights: Weights

    def search(self, asked: Asked, limit: int = 10) -> Retrieved:
        """The best `limit` passages."""
        vector = self._vector(asked)
        passages, units = self._nearest(vector)
        dense = self._dense(passages, units)
        lexical = self._lexical(asked)
        allowed = self._allowed(asked.only)
        found = [each for each in self._candidates(dense, lexical) if each.place in allowed]
        hits = self._fused(asked, found, _numbered(units))
        return Retrieved(tuple(hits[:limit]), tuple(units.values()))

    def _nearest(self, vector: Sequence[float]) -> tuple[dict[str, float], dict[str, float]]:
        """Cosines of the nearest passages and units. Raises StoreUnavailableError if no store answers."""
        for store in self.stores:
            try:
                passages = nearest(store.passages, vector, self.weights.candidates)
                return passages, nearest(store.units, vector, 2 * self.weights.candidates)
            except STORE_FAILURES as error:
                _log.warning("a vector store did not answer: %s", type(error).__name__)
        raise StoreUnavailableError("no vector store answers; run: citabot doctor")

    def _vector(self, asked: Asked) -> list[float]:
        vector = np.asarray(self.embedder.embed_query(asked.text))
        if asked.before:
            vector = vector + self.weights.before * np.asarray(self.embedder.embed_query(asked.before))
        return [float(value) for value in vector / np.linalg.norm(vector)]

    def _dense(self, passages: Mapping[str, float], units: Mapping[str, float]) -> dict[int, float]:
        """By position: the mean of a passage's cosine and its best unit's.

        What is not among the nearest counts as the farthest of them.
        """
        places = {passage.id: place for place, passage in enumerate(self.contents.passages)}
        best = _best_units(units)
        least_passage, least_unit = min(passages.values()), min(units.values(), default=0.0)
        return {
            places[name]: (passages.get(name, least_passage) + best.get(name, least_unit)) / 2
            for name in {*passages, *best}
        }

    def _lexical(self, asked: Asked) -> np.ndarray:
        scores = self._word_scores(asked.text)
        if asked.before:
            scores = scores + self.weights.before * self._word_scores(asked.before)
        return scores

    def _word_scores(self, text: str) -> np.ndarray:
        """BM25 of every passage; the question's words are stemmed as the documents' are."""
        spoken = {document.source.language for document in self.contents.documents}
        scores = [self.lexical.scores(terms(text, each)) for each in sorted(spoken)]
        return np.asarray(np.mean(scores, axis=0))

    def _allowed(self, only: Sequence[str]) -> set[int]:
        return {
            place
            for place, passage in enumerate(self.contents.passages)
            if not only or passage.document.id in only
        }

    def _candidates(self, dense: Mapping[int, float], lexical: np.ndarray) -> list["_Candidate"]:
        """Those near in meaning and those that share words, in the corpus's order."""
        by_words = np.argsort(-lexical, kind="stable")[: self.weights.candidates]
        places = {*dense, *(int(place) for place in by_words if lexical[place] > 0)}
        floor = min(dense.values(), default=0.0)
        return [_Candidate(place, dense.get(place, floor), float(lexical[place])) for place in sorted(places)]

    def _fused(
        self, asked: Asked, found: Sequence["_Candidate"], units: Mapping[str, Mapping[int, float]]
    ) -> list[Hit]:
        dense = scaled([each.dense for each in found])
        lexical = scaled([each.lexical for each in found])
        hits = []
        for each, by_meaning, by_words in zip(found, dense, lexical, strict=True):
            passage = self.contents.passages[each.place]
            score = self._mix(asked, passage, by_meaning, by_words)
            hits.append(Hit(passage, score, each.dense, each.lexical, units.get(passage.id, {})))
        return sorted(hits, key=lambda hit: -hit.score)

    def _mix(self, asked: Asked, passage: Passage, dense: float, lexical: float) -> float:
        same = passage.document.source.language == asked.language
        weight = self.weights.dense if same else self.weights.dense_across
        return weight * dense + (1 - weight) * lexical


class _Candidate(NamedTuple):
    """A passage that may be a hit, by position."""

    place: int
    dense: float
    lexical: float


def scaled(values: Sequence[float]) -> list[float]:
    """Values moved to 0..1, the least to 0 and the greatest to 1; all 0 if they are equal.

    >>> scaled([2.0, 4.0, 3.0])
    [0.0, 1.0, 0.5]
    """
    least, most = min(values, default=0.0), max(values, default=0.0)
    if most == least:
        return [0.0] * len(values)
    return [(value - least) / (most - least) for value in values]


def _best_units(units: Mapping[str, float]) -> dict[str, float]:
    best: dict[str, float] = {}
    for name, cosine in units.items():
        passage, _, _ = name.rpartition("/")
        best[passage] = max(cosine, best.get(passage, -1.0))
    return best


def _numbered(units: Mapping[str, float]) -> dict[str, dict[int, float]]:
    numbered: dict[str, dict[int, float]] = {}
    for name, cosine in units.items():
        passage, _, number = name.rpartition("/")
        numbered.setdefault(passage, {})[int(number)] = cosine
    return numbered


def unit_numbers(passage: Passage) -> Iterable[tuple[int, Unit]]:
    """The units of a passage with their numbers, from 1."""
    return enumerate(passage.units, start=1)
