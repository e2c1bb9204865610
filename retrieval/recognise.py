"""Recognise a question as one of those that are known, in whatever words and language.

Every expected question is an example of the words that answer it, every question of a known
gap one of that gap. Kernel ridge regression (Saunders, Gammerman and Vovk, ICML 1998) learns
from all of them at once, when the index is built: with closed form, without chance, from
nothing but the corpus. Pure.
"""

import math
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from scipy import linalg

from retrieval.document import Quote
from retrieval.embed import Embedder, Remembering
from retrieval.expected import KnownGap
from retrieval.generation import Contents, damaged
from retrieval.passage import Passage

# Of gamma .25 to 8 and ridge .03 to 1, on the tuning questions, all from 0.5 and below 0.3 do alike.
_GAMMA = 1.0  # of exp(-gamma |x - y|^2) between unit vectors
_RIDGE = 0.1
_LEARNT_BY = [_GAMMA, _RIDGE]  # learnt with others is not read; another formula needs a new FORMAT
_FILE = "known.npz"  # in a generation's folder
_FEW = 20  # questions in a language that are too few to say where its middle lies


@dataclass(frozen=True, slots=True)
class Topic:
    """What known questions have in common: the words that answer them, or that nothing does."""

    passage: Passage | None  # None: a gap
    quote: Quote | None
    gap: KnownGap | None


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question that somebody wrote down."""

    text: str
    language: str
    topic: int  # position among the topics


@dataclass(frozen=True)
class Known:
    """The topics of a corpus, places of answers first, and the questions of each."""

    topics: tuple[Topic, ...]
    questions: tuple[KnownQuestion, ...]

    @classmethod
    def of(cls, contents: Contents) -> "Known":
        places: dict[tuple[str, int, int], int] = {}
        topics: list[Topic] = []
        questions: list[KnownQuestion] = []
        for each in contents.expected:
            place = (each.passage.id, each.quote.start, each.quote.end)
            if place not in places:
                places[place] = len(topics)
                topics.append(Topic(each.passage, each.quote, None))
            questions.append(KnownQuestion(each.text, each.language, places[place]))
        for gap in contents.gaps:
            questions.extend(KnownQuestion(text, language, len(topics)) for language, text in gap.asked())
            topics.append(Topic(None, None, gap))
        return cls(tuple(topics), tuple(questions))

    def is_like(self, other: "Known") -> bool:
        """Is the same to be learnt from both?"""
        return self.questions == other.questions and len(self.topics) == len(other.topics)

    @cached_property
    def languages(self) -> np.ndarray:
        return np.array([question.language for question in self.questions])

    @cached_property
    def owners(self) -> np.ndarray:
        """The topic of each question."""
        return np.array([question.topic for question in self.questions], dtype=int)

    @cached_property
    def answered(self) -> int:
        """How many topics have an answer; the gaps come after them."""
        return sum(topic.gap is None for topic in self.topics)


@dataclass(frozen=True, slots=True)
class Recognised:
    """How far a question is each of the known ones."""

    answers: np.ndarray  # by topic with an answer, about 0 to 1: how sure it is that the question is its
    gaps: np.ndarray  # the same by gap
    cosines: np.ndarray  # to each known question, its language's middle taken off

    @property
    def topics(self) -> np.ndarray:
        """The same by topic."""
        return np.concatenate([self.answers, self.gaps])


@dataclass(frozen=True)
class Recogniser:
    """What was learnt from the known questions."""

    known: Known
    vectors: np.ndarray  # [questions, dimensions], float32, as they were embedded, unit length
    weights: np.ndarray  # [questions, topics], float32

    @classmethod
    def learn(cls, known: Known, vectors: np.ndarray) -> "Recogniser":
        centred = _centred(vectors, known.languages, _middles(vectors, known.languages))
        kernel = _kernel(centred @ centred.T)
        kernel[np.diag_indices_from(kernel)] += _RIDGE
        targets = np.zeros((len(known.questions), len(known.topics)), dtype=np.float32, order="F")
        targets[np.arange(len(known.questions)), known.owners] = 1.0
        # Cholesky in place: a third of the time of a general solver, and no second gigabyte
        weights = linalg.solve(
            kernel.T, targets, assume_a="pos", overwrite_a=True, overwrite_b=True, check_finite=False
        )
        return cls(known, vectors, np.ascontiguousarray(weights))

    def recognise(self, vector: np.ndarray, language: str) -> Recognised:
        """`vector` as the same model embeds questions; of any length."""
        unit = np.asarray(vector, dtype=np.float32) / np.float32(np.linalg.norm(vector))
        centred = _centred(unit[None], np.array([language]), self._middles)
        cosines = (centred @ self._centred.T)[0]
        topics = _kernel(cosines.copy()) @ self.weights
        return Recognised(topics[: self.known.answered], topics[self.known.answered :], cosines)

    def embed_queries(self, model: Embedder, texts: list[str]) -> list[list[float]]:
        """The vectors of questions by the model that it learnt by; what it knows is not embedded again."""
        known = {text: self.vectors[self._places[text]] for text in texts if text in self._places}
        return Remembering(model.embed_queries, known).embed_documents(texts)

    def nearest(self, recognised: Recognised, topic: int, language: str | None = None) -> int | None:
        """The number of the known question of a topic, in a language if one is named, that is most alike."""
        fitting = self.known.owners == topic
        if language is not None:
            fitting &= self.known.languages == language
        if not fitting.any():
            return None
        return int(np.where(fitting, recognised.cosines, -np.inf).argmax())

    @cached_property
    def _places(self) -> dict[str, int]:
        return {question.text: number for number, question in enumerate(self.known.questions)}

    @cached_property
    def _middles(self) -> dict[str, np.ndarray]:
        return _middles(self.vectors, self.known.languages)

    @cached_property
    def _centred(self) -> np.ndarray:
        return _centred(self.vectors, self.known.languages, self._middles)


def save_recogniser(folder: Path, recogniser: Recogniser) -> None:
    np.savez(folder / _FILE, vectors=recogniser.vectors, weights=recogniser.weights, learnt_by=_LEARNT_BY)


def load_recogniser(folder: Path, contents: Contents) -> Recogniser | None:
    """What was learnt from the questions in `contents`; None if there was nothing to learn from.

    Raises IndexMismatchError unless it belongs to these questions.
    """
    known = Known.of(contents)
    if not known.questions:
        return None
    try:
        with (folder / _FILE).open("rb") as file, np.load(file) as stored:
            recogniser = Recogniser(known, stored["vectors"], stored["weights"])
            learnt_by = stored["learnt_by"].tolist()
        if (
            learnt_by == _LEARNT_BY
            and recogniser.weights.shape == (len(known.questions), len(known.topics))
            and (len(recogniser.vectors) == len(known.questions))
        ):
            return recogniser
    except (OSError, EOFError, ValueError, TypeError, KeyError, zipfile.BadZipFile):
        pass
    raise damaged(folder)


_ANY = ""  # the middle of all languages, for one of which too little is known


def _middles(vectors: np.ndarray, languages: np.ndarray) -> dict[str, np.ndarray]:
    """The mean of each language's vectors: multilingual models put every language in a place of its own."""
    return {_ANY: vectors.sum(axis=0) / (len(vectors) + 1)} | {
        str(language): vectors[languages == language].mean(axis=0)
        for language in np.unique(languages)
        if (languages == language).sum() >= _FEW
    }


def _centred(vectors: np.ndarray, languages: np.ndarray, middles: dict[str, np.ndarray]) -> np.ndarray:
    moved = vectors - np.stack([middles.get(str(language), middles[_ANY]) for language in languages])
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9))


def _kernel(cosines: np.ndarray) -> np.ndarray:
    """The Gaussian of unit vectors, from their cosines, which are overwritten.

    Less what it is at right angles, so that a question that has nothing in common with the known
    ones is none of them; the rest of its power series is positive, so it stays a kernel.
    """
    cosines -= 1
    cosines *= 2 * _GAMMA
    np.exp(cosines, out=cosines)
    cosines -= math.exp(-2 * _GAMMA)
    return cosines
