"""What a question that follows another needs of what was said before.

A question with words such as "they" and "those" leans on the conversation, and one that says little
may: the last answer, or a question after it that had none, says what it is about. Any other question
stands by itself, and only the words of the question before are kept in mind. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from retrieval.lexical import is_unspaced, terms, words
from retrieval.wordlists import read_words

_FEW = 2  # terms that may be too few to say what is meant; set by looking at the tuning questions
_SIGNS = 8  # the same in scripts that do not set words apart
_FEW_SIGNS = 5  # that are no question by themselves; so "有多少起？" (how many?) is none
_REMEMBERED = 200  # characters of an answer that name its subject; on MTRAG more gave nothing more
_SENTENCES = re.compile(r"[.!?…¿¡;:؟؛。！？；：\n]+\s*")
_ASKS = re.compile("[?؟？]")
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
    answer: str = ""  # how the last one began, or a question that had none, if the question leans on it


def has_answer(history: Sequence[Turn]) -> bool:
    """Was anything answered?"""
    return any(turn.role == "assistant" for turn in history)


def before(text: str, language: str, history: Sequence[Turn]) -> Before:
    """What the question `text` needs of `history`, oldest turn first."""
    question = next((turn.text for turn in reversed(history) if turn.role == "user"), "")
    if not leans(text, language):
        return Before(question)
    # what was before a question without a subject of its own is still meant
    subjects = (
        turn.text for turn in reversed(history) if turn.role != "user" or _has_subject(turn.text, language)
    )
    return Before(question, _beginning(next(subjects, question)))


def _has_subject(text: str, language: str) -> bool:
    return len(set(terms(text, language))) > 1 and not points(text, language)


def _beginning(text: str) -> str:
    """Whole words, unless blanks are rare in them."""
    cut = text[:_REMEMBERED]
    whole = cut.rpartition(" ")[0]
    return cut if len(text) <= _REMEMBERED or len(whole) < _REMEMBERED // 2 else whole


def leans(text: str, language: str) -> bool:
    """Does a question need what was said before it to be understood?

    >>> leans("And what about those without papers?", "en"), leans("Do farmers rent land?", "en")
    (True, False)
    """
    few = len(set(terms(text, language))) <= _FEW or (is_unspaced(text) and is_short(text, language))
    return few or points(text, language) or _goes_on(text, language)


def _goes_on(text: str, language: str) -> bool:
    """Does it begin as something that is added to what was said?"""
    continuing = _continuing(language)
    sentences = _SENTENCES.split(text)
    if any(is_unspaced(word) for word in continuing):
        return any(sentence.startswith(tuple(continuing)) for sentence in sentences)
    return any(not continuing.isdisjoint(words(sentence)[:1]) for sentence in sentences)


def asks_on(text: str, language: str) -> bool:
    """Is it a question on what was said before it, and no mere word such as "thanks"?

    >>> asks_on("by how much?", "en"), asks_on("thanks", "en")
    (True, False)
    """
    return bool(_ASKS.search(text)) or points(text, language) or _goes_on(text, language)


def is_short(text: str, language: str) -> bool:
    """Is it too short to be a question by itself?

    >>> is_short("And children?", "en"), is_short("Do farmers rent?", "en")
    (True, False)
    """
    if is_unspaced(text):
        return sum(map(str.isalnum, text)) <= _FEW_SIGNS
    return len(set(terms(text, language))) < _FEW


def says_little(text: str, language: str) -> bool:
    """Has it hardly a word that says what it is about?"""
    if is_unspaced(text):
        return len(text) <= _SIGNS
    return len(set(terms(text, language))) <= _FEW


def points(text: str, language: str) -> bool:
    """Has it a word for what was said before?

    >>> points("And what about those without papers?", "en"), points("And children?", "en")
    (True, False)
    """
    leaning = _leaning(language)
    if any(is_unspaced(word) for word in leaning):
        return any(word in text for word in leaning)
    return not leaning.isdisjoint(words(text))


@cache
def _leaning(language: str) -> frozenset[str]:
    return read_words(f"leaning-{language}") if language in _LISTED else frozenset()


@cache
def _continuing(language: str) -> frozenset[str]:
    return read_words(f"continuing-{language}") if language in _LISTED else frozenset()
