"""The keyboards below messages. Pure."""

from typing import assert_never

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.html import units
from bot.telegram.phrases import (
    BACK,
    COPY,
    FEEDBACK_DROP,
    FEEDBACK_SEND,
    LANGUAGE_AUTOMATIC,
    NEXT,
    NOT_ASKED,
    PREVIOUS,
    TELL,
)
from bot.telegram.presses import Opened, Presses, Wish, WishKind
from bot.wording import Words
from retrieval.answer import Answer, Answered, Clarify, Refused, Suggestion
from retrieval.document import Quote
from retrieval.language import SPOKEN
from retrieval.passage import Passage

_IN_A_ROW = 8  # numbers of quotes, on a narrow screen
_MOST = 92  # of Telegram's 100 buttons; the rest is for those below them
_LABEL = 60  # characters of a question or heading on a button
_COPIED = 256  # UTF-16 units that a button can copy
_Row = list[InlineKeyboardButton]


def below(answer: Answer, presses: Presses) -> InlineKeyboardMarkup | None:
    """The keyboard of an answer; None where there is nothing to press."""
    words = Words(answer.language)
    match answer:
        case Answered():
            return _keyboard([*_numbers(answer, presses), *_beneath(answer, words)])
        case Clarify():
            return offers(answer.suggestions, presses, answer.language)
        case Refused():
            return parts(answer.nearest, presses, words)
        case _:
            assert_never(answer)


def offers(
    suggestions: tuple[Suggestion, ...], presses: Presses, language: str
) -> InlineKeyboardMarkup | None:
    """Questions to take up."""
    return _keyboard([[_calls(each.text, presses.question(each, language))] for each in suggestions])


def parts(passages: tuple[Passage, ...], presses: Presses, words: Words) -> InlineKeyboardMarkup | None:
    """Parts of documents to read."""
    return _keyboard([[_calls(words.section(each), presses.part(each, words.language))] for each in passages])


def below_passage(opened: Opened, presses: Presses) -> InlineKeyboardMarkup | None:
    """The passages beside one, the way back, and its quote to copy."""
    words = Words(opened.language)
    beside = [(PREVIOUS, presses.beside(opened.passage, -1)), (NEXT, presses.beside(opened.passage, 1))]
    turns = [
        _calls(words.say(label), presses.turned(passage, opened.home, opened.language))
        for label, passage in beside
        if passage is not None
    ]
    copy = [_copies(words.say(COPY), opened.quote, opened.passage, words)] if opened.quote else []
    return _keyboard([turns, copy, [_wish(words.say(BACK), WishKind.BACK)]])


def after_regret(
    passages: tuple[Passage, ...], presses: Presses, words: Words, asked_in: int | None
) -> InlineKeyboardMarkup:
    """Under "not what I asked": other parts, and telling the maintainers of what that message asked."""
    rows = [[_calls(words.section(each), presses.part(each, words.language))] for each in passages]
    about = "" if asked_in is None else str(asked_in)
    return InlineKeyboardMarkup([*rows, [_wish(words.say(TELL), WishKind.TELL, about)]])


def consent(number: int, words: Words) -> InlineKeyboardMarkup:
    """Keep the feedback that is shown, or not."""
    keep = _wish(words.say(FEEDBACK_SEND), WishKind.KEEP, str(number))
    drop = _wish(words.say(FEEDBACK_DROP), WishKind.DROP, str(number))
    return InlineKeyboardMarkup([[keep, drop]])


def languages(words: Words) -> InlineKeyboardMarkup:
    """All that the interface speaks, each by its own name, and whatever Telegram is set to."""
    single = [_wish(Words(code).language_name(code), WishKind.LANGUAGE, code) for code in SPOKEN]
    rows = [single[start : start + 2] for start in range(0, len(single), 2)]
    return InlineKeyboardMarkup([*rows, [_wish(words.say(LANGUAGE_AUTOMATIC), WishKind.LANGUAGE, "auto")]])


def pages(page: int, count: int, words: Words) -> InlineKeyboardMarkup | None:
    """The pages beside one, counted from 0."""
    before = [_wish(words.say(PREVIOUS), WishKind.SOURCES, str(page - 1))] if page else []
    after = [_wish(words.say(NEXT), WishKind.SOURCES, str(page + 1))] if page + 1 < count else []
    return _keyboard([[*before, *after]])


def copied(quote: Quote, passage: Passage, words: Words) -> str:
    """A quote with its reference, in as many units as a button copies; a long quote is cut.

    Both are, if the reference alone is too long.
    """
    reference = words.short_reference(passage.document.source, passage.document.page(quote.start))
    reference = _within(reference, _COPIED // 2)
    room = _COPIED - units(f"“” {reference}")
    return f"“{_within(' '.join(quote.text.split()), room)}” {reference}"


def _numbers(answer: Answered, presses: Presses) -> list[_Row]:
    marks = [
        _calls(f"[{citation.number}]", presses.quote(citation, answer.language))
        for citation in answer.citations[:_MOST]
    ]
    return [marks[start : start + _IN_A_ROW] for start in range(0, len(marks), _IN_A_ROW)]


def _beneath(answer: Answered, words: Words) -> list[_Row]:
    """What can be done with the answer as a whole; a single quote can be copied at once."""
    regret = [_wish(words.say(NOT_ASKED), WishKind.NOT_ASKED)]
    if len(answer.citations) > 1:
        return [regret]
    [only] = answer.citations
    return [[_copies(words.say(COPY), only.quote, only.passage, words)], regret]


def _copies(label: str, quote: Quote, passage: Passage, words: Words) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, copy_text=CopyTextButton(copied(quote, passage, words)))


def _wish(label: str, kind: WishKind, argument: str = "") -> InlineKeyboardButton:
    return _calls(label, Wish(kind, argument).data)


def _calls(label: str, data: str) -> InlineKeyboardButton:
    shown = label if len(label) <= _LABEL else f"{label[:_LABEL].rstrip()}…"
    return InlineKeyboardButton(shown, callback_data=data)


def _keyboard(rows: list[_Row]) -> InlineKeyboardMarkup | None:
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None


def _within(text: str, most: int) -> str:
    """A text of at most so many units, its end cut at a word."""
    if units(text) <= most:
        return text
    kept = text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore")
    return f"{kept.rpartition(' ')[0] or kept}…"
