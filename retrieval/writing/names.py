"""Names and abbreviations of a sentence that its quotes do not hold. Pure.

Latin letters stay as they are in a sentence of another script, so there every one of their
words must be found; in a Latin script the capitals tell, beyond those that begin a sentence.
"""

import re
from functools import cache

from retrieval.lexical import words
from retrieval.wordlists import read_lines

_OTHER_SCRIPT = ("ar", "zh")
_AS_THEY_ARE = ("en", "vi")  # in Vietnamese, those without its own letters
_SHORT_FORM = re.compile(
    r"(?<![A-Za-z])(?:[A-Z][A-Za-z]*[A-Z][A-Za-z]*|[A-Z](?=-\d|-?[Vv]isa)|[B-Z](?= [Vv]isa))"
    r"|(?:(?<=visa )|(?<=visas )|(?<=visto )|(?<=vistos )|(?<=viza )|(?<=thực ))[A-Z](?!\w)"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’\-]*")
_CAPITAL = re.compile(r"(?<![\w'’\-])[^\W\d_a-zß-öø-ÿ][\w'’\-]*")
_DOUBLE = re.compile(r"[A-Z][a-z]{2,}-[A-Z][a-z]{2,}")
_BEGINS = re.compile(r"(?:^|[.!?:;«“\"(]\s*)$")


def strange_names(text: str, language: str, known: str) -> list[str]:
    """Names in `text` that `known` (its quotes, their headings and sources) does not hold.

    >>> strange_names("The FBI and ICE meet in Texas.", "en", "ICE meets in Texas")
    ['FBI']
    """
    held = frozenset(words(_DOUBLE.sub(_joined, known)))
    plain = _united_states().sub(" ", text)
    found = _LATIN.findall(plain) if language in _OTHER_SCRIPT else _capitals(plain, language)
    return [name for name in found if not _is_held(_DOUBLE.sub(_joined, name), held)]


def _capitals(text: str, language: str) -> list[str]:
    """Capitals where names stay as they are; elsewhere they are translated, and only short forms stay."""
    short = _SHORT_FORM.findall(text)
    if language not in _AS_THEY_ARE:
        return short
    matches = [match for match in _CAPITAL.finditer(text) if not _BEGINS.search(text[: match.start()])]
    names = [match[0] for match in matches if len(match[0]) > 1 and (language == "en" or match[0].isascii())]
    return list(dict.fromkeys([*names, *short]))


def _joined(match: re.Match[str]) -> str:
    """A double name is another name than its halves."""
    return match[0].replace("-", "")


def _is_held(name: str, held: frozenset[str]) -> bool:
    return all(
        {word, word.removesuffix("'s"), word.removesuffix("s"), f"{word}s"} & held for word in words(name)
    )


@cache
def _united_states() -> re.Pattern[str]:
    forms = sorted(read_lines("united-states"), key=len, reverse=True)
    return re.compile("|".join(re.escape(form) for form in forms), re.I)
