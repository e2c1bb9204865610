"""Numbers that a word beside them says to be an identifier: "passport no. …", "… is my phone"."""

import re
from collections.abc import Iterator, Sequence

from retrieval.identifiers.harmless import is_plain_number
from retrieval.identifiers.kind import IdentifierKind
from retrieval.identifiers.labels import Label, between, lexicon_of
from retrieval.identifiers.plain import Plain
from retrieval.identifiers.span import Claims, Span

_GAP = 32  # characters between a word and its number
_GAP_BACK = 16  # the same, if the number stands first
_LETTER = "A-Za-zА-Яа-я"
_PIECE = rf"[{_LETTER}]{{0,6}}\d[{_LETTER}0-9]{{0,24}}"
_NO = r"(?i:№|n[°º]|n[or](?![A-Za-z])\.?|num(?![A-Za-z])\.?|numero|number|номер|№|नं\.?|নং|رقم|numéro)"
_BETWEEN = rf"(?:[ ./-]{{1,2}}|[ ,]{{0,2}}{_NO}[ :#]{{0,2}})"  # 45 11 № 402188
_SERIES = rf"[A-ZА-Я]{{1,4}}(?:[ -]|[ ,]{{1,2}}{_NO}[ :#]{{0,2}})"
_PAPER = rf"(?<![{_LETTER}0-9])(?:{_SERIES})?{_PIECE}(?:{_BETWEEN}(?:[A-ZА-Я]{{1,4}}[ -])?{_PIECE}){{0,6}}"
_A_NUMBER = rf"(?<!\d)(?:(?<![{_LETTER}])[AaАа][ #:.-]{{0,3}})?\d(?:[ .-]{{0,3}}\d){{6,9}}(?!\d)"
_RECEIPT = (
    r"\d{8,9}[A-Za-z]\d{1,2}(?!\d)|(?<![A-Za-z0-9])(?:[A-Za-z]{3}[ -]{0,3})?\d(?:[ -]{0,2}\d){7,12}(?!\d)"
)
_VALUES = {
    IdentifierKind.A_NUMBER: _A_NUMBER,
    IdentifierKind.SSN: r"(?<!\d)\d(?:[ ./-]{0,3}\d){8}(?!\d)|[\dXx*]{3}[ -]?[\dXx*]{2}[ -]?\d{4}(?!\d)",
    IdentifierKind.RECEIPT: _RECEIPT,
    IdentifierKind.PASSPORT: _PAPER,
    IdentifierKind.NATIONAL_ID: _PAPER,
    IdentifierKind.LICENCE: _PAPER,
    IdentifierKind.PHONE: r"(?<!\d)\+?\(?\d(?:[ ().\-/]{0,3}\d){6,14}(?!\d)",
}
_PATTERNS = {kind: re.compile(value) for kind, value in _VALUES.items()}
_LAST_FOUR = re.compile(
    r"(?:last (?:four|4)|end(?:s|ing) (?:in|with)|ultimos (?:cuatro|4)"
    r"|termina (?:en|em|con)|quatre derniers|4 derniers|ultimos quatro|deye|последни[ех]|останні"
    r"|आखिरी|अंतिम|শেষ|آخر|اخر|后四位|後四[位碼]|最后四|末四|뒤 ?4|마지막)"
    r"[^.!?;\d]{0,40}?(?:4[^.!?;\d]{1,30}?)?(?<!\d)(\d{4})(?![\d-])"
)
# Of a court, 1:23-cv-01234; those that nobody says to be their own are of cases that everybody may read.
_DOCKET = re.compile(
    r"[^\d!?;]{0,14}?(?<![A-Za-z0-9])([A-Za-z0-9]{1,6}(?:[:/-][A-Za-z0-9]{1,8}){1,6})(?![A-Za-z0-9])"
)
_OWN_GAP = 8  # characters from "my" to "case number"
_ENDS_SENTENCE = re.compile(r"[!?;。؟।؛።]|\.\s(?=[A-ZА-Я][a-zа-я])")
_DIGIT = re.compile(r"\d")


def labelled(text: Plain, labels: Sequence[Label[IdentifierKind]], claims: Claims) -> Iterator[Span]:
    """The number after each word of the lists, or else the one before it."""
    yield from _last_four(text, labels)
    yield from _dockets(text, labels, claims)
    ends = [0, *(label.end for label in labels)]
    starts = [*(label.start for label in labels[1:]), len(text.low)]
    for label, before, after in zip(labels, ends, starts, strict=False):
        if label.tag in _PATTERNS:
            span = _after(text, label, after, claims) or _before(text, label, before, claims)
            if span:
                yield span


def _last_four(text: Plain, labels: Sequence[Label[IdentifierKind]]) -> Iterator[Span]:
    """Of a Social Security number."""
    social = [label for label in labels if label.tag is IdentifierKind.SSN]
    for found in _LAST_FOUR.finditer(text.low) if social else ():
        if between(social, found.start() - _GAP, found.start(1)):
            yield Span(found.start(1), found.end(1), IdentifierKind.SSN)


def _dockets(text: Plain, labels: Sequence[Label[IdentifierKind]], claims: Claims) -> Iterator[Span]:
    """What a court numbers somebody's own case."""
    cases = [label for label in labels if label.tag is IdentifierKind.RECEIPT]
    close = lexicon_of("close-ones").find(text.low) if cases else []
    for case in cases:
        found = _DOCKET.match(text.text, case.end)
        own = any(0 <= case.start - each.end <= _OWN_GAP for each in close)
        if found and own and (span := _span(case, found, claims, group=1)):
            yield span


def _after(text: Plain, label: Label[IdentifierKind], limit: int, claims: Claims) -> Span | None:
    found = _PATTERNS[label.tag].search(text.text, label.end)
    if not found or found.start() > min(limit, label.end + _GAP):
        return None
    joined = _joins(text.text[label.end : found.start()])
    return _span(label, found, claims) if joined else None


def _before(text: Plain, label: Label[IdentifierKind], limit: int, claims: Claims) -> Span | None:
    start = max(limit, label.start - _GAP_BACK - 30)
    found = list(_PATTERNS[label.tag].finditer(text.text, start, label.start))
    if not found or label.start - found[-1].end() > _GAP_BACK:
        return None
    joined = _joins(text.text[found[-1].end() : label.start])
    return _span(label, found[-1], claims) if joined else None


def _joins(gap: str) -> bool:
    return not _DIGIT.search(gap) and not _ENDS_SENTENCE.search(gap)


def _span(
    label: Label[IdentifierKind], found: re.Match[str], claims: Claims, *, group: int = 0
) -> Span | None:
    written = found[group]
    digits = sum(character.isdigit() for character in written)
    letters = sum(character.isalpha() for character in written)
    if digits < 4 or digits + letters < 6 or is_plain_number(written):
        return None
    free = claims.is_free(*found.span(group))
    return Span(*found.span(group), label.tag) if free else None
