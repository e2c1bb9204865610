"""Mask what says who a person is: numbers of papers, telephones, addresses, names on networks, births.

What is masked never leaves the machine, is not looked up and not remembered. A number that
only looks personal stays, since a question without it would be another question. Shapes come
first, then words beside numbers, then what is left of long numbers. Pure.
"""

import re

from retrieval.identifiers.accounts import accounts, has_link
from retrieval.identifiers.addresses import addresses
from retrieval.identifiers.dates import dates
from retrieval.identifiers.emails import emails, has_sign
from retrieval.identifiers.harmless import harmless
from retrieval.identifiers.kind import PLACEHOLDERS, IdentifierKind, Masked
from retrieval.identifiers.labelled import labelled
from retrieval.identifiers.labels import kinds_of_identifiers
from retrieval.identifiers.phones import phones
from retrieval.identifiers.plain import Plain, plain
from retrieval.identifiers.shapes import strong_shapes, weak_shapes
from retrieval.identifiers.span import Claims
from retrieval.identifiers.spelled import has_digits_in_words, spelled

_SIGN = re.compile(r"\d|[一二三四五六七八九十]月")

__all__ = ["IdentifierKind", "Masked", "load", "mask"]


def mask(text: str) -> Masked:
    """The text with a placeholder for each identifier in it.

    >>> mask("My A-number is A123-456-789, what is 287(g)?").text
    'My A-number is [A-number], what is 287(g)?'
    """
    even = plain(text)
    if not _may_hold_any(even.low):
        return Masked(text, ())
    found = _identifiers(even)
    masked, rest = "", 0
    for start, end, kind in found:
        masked += text[rest : even.places[start]] + PLACEHOLDERS[kind]
        rest = even.places[end - 1] + 1
    return Masked(masked + text[rest:], tuple(dict.fromkeys(kind for _, _, kind in found)))


def _may_hold_any(low: str) -> bool:
    """Is there a digit, a sign or a word without which a text holds no identifier?"""
    return bool(_SIGN.search(low)) or has_sign(low) or has_link(low) or has_digits_in_words(low)


def load() -> None:
    """Read the word lists and the numbering plans now, so that the first message does not wait for them."""
    mask("load 555-0147, 12 Oak Street, @ana, geb. 3. Aug. 1990, +44 20 7946 0000")


def _identifiers(text: Plain) -> list[tuple[int, int, IdentifierKind]]:
    """In the order of the text. Who claims first is right."""
    labels = kinds_of_identifiers().find(text.low)
    claims = Claims()
    claims.claim(emails(text))
    claims.claim(accounts(text))
    claims.claim(strong_shapes(text))
    claims.claim(harmless(text, labels))
    claims.claim(addresses(text, labels))
    claims.claim(dates(text, labels))
    claims.claim(spelled(text, labels))
    claims.claim(labelled(text, labels, claims))
    claims.claim(weak_shapes(text))
    claims.claim(phones(text))
    return claims.identifiers
