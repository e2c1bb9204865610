"""Which words of a sentence are words of a quote, in whatever language each is written.

Every word of meaning, and every two or three in a row, is embedded by itself with multilingual-e5;
the middle of its language is taken off, and each word of one side counts with its greatest cosine
to any of the other's. It is BERTScore's greedy matching (Zhang et al., ICLR 2020) on words without
their context, which is what tells "arrest" from "pay" when two sentences are about the same thing.
"""

import re
import threading
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from cachetools import LRUCache

from retrieval.embed import Embedder
from retrieval.lexical import is_unspaced, stopwords_of
from retrieval.wordlists import read_words

_WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_RUN = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+(?:-[^\W\d_]+)*|\d+(?:[.,]\d+)*%?|\s+|.")
_LISTED = ("ar", "ht", "vi", "zh")  # function words of our own
_LONGEST_GRAM = {"zh": 4, "vi": 3}  # words or signs taken together; elsewhere 2
_REMEMBERED = 20_000  # vectors of words, 3 kB each
_ELSE = "en"  # whose middle stands for that of a language without one
_TINY = 1e-9
_FOUND = 0.35  # a cosine from which on a word has its place in the quote
_NEIGHBOURS = 2  # words apart that languages order each in its way: noun and adjective, verb and object


@dataclass(frozen=True, slots=True)
class Gram:
    """One word of meaning, or a few in a row."""

    text: str
    places: range  # among the words


@dataclass(frozen=True, slots=True)
class Words:
    """A text in words, or in signs where words are not set apart."""

    texts: tuple[str, ...]
    content: tuple[int, ...]  # places of those that carry meaning
    grams: tuple[Gram, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How far each word of meaning is found on the other side, in order: cosines, -1 to 1."""

    sentence: tuple[float, ...]
    quote: tuple[float, ...]
    turned: float = 0.0  # share of the pairs of words found whose order is the other way round in the quote


def words_of(text: str, language: str) -> Words:
    """The words and grams of a text.

    >>> words_of("ICE may arrest people", "en").content
    (0, 2, 3)
    """
    texts = _texts(text, language)
    functional = _functional(language)
    content = tuple(
        place for place, word in enumerate(texts)
        if word.strip() and word.casefold() not in functional and (len(word) > 1 or language == "zh")
        and any(each.isalnum() for each in word)
    )  # fmt: skip
    return Words(tuple(texts), content, tuple(_grams(texts, content, language)))


def _texts(text: str, language: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text)
    return _RUN.findall(plain) if language == "zh" else _WORD.findall(plain)


@cache
def _functional(language: str) -> frozenset[str]:
    """Words without a meaning of their own."""
    listed = read_words(f"function-{language}") if language in _LISTED else frozenset()
    asking = read_words("asking-en") if language == "en" else frozenset()
    return stopwords_of(language) | listed | asking


def _grams(texts: Sequence[str], content: Sequence[int], language: str) -> list[Gram]:
    meant, gap = set(content), "" if language == "zh" else " "
    grams = [Gram(texts[place], range(place, place + 1)) for place in content if not _is_sign(texts[place])]
    for length in range(2, _LONGEST_GRAM.get(language, 2) + 1):
        for start in range(len(texts) - length + 1):
            places, taken = range(start, start + length), texts[start : start + length]
            whole = all(map(_is_sign, taken)) if language == "zh" else meant.intersection(places)
            if whole:
                grams.append(Gram(gap.join(taken), places))
    return grams


def _is_sign(word: str) -> bool:
    """A single sign, which means little by itself."""
    return len(word) == 1 and is_unspaced(word)


class Aligner:
    """Aligns texts; remembers the vectors of words. Safe to use from many threads."""

    def __init__(self, embedder: Embedder, middles: Mapping[str, np.ndarray]) -> None:
        """`middles`: by language, the mean vector of its words."""
        self._embedder = embedder
        self._middles = middles
        self._vectors: LRUCache[str, np.ndarray] = LRUCache(_REMEMBERED)
        self._lock = threading.Lock()

    def alignment(self, sentence: str, language: str, quote: str, quoted_in: str) -> Alignment:
        """Every word of meaning of a sentence against a quote's, and the other way round."""
        said, quoted = words_of(sentence, language), words_of(quote, quoted_in)
        if not said.grams or not quoted.grams:
            return Alignment((0.0,) * len(said.content), (0.0,) * len(quoted.content))
        cosines = self._of(said, language) @ self._of(quoted, quoted_in).T
        turned = _turned(_places(said, quoted, cosines))
        return Alignment(_best(said, cosines.max(axis=1)), _best(quoted, cosines.max(axis=0)), turned)

    def likeness(self, text: str, language: str, other: str, other_language: str) -> float:
        """The cosine of two texts as wholes, the middles of their languages taken off."""
        return float(self._centred([text], language)[0] @ self._centred([other], other_language)[0])

    def _of(self, text: Words, language: str) -> np.ndarray:
        return self._centred([gram.text for gram in text.grams], language)

    def _centred(self, texts: Sequence[str], language: str) -> np.ndarray:
        """A row of unit length each."""
        vectors = self._embedded(texts) - self._middles.get(language, self._middles[_ELSE])
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), _TINY))

    def _embedded(self, texts: Sequence[str]) -> np.ndarray:
        with self._lock:
            new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
            if new:
                self._vectors.update(zip(new, np.array(self._embedder.embed_queries(new)), strict=True))
            return np.stack([self._vectors[text] for text in texts])


def _best(words: Words, cosines: np.ndarray) -> tuple[float, ...]:
    """For each word of meaning, the greatest cosine of any gram that it is in."""
    best = dict.fromkeys(words.content, 0.0)
    for gram, cosine in zip(words.grams, cosines, strict=True):
        for place in best.keys() & gram.places:
            best[place] = max(best[place], float(cosine))
    return tuple(best.values())


def _places(said: Words, quoted: Words, cosines: np.ndarray) -> list[int]:
    """Of each word of meaning that is found, where in the quote its nearest stands."""
    best: dict[int, tuple[float, int]] = {}
    for gram, row in zip(said.grams, cosines, strict=True):
        nearest = int(row.argmax())
        found = (float(row[nearest]), quoted.grams[nearest].places[0])
        for place in gram.places:
            if found > best.get(place, (_FOUND, 0)):
                best[place] = found
    return [best[place][1] for place in said.content if place in best]


def _turned(places: Sequence[int]) -> float:
    pairs = list(combinations(places, 2))
    return sum(first > second + _NEIGHBOURS for first, second in pairs) / max(1, len(pairs))
