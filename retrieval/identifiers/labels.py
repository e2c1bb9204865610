"""Words that say what stands beside them: "passport", "número de teléfono", "出生日期".

Lists of words are looked up letter by letter, not as one great pattern, which would be slow.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from retrieval.identifiers.kind import IdentifierKind
from retrieval.identifiers.plain import plain_word
from retrieval.wordlists import read_words

T = TypeVar("T")
_SIGNED = (IdentifierKind.EMAIL, IdentifierKind.ACCOUNT)  # their own signs tell them
_LABELLED = tuple(kind for kind in IdentifierKind if kind not in _SIGNED)


class Label(NamedTuple, Generic[T]):
    """A word of a list, in a text."""

    start: int
    end: int
    tag: T


class _Entry(NamedTuple, Generic[T]):
    word: str
    starts_word: bool
    ends_word: bool
    tag: T


class Lexicon(Generic[T]):
    """Words and phrases, each with what it stands for."""

    def __init__(self, words: Mapping[str, T]) -> None:
        entries = [_entry(word, tag) for word, tag in words.items()]
        by_start: dict[str, list[_Entry[T]]] = defaultdict(list)
        for entry in sorted(entries, key=lambda entry: (-len(entry.word), entry.word)):
            by_start[entry.word[:2]].append(entry)
        self._entries = dict(by_start)

    def find(self, low: str) -> list[Label[T]]:
        """The words of a plain text's `low`, the longest at each place, none within another."""
        spaced = low.replace("-", " ")
        labels: list[Label[T]] = []
        reached = 0
        for place in range(len(spaced)):
            entries = self._entries.get(spaced[place : place + 2])
            entry = next(_fitting(entries, spaced, place), None) if entries else None
            if entry and place + len(entry.word) > reached:
                reached = place + len(entry.word)
                labels.append(Label(place, reached, entry.tag))
        return labels


@cache
def kinds_of_identifiers() -> Lexicon[IdentifierKind]:
    """Words beside identifiers, in many languages."""
    return Lexicon({word: kind for kind in _LABELLED for word in read_words(f"identifier-{kind}")})


@cache
def lexicon_of(*names: str) -> Lexicon[str]:
    """Words of these lists, each tagged with its list."""
    return Lexicon({word: name for name in names for word in read_words(name)})


def between(labels: Iterable[Label[T]], start: int, end: int) -> list[Label[T]]:
    """Those that begin in the stretch."""
    return [label for label in labels if start <= label.start < end]


def _fitting(entries: Iterable[_Entry[T]], spaced: str, place: int) -> Iterator[_Entry[T]]:
    for entry in entries:
        end = place + len(entry.word)
        if not spaced.startswith(entry.word, place):
            continue
        if entry.starts_word and place and _is_of_word(spaced[place - 1], entry.word[0]):
            continue
        if entry.ends_word and end < len(spaced) and _is_of_word(spaced[end], entry.word[-1]):
            continue
        yield entry


def _entry(word: str, tag: T) -> _Entry[T]:
    known = plain_word(word.rstrip("*").replace("_", " ").replace("-", " "))
    starts, ends = _borders(known)
    return _Entry(known, starts, ends and not word.endswith("*"), tag)


def _borders(word: str) -> tuple[bool, bool]:
    """Must the word begin, and end, where a word of the text does?

    Scripts differ in what they join to a word: articles before it in Arabic, cases after it in
    Cyrillic and in India, both in Ethiopic, anything in Chinese, Korean, Japanese and Thai.
    """
    first, last = word[0], word[-1]
    short = len(word) <= (2 if "\u1200" <= first < "\u1400" else 3)
    starts = first < "\u0590" or "\u0900" <= first < "\u0e00" or (short and first < "\u1400")
    ends = last < "\u0370" or (short and last < "\u1400") or (len(word) <= 4 and last < "\u0590")
    return starts, ends


def _is_of_word(beside: str, letter: str) -> bool:
    """Does the character beside a word's letter belong to the same word?"""
    if letter.isdigit():
        return beside.isdigit()
    if letter < "\u0370":
        return letter.isalpha() and beside.isascii() and beside.isalpha()
    return (
        unicodedata.category(beside)[0] in "LM"
        and (beside < "\u0590") == (letter < "\u0590")
        and not beside.isascii()
    )
