"""What makes a sentence say more, less, or the opposite: negation, strength, amount, condition.

Read from the lists `claims-<language>.txt`; a number, an ordinal or a month has the same key in
every language, so that a sentence can be compared with a quote in another one. Pure.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from retrieval.manner import phrase
from retrieval.wordlists import read_lines

LISTED = ("ar", "en", "es", "fr", "ht", "pt", "vi", "zh")
_UNSPACED = ("zh",)
# What follows a mark that is the beginning of something longer: "第2" of "第2178", "第二" of "第二十".
_GOES_ON = r"(?<=\d)\d|(?<=第[一二三四五六七八九十])[一二三四五六七八九十百千]"
_EXCEPT = "except"  # longer words that hold a mark and do not mean it
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_CHINESE_DIGITS = "〇零一二三四五六七八九"
_CHINESE_YEAR = re.compile(f"[{_CHINESE_DIGITS}]{{4}}(?=年)")
_AS_DIGITS = str.maketrans(_CHINESE_DIGITS, "00123456789")
_NUMBER_SIGN, _MONTH_SIGN = _VALUE = "=@"  # begins the name of a number or ordinal, and of a month
_LARGE = 100  # a number word from here on multiplies the number before it


class Mark(NamedTuple):
    """One mark, and where it stands."""

    name: str  # "not", "may" …; "=30", "=3rd", "@8" of a number, an ordinal, a month
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a text, normalised as `normal` does."""

    found: tuple[Mark, ...]

    @property
    def values(self) -> frozenset[str]:
        """Numbers, ordinals and months."""
        return frozenset(mark.name for mark in self.found if is_value(mark.name))

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(mark.name for mark in self.found if not is_value(mark.name))


def is_value(name: str) -> bool:
    return name[0] in _VALUE


def normal(text: str) -> str:
    """Lower case, compatibility forms folded, digits of every script as 0 to 9, one apostrophe."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    digits = "".join(_digit(each) for each in folded)
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_AS_DIGITS), digits)


def marks(text: str, language: str) -> Marks:
    """The marks of a text, in order; of a language without a list only the digits.

    >>> [mark.name for mark in marks("ICE may not arrest 30 people.", "en").found]
    ['may', 'not', '=30']
    """
    plain = normal(text)
    if language in LISTED:
        plain = _lists(language).innocent.sub(lambda match: " " * len(match[0]), plain)
    found = [*_digits(plain), *(_listed(plain, language) if language in LISTED else ())]
    return Marks(tuple(_scaled(_longest(found), plain)))


def _longest(found: list[Mark]) -> list[Mark]:
    """In order, without those that are part of a longer one, as "more" is of "no more than"."""
    kept = (mark for mark in found if not any(_is_part(mark, other) for other in found))
    return sorted(kept, key=lambda mark: (mark.start, mark.name))


def _is_part(mark: Mark, of: Mark) -> bool:
    """Numbers in the words of a class stay, and so does all but its own number in a month."""
    inside = of.start <= mark.start and mark.end <= of.end and of.end - of.start > mark.end - mark.start
    if not inside:
        return False
    if mark.name[0] != _NUMBER_SIGN:
        return True
    if of.name[0] == _MONTH_SIGN:
        return mark.name[1:] == of.name[1:]
    return of.name[0] == _NUMBER_SIGN


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _digits(plain: str) -> Iterator[Mark]:
    for match in _NUMBER.finditer(plain):
        written = match[0].replace(" ", "")
        value = re.sub("[.,]", "", written) if _THOUSANDS.fullmatch(written) else written.replace(",", ".")
        yield Mark(f"={_decimal(float(value))}" if value.count(".") < 2 else f"={value}", *match.span())


def _decimal(value: float) -> str:
    return f"{value:.10g}" if abs(value) < 1e10 else str(int(value))


def _scaled(found: list[Mark], plain: str) -> list[Mark]:
    """A number and the words behind it that multiply it are one number."""
    scaled: list[Mark] = []
    for mark in found:
        if scaled and _multiplies(scaled[-1], mark, plain):
            number = scaled.pop()
            product = float(number.name[1:]) * float(mark.name[1:])
            mark = Mark(f"={_decimal(product)}", number.start, mark.end)
        scaled.append(mark)
    return scaled


def _multiplies(first: Mark, second: Mark, plain: str) -> bool:
    if not (first.name[0] == second.name[0] == "=" and _is_number(first.name) and _is_number(second.name)):
        return False
    is_word = not plain[second.start].isdigit()
    is_larger = float(second.name[1:]) >= max(_LARGE, float(first.name[1:]))  # a smaller one is added
    return is_word and is_larger and not plain[first.end : second.start].strip(" -")


def _is_number(name: str) -> bool:
    return name[-1].isdigit() and name.count(".") < 2


class _Lists(NamedTuple):
    innocent: re.Pattern[str]
    classes: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _lists(language: str) -> _Lists:
    phrases: dict[str, list[str]] = {}
    for line in read_lines(f"claims-{language}"):
        name, _, listed = line.partition(":")
        phrases.setdefault(name.strip(), []).extend(each.strip() for each in listed.split("|"))
    innocent = phrases.pop(_EXCEPT, ["\0"])
    spaced = language not in _UNSPACED
    classes = ((name, _pattern(listed, spaced=spaced)) for name, listed in phrases.items())
    return _Lists(_pattern(innocent, spaced=spaced), tuple(classes))


def _pattern(listed: list[str], *, spaced: bool) -> re.Pattern[str]:
    """Any of the phrases, the longest first."""
    ordered = sorted((normal(each) for each in listed if each), key=len, reverse=True)
    either = "|".join(phrase(each) for each in ordered)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if spaced else rf"(?:{either})(?!{_GOES_ON})")


def _listed(plain: str, language: str) -> Iterator[Mark]:
    for name, pattern in _lists(language).classes:
        for match in pattern.finditer(plain):
            yield Mark(name, *match.span())
