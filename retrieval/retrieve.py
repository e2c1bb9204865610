"""Find the passages that a question is about, by meaning, by words, and by what people ask.

What speaks for a passage is put together by `fuse`. What was found for a question is known for
some minutes: when many people have the same one, it is looked up once. The question itself is
not kept, only what a keyed hash makes of it.
"""

import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from cachetools import TTLCache, cachedmethod

from retrieval.document import Quote
from retrieval.embed import general, serving
from retrieval.expected import KnownGap
from retrieval.fuse import Candidates, Kind, Weights, shares
from retrieval.generation import Contents
from retrieval.hold import Hold
from retrieval.lexical import LexicalIndex, terms
from retrieval.look_up import Found, Model, look_up
from retrieval.nameless import Nameless
from retrieval.passage import Passage, Unit
from retrieval.recognise import Recognised, Recogniser
from retrieval.rerank import DEPTH, Reranker, reranked
from retrieval.understand import Asked
from retrieval.vectors import Vectors, embedding

_BY_WORDS = 50  # passages with the highest word scores that are looked at
_KNOWN, _FOR = 256, 600.0  # questions of which what was found is known, some 20 MB; and seconds


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Words that answer expected questions, and how sure it is that this is one of them."""

    quote: Quote
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found."""

    passage: Passage
    score: float  # share of what speaks for any candidate of this question, 0..1
    dense: float  # mean of the cosines of the passage and its best unit, -1..1
    lexical: float  # BM25, 0 and up
    kind: Kind
    units: Mapping[int, float] = field(default_factory=dict)  # unit number -> cosine; 0: the heading
    known: tuple[KnownWords, ...] = ()  # words of the passage that people ask for, surest first

    @property
    def expected(self) -> float:
        """How sure it is that the passage answers an expected question that this is, about 0..1."""
        return sum(each.score for each in self.known)


