"""Find the passages that a question is about, by meaning, by words, and by what people ask.

A model made for one language serves questions and passages in it; the model that reads
every language serves the others. What speaks for a passage is put together by `fuse`.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from retrieval.embed import Embedder, serving
from retrieval.errors import StoreUnavailableError
from retrieval.expected import ExpectedQuestion, KnownGap
from retrieval.fuse import Candidates, Kind, Weights, shares
from retrieval.generation import Contents
from retrieval.lexical import LexicalIndex, terms
from retrieval.passage import Passage, Unit
from retrieval.rerank import DEPTH, Reranker, reranked
from retrieval.store import STORE_FAILURES, VectorStore, nearest
from retrieval.understand import Asked

_log = logging.getLogger(__name__)
_PASSAGES, _UNITS, _QUESTIONS = 50, 100, 100  # nearest ones that are looked at
_FARTHER = 20  # times as many, where only some sources are asked for: the others fill the nearest places


@dataclass(frozen=True, slots=True)
class Model:
    """An embedding model and what it embedded."""

    embedder: Embedder
    stores: tuple[VectorStore, ...]  # the first that answers is used


@dataclass(frozen=True, slots=True)
class NearQuestion:
    """An expected question, and how near it is."""

    question: ExpectedQuestion
    cosine: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found."""

    passage: Passage
    score: float  # share of what speaks for any candidate of this question, 0..1
    dense: float  # mean of the cosines of the passage and its best unit, -1..1
    lexical: float  # BM25, 0 and up
    kind: Kind
    units: Mapping[int, float] = field(default_factory=dict)  # unit number -> cosine; 0: the heading
    expected: tuple[NearQuestion, ...] = ()  # that lead to it, nearest first


