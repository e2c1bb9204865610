"""Addresses told piece by piece: "House 47/A, Road 12", "дом 5, квартира 12", "मकान 402, शिवाजी गली".

A number after a word for a house tells little by itself. Beside another piece, or a street, or
words such as "I live at", it is where somebody lives.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from retrieval.identifiers.labels import Label, lexicon_of
from retrieval.identifiers.plain import Plain
from retrieval.identifiers.streets import AFTER, BEFORE, ends_clause, is_near

_HOUSE, _PART = "address-house", "address-part"
_NO = (
    r"(?:no\.?|n[°º]\.?|nr\.?|num\.?|numero|number|nimewo|so|№|नं\.?|न\.|नंबर|नम्बर|নং|নম্বর|নাম্বার"
    r"|نمبر|رقم|شماره|ቁጥር|ቁ\.?|מס')"
)
_LETTER = r"[^\W\d_]"
_NUMBER = re.compile(
    rf"\.?[\s:-]{{0,3}}(?P<mark>\#|{_NO}(?!{_LETTER}))?[\s.:\#-]{{0,3}}"
    rf"(?P<number>(?:{_LETTER}{{1,2}}-)?\d{{1,5}}(?:[/-]\d{{1,4}}){{0,2}}(?P<letter>[/-]?{_LETTER}(?!{_LETTER}))?)(?![\w%]|[.,:/]\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LINK = re.compile(r"[^\d!?;।።]*")
_STREET_LINK = re.compile(r"[,،፣]?\s(?:[^\s\d,.;]{1,20}\s){0,3}")
_COMMA = re.compile(r",?\s")
_DATE = re.compile(r"\d{1,4}[-/]\d{1,2}[-/]\d{1,4}")
_LONGEST_LINK = 26  # characters between pieces of one address


class Piece(NamedTuple):
    """A word for a house or for a part of an address, with its number."""

    start: int
    end: int
    of_house: bool
    told: re.Match[str]  # the number, and what marks it


def pieces_of(text: Plain) -> list[Piece]:
    """In the order of the text; a word of both lists makes two."""
    found = (
        Piece(label.start, number.end(), name == _HOUSE, number)
        for name in (_HOUSE, _PART)
        for label in lexicon_of(name).find(text.low)
        if (number := _NUMBER.match(text.low, label.end)) and not _DATE.fullmatch(number["number"])
    )
    return sorted(found, key=lambda piece: (piece.start, piece.end, piece.of_house))


def houses_in_pieces(text: Plain, pieces: Sequence[Piece], said: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Houses beside another piece of an address; `said` is where words such as "I live at" end."""
    houses = [piece for piece in pieces if piece.of_house and not _YEAR.fullmatch(piece.told["number"])]
    streets = lexicon_of(AFTER, BEFORE).find(text.low) if houses else ()
    for house in houses:
        reached = _street_end(text, house.end, streets)
        start = _street_start(text, house, streets)
        if start < house.start or reached > house.end:
            yield start, reached
        elif _is_told(text, house, said) or _is_beside_another(text, house, pieces):
            yield house.start, house.end


def with_pieces(text: Plain, pieces: Sequence[Piece], start: int, end: int) -> tuple[int, int]:
    """The address with the flats, floors and lanes that are told before and after it."""
    for piece in pieces:
        if piece.end > end and (start <= piece.start < end or _are_joined(text, end, piece.start)):
            end = piece.end
    for piece in reversed(pieces):
        if piece.start < start and (start < piece.end <= end or _are_joined(text, piece.end, start)):
            start = piece.start
    return start, end


def _is_told(text: Plain, house: Piece, said: Sequence[int]) -> bool:
    """Is the number marked as one of a house, or does "I live at" lead to it?"""
    number = house.told["number"]
    marked = "/" in number or house.told["letter"] or house.told["mark"]
    return ends_clause(text, house.end) and bool(marked or is_near(house.start, said))


def _is_beside_another(text: Plain, house: Piece, pieces: Sequence[Piece]) -> bool:
    return any(
        _are_joined(text, house.end, piece.start) or _are_joined(text, piece.end, house.start)
        for piece in pieces
        if not piece.of_house
    )


def _street_start(text: Plain, house: Piece, streets: Iterable[Label[str]]) -> int:
    """Where the street begins that stands just before the house, or else the house."""
    if not ends_clause(text, house.end):
        return house.start
    starts = (street.start for street in streets if _COMMA.fullmatch(text.low, street.end, house.start))
    return next(starts, house.start)


def _are_joined(text: Plain, end: int, start: int) -> bool:
    return 0 <= start - end <= _LONGEST_LINK and bool(_LINK.fullmatch(text.low, end, start))


def _street_end(text: Plain, end: int, streets: Iterable[Label[str]]) -> int:
    """Where the street ends that follows the house, or else the house."""
    ends = (
        street.end
        for street in streets
        if end < street.start <= end + 70 and _STREET_LINK.fullmatch(text.low, end, street.start)
    )
    return next(ends, end)
