"""Make of what a person sent a question that can be looked up, or say why not.

Hidden and control characters go, white space is folded, what says who somebody is is taken
out, the language is recognised. What a question asks the bot to do changes nothing: its words
are looked up like any others.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.answer import Reason, Refused
from retrieval.followup import Before, Turn, before
from retrieval.identifiers import IdentifierKind, Masked, mask
from retrieval.language import detect
from retrieval.parts import parts_of, things_compared

LONGEST = 2000  # characters; a page of text is not a question
_NOTHING = Before()


@dataclass(frozen=True, slots=True)
class Question:
    """What a person sent, as it came."""

    text: str
    history: tuple[Turn, ...] = ()  # oldest first, without this question
    language: str | None = None  # ISO 639-1, if the person chose one
    only: tuple[str, ...] = ()  # source ids to answer from; empty: all
    told: bool = False  # whether the person knows by now whose machine a language model runs on


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that can be looked up."""

    text: str  # clean, on one line, without what says who somebody is
    language: str
    before: Before = _NOTHING
    only: tuple[str, ...] = ()
    parts: tuple["Asked", ...] = ()  # what it asks one by one; empty if that is one thing
    masked: tuple[IdentifierKind, ...] = ()  # what was taken out
    said: str = ""  # the text with a placeholder for each of these, if there are any


def understand(question: Question) -> Asked | Refused:
    """The clean question, or a refusal: nothing in it, or too much."""
    sent = clean(question.text)
    language = question.language or detect(sent[:LONGEST])
    if not _says_something(sent):
        return Refused(Reason.EMPTY, language)
    if len(sent) > LONGEST:
        return Refused(Reason.TOO_LONG, language)
    masked = mask(sent)
    text = masked.without
    if not _says_something(text):
        return Refused(Reason.IDENTIFIERS, language)
    history = [Turn(turn.role, _begun(turn.text).without[:LONGEST]) for turn in question.history]
    whole = Asked(
        text, language, before(text, language, history), question.only, masked=masked.kinds, said=masked.text
    )
    return replace(whole, parts=_parts(whole, history))


def shown(question: Question) -> str:
    """What was sent as it may be shown again: a placeholder for everything that says who somebody is."""
    return _begun(question.text).text[:LONGEST]


def _begun(text: str) -> Masked:
    """As much of a text as may be needed, masked before it is cut: half an identifier looks like none."""
    return mask(clean(text)[: 2 * LONGEST])


def _says_something(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _parts(whole: Asked, history: Sequence[Turn]) -> tuple[Asked, ...]:
    """Each part, the ones before it in mind; things that are compared stand each by itself."""
    compared = things_compared(whole.text, whole.language)
    if compared:
        return tuple(Asked(thing, whole.language, only=whole.only) for thing in compared)
    parts: list[Asked] = []
    said = list(history)
    for text in parts_of(whole.text, whole.language):
        parts.append(Asked(text, whole.language, before(text, whole.language, said), whole.only))
        said.append(Turn("user", text))
    return tuple(parts)


def clean(text: str) -> str:
    """Without hidden, control and unassigned characters; white space folded to single blanks."""
    shown = _TERMINAL.sub("", text)
    spaced = "".join(" " if character.isspace() or character in _BLANK else character for character in shown)
    return " ".join("".join(character for character in spaced if not _is_unseen(character)).split())


def _is_unseen(character: str) -> bool:
    code = ord(character)
    return unicodedata.category(character) in _UNSEEN or any(
        first <= code <= last for first, last in _IGNORED
    )


_TERMINAL = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]")  # orders to a terminal, colours among them
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs")
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # fillers of Hangul, and Braille without a dot
# Marks that Unicode says to ignore by default; variation selectors can spell out whole texts unseen.
_IGNORED = ((0x034F, 0x034F), (0x17B4, 0x17B5), (0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
