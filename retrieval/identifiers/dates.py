"""Dates in figures and with months, and which of them are of birth.

A date is never another identifier, so that all of them are claimed here; only one with a word
of birth beside it is personal.
"""

import re
from collections.abc import Iterator, Sequence

from retrieval.identifiers.births import Beside, beside, is_of_birth
from retrieval.identifiers.kind import IdentifierKind
from retrieval.identifiers.labels import Label, lexicon_of
from retrieval.identifiers.plain import Plain
from retrieval.identifiers.span import Span

_YEAR = r"(?:1[3489]\d\d|20\d\d|25\d\d)"  # of the Western, Islamic, Persian and Buddhist calendars
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_ROMAN = r"(?:x?i{1,3}|iv|vi{0,3}|ix|x)"
_HAN, _HAN_DAY = "[零〇一二三四五六七八九]", "[一二三四五六七八九十廿卅]"
_ERA = "(?:昭和|平成|令和|大正|民[国國])"
_NUMERIC = re.compile(
    rf"""(?<![\d.,/])(?<!\d-)(?:
    {_YEAR}\s?[-/.,]\s?{_MONTH}\s?[-/.,]\s?{_DAY}
    | {_DAY}\s?(?P<sep>[-/.,])\s?{_DAY}\s?(?P=sep)\s?(?:{_YEAR}|'?\d\d)
    | \d\d\s?(?P<same>[-/.])\s?{_MONTH}\s?(?P=same)\s?{_DAY}  # the year, of two digits, first
    | {_DAY}\ {_DAY}\ {_YEAR}
    | {_DAY}[\s./-]{{1,2}}{_ROMAN}[\s./-]{{1,2}}(?:{_YEAR}|'?\d\d)
    | (?:{_ERA}?\d{{2,4}}\s?[年년]\s?)?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日號号일]?
      (?:(?:\D{{0,5}}[,、]\s?{_ERA}?\d{{2,4}}|\D{{0,4}}(?:19|20)\d\d)\s?[年년])?
    | (?:(?:{_HAN}{{2,4}}|\d{{2,4}})年)?{_HAN_DAY}{{1,2}}月{_HAN_DAY}{{1,3}}[日號号](?:,\s?{_HAN}{{2,4}}年)?
    | \d{{1,2}}\sthang\s\d{{1,2}}(?:,?\snam\s|[\s,/]{{1,3}})\d{{4}}
    | \d{{4}}\sthang\s\d{{1,2}},?\sngay\s\d{{1,2}}
    )(?![./-]?\d)""",
    re.X,
)
_PACKED = re.compile(r"[\s:#=-]{0,4}(?:is\s|es\s)?(\d{8}|\d{6})(?!\d)")
_PACKED_BEFORE = re.compile(r"(?<!\d)(?:\d{8}|\d{6})(?=\s?생(?!활))")
_JOIN = (
    r"(?:day of|of|de|del|do|d'|di|ng|nam|ani|year|año|г|года?|р|року|г|عام|سنه|لعام|لسنه|سال|ماه|"
    r"सन|सन्|साल|साले?को|সালের?|ዓ.ም|ዓ/ም)"
)
_NTH = r"(?:st|nd|rd|th|er|r[oa]|º|°|o|a|го|-го|ого|न|वीं|ই|লা|রা|ঠা|শে|শ|ኛ|일)"
_ORDINAL = (
    r"(?:(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|[a-z]{4,6}teenth|twentieth|thirtieth|primer[oa]?|primeiro|premier|primo|premye)"
)
_HEAD = re.compile(
    rf"(?<!\d)(?:\d{{4}}[\s.,]{{1,2}}(?:{_JOIN}[\s.,]{{1,2}})?)?(?:\d{{1,4}}{_NTH}?|(?<![a-z]){_ORDINAL})"
    rf"[\s.,-]{{0,3}}(?:{_JOIN}\.?\s)?ב?$"
)
_AFTER_DAY = re.compile(rf"[\s.,-]{{1,3}}(?:{_JOIN}\s)?")
_TAIL = re.compile(
    rf"(?:\w{{0,3}}|\s?/\s?\w{{2,8}})[\s.,-]{{0,3}}(?:{_JOIN}\.?\s){{0,2}}'?(\d{{1,4}})(?:st|nd|rd|th|\sቀን|\sगते)?(?!\d)"
    rf"(?:[\s.,፣/-]{{1,3}}(?:{_JOIN}\s)?(\d{{4}}|'\d\d)(?!\d))?"
)
_LONGEST_HEAD = 30  # characters before the name of a month


def dates(text: Plain, labels: Sequence[Label[IdentifierKind]]) -> Iterator[Span]:
    """All dates; the kind says which are of birth."""
    near = beside(text, labels)
    yield from _packed(text, near)
    for start, end in (*_with_month(text), *_numeric(text)):
        of_birth = is_of_birth(text, start, end, near)
        yield Span(start, end, IdentifierKind.BIRTH if of_birth else None)


def _packed(text: Plain, near: Beside) -> Iterator[Span]:
    """Six or eight digits beside a word of birth."""
    for label in near.births:
        found = _PACKED.match(text.low, label.end)
        if found:
            yield Span(found.start(1), found.end(1), IdentifierKind.BIRTH)
    for found in _PACKED_BEFORE.finditer(text.low):
        yield Span(found.start(), found.end(), IdentifierKind.BIRTH)


def _numeric(text: Plain) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _NUMERIC.finditer(text.low))


def _with_month(text: Plain) -> Iterator[tuple[int, int]]:
    """A month by name with a day, a year or both around it."""
    months = lexicon_of("months").find(text.low)
    days = lexicon_of("days-in-words").find(text.low) if months else []
    for month in months:
        head = _HEAD.search(text.low, max(0, month.start - _LONGEST_HEAD), month.start)
        tail = _TAIL.match(text.low, month.end)
        said = [day.start for day in days if _AFTER_DAY.fullmatch(text.low, day.end, month.start)]
        if said and tail:
            yield said[-1], tail.end()
        elif not _has_no_day(head, tail):
            yield (head.start() if head else month.start, tail.end() if tail else month.end)


def _has_no_day(head: re.Match[str] | None, tail: re.Match[str] | None) -> bool:
    """Is it "May 2017", or "2017 May"?"""
    if head and tail:
        return False
    if tail:
        return not tail[2] and len(tail[1]) > 2
    return head is None or sum(map(str.isdigit, head[0])) in (3, 4)
