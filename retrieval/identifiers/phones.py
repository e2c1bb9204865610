"""Telephone numbers by their form, and other long numbers that no word explains.

Which numbers abroad cost a caller nothing is known to the library. Whether a number is in use is
not asked: a mistyped one still leads to a person.
"""

import re
from collections.abc import Iterator
from functools import cache

import phonenumbers

from retrieval.identifiers.harmless import is_plain_number
from retrieval.identifiers.kind import IdentifierKind
from retrieval.identifiers.plain import Plain
from retrieval.identifiers.span import Span

_SEPARATOR = r"(?:[ .-]|\)[ -]?|\ ?\(|\ [.-]\ )?"
_RUN = re.compile(
    r"(?<![a-zа-я0-9_/§])(?<!\d[.,-])(?<![a-z]-)"
    rf"(?:(?:\+|00|\(\+?)?\d(?:{_SEPARATOR}\d){{6,18}}|\(?\d{{3}}\)?/\ ?\d{{3}}[ .-]\d{{4}})"
    r"(?![a-wyz0-9/]|x(?!\d)|[.,-]\d)"
)
_EXTENSION = re.compile(
    r",?\s?(?:extension|ext\.?|x|доб\.?|内线|分机|分機|내선|anexo|interno|ramal|poste)\s?\d{1,6}(?!\d)"
)
_LOCAL = re.compile(r"[2-9]\d{2}[.-]\d{4}|[2-9]\d{3}-\d{4}")
_OPEN_TO_ALL = frozenset(
    (
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.UAN,
    )
)
_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3}){2,5}|\d{1,3}(?:\.\d{3}){2,5}")
_ZIP = re.compile(r"\d{5}-\d{4}")
_GROUP = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")


def phones(text: Plain) -> Iterator[Span]:
    """Telephone numbers, and runs of nine digits or more."""
    for found in _RUN.finditer(text.low):
        kind = _kind(found[0])
        if kind or found[0].startswith("+"):
            extension = _EXTENSION.match(text.low, found.end()) if kind is IdentifierKind.PHONE else None
            yield Span(found.start(), (extension or found).end(), kind)


def _kind(written: str) -> IdentifierKind | None:
    digits = sum(map(len, _GROUP.findall(written)))
    if written.startswith(("+", "00", "(+")):
        return None if digits < 8 or is_toll_free(written) else IdentifierKind.PHONE
    if is_plain_number(written) or _ZIP.fullmatch(written) or _is_list_of_counts(written):
        return None
    if digits < 9:
        return IdentifierKind.PHONE if _is_local(written) else None
    if digits == 9 and len(_GROUP.findall(written)) == 1:
        return IdentifierKind.A_NUMBER  # as bare as that, it is nobody's telephone in North America
    if digits > 15 or (digits > 12 and written.isdigit()):
        return IdentifierKind.NATIONAL_ID
    return None if is_toll_free(written) else IdentifierKind.PHONE


def _is_local(written: str) -> bool:
    """Seven digits of North America or eight of Central America, not a range of pages or years."""
    groups = _GROUP.findall(written)
    rises = len(groups) == 2 and len(groups[0]) == len(groups[1]) and groups[0] <= groups[1]
    return bool(_LOCAL.fullmatch(written)) and not rises and not _YEAR.fullmatch(groups[-1])


def _is_list_of_counts(written: str) -> bool:
    """Years or small numbers in a row, or an amount with its thousands set apart."""
    groups = _GROUP.findall(written)
    spelled = len(groups) > 8 and all(len(group) == 1 for group in groups)
    short = (
        len(groups) > 1 and not spelled and all(len(group) <= 2 or _YEAR.fullmatch(group) for group in groups)
    )
    amount = bool(_THOUSANDS.fullmatch(written)) and groups[-1].endswith("00")
    steps = len(groups) > 2 and all(group.endswith("0") for group in groups) and groups == sorted(groups)
    return (short and not written.startswith("0")) or amount or steps


def is_toll_free(written: str) -> bool:
    """Does a call cost nothing, so that an office or a hotline answers it?

    >>> is_toll_free("+1 833 383 1465"), is_toll_free("+1 212 555 0147")
    (True, False)
    """
    _load()
    try:
        number = phonenumbers.parse(f"+{written[2:]}" if written.startswith("00") else written, "US")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(number) in _OPEN_TO_ALL


@cache
def _load() -> None:
    """Read the numbers of all countries at once, 70 ms, so that no later message waits for a disk."""
    phonenumbers.PhoneMetadata.load_all()
