"""Finding by words: terms of a text, and a BM25 index over passages.

BM25 as bm25s has it (Lucene's variant, k1 1.5, b 0.75; Robertson and Zaragoza 2009), over
stemmed words. Scripts without spaces are cut into pairs of signs.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from bm25s import stopwords

from retrieval.wordlists import read_words

_STEMMERS = {
    "ar": "arabic", "de": "german", "en": "english", "es": "spanish", "fr": "french", "hi": "hindi",
    "it": "italian", "nl": "dutch", "pt": "portuguese", "ru": "russian", "tr": "turkish",
}  # fmt: skip
_STOPWORDS: dict[str, Iterable[str]] = {
    "de": stopwords.STOPWORDS_GERMAN,
    "en": stopwords.STOPWORDS_EN_PLUS,
    "es": stopwords.STOPWORDS_SPANISH,
    "fr": stopwords.STOPWORDS_FRENCH,
    "it": stopwords.STOPWORDS_ITALIAN,
    "nl": stopwords.STOPWORDS_DUTCH,
    "pt": stopwords.STOPWORDS_PORTUGUESE,
    "ru": stopwords.STOPWORDS_RUSSIAN,
    "tr": stopwords.STOPWORDS_TURKISH,
}
_NO_TERM = "\0"
_REMEMBERED = 4096  # texts of documents, some 20 MB
_ALIKE = 0.8  # share of letters in common (difflib's ratio)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’][^\W\d_]+)?")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")


@cache
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    return Stemmer.Stemmer(_STEMMERS[language]) if language in _STEMMERS else None


@cache
def stopwords_of(language: str) -> frozenset[str]:
    """Words that carry no meaning; none of a language without a list."""
    asking = read_words("asking-en") if language == "en" else frozenset()
    return asking.union(_STOPWORDS.get(language, ()))


def words(text: str) -> list[str]:
    """The words of a text in order, lower case, compatibility forms folded.

    >>> words("Form I-131: U-visas (18 U.S.C. § 1595)")
    ['form', 'i', '131', 'u', 'visas', '18', 'u', 's', 'c', '1595']
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    found: list[str] = []
    for match in _WORD.finditer(folded):
        found.extend(_pairs(match[0]) if is_unspaced(match[0]) else [match[0].replace("’", "'")])
    return found


def is_unspaced(text: str) -> bool:
    """Is there a sign of a script that writes no blanks between words?"""
    return bool(_UNSPACED.search(text))


def _pairs(run: str) -> list[str]:
    return [run[index : index + 2] for index in range(max(1, len(run) - 1))]


def terms(text: str, language: str) -> list[str]:
    """The stemmed words that carry meaning in `language`, in order, repeats kept.

    >>> terms("Can they arrest the applicants?", "en")
    ['arrest', 'applic']
    """
    stemmer, stops = _stemmer(language), stopwords_of(language)
    carrying = [_bare(word) for word in words(text) if word not in stops]
    return stemmer.stemWords(carrying) if stemmer else carrying


@lru_cache(_REMEMBERED)
def document_terms(text: str, language: str) -> frozenset[str]:
    """The terms of a document's words, each once; remembered, so never for what a person wrote."""
    return frozenset(terms(text, language))


def _bare(word: str) -> str:
    return word.removesuffix("'s")


class LexicalIndex:
    """BM25 over the passages of a generation, by position."""

    def __init__(self, index: bm25s.BM25) -> None:
        self._index = index

    @classmethod
    def build(cls, passages: Sequence[Sequence[str]]) -> "LexicalIndex":
        """From the terms of each passage; a passage may have none, and so may all."""
        held = [list(passage) for passage in passages]
        if not any(held):
            held[:1] = [[_NO_TERM]]  # bm25s cannot index nothing
        index = bm25s.BM25(k1=1.5, b=0.75, method="lucene")
        index.index(held, show_progress=False)
        return cls(index)

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        return cls(bm25s.BM25.load(str(folder), show_progress=False))

    def save(self, folder: Path) -> None:
        self._index.save(str(folder), show_progress=False)

    @property
    def size(self) -> int:
        """How many passages it was built from."""
        return int(self._index.scores["num_docs"])

    def scores(self, query: Sequence[str]) -> np.ndarray:
        """One BM25 score per passage, float32, in the order of building; 0 without shared terms."""
        known = [term for term in query if self.knows(term)]
        return self._index.get_scores(known) if known else np.zeros(self.size, dtype=np.float32)

    def rarity(self, term: str) -> float:
        """Inverse document frequency, ln(1 + N / (1 + n)); greatest for a term that occurs nowhere."""
        return math.log(1 + self.size / (1 + self._occurrences(term)))

    def _occurrences(self, term: str) -> int:
        place = self._index.vocab_dict.get(term)
        if place is None:
            return 0
        starts = self._index.scores["indptr"]
        return int(starts[place + 1] - starts[place])

    def knows_like(self, term: str) -> bool:
        """Does a term that differs by a letter or two occur in any passage?"""
        return bool(get_close_matches(term, self._index.vocab_dict, n=1, cutoff=_ALIKE))

    def knows(self, term: str) -> bool:
        """Does the term occur in any passage?"""
        return term in self._index.vocab_dict
