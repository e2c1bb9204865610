"""Where a person lives: houses in streets, numbers of houses, and what "my address is" leads to."""

import re
from collections.abc import Iterator, Sequence

from retrieval.identifiers.kind import IdentifierKind
from retrieval.identifiers.labels import Label, between, lexicon_of
from retrieval.identifiers.parts import houses_in_pieces, pieces_of, with_pieces
from retrieval.identifiers.places import places_by_shape
from retrieval.identifiers.plain import Plain
from retrieval.identifiers.span import Span
from retrieval.identifiers.streets import AFTER, BEFORE, ends_clause, is_caseless, is_of_no_street, streets

_HOUSE = re.compile(
    r"(?:[\s:#.№-]|አዲስ){0,6}(?:[^\W\d_]{1,2}-)?\d{1,5}(?:[a-z](?![a-z]))?(?:[/-]\d{1,4}){0,2}(?:[/-][^\W\d_](?![^\W\d_]))?"
)
_LED_TO = re.compile(
    r"(?P<gap>[^\d!?;؟।।]{0,34}?)(?<![A-Za-zА-Яа-я0-9.-])(?P<number>\d{1,6}(?:[A-Za-zА-Яа-я](?![\w]))?(?:[-/]\d{1,4}){0,2}(?:/[^\W\d_](?![^\W\d_]))?)(?![\w%]|[.,:]\d)"
)
_COPULA = re.compile(r"[\s:=,-]{0,4}(?:(?:is|es|est|e|se|la|le|in|на|है|هو)\b[\s:]{1,3})?")
_NAMES = re.compile(r"(?:\s[A-ZА-Я][\w'-]{1,20}){0,4}")
_CAPITAL = re.compile(r",?\s[A-ZА-Я]")
_BOX = re.compile(r"\b(?:p\.? ?o\.? ?box|apartado(?: postal)?|caixa postal|bp) ?#?\d{1,6}(?!\d)")
_DATE = re.compile(r"(?:19|20)\d\d|\d{1,4}[-/]\d{1,2}[-/]\d{1,4}")
_STREET_JOINED = re.compile(r"(?:로|길|路|街|道)\s?$")
_UNIT = (
    r"(?:,?\s?(?:apt|apartment|unit|suite|ste|apto|apt[oa]|depto|int|piso|appt|кв|квартира|phong|ap"
    r"|bldg|blk|lot|nimewo|numero|nro|no|#)"
    r"(?![a-z])\.?\s?#?\s?(?=[\w-]{0,5}\d|[a-z]\b)[\w-]{1,6})"
)
_ROOMS = r"(?:,?\s?\d{1,4}(?:号楼|號樓|栋|棟|单元|單元|楼|樓|层|層|室|房|동|호))"
_TOWN = r"(?:,?\s(?-i:[A-Z][a-z]+\s){0,2}(?-i:[A-Z][a-z]+),?\s(?-i:[A-Z]{2})\b(?:\s\d{5}(?:-\d{4})?)?)"
_TAIL = re.compile(rf"\.?(?:{_UNIT}|{_ROOMS}){{1,3}}{_TOWN}?|\.?{_TOWN}|", re.I)
_LINK = re.compile(r"[,،]?\s(?:[^\W\d]{1,20}\s){0,3}")


def addresses(text: Plain, labels: Sequence[Label[IdentifierKind]]) -> Iterator[Span]:
    """Addresses with the number of a house, as far as they go."""
    words = [label for label in labels if label.tag is IdentifierKind.ADDRESS]
    said = [label.end for label in words]
    pieces = pieces_of(text)
    found = (
        *_houses(text),
        *places_by_shape(text),
        *streets(text, said),
        *_boxes(text, words),
        *_led_to(text, said),
        *houses_in_pieces(text, pieces, said),
    )
    for start, end in found:
        start, end = with_pieces(text, pieces, start, _whole(text, end))
        yield Span(start, end, IdentifierKind.ADDRESS)


def _houses(text: Plain) -> Iterator[tuple[int, int]]:
    """मकान नंबर 45, and the street after it."""
    streets_after = lexicon_of(AFTER, BEFORE).find(text.low)
    for label in lexicon_of("house-number").find(text.low):
        found = _HOUSE.match(text.low, label.end)
        if found:
            links = (
                street for street in streets_after if _LINK.fullmatch(text.low, found.end(), street.start)
            )
            street = next(links, None)
            yield label.start, street.end if street else found.end()


def _led_to(text: Plain, said: list[int]) -> Iterator[tuple[int, int]]:
    """What follows "my address is", if it is a number of a house."""
    for end in said:
        found = _LED_TO.match(text.text, end)
        if found and not is_of_no_street(found["gap"]) and _reads_as_house(text, found):
            copula = _COPULA.match(text.low, end)
            yield (
                (min(copula.end(), found.start("number")) if copula else end),
                _after_names(text, found.end()),
            )


def _after_names(text: Plain, end: int) -> int:
    names = _NAMES.match(text.text, end)
    return names.end() if names else end


def _boxes(text: Plain, labels: list[Label[IdentifierKind]]) -> Iterator[tuple[int, int]]:
    """A post-office box beside a word for an address; offices have theirs in documents."""
    for found in _BOX.finditer(text.low):
        if between(labels, found.start() - 30, found.end() + 16):
            yield found.span()


def _reads_as_house(text: Plain, found: re.Match[str]) -> bool:
    if _STREET_JOINED.search(found["gap"]):
        return True
    gap, after = found["gap"].strip(" :,-"), text.text[found.end() :].strip()[:1]
    if _DATE.fullmatch(found["number"]):
        return False
    if ends_clause(text, found.end()):
        return len(found["number"]) > 1 and not re.search(r"\.\s", gap)
    if is_caseless(after):
        told = len(found["number"]) > 1 and len(gap) < 12 and after < "\u2e80"
        return "/" in found["number"] or (told and not is_of_no_street(text.low[found.end() :][:20]))
    return bool(_CAPITAL.match(text.text, found.end())) and (len(gap) < 8 or gap[:1].isupper())


def _whole(text: Plain, end: int) -> int:
    """The end of the flat, the town and the ZIP code, if they follow."""
    tail = _TAIL.match(text.text, end)
    return tail.end() if tail else end
