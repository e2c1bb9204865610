"""Note numbers that a conversion left glued to the words: "workforce.4 They", "girls9 and".

They are known by their order alone: 1, 2, 3 … through the whole text, most of them where a
sentence ends. Whatever is not needed to explain that order stays.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

_GLUED = re.compile(
    r"(?:(?<=[^\W\d_A-Z]{3})"  # a word of lower-case letters: not "A1", "I-9", "H2"
    r"|(?<=[^\W\d][.,;:!?\"”’)\]])"
    r"|(?<=[\"”’)\]%])"
    r"|(?<=[\"”’)\]%][.,;])"
    r"|(?<=\d{4}\.))"  # a year that ends a sentence
    r"\d{1,3}(?=[\s,.;:)]|$)(?![.,]\d)"
)
_SPACED = re.compile(r"(?<=[^\s\d(])[ \t]\d{1,3}(?=\s)")
_AFTER_SENTENCE = re.compile(r"[.!?][\"”’)\]]*\s*$")
_WORD_BEFORE = re.compile(r"\S*\s?$")
_REACH = 40  # characters before a number that are looked at
_FEWEST_SURE = 3  # fewer numbers in a row could be anything
_WIDEST_GAP = 5  # notes in a row whose mark is missing
_SURE_PER_APART = 10  # a conversion that sets marks apart from their words does so seldom


class _Fit(Enum):
    """How well a number sits as a note's mark; the value is its worth in a chain."""

    SURE = 1.0  # glued to the end of a sentence, before another
    GLUED = 0.6
    BETWEEN = 0.5  # a space away from the end of a sentence, before another
    APART = 0.3  # between two words


_FITS = {
    (True, True): _Fit.SURE,  # (is it glued to a word, does a sentence end there)
    (True, False): _Fit.GLUED,
    (False, True): _Fit.BETWEEN,
    (False, False): _Fit.APART,
}


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    number: int
    fit: _Fit
    word: str  # what stands before it


def note_numbers(raw: str) -> Iterator[tuple[int, int]]:
    """Where in `raw` the marks of notes stand, as (start, end)."""
    chain = _longest_chain(_without_labels(_candidates(raw)))
    sure = [index for index, candidate in enumerate(chain) if candidate.fit is _Fit.SURE]
    if len(sure) < _FEWEST_SURE:
        return
    bounded = chain[: sure[-1] + 1]
    numbers = {candidate.number for candidate in bounded}
    seldom = sum(candidate.fit is _Fit.APART for candidate in bounded) * _SURE_PER_APART <= len(sure)
    for candidate in bounded:
        between = {candidate.number - 1, candidate.number + 1} <= numbers
        if candidate.fit is not _Fit.APART or (seldom and between):
            yield candidate.start, candidate.end


def _candidates(raw: str) -> list[_Candidate]:
    glued = [_candidate(raw, *match.span(), glued=True) for match in _GLUED.finditer(raw)]
    taken = {candidate.start for candidate in glued}
    spaced = [
        _candidate(raw, match.start() + 1, match.end(), glued=False)
        for match in _SPACED.finditer(raw)
        if match.start() + 1 not in taken
    ]
    return sorted(glued + spaced, key=lambda candidate: candidate.start)


def _candidate(raw: str, start: int, end: int, *, glued: bool) -> _Candidate:
    before = raw[max(0, start - _REACH) : start]
    after = raw[end : end + _REACH]
    ends = bool(_AFTER_SENTENCE.search(before)) and _begins_sentence(after)
    word = _WORD_BEFORE.search(before)
    fit = _FITS[glued, ends]
    return _Candidate(start, end, int(raw[start:end]), fit, word[0].casefold() if word else "")


def _begins_sentence(after: str) -> bool:
    return not after.strip() or (after[0].isspace() and not after.lstrip()[0].islower())


def _without_labels(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Leave out numbers of which several follow the same word: "Art.1 … Art.2", "rule 4 … rule 5"."""
    doubtful = (_Fit.GLUED, _Fit.APART)
    words = Counter(candidate.word for candidate in candidates if candidate.fit in doubtful)
    return [one for one in candidates if one.fit not in doubtful or words[one.word] == 1]


def _longest_chain(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The run 1, 2, 3 … in text order that is worth most, a few numbers missing at most.

    Among chains of equal worth the one that is found first stays.
    """
    worth: dict[int, float] = {0: 0.0}  # by the number that a chain ends in
    ends: dict[int, int] = {}
    before: dict[int, int | None] = {}
    for index, candidate in enumerate(candidates):
        nearest = max(1, candidate.number - 1 - _WIDEST_GAP) if candidate.number > 1 else 0
        known = [number for number in range(nearest, candidate.number) if number in worth]
        if not known:
            continue
        last = max(known, key=lambda number: worth[number])
        if worth[last] + candidate.fit.value > worth.get(candidate.number, 0.0):
            worth[candidate.number] = worth[last] + candidate.fit.value
            before[index] = ends.get(last)
            ends[candidate.number] = index
    return _traced(candidates, ends.get(max(worth, key=lambda number: worth[number])), before)


def _traced(
    candidates: Sequence[_Candidate], last: int | None, before: dict[int, int | None]
) -> list[_Candidate]:
    chain = []
    while last is not None:
        chain.append(candidates[last])
        last = before[last]
    return chain[::-1]
