"""How one line goes on in the next: in the same word, in a hyphenated one, or in another."""

import re
from collections import Counter
from enum import Enum, auto

SOFT_HYPHEN = "\u00ad"
_HYPHENS = "-\u2010"
_WORD = re.compile(rf"[^\W\d_]+(?:[{_HYPHENS}][^\W\d_]+)*")
_LEFT = re.compile(rf"({_WORD.pattern})[{_HYPHENS}]$")
_RIGHT = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60]")
# After "short-" these begin what shares its ending: "short- and long-term".
_SHARING = frozenset(["and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e"])


class Seam(Enum):
    APART = auto()  # a space or line break stands between
    JOINED = auto()  # nothing stands between; a hyphen stays
    MENDED = auto()  # nothing stands between; the hyphen goes


def vocabulary(raw: str) -> Counter[str]:
    """How often each word, hyphenated ones whole, stands unbroken in the file."""
    return Counter(match[0].lower() for match in _WORD.finditer(raw))


def seam(tail: str, head: str, words: Counter[str], *, hard: bool) -> Seam:
    """How a line that ends in `tail` goes on in one that begins with `head`.

    The rest of the file decides on a hyphen: the form that it uses elsewhere wins; else two
    halves that are words of their own keep their hyphen, and halves that are none lose it.
    """
    if not hard and _UNSPACED.fullmatch(tail[-1:]) and _UNSPACED.fullmatch(head[:1]):
        return Seam.JOINED
    left, right = _LEFT.search(tail), _RIGHT.match(head)
    if left and right:
        return _at_hyphen(left[1].lower(), right[0], words)
    glued = re.search(rf"\w[{_HYPHENS}]$", tail) and head[:1].isalnum()
    return Seam.JOINED if glued else Seam.APART


def _at_hyphen(first: str, right: str, words: Counter[str]) -> Seam:
    second = right.lower()
    if words[f"{first}-{second}"]:
        return Seam.JOINED
    if second in _SHARING:
        return Seam.APART
    if words[first + second]:
        return Seam.MENDED
    return Seam.JOINED if (words[first] and words[second]) or right[0].isupper() else Seam.MENDED
