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

import numpy as np
from cachetools import LRUCache

from retrieval.embed import Embedder
from retrieval.lexical import is_unspaced, stopwords_of
from retrieval.wordlists import read_words

_WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_RUN = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+(?:-[^\W\d_]+)*|\d+(?:[.,]\d+)*%?|\s+|.")
_LISTED = ("ar", "ht", "vi", "zh")  # function words of our own
_LONGEST_GRAM = {"zh": 4, "vi": 3}  # words or signs taken together; elsewhere 2
_REMEMBERED = 20_000  # vectors, 3 kB each
_ELSE = "en"  # whose middle stands for that of a language without one
_TINY = 1e-9
_FOUND = 0.3  # a cosine from which on a word has a counterpart in the quote
_NEAR = 0.08  # a cosine may be so far below a word's best and still be its counterpart
_LESS = 2.0  # what each point of cosine below the best costs a path
_BACK, _BESIDE = 1.0, 0.3  # what a step back costs, far and to a neighbour
_STEP, _FAR = 0.02, 10  # what each word that is passed over costs, and of how many at most
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
    spans: tuple[tuple[int, int], ...]  # where each word stands in the text, compatibility forms folded


@dataclass(frozen=True, slots=True)
class Alignment:
    """How far each word of meaning is found on the other side, in order: cosines, -1 to 1."""

    sentence: tuple[float, ...]
    quote: tuple[float, ...]
    path: tuple[int | None, ...] = ()  # of each word of the sentence its counterpart in the quote, by number


def words_of(text: str, language: str) -> Words:
    """The words and grams of a text.

    >>> words_of("ICE may arrest people", "en").content
    (0, 2, 3)
    """
    found = _found(text, language)
    texts = [match[0] for match in found]
    functional = _functional(language)
    content = tuple(
        place for place, word in enumerate(texts)
        if word.strip() and word.casefold() not in functional and (len(word) > 1 or language == "zh")
        and any(each.isalnum() for each in word)
    )  # fmt: skip
    spans = tuple(match.span() for match in found)
    return Words(tuple(texts), content, tuple(_grams(texts, content, language)), spans)


def _found(text: str, language: str) -> list[re.Match[str]]:
    plain = unicodedata.normalize("NFKC", text)
    return list((_RUN if language == "zh" else _WORD).finditer(plain))


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
    """Aligns texts; remembers the vectors of words and of what is quoted. Safe to use from many threads."""

    def __init__(
        self, embedder: Embedder, middles: Mapping[str, np.ndarray], *, remembered: int = _REMEMBERED
    ) -> None:
        """`middles`: by language, the mean vector of its words; `remembered`: how many vectors."""
        self._embedder = embedder
        self._middles = middles
        self._vectors: LRUCache[str, np.ndarray] = LRUCache(remembered)
        self._lock = threading.Lock()

    def alignment(self, sentence: str, language: str, quote: str, quoted_in: str) -> Alignment:
        """Every word of meaning of a sentence against a quote's, and the other way round."""
        said, quoted = words_of(sentence, language), words_of(quote, quoted_in)
        if not said.grams or not quoted.grams:
            return Alignment((0.0,) * len(said.content), (0.0,) * len(quoted.content))
        cosines = _of_words(said, quoted, self._of(said, language) @ self._of(quoted, quoted_in).T)
        return Alignment(_most(cosines), _most(cosines.T), _path(cosines))

    def likeness(self, text: str, language: str, quote: str, quoted_in: str) -> float:
        """The cosine of a text and a quote as wholes."""
        return float(self.whole(text, language) @ self.whole(quote, quoted_in, quoted=True))

    def whole(self, text: str, language: str, *, quoted: bool = False) -> np.ndarray:
        """Its vector, of unit length, the middle of its language taken off.

        Remembered only if it is `quoted` from a document, never what somebody asked or a model wrote.
        """
        embedded = self._embedded([text]) if quoted else self._new([text])
        row: np.ndarray = self._off_middle(embedded, language)[0]
        return row

    def _of(self, text: Words, language: str) -> np.ndarray:
        return self._off_middle(self._embedded([gram.text for gram in text.grams]), language)

    def _off_middle(self, embedded: np.ndarray, language: str) -> np.ndarray:
        """A row of unit length each."""
        vectors = embedded - self._middles.get(language, self._middles[_ELSE])
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), _TINY))

    def _embedded(self, texts: Sequence[str]) -> np.ndarray:
        """A row each; what is asked for here may push out what is remembered, but not what is returned."""
        with self._lock:
            found = {text: self._vectors[text] for text in dict.fromkeys(texts) if text in self._vectors}
            new = [text for text in dict.fromkeys(texts) if text not in found]
            if new:
                found |= zip(new, self._new(new), strict=True)
                self._vectors.update({text: found[text] for text in new})
            return np.stack([found[text] for text in texts])

    def _new(self, texts: list[str]) -> np.ndarray:
        return np.array(self._embedder.embed_queries(texts))


def _of_words(said: Words, quoted: Words, cosines: np.ndarray) -> np.ndarray:
    """A row for each word of meaning said, a column for each quoted: the greatest of their grams' cosines."""
    return _spread(quoted, _spread(said, cosines).T).T


def _spread(words: Words, cosines: np.ndarray) -> np.ndarray:
    """From a row for each gram to a row for each word of meaning, never below 0."""
    rows = {place: number for number, place in enumerate(words.content)}
    best = np.zeros((len(rows), cosines.shape[1]))
    for gram, cosine in zip(words.grams, cosines, strict=True):
        for place in rows.keys() & gram.places:
            best[rows[place]] = np.maximum(best[rows[place]], cosine)
    return best


def _most(cosines: np.ndarray) -> tuple[float, ...]:
    return tuple(float(each) for each in cosines.max(axis=1, initial=0.0))


def _path(cosines: np.ndarray) -> tuple[int | None, ...]:
    """The counterpart of each word, None of one that is not found: near its best, with the least jumping.

    Viterbi's algorithm over the words found; a word that the quote has twice goes where its
    neighbours go.
    """
    steps: list[tuple[int, dict[int, tuple[float, int]]]] = []  # word, counterpart: cost so far, one before
    for word, row in enumerate(cosines):
        best = row.max(initial=0.0)
        if best < _FOUND:
            continue
        near = [int(place) for place in np.nonzero(row >= max(_FOUND, best - _NEAR))[0]]
        before = steps[-1][1] if steps else {}
        steps.append((word, {place: _cheapest(place, best - row[place], before) for place in near}))
    return _traced(steps, len(cosines))


def _cheapest(place: int, less: float, before: dict[int, tuple[float, int]]) -> tuple[float, int]:
    """What it costs to come here, and from where."""
    costs = ((cost + _jump(earlier, place), earlier) for earlier, (cost, _) in before.items())
    cost, earlier = min(costs, default=(0.0, -1))
    return cost + _LESS * float(less), earlier


def _jump(earlier: int, place: int) -> float:
    """Back costs more than on, far more than near."""
    far = _STEP * min(_FAR, abs(place - earlier - 1))
    if place > earlier:
        return far
    return far + (_BACK if place < earlier - _NEIGHBOURS else _BESIDE)


def _traced(steps: Sequence[tuple[int, dict[int, tuple[float, int]]]], words: int) -> tuple[int | None, ...]:
    path: list[int | None] = [None] * words
    if steps:
        last = steps[-1][1]
        place = min(last, key=lambda each: last[each][0])
        for word, reached in reversed(steps):
            path[word] = place
            place = reached[place][1]
    return tuple(path)
