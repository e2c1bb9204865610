"""What a question that follows another needs of what was said before.

A short question, or one with words such as "they" and "those", leans on the conversation:
the answer before it says what it is about. Any other question stands by itself, and only
the words of the question before are kept in mind. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from retrieval.lexical import is_unspaced, terms, words
from retrieval.wordlists import read_words

_SHORT = 2  # terms that are too few to say what a question is about
_REMEMBERED = 200  # characters of an answer that name its subject; on MTRAG more gave nothing more
_LISTED = ("ar", "en", "es", "fr", "ht", "pt", "vi", "zh")


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: str  # "user" or "assistant"
    text: str


@dataclass(frozen=True, slots=True)
class Before:
    """What is kept in mind of a conversation, clean; empty words say nothing."""

    question: str = ""  # the last one
    answer: str = ""  # how the last one began, if the question leans on it


def before(text: str, language: str, history: Sequence[Turn]) -> Before:
    """What the question `text` needs of `history`, oldest turn first."""
    question = _last(history, "user")
    return Before(question, _beginning(_last(history, "assistant")) if leans(text, language) else "")


def _last(history: Sequence[Turn], role: str) -> str:
    return next((turn.text for turn in reversed(history) if turn.role == role), "")


def _beginning(text: str) -> str:
    """Whole words; the first one at least."""
    if len(text) <= _REMEMBERED:
        return text
    return text[:_REMEMBERED].rpartition(" ")[0] or text[:_REMEMBERED]


def leans(text: str, language: str) -> bool:
    """Does a question need what was said before it to be understood?

    >>> leans("And what about those without papers?", "en"), leans("Who may apply for a visa?", "en")
    (True, False)
    """
    if len(set(terms(text, language))) <= _SHORT:
        return True
    leaning = _leaning(language)
    if any(is_unspaced(word) for word in leaning):
        return any(word in text for word in leaning)
    return not leaning.isdisjoint(words(text))


@cache
def _leaning(language: str) -> frozenset[str]:
    return read_words(f"leaning-{language}") if language in _LISTED else frozenset()
