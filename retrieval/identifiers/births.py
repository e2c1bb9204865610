"""Which dates are of birth: a word of birth stands beside, and nothing else claims the date.

A date that is said of nobody in particular, "children born on …", is the date of a law or of a
question, and stays.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from retrieval.identifiers.kind import IdentifierKind
from retrieval.identifiers.labels import Label, between, lexicon_of
from retrieval.identifiers.plain import Plain

_GAP = 34  # characters from a word of birth to the date
_GAP_BACK = 18  # the same, if the date stands first
_EVENT_GAP = 14  # characters between a date and a court, a journey, a paper
_CLOSE_GAP = 24  # characters from "my" to somebody who is born
_ENDS_SENTENCE = re.compile(r"[!?;。؟।؛።]|\.\s(?=[A-ZА-Я][a-zа-я])")
_NEW_CLAUSE = re.compile(
    r"[,،፣、].{0,34}?\w|\s(?:and|but|y|e|et|und|i|ak|at|va|и|а|та|і|और|र|এবং|আর|اور|እና|ከምኡውን)\s|\sو"
)
_BORN_AFTER = re.compile(
    r"(?:년|年)?\s?(?:생(?!활)|年生|生まれ|生(?=[,，。的于於在\s]|$)|เกิด|г\.? ?р\b|р\.? ?н\b)"
)
_STAR_BEFORE = re.compile(r"(?:^|[\s,(])[*∗]\s?$")


class Beside(NamedTuple):
    """What stands beside the dates of a text."""

    births: Sequence[Label[IdentifierKind]]
    events: Sequence[Label[str]]  # of other things that have a date
    general: Sequence[Label[str]]  # who or what is born, nobody in particular
    close: Sequence[Label[str]]  # oneself, or somebody close


def beside(text: Plain, labels: Sequence[Label[IdentifierKind]]) -> Beside:
    births = [label for label in labels if label.tag is IdentifierKind.BIRTH]
    if not births and not _BORN_AFTER.search(text.low):
        return Beside((), (), (), ())
    events, general, close = (
        lexicon_of(name).find(text.low) for name in ("other-events", "born-in-general", "close-ones")
    )
    return Beside(births, events, general, close)


def is_of_birth(text: Plain, start: int, end: int, beside: Beside) -> bool:
    """Is the date from `start` to `end` somebody's date of birth?"""
    if _is_starred(text, start, end):
        return True
    born = _BORN_AFTER.match(text.low, end)
    if born:
        return not _is_in_general(text, start, born.span(), beside)
    before = (label for label in beside.births if start - _GAP <= label.end <= start)
    after = between(beside.births, end, end + _GAP_BACK)
    leading = [label for label in before if _leads_to(text, label.end, (start, end), beside)]
    following = [label for label in after if _follows(text, (start, end), label.start, beside)]
    return any(
        not _is_in_general(text, start, (label.start, label.end), beside) for label in (*leading, *following)
    )


def _is_in_general(text: Plain, date: int, birth: tuple[int, int], beside: Beside) -> bool:
    """Is it said of children, people or a law, and of nobody close?"""
    start, end = birth
    subject = next((each for each in beside.general if each.start < end and start < each.end), None)
    if subject is None:
        return False
    first = min(subject.start, date)
    close = (each for each in beside.close if first - _CLOSE_GAP <= each.start < subject.end)
    return all(_ENDS_SENTENCE.search(text.text, each.end, first) for each in close)


def _leads_to(text: Plain, birth: int, date: tuple[int, int], beside: Beside) -> bool:
    """Born on …; but not: born here, court on …; and not: born here, on … I entered."""
    start, end = date
    gap = text.text[birth:start]
    if _ENDS_SENTENCE.search(gap) or between(beside.events, birth, start):
        return False
    events = between(beside.events, end, end + _EVENT_GAP)
    same = any(not _NEW_CLAUSE.search(f"{text.text[end : event.start]}x") for event in events)
    return not (same and _NEW_CLAUSE.search(f"{gap}x"))


def _follows(text: Plain, date: tuple[int, int], birth: int, beside: Beside) -> bool:
    """On … I was born; but not: court on …, my child was born."""
    start, end = date
    gap = text.text[end:birth]
    if _ENDS_SENTENCE.search(gap) or between(beside.events, end, birth):
        return False
    other = any(start - _EVENT_GAP <= event.end <= start for event in beside.events)
    return not (other and _NEW_CLAUSE.search(f"{gap}x"))


def _is_starred(text: Plain, start: int, end: int) -> bool:
    """German papers write *3.8.1990; a second star would only make it bold."""
    return bool(_STAR_BEFORE.search(text.low, max(0, start - 3), start)) and text.low[end : end + 1] != "*"