@dataclass(frozen=True, slots=True)
class NearGap:
    """A known gap, and how near its nearest question is."""

    gap: KnownGap
    cosine: float


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found for one question."""

    hits: tuple[Hit, ...]  # best first; ties in the corpus's order
    cosines: tuple[float, ...]  # of the nearest units, falling
    questions: tuple[float, ...] = ()  # cosines of the nearest expected questions and those of gaps, falling
    gap: NearGap | None = None  # the nearest one, if there is any


@dataclass(frozen=True, slots=True)
class Found:
    """What one model found nearest, of the passages in the languages that it serves."""

    languages: frozenset[str]
    special: bool  # the model is made for these languages
    length: float  # of the vector that was looked up: 1, or more with an answer before
    passages: Mapping[str, float]  # cosines by id, best first
    units: Mapping[str, float]
    questions: Mapping[str, float]

    def best_units(self) -> dict[str, float]:
        """The best cosine of any unit, by passage."""
        best: dict[str, float] = {}
        for name, cosine in self.units.items():
            best.setdefault(name.rpartition("/")[0], cosine)
        return best


@dataclass(frozen=True)
class Searcher:
    """A generation that can be searched."""

    contents: Contents
    lexical: LexicalIndex  # over the passages
    expected_lexical: LexicalIndex  # over the expected questions of each passage
    models: tuple[Model, ...]
    weights: Weights
    reranker: Reranker | None = None

    def search(self, asked: Asked, limit: int = 10) -> Retrieved:
        """The best `limit` passages. Raises StoreUnavailableError if the stores of a model are gone."""
        found = self.look_up(asked)
        groups = self.candidates(asked, found)
        hits = [
            _Ranked(float(share), int(place), group.kind, float(signals[3]))
            for group, part in zip(groups, shares(groups, self.weights), strict=True)
            for place, share, signals in zip(group.places, part, group.signals, strict=True)
        ]
        ranked = sorted(hits, key=lambda hit: (-hit.share, hit.place))
        return Retrieved(
            self._best(asked, ranked, found, limit),
            _falling(cosine for each in found for cosine in each.units.values()),
            _falling(cosine for each in found for cosine in each.questions.values()),
            self._gap(found),
        )

    def _best(
        self, asked: Asked, ranked: Sequence["_Ranked"], found: Sequence[Found], limit: int
    ) -> tuple[Hit, ...]:
        if self.reranker is None:
            return tuple(self._hit(each, found) for each in ranked[:limit])
        hits = [self._hit(each, found) for each in ranked[: max(limit, DEPTH)]]
        return reranked(asked.text, hits, self.reranker)[:limit]

    def look_up(self, asked: Asked) -> list[Found]:
        """What lies nearest to the question, by each model that serves it."""
        return [self._found(model, asked, languages) for model, languages in self._serving(asked)]

    def _serving(self, asked: Asked) -> list[tuple[Model, frozenset[str]]]:
        """Models with the documents' languages that each serves for this question."""
        embedders = [model.embedder for model in self.models]
        served: dict[str, set[str]] = {}
        for language in sorted(self._languages):
            served.setdefault(serving(embedders, asked.language, language).key, set()).add(language)
        models = {model.embedder.key: model for model in self.models}
        return [(models[key], frozenset(languages)) for key, languages in served.items()]

    def _found(self, model: Model, asked: Asked, languages: frozenset[str]) -> Found:
        vector = self._vector(model.embedder, asked)
        length = float(np.linalg.norm(vector))
        looked_up = [float(value) for value in vector / length]
        times = _FARTHER if asked.only else 1
        for store in model.stores:
            try:
                return Found(
                    languages,
                    bool(model.embedder.languages),
                    length,
                    nearest(store.passages, looked_up, times * _PASSAGES),
                    nearest(store.units, looked_up, times * _UNITS),
                    nearest(store.questions, looked_up, _QUESTIONS) if self._has_questions else {},
                )
            except STORE_FAILURES as error:
                _log.warning("a vector store did not answer: %s", type(error).__name__)
        raise StoreUnavailableError("no vector store answers; run: citabot doctor")

    def _vector(self, embedder: Embedder, asked: Asked) -> np.ndarray:
        if not asked.before.answer:
            return np.asarray(embedder.embed_query(asked.text))
        question, answer = np.asarray(embedder.embed_queries([asked.text, asked.before.answer]))
        return np.asarray(question + self.weights.answer_before * answer)

    def candidates(self, asked: Asked, found: Sequence[Found]) -> list[Candidates]:
        """Everything that was found near or shares words, in groups, with what speaks for it."""
        words = self._word_scores(self.lexical, asked, self._languages)
        expected_words = self._word_scores(self.expected_lexical, asked, [asked.language])
        by_words = {*_highest(words, _PASSAGES), *_highest(expected_words, _PASSAGES)}
        groups = []
        for each in found:
            signals = self._signals(each)
            places = {*by_words, *(place for signal in signals for place in signal)}
            for kind, chosen in self._kinds(asked, each, sorted(places)).items():
                asked_about = np.array([self._is_asked_about(place) for place in chosen])
                passages, units, expected = (_column(signal, chosen) for signal in signals)
                columns = [
                    passages,
                    units,
                    _neutral(expected, asked_about),
                    words[chosen],
                    _neutral(expected_words[chosen], asked_about),
                ]
                groups.append(Candidates(kind, np.array(chosen), np.stack(columns, axis=1)))
        return groups

    def _signals(self, found: Found) -> list[dict[int, float]]:
        """Cosines by place: of the passage, its best unit, its nearest expected question."""
        expected: dict[int, float] = {}
        for number, cosine in _numbered(found.questions, "expected").items():
            place = self._places[self.contents.expected[number].passage.id]
            expected[place] = max(cosine, expected.get(place, -1.0))
        cosines = [
            {self._places[name]: cosine for name, cosine in found.passages.items()},
            {self._places[name]: cosine for name, cosine in found.best_units().items()},
            expected,
        ]
        return [{place: found.length * cosine for place, cosine in each.items()} for each in cosines]

    def _kinds(self, asked: Asked, found: Found, places: Sequence[int]) -> dict[Kind, list[int]]:
        """The places that `found` serves and the question allows, by kind."""
        kinds: dict[Kind, list[int]] = {}
        for place in places:
            document = self.contents.passages[place].document
            language = document.source.language
            if language not in found.languages or (asked.only and document.id not in asked.only):
                continue
            same = Kind.SPECIAL if found.special else Kind.SAME
            kinds.setdefault(same if language == asked.language else Kind.ACROSS, []).append(place)
        return kinds

    def _word_scores(self, index: LexicalIndex, asked: Asked, languages: Iterable[str]) -> np.ndarray:
        """BM25 of every passage; the question's words are stemmed as those of each language are."""
        scores = np.zeros(len(self.contents.passages), dtype=np.float32)
        for language in sorted(languages):
            part = index.scores(terms(asked.text, language))
            if asked.before.question:
                before = index.scores(terms(asked.before.question, language))
                part = part + self.weights.question_before * before
            scores = scores + part
        return np.asarray(scores / max(len(list(languages)), 1))

    @property
    def _has_questions(self) -> bool:
        return bool(self.contents.expected or self.contents.gaps)

    def _is_asked_about(self, place: int) -> bool:
        return self.contents.passages[place].document.id in self._asked_about

    @cached_property
    def _asked_about(self) -> frozenset[str]:
        """Documents that have expected questions."""
        return frozenset(each.passage.document.id for each in self.contents.expected)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {passage.id: place for place, passage in enumerate(self.contents.passages)}

    @cached_property
    def _languages(self) -> frozenset[str]:
        return frozenset(document.source.language for document in self.contents.documents)

    def _hit(self, ranked: "_Ranked", found: Sequence[Found]) -> Hit:
        passage = self.contents.passages[ranked.place]
        language = passage.document.source.language
        own = next(each for each in found if language in each.languages)
        cosine = own.passages.get(passage.id, min(own.passages.values(), default=0.0))
        units = _numbered(own.units, passage.id)
        best = max(units.values(), default=min(own.units.values(), default=0.0))
        expected = tuple(
            NearQuestion(question, cosine)
            for number, cosine in _numbered(own.questions, "expected").items()
            for question in [self.contents.expected[number]]
            if question.passage.id == passage.id
        )
        return Hit(passage, ranked.share, (cosine + best) / 2, ranked.words, ranked.kind, units, expected)

    def _gap(self, found: Sequence[Found]) -> NearGap | None:
        nearest_gaps = [
            (cosine, int(name.split("/")[1]))
            for each in found
            for name, cosine in each.questions.items()
            if name.startswith("gap/")
        ]
        if not nearest_gaps:
            return None
        cosine, number = max(nearest_gaps)
        return NearGap(self.contents.gaps[number], cosine)


