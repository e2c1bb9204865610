"""Kinds of personal identifiers, and a text in which they are masked."""

import re
from dataclasses import dataclass
from enum import StrEnum


class IdentifierKind(StrEnum):
    A_NUMBER = "a_number"
    SSN = "ssn"  # of US Social Security, or an ITIN
    RECEIPT = "receipt"  # of an application at USCIS
    PASSPORT = "passport"
    NATIONAL_ID = "national_id"
    LICENCE = "licence"  # to drive
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"  # a name on a network
    ADDRESS = "address"
    BIRTH = "birth"  # the date


PLACEHOLDERS = {
    IdentifierKind.A_NUMBER: "[A-number]",
    IdentifierKind.SSN: "[Social Security number]",
    IdentifierKind.RECEIPT: "[receipt number]",
    IdentifierKind.PASSPORT: "[passport number]",
    IdentifierKind.NATIONAL_ID: "[identity number]",
    IdentifierKind.LICENCE: "[licence number]",
    IdentifierKind.PHONE: "[phone number]",
    IdentifierKind.EMAIL: "[e-mail address]",
    IdentifierKind.ACCOUNT: "[account name]",
    IdentifierKind.ADDRESS: "[address]",
    IdentifierKind.BIRTH: "[date of birth]",
}
_PLACEHOLDER = re.compile("|".join(re.escape(placeholder) for placeholder in PLACEHOLDERS.values()))


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with a placeholder for each identifier."""

    text: str
    kinds: tuple[IdentifierKind, ...]  # in order of first place, each once; empty: nothing was found

    @property
    def without(self) -> str:
        """The text with blanks for the identifiers, folded, for looking up."""
        return " ".join(_PLACEHOLDER.sub(" ", self.text).split()) if self.kinds else self.text
