"""Make of what a person sent a question that can be looked up, or say why not.

Hidden and control characters go, white space is folded, the language is recognised. What a
question asks the bot to do changes nothing: its words are looked up like any others.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.answer import Reason, Refused
from retrieval.language import detect

LONGEST = 2000  # characters; a page of text is not a question
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: str  # "user" or "assistant"
    text: str


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
    before: str = ""  # what the same person asked right before, clean
    only: tuple[str, ...] = ()


def understand(question: Question) -> Asked | Refused:
    """The clean question, or a refusal: nothing in it, or too much."""
    text = clean(question.text)
    language = question.language or detect(text[:LONGEST])
    if not any(character.isalnum() for character in text):
        return Refused(Reason.EMPTY, language)
    if len(text) > LONGEST:
        return Refused(Reason.TOO_LONG, language)
    return Asked(text, language, before=_last_question(question.history), only=question.only)


def clean(text: str) -> str:
    """Without hidden, control and unassigned characters; white space folded to single blanks."""
    spaced = "".join(" " if character.isspace() else character for character in text)
    shown = (character for character in spaced if unicodedata.category(character) not in _UNSEEN)
    return " ".join("".join(shown).split())


_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs")


def _last_question(history: Sequence[Turn]) -> str:
    asked = [clean(turn.text)[:LONGEST] for turn in history if turn.role == "user"]
    return asked[-1] if asked else ""
