"""Make of what a person sent a question that can be looked up, or say why not.

Hidden and control characters go, white space is folded, the language is recognised. What a
question asks the bot to do changes nothing: its words are looked up like any others.
"""

import unicodedata
from dataclasses import dataclass

from retrieval.answer import Reason, Refused
from retrieval.followup import Before, Turn, before
from retrieval.language import detect

LONGEST = 2000  # characters; a page of text is not a question
_NOTHING = Before()


@dataclass(frozen=True, slots=True)
class Question:
    """What a person sent, as it came."""

    text: str
    history: tuple[Turn, ...] = ()  # oldest first, without this question
    language: str | None = None  # ISO 639-1, if the person chose one
    only: tuple[str, ...] = ()  # source ids to answer from; empty: all


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that can be looked up."""

    text: str  # clean, on one line
    language: str
    before: Before = _NOTHING
    only: tuple[str, ...] = ()


def understand(question: Question) -> Asked | Refused:
    """The clean question, or a refusal: nothing in it, or too much."""
    text = clean(question.text)
    language = question.language or detect(text[:LONGEST])
    if not any(character.isalnum() for character in text):
        return Refused(Reason.EMPTY, language)
    if len(text) > LONGEST:
        return Refused(Reason.TOO_LONG, language)
    history = [Turn(turn.role, clean(turn.text)[:LONGEST]) for turn in question.history]
    return Asked(text, language, before(text, language, history), question.only)


def clean(text: str) -> str:
    """Without hidden, control and unassigned characters; white space folded to single blanks."""
    spaced = "".join(" " if character.isspace() else character for character in text)
    shown = (character for character in spaced if unicodedata.category(character) not in _UNSEEN)
    return " ".join("".join(shown).split())


_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs")
