"""Is who does what to whom turned around, though the words are the quote's? Pure.

Read from the path of a sentence's words through its quote, in parts that stand together in both. A
part that is put first leaves the order of the others as it was; parties that change places leave
three parts in the opposite order, and so does a passive, which the word for its agent tells ("by").
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import combinations, pairwise

from retrieval.wordlists import read_lines
from retrieval.writing.marks import normal

_GAP = 4  # words of the quote that may be passed over within a part
_NEIGHBOURS = 2  # words apart that languages order each in its way


def is_turned_around(path: Sequence[int | None]) -> bool:
    """Do three parts in a row stand in the opposite order?

    >>> is_turned_around([2, 1, 0]), is_turned_around([3, 4, 0, 1, 2])
    (True, False)
    """
    begins = [part[0] for part in _parts(found(path))]
    return any(
        first > second > third for first, second, third in zip(begins, begins[1:], begins[2:], strict=False)
    )


def _parts(places: Sequence[int]) -> list[list[int]]:
    """Cut wherever the next word stands before the last one, or far behind it."""
    parts: list[list[int]] = []
    for place in places:
        if parts and parts[-1][-1] <= place <= parts[-1][-1] + _GAP:
            parts[-1].append(place)
        else:
            parts.append([place])
    return parts


def found(path: Sequence[int | None]) -> list[int]:
    """The counterparts of the words that have one."""
    return [place for place in path if place is not None]


def turns(path: Sequence[int | None]) -> int:
    """How often the next word stands before the one before it, neighbours aside.

    >>> turns([5, 6, 0, 1])
    1
    """
    return sum(second < first - _NEIGHBOURS for first, second in pairwise(found(path)))


def turned(path: Sequence[int | None]) -> float:
    """The share of all pairs of words whose order is the other way round in the quote, neighbours aside."""
    pairs = list(combinations(found(path), 2))
    return sum(first > second + _NEIGHBOURS for first, second in pairs) / max(1, len(pairs))


def names_agent(text: str, language: str) -> bool:
    """Has it a word that stands before who does something in a passive?

    >>> names_agent("It was paid by them.", "en"), names_agent("They paid it.", "en")
    (True, False)
    """
    pattern = _agents().get(language)
    return bool(pattern and pattern.search(normal(text)))


@cache
def _agents() -> dict[str, re.Pattern[str]]:
    lines = (line.partition(":") for line in read_lines("agent"))
    return {language: _either(words.split(), language) for language, _, words in lines}


def _either(words: Sequence[str], language: str) -> re.Pattern[str]:
    either = "|".join(re.escape(normal(word)) for word in words)
    return re.compile(either if language == "zh" else rf"(?<!\w)(?:{either})(?!\w)")
