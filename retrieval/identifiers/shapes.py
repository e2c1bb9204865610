"""Identifiers that their shape alone gives away: no word has to stand beside them."""

import re
from collections.abc import Iterator, Mapping

from retrieval.identifiers.harmless import is_plain_number
from retrieval.identifiers.kind import IdentifierKind
from retrieval.identifiers.plain import Plain
from retrieval.identifiers.span import Span

_BEFORE, _AFTER = r"(?<![a-zа-я0-9])(?<!\d[.,/-])", r"(?![./-]?\d)"
_A = r"(?<![a-z0-9])[aа]\ ?(?:[#:./-]|no\.?|num\.?|number)?[\ #:.-]{0,2}\d(?:[\ .-]{0,2}\d)"
_MINUTES = r"\d{1,3}°\ ?\d{1,2}['′]\ ?(?:\d{1,2}(?:\.\d+)?(?:[\"″]|''|′′)?)?\ ?"
_STRONG = {
    # The service centres' letters, or any three with nothing between them and the digits.
    IdentifierKind.RECEIPT: r"""(?<![a-z0-9])(?:
        (?:eac|wac|lin|src|nbc|msc|ysc|ioe|tsc|csc|vsc|mct|zla|zny)[\ #:.)*-]{0,3} | (?!tel|cel)[a-z]{3}
        )\d(?:[\ .-]{0,2}\d){9}(?!\d)
        | (?<![a-z0-9])\d{9}[a-z]\d(?![a-z0-9])  # of an arrival: I-94
        | (?<![a-z0-9])(?:e\ a\ c|w\ a\ c|l\ i\ n|s\ r\ c|m\ s\ c|i\ o\ e)(?:\ \d){10}(?!\d)""",
    IdentifierKind.A_NUMBER: rf"{_A}{{8}}(?![.-]?\d)",
    IdentifierKind.SSN: rf"{_BEFORE}\d{{3}}(?P<sep>[\ .-]|\ -\ )\d\d(?P=sep)\d{{4}}{_AFTER}",
    # Degrees of north and east, where a telephone says that somebody is.
    IdentifierKind.ADDRESS: rf"""(?<![\w.])(?:
        -?\d{{1,2}}\.\d{{4,8}}[,;\ ]\ ?-\d{{1,3}}\.\d{{4,8}}
        | -?\d{{1,2}}\.\d{{5,8}}[,;\ ]\ ?\d{{1,3}}\.\d{{5,8}}
        | \d{{1,2}}\.\d{{4,8}}°?\ ?[ns][,;\ ]\ ?\d{{1,3}}\.\d{{4,8}}°?\ ?[ew]\b
        | {_MINUTES}[ns][,;\ ]{{0,2}}{_MINUTES}[ew]\b)(?!\d)""",
    # Links that open a conversation with a person.
    IdentifierKind.PHONE: r"(?:https?://)?\b(?:wa\.me|api\.whatsapp\.com/send\?phone=)/?\+?\d{8,15}(?!\d)",
}
_WEAK = {
    # Seven or eight digits, which a passport may have too.
    IdentifierKind.A_NUMBER: rf"{_A}{{6,7}}(?![.-]?\d)",
    IdentifierKind.NATIONAL_ID: rf"""{_BEFORE}(?:
        [a-z]{{4}}[ -]?\d{{6}}[ -]?[hmx][a-z]{{5}}[a-z0-9]\d  # Mexico: CURP
        | \d{{3}}\.\d{{3}}\.\d{{3}}-\d\d  # Brazil: CPF
        | \d{{1,2}}\.\d{{3}}\.\d{{3}}-[\dk]  # Chile: RUT
        | \d{{3}}-\d{{7}}-\d | \d{{3}}-\d{{3}}-\d{{3}}[ ]\d\d  # Dominican Republic: cédula; Russia: SNILS
        # El Salvador, Honduras, Guatemala
        | \d{{8}}-\d | \d{{4}}[ -]\d{{4}}[ -]\d{{5}} | \d{{4}}[ -]\d{{5}}[ -]\d{{4}}
        | \d{{5}}-\d{{7}}-\d | \d{{6}}-[1-8]\d{{6}} | \d-\d{{4}}-\d{{5}}-\d\d-\d  # Pakistan, Korea, Thailand
        | [a-z]{{5}}\d{{4}}[a-z] | [a-z]{{6}}\d\d[a-z]\d\d[a-z]\d{{3}}[a-z]  # India: PAN; Italy
        | [a-z]{{6}}\d{{8}}[hm]\d{{3}} | [xyz]-?\d{{7}}-?[a-z]   # Mexico, Spain
        | [a-z]{{1,2}}\d{{6}}\([\da]\)  # Hong Kong
        | \d{{4}}(?:[ -]\d{{4}}){{2,4}} | \d{{4}}[ -]\d{{6}}[ -]\d{{5}}  # India; cards of banks
        | \d{{17}}[\dx] | \d{{8}}-?[a-z](?![a-z])  # China, Spain
        ){_AFTER}""",
    IdentifierKind.LICENCE: rf"{_BEFORE}[a-z]\d{{3,4}}-\d{{4,6}}-\d{{2,5}}{_AFTER}",
    IdentifierKind.PASSPORT: rf"{_BEFORE}[a-z]{{1,2}}\d{{7,10}}(?!\d)",
}
_STRONG_SHAPES = {kind: re.compile(shape, re.X) for kind, shape in _STRONG.items()}
_WEAK_SHAPES = {kind: re.compile(shape, re.X) for kind, shape in _WEAK.items()}


def strong_shapes(text: Plain) -> Iterator[Span]:
    """Numbers that a word beside them cannot make into others."""
    return _shaped(text, _STRONG_SHAPES)


def weak_shapes(text: Plain) -> Iterator[Span]:
    """Numbers with the form of an identifier, unless a word says what they are."""
    return _shaped(text, _WEAK_SHAPES)


def _shaped(text: Plain, patterns: Mapping[IdentifierKind, re.Pattern[str]]) -> Iterator[Span]:
    for kind, pattern in patterns.items():
        for found in pattern.finditer(text.low):
            if not is_plain_number(found[0]) and not _is_amount_after_a(kind, text.text, found):
                yield Span(found.start(), found.end(), kind)


def _is_amount_after_a(kind: IdentifierKind, text: str, found: re.Match[str]) -> bool:
    """In several languages "a 1250500" is "to 1,250,500"."""
    if kind is not IdentifierKind.A_NUMBER or not re.match(r"[aа] \d", found[0]):
        return False
    digits = sum(character.isdigit() for character in found[0])
    return text[found.start()].islower() or digits < 8
