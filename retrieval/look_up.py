"""What lies nearest to a question, by each embedding model.

A model made for one language serves questions and passages in it; the model that reads
every language serves the others, and knows the questions that people ask.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from langchain_chroma import Chroma

from retrieval.embed import Embedder, serving
from retrieval.errors import StoreUnavailableError
from retrieval.passage import Passage
from retrieval.store import STORE_FAILURES, VectorStore, nearest
from retrieval.texts import texts_of
from retrieval.understand import Asked
from retrieval.vectors import Vectors

_log = logging.getLogger(__name__)
_PASSAGES, _UNITS = 50, 100  # nearest ones that are looked at
_FARTHER = 20  # times as many of the sources that are asked for alone


@dataclass(frozen=True, slots=True)
class Model:
    """An embedding model and what it embedded."""

    embedder: Embedder
    stores: tuple[VectorStore, ...]  # the first that answers is used


@dataclass(frozen=True, slots=True)
class Found:
    """What one model found nearest, of the passages in the languages that it serves."""

    languages: frozenset[str]
    special: bool  # the model is made for these languages
    vector: np.ndarray  # that was looked up: of length 1, or more with an answer before
    passages: Mapping[str, float]  # cosines by id, best first
    units: Mapping[str, float]

    @property
    def length(self) -> float:
        return float(np.linalg.norm(self.vector))

    def best_units(self) -> dict[str, float]:
        """The best cosine of any unit, by passage."""
        best: dict[str, float] = {}
        for name, cosine in self.units.items():
            best.setdefault(name.rpartition("/")[0], cosine)
        return best


def look_up(
    asked: Asked,
    models: Sequence[Model],
    languages: frozenset[str],
    vectors: Vectors,
    named: Sequence[Passage] = (),
) -> list[Found]:
    """What each model that serves the question found, for documents in `languages`.

    `named` are all passages of the sources that are asked for alone: they are found behind whatever
    fills the nearest places.
    Raises StoreUnavailableError if the stores of a model are gone.
    """
    embedders = [model.embedder for model in models]
    served: dict[str, set[str]] = {}
    for language in sorted(languages):
        served.setdefault(serving(embedders, asked.language, language).key, set()).add(language)
    by_key = {model.embedder.key: model for model in models}
    return [
        _found(by_key[key], vectors.of(asked, by_key[key].embedder), frozenset(own), named)
        for key, own in served.items()
    ]


def _found(model: Model, vector: np.ndarray, languages: frozenset[str], named: Sequence[Passage]) -> Found:
    looked_up = [float(value) for value in vector / np.linalg.norm(vector)]
    texts = texts_of(named, model.embedder)
    for store in model.stores:
        try:
            return Found(
                languages,
                bool(model.embedder.languages),
                vector,
                _nearest(store.passages, looked_up, _PASSAGES, list(texts.passages)),
                _nearest(store.units, looked_up, _UNITS, list(texts.units)),
            )
        except STORE_FAILURES as error:
            _log.warning("a vector store did not answer: %s", type(error).__name__)
    raise StoreUnavailableError("no vector store answers; run: citabot doctor")


def _nearest(store: Chroma, vector: Sequence[float], count: int, named: list[str]) -> dict[str, float]:
    """The nearest of all, and more of those that are named."""
    found = nearest(store, vector, count)
    if not named:
        return found
    found |= nearest(store, vector, _FARTHER * count, among=named)
    return dict(sorted(found.items(), key=lambda item: -item[1]))
