"""Does a sentence claim more, less, or other than its quote? Pure.

Compared are the marks of both (`marks.py`). What a sentence adds and what it leaves out are judged
apart: "only" may not be put in or left out, "must" may not be put in, a number left out is no lie.
What the quote says of words that the sentence does not use is not left out: a quote is often longer
than what rests on it. A condition governs the rest of its quote, all else the words behind it.
Which classes count is what told supported from unsupported sentences on the tuning drafts.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from retrieval.writing.alignment import Words, words_of
from retrieval.writing.marks import Mark, is_value, marks, normal

CLASSES = (
    "deny", "must", "should", "may", "would", "all", "some", "most", "only", "least", "atmost", "about",
    "condition", "more", "less", "before", "after",
)  # fmt: skip
_DENIES = frozenset({"not", "implicit"})
_ADDED = frozenset({"deny", "must", "all", "most", "only", "least", "atmost", "about"})
_LEFT_OUT = frozenset({"deny", "should", "may", "would", "some", "most", "only", "about", "condition"})
_STRENGTHS = frozenset({"must", "may", "should"})
# "may not" and "must not" forbid alike, "not any" and "no" deny alike; languages differ in which they say.
_SAME_DENIED = _STRENGTHS | {"all"}
_GOVERNED = 4  # words of meaning behind a mark, in its clause, that it speaks of
_SIGNS = 2  # Chinese signs that make a word
_BEFORE = 2  # words before a mark that ends its clause, of which it speaks then
_USED = 0.5  # share of the words governed from which on a mark left out is missed
_CLAUSE = re.compile(r"[,;:，；：、。()（）—–•؛،]|\.(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Claims:
    """In what a sentence differs from its quote, by class."""

    added: frozenset[str]
    left_out: Mapping[str, float]  # share of the words governed that the sentence uses, 0 to 1

    @property
    def differing(self) -> frozenset[str]:
        """The classes that no sentence may differ in."""
        missed = {name for name, used in self.left_out.items() if used >= _USED}
        return (self.added & _ADDED) | (missed & _LEFT_OUT)


def strange_values(
    sentence: str, language: str, quote: str, quoted_in: str, known: Collection[str] = ()
) -> frozenset[str]:
    """The numbers, ordinals and months of a sentence that neither its quote nor `known` has.

    >>> sorted(strange_values("In 2021 it took 30 days.", "en", "It took 20 days.", "en", {"=2021"}))
    ['=30']
    """
    return marks(sentence, language).values - marks(quote, quoted_in).values - frozenset(known)


def claims(sentence: str, language: str, quote: str, quoted_in: str, path: Sequence[int | None]) -> Claims:
    """What a sentence adds to and leaves out of the words of its quote that its own lead to."""
    ours = _classes(marks(sentence, language).found)
    theirs = _classes(marks(quote, quoted_in).found)
    used = frozenset(place for place in path if place is not None)
    words, plain = words_of(quote, quoted_in), normal(quote)
    same = _same(ours, theirs)
    left = {
        name: max(_missed(mark, words, plain, quoted_in, used) for mark in found)
        for name, found in theirs.items()
        if name not in ours and name not in same
    }
    return Claims(frozenset(ours.keys() - theirs.keys() - same), left)


def says_other_than(sentence: str, language: str, quote: str, quoted_in: str) -> frozenset[str]:
    """The classes in which two texts of the same words differ; of a value, its name.

    >>> sorted(says_other_than("ICE must go in 30 days.", "en", "ICE may go in 20 days.", "en"))
    ['=30', 'may', 'must']
    """
    path = range(len(words_of(quote, quoted_in).content))  # every word of the quote is used
    values = strange_values(sentence, language, quote, quoted_in)
    return claims(sentence, language, quote, quoted_in, path).differing | values


def _classes(found: Iterable[Mark]) -> dict[str, list[Mark]]:
    """With one class for everything that denies: another language may say "does not" for "refrains"."""
    classes: dict[str, list[Mark]] = {}
    for mark in found:
        if not is_value(mark.name):
            classes.setdefault("deny" if mark.name in _DENIES else mark.name, []).append(mark)
    return classes


def _same(ours: Collection[str], theirs: Collection[str]) -> frozenset[str]:
    """Classes whose difference says nothing, as both deny."""
    if "deny" not in ours or "deny" not in theirs:
        return frozenset()
    return (
        _SAME_DENIED
        if _STRENGTHS.intersection(ours) and _STRENGTHS.intersection(theirs)
        else frozenset({"all"})
    )


def _missed(mark: Mark, words: Words, plain: str, language: str, used: Collection[int]) -> float:
    """The share of the words that a mark speaks of which a sentence uses."""
    governed = _governed(mark, words, plain, language)
    if mark.name == "condition":
        inside = {number for number, span in _numbered(words) if span[0] < mark.end and mark.start < span[1]}
        governed = [number for number, _ in _numbered(words) if number not in inside.union(governed)]
    return sum(number in used for number in governed) / len(governed) if governed else _USED


def _governed(mark: Mark, words: Words, plain: str, language: str) -> list[int]:
    """The words of meaning behind a mark in its clause, or before it where it ends the clause."""
    stop = _CLAUSE.search(plain, mark.end)
    end = stop.start() if stop else len(plain)
    most = _GOVERNED * (_SIGNS if language == "zh" else 1)
    behind = [number for number, span in _numbered(words) if mark.end <= span[0] < end][:most]
    return behind or [number for number, span in _numbered(words) if span[1] <= mark.start][-_BEFORE:]


def _numbered(words: Words) -> list[tuple[int, tuple[int, int]]]:
    """Each word of meaning, by number, and where it stands."""
    return [(number, words.spans[place]) for number, place in enumerate(words.content)]
