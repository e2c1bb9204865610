"""A text made even, so that one pattern reads all scripts.

Digits of all scripts become 0 to 9, full-width forms and blanks ASCII, accents and hidden
characters go, "_" is a dash; a place in the plain text leads back to the text as it came.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_ALIKE = tuple((ord(row), ord(same)) for row, same in ("ሐሀ", "ኀሀ", "ሠሰ", "ፀጸ", "ዐአ", "ቐቀ"))
_SAME = str.maketrans(
    {**dict.fromkeys("’‘ʼ׳", "'"), **dict.fromkeys("ەۂہھة", "ه"), "ی": "ي", "ى": "ي", "ک": "ك"}
    | {"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "−": "-", "ß": "ss"}
    | {**dict.fromkeys("·•‧∙", "."), "״": '"', "ँ": "ं"}
    # Letters of Ethiopic that sound alike are written for one another: rows of vowels, by their first.
    | {chr(row + vowel): chr(same + vowel) for row, same in _ALIKE for vowel in range(7)}
)
# Accents of Latin, Greek and Cyrillic; vowel signs and hamza of Arabic; points of Hebrew; dots of India.
_DROPPED = ((0x0300, 0x036F), (0x0591, 0x05BD), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670))
_DROPPED_TOO = ((0x093C, 0x093C), (0x09BC, 0x09BC), (0x20D0, 0x20F0), (0xFE00, 0xFE0F))  # the last: of emoji


@dataclass(frozen=True, slots=True)
class Plain:
    """A text made even."""

    text: str  # with its capitals
    low: str  # without them, of the same length
    places: tuple[int, ...]  # where in the text as it came each character was; one more for the end


def plain(text: str) -> Plain:
    """The text made even.

    >>> plain("Nací ١٤/٣, Ａ＃１").text
    'Naci 14/3, A#1'
    """
    even = [(character, place) for place, raw in enumerate(text) for character in evened(raw)]
    kept = "".join(character for character, _ in even)
    low = "".join(_lowered(character) for character in kept)
    return Plain(kept, low, (*(place for _, place in even), len(text)))


def plain_word(word: str) -> str:
    """As the word stands in the `low` of a plain text."""
    return plain(word).low


@lru_cache(maxsize=8192)
def evened(character: str) -> str:
    """None, one or more characters for one."""
    if character.isascii():
        return " " if character.isspace() else "-" if character == "_" else character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in ("Zs", "Zl", "Zp"):
        return " "
    if category == "Pd":
        return "-"
    if category in ("Cf", "No"):
        return "" if category == "Cf" else character
    return _without_accents(character)


def _without_accents(character: str) -> str:
    parts = character if "가" <= character <= "힣" else unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if not _is_dropped(part)).translate(_SAME)


def _is_dropped(character: str) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in (*_DROPPED, *_DROPPED_TOO))


@lru_cache(maxsize=8192)
def _lowered(character: str) -> str:
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character
