"""Numbers that are told digit by digit in words: "A two zero five …", "二零五一…"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from retrieval.identifiers.kind import IdentifierKind
from retrieval.identifiers.labels import Label
from retrieval.identifiers.plain import Plain, plain_word
from retrieval.identifiers.span import Span
from retrieval.wordlists import read_words

_FEWEST = 8  # digits; people count to five, seldom to eight
_SIGNS = "\u1100"  # from here on: Hangul and Chinese
_GAP = 32  # characters from a word that says what the number is
_LETTER = re.compile(r"(?<![a-zа-я])[aа][\s,.-]{1,3}$")
_KINDS = {9: IdentifierKind.A_NUMBER, 10: IdentifierKind.PHONE, 11: IdentifierKind.PHONE}


def spelled(text: Plain, labels: Sequence[Label[IdentifierKind]]) -> Iterator[Span]:
    """Digits in words, one after the other, the letter of an A-number with them."""
    for found in _number().finditer(text.low):
        letter = _LETTER.search(text.low, max(0, found.start() - 4), found.start())
        told = [label.tag for label in labels if 0 <= found.start() - label.end <= _GAP]
        kind = told[-1] if told else _KINDS.get(len(_digit().findall(found[0])), IdentifierKind.NATIONAL_ID)
        start = letter.start() if letter else found.start()
        yield Span(start, found.end(), IdentifierKind.A_NUMBER if letter else kind)


def has_digits_in_words(low: str) -> bool:
    """May there be such a number in the text?"""
    return bool(_number().search(low))


@cache
def _number() -> re.Pattern[str]:
    words, signs = _words_and_signs()
    more = _FEWEST - 1
    return re.compile(
        rf"(?<!\w)(?:{words})(?:[\s,.-]{{1,3}}(?:{words})){{{more},}}(?!\w)|{signs}(?:[\s,.-]{{0,3}}{signs}){{{more},}}"
    )


@cache
def _digit() -> re.Pattern[str]:
    words, signs = _words_and_signs()
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)|{signs}")


@cache
def _words_and_signs() -> tuple[str, str]:
    """Words with blanks between them, and the characters of scripts that put none there."""
    known = sorted(plain_word(word) for word in read_words("digit-words"))
    words = "|".join(re.escape(word) for word in known if word < _SIGNS)
    return words, f"[{''.join(word for word in known if word >= _SIGNS)}]"