@dataclass(frozen=True, slots=True)
class NearGap:
    """A known gap, and how sure it is that the question is of it."""

    gap: KnownGap
    score: float


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found for one question."""

    hits: tuple[Hit, ...]  # best first; ties in the corpus's order
    cosines: tuple[float, ...]  # of the nearest units, falling
    gap: NearGap | None = None  # the most likely one, if any is known
    recognised: Recognised | None = None  # None in a corpus without expected questions and gaps


@dataclass(frozen=True)
class Searcher:
    """A generation that can be searched."""

    contents: Contents
    lexical: LexicalIndex  # over the passages
    expected_lexical: LexicalIndex  # over the expected questions of each passage
    models: tuple[Model, ...]
    weights: Weights
    recogniser: Recogniser | None = None  # None: nobody has written down what people ask
    reranker: Reranker | None = None
    clock: Callable[[], float] = time.monotonic  # seconds
    held: Hold | None = None  # so that no build removes the generation meanwhile; None of one in memory
    _nameless: Nameless = field(default_factory=Nameless, init=False, repr=False)
    _looking: threading.Condition = field(default_factory=threading.Condition, init=False, repr=False)

    def search(self, asked: Asked, limit: int = 10) -> Retrieved:
        """The best `limit` passages. Raises StoreUnavailableError if the stores of a model are gone."""
        return self.search_each([asked], limit)[0]

    def search_each(self, asked: Sequence[Asked], limit: int = 10) -> tuple[Retrieved, ...]:
        """The same for questions in one language, whose vectors are computed side by side."""
        return self._searched(asked, limit)

    def purge(self) -> None:
        """Drop what was found too long ago."""
        with self._looking:
            self._lately.expire()

    @cached_property
    def _lately(self) -> TTLCache[bytes, tuple[Retrieved, ...]]:
        return TTLCache(_KNOWN, _FOR, self.clock)

    def _key(self, asked: Sequence[Asked], limit: int) -> bytes:
        return self._nameless(*asked, limit)

    @cachedmethod(attrgetter("_lately"), key=_key, condition=attrgetter("_looking"))
    def _searched(self, asked: Sequence[Asked], limit: int) -> tuple[Retrieved, ...]:
        with self.embedding(asked) as vectors:
            found = [self.look_up(each, vectors) for each in asked]
            recognised = [self.recognise(each, vectors) for each in asked]
        return tuple(self._retrieved(*each, limit) for each in zip(asked, found, recognised, strict=True))

    def embedding(self, asked: Sequence[Asked]) -> AbstractContextManager[Vectors]:
        """The vectors of questions in one language, by each model that serves them."""
        embedders = [model.embedder for model in self.models]
        serve = [serving(embedders, asked[0].language, language) for language in self._languages]
        embeds = {embedder.key: embedder.embed_queries for embedder in serve}
        if self.recogniser is not None:
            model = general(embedders)
            embeds[model.key] = partial(self.recogniser.embed_queries, model)
        return embedding(asked, embeds, answer_before=self.weights.answer_before)

    def _retrieved(
        self, asked: Asked, found: Sequence[Found], recognised: Recognised | None, limit: int
    ) -> Retrieved:
        groups = self.candidates(asked, found, recognised)
        ranked = [
            _Ranked(float(share), int(place), group.kind, float(words))
            for group, part in zip(groups, shares(groups, self.weights), strict=True)
            for place, share, words in zip(group.places, part, group.words, strict=True)
        ]
        ranked.sort(key=lambda each: (-each.share, each.place))
        return Retrieved(
            self._best(asked, ranked, found, recognised, limit),
            tuple(sorted((cosine for each in found for cosine in each.units.values()), reverse=True)),
            self._gap(recognised),
            recognised,
        )

    def look_up(self, asked: Asked, vectors: Vectors) -> list[Found]:
        """What lies nearest to the question, by each model that serves it."""
        named = [passage for passage in self.contents.passages if passage.document.id in asked.only]
        return look_up(asked, self.models, self._languages, vectors, named)

    def recognise(self, asked: Asked, vectors: Vectors) -> Recognised | None:
        """Which of the known questions this is; those of sources that may not answer count for nothing."""
        if self.recogniser is None:
            return None
        vector = vectors.of(asked, general([model.embedder for model in self.models]))
        recognised = self.recogniser.recognise(vector, asked.language)
        if not asked.only:
            return recognised
        topics = self.recogniser.known.topics[: self.recogniser.known.answered]
        may_answer = [topic.passage is not None and _is_open(asked, topic.passage) for topic in topics]
        return replace(recognised, answers=np.where(may_answer, recognised.answers, 0.0))

    def candidates(
        self, asked: Asked, found: Sequence[Found], recognised: Recognised | None
    ) -> list[Candidates]:
        """All that was found near, shares words or is asked for, in groups, with what speaks for it."""
        words = self._word_scores(self.lexical, asked, self._languages)
        expected_words = self._word_scores(self.expected_lexical, asked, [asked.language])
        expected = self._expected(recognised)
        open_to = np.array([_is_open(asked, passage) for passage in self.contents.passages])
        likely = {
            place
            for scores in (words, expected_words, expected)
            for place in _highest(np.where(open_to, scores, 0.0))
        }
        groups = []
        for each in found:
            near = [_placed(each, self._places, cosines) for cosines in (each.passages, each.best_units())]
            places = likely.union(*near)
            for kind, chosen in self._kinds(asked, each, sorted(places)).items():
                asked_about = np.array([self._is_asked_about(place) for place in chosen])
                columns = [
                    *(_column(cosines, chosen) for cosines in near),
                    _neutral(expected[chosen], asked_about),
                    words[chosen],
                    _neutral(expected_words[chosen], asked_about),
                ]
                groups.append(Candidates(kind, np.array(chosen), np.stack(columns, axis=1)))
        return groups

    def _expected(self, recognised: Recognised | None) -> np.ndarray:
        """By place, how sure it is that the passage answers an expected question that this is."""
        scores = np.zeros(len(self.contents.passages))
        if recognised is not None:
            for place, topics in self._topics.items():
                scores[place] = recognised.answers[topics].sum()
        return scores

    def _kinds(self, asked: Asked, found: Found, places: Sequence[int]) -> dict[Kind, list[int]]:
        """The places that `found` serves and the question allows, by kind."""
        kinds: dict[Kind, list[int]] = {}
        for place in places:
            passage = self.contents.passages[place]
            language = passage.document.source.language
            if language not in found.languages or not _is_open(asked, passage):
                continue
            same = Kind.SPECIAL if found.special else Kind.SAME
            kinds.setdefault(same if language == asked.language else Kind.ACROSS, []).append(place)
        return kinds

    def _word_scores(self, index: LexicalIndex, asked: Asked, languages: Collection[str]) -> np.ndarray:
        """BM25 of every passage; the question's words are stemmed as those of each language are."""
        scores = np.zeros(len(self.contents.passages), dtype=np.float32)
        for language in sorted(languages):
            part = index.scores(terms(asked.text, language))
            if asked.before.question:
                before = index.scores(terms(asked.before.question, language))
                part = part + self.weights.question_before * before
            scores = scores + part
        return np.asarray(scores / max(len(languages), 1))

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
    def _topics(self) -> dict[int, list[int]]:
        """By place, the topics that its passage answers."""
        topics: dict[int, list[int]] = {}
        for number, topic in enumerate(self.recogniser.known.topics if self.recogniser else ()):
            if topic.passage is not None:
                topics.setdefault(self._places[topic.passage.id], []).append(number)
        return topics

    @cached_property
    def _languages(self) -> frozenset[str]:
        return frozenset(document.source.language for document in self.contents.documents)

    def _best(
        self,
        asked: Asked,
        ranked: Sequence["_Ranked"],
        found: Sequence[Found],
        recognised: Recognised | None,
        limit: int,
    ) -> tuple[Hit, ...]:
        if self.reranker is None:
            return tuple(self._hit(each, found, recognised) for each in ranked[:limit])
        hits = [self._hit(each, found, recognised) for each in ranked[: max(limit, DEPTH)]]
        return reranked(asked.text, hits, self.reranker)[:limit]

    def _hit(self, ranked: "_Ranked", found: Sequence[Found], recognised: Recognised | None) -> Hit:
        passage = self.contents.passages[ranked.place]
        own = next(each for each in found if passage.document.source.language in each.languages)
        cosine = own.passages.get(passage.id, min(own.passages.values(), default=0.0))
        units = _numbered(own.units, passage.id)
        best = max(units.values(), default=min(own.units.values(), default=0.0))
        known = self._known_words(ranked.place, recognised)
        return Hit(passage, ranked.share, (cosine + best) / 2, ranked.words, ranked.kind, units, known)

    def _known_words(self, place: int, recognised: Recognised | None) -> tuple[KnownWords, ...]:
        if self.recogniser is None or recognised is None:
            return ()
        topics = self.recogniser.known.topics
        found = [
            KnownWords(quote, float(recognised.answers[number]))
            for number in self._topics.get(place, ())
            if (quote := topics[number].quote) is not None
        ]
        return tuple(sorted(found, key=lambda each: -each.score))

    def _gap(self, recognised: Recognised | None) -> NearGap | None:
        if self.recogniser is None or recognised is None:
            return None
        if not recognised.gaps.size:
            return None
        best = int(recognised.gaps.argmax())
        gap = self.recogniser.known.topics[self.recogniser.known.answered + best].gap
        return NearGap(gap, float(recognised.gaps[best])) if gap else None