class _Ranked(NamedTuple):
    """A passage by position."""

    share: float
    place: int
    kind: Kind
    words: float  # BM25


def _highest(scores: np.ndarray, count: int) -> list[int]:
    """Positions of the highest scores above 0, at most `count`."""
    count = min(count, len(scores))
    places = np.argpartition(-scores, count - 1)[:count] if count else np.zeros(0, dtype=int)
    return [int(place) for place in places if scores[place] > 0]


def _column(signal: Mapping[int, float], places: Sequence[int]) -> np.ndarray:
    """A signal at these places; what was not among the nearest counts as the farthest of them."""
    floor = min(signal.values(), default=0.0)
    return np.array([signal.get(place, floor) for place in places])


def _neutral(column: np.ndarray, known: np.ndarray) -> np.ndarray:
    """The mean of what is known where nothing is, so that a document without questions loses nothing."""
    return np.where(known, column, column[known].mean() if known.any() else 0.0)


def _falling(cosines: Iterable[float]) -> tuple[float, ...]:
    return tuple(sorted(cosines, reverse=True))


def _numbered(cosines: Mapping[str, float], owner: str) -> dict[int, float]:
    """Of ids such as "owner/3" the numbers, with their cosines."""
    return {
        int(number): cosine
        for name, cosine in cosines.items()
        for start, _, number in [name.rpartition("/")]
        if start == owner
    }


def unit_numbers(passage: Passage) -> Iterable[tuple[int, Unit]]:
    """The units of a passage with their numbers, from 1."""
    return enumerate(passage.units, start=1)