class _Ranked(NamedTuple):
    """A passage by position."""

    share: float
    place: int
    kind: Kind
    words: float  # BM25


def _is_open(asked: Asked, passage: Passage) -> bool:
    """May the question be answered from it?"""
    return not asked.only or passage.document.id in asked.only


def _highest(scores: np.ndarray) -> list[int]:
    """Positions of the highest scores above 0."""
    count = min(_BY_WORDS, len(scores))
    places = np.argpartition(-scores, count - 1)[:count] if count else np.zeros(0, dtype=int)
    return [int(place) for place in places if scores[place] > 0]


def _placed(found: Found, places: Mapping[str, int], cosines: Mapping[str, float]) -> dict[int, float]:
    length = found.length
    return {places[name]: length * cosine for name, cosine in cosines.items()}


def _column(signal: Mapping[int, float], places: Sequence[int]) -> np.ndarray:
    """A signal at these places; what was not among the nearest counts as the farthest of them."""
    floor = min(signal.values(), default=0.0)
    return np.array([signal.get(place, floor) for place in places])


def _neutral(column: np.ndarray, known: np.ndarray) -> np.ndarray:
    """The mean of what is known where nothing is, so that a document without questions loses nothing."""
    return np.where(known, column, column[known].mean() if known.any() else 0.0)


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
