"""The buttons below an answer, and what they lead to.

All that a button needs travels in the button, in Telegram's 64 bytes: places in the index,
never what anybody wrote. One of another index leads nowhere. Pure.
"""

import re
from dataclasses import dataclass
from typing import assert_never

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.wording import Words
from retrieval.answer import Answer, Answered, Citation, Clarify, Refused, Suggestion
from retrieval.answering import Parts
from retrieval.document import Quote
from retrieval.passage import Passage

_IN_A_ROW = 8  # numbers of quotes, on a narrow screen
_MOST = 96
_LABEL = 60  # characters of a question or heading on a button
_NUMBER, _REST = "([0-9]{1,9})", "([a-z-]{2,12})"
_QUOTE = re.compile(rf"q:([0-9a-f]{{8}}):{_NUMBER}:{_NUMBER}:{_NUMBER}:{_REST}")
_PART = re.compile(rf"p:([0-9a-f]{{8}}):{_NUMBER}:{_REST}")
_ASK = re.compile(rf"a:([0-9a-f]{{8}}):{_NUMBER}:{_REST}")
_Row = list[InlineKeyboardButton]


@dataclass(frozen=True, slots=True)
class Opened:
    """A passage to show, and the words in it to show in bold, if any."""

    passage: Passage
    quote: Quote | None
    language: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A question to answer."""

    question: str
    language: str


class Buttons:
    """Those of one index."""

    def __init__(self, parts: Parts) -> None:
        self._mark = parts.fingerprint[:8]
        self._passages = parts.searcher.contents.passages
        self._places = {passage.id: place for place, passage in enumerate(self._passages)}
        recogniser = parts.searcher.recogniser
        self._questions = recogniser.known.questions if recogniser else ()

    def below(self, answer: Answer) -> InlineKeyboardMarkup | None:
        """The keyboard of an answer; None where there is nothing to press."""
        rows = self._rows(answer)
        return InlineKeyboardMarkup(rows) if rows else None

    def _rows(self, answer: Answer) -> list[_Row]:
        words = Words(answer.language)
        match answer:
            case Answered():
                marks = [self._quote(citation, answer.language) for citation in answer.citations[:_MOST]]
                return [marks[start : start + _IN_A_ROW] for start in range(0, len(marks), _IN_A_ROW)]
            case Clarify():
                return [[self._question(each, answer.language)] for each in answer.suggestions]
            case Refused():
                return [[self._part(passage, words)] for passage in answer.nearest]
            case _:
                assert_never(answer)

    def _quote(self, citation: Citation, language: str) -> InlineKeyboardButton:
        place, quote = self._places[citation.passage.id], citation.quote
        data = f"q:{self._mark}:{place}:{quote.start}:{quote.end}:{language}"
        return InlineKeyboardButton(f"[{citation.number}]", callback_data=data)

    def _part(self, passage: Passage, words: Words) -> InlineKeyboardButton:
        data = f"p:{self._mark}:{self._places[passage.id]}:{words.language}"
        return InlineKeyboardButton(_label(words.section(passage)), callback_data=data)

    def _question(self, suggestion: Suggestion, language: str) -> InlineKeyboardButton:
        data = f"a:{self._mark}:{suggestion.number}:{language}"
        return InlineKeyboardButton(_label(suggestion.text), callback_data=data)

    def opened(self, data: str) -> Opened | Offered | None:
        """What a button leads to; None if it is of another index, or not one of ours."""
        if (match := _QUOTE.fullmatch(data)) and match[1] == self._mark:
            return self._opened_quote(*(int(number) for number in match.groups()[1:4]), language=match[5])
        if (match := _PART.fullmatch(data)) and match[1] == self._mark:
            place = int(match[2])
            return Opened(self._passages[place], None, match[3]) if place < len(self._passages) else None
        if (match := _ASK.fullmatch(data)) and match[1] == self._mark:
            number = int(match[2])
            return Offered(self._questions[number].text, match[3]) if number < len(self._questions) else None
        return None

    def _opened_quote(self, place: int, start: int, end: int, *, language: str) -> Opened | None:
        if place >= len(self._passages):
            return None
        passage = self._passages[place]
        if not passage.start <= start < end <= passage.end:
            return None
        return Opened(passage, Quote(passage.document, start, end), language)


def _label(text: str) -> str:
    return text if len(text) <= _LABEL else f"{text[:_LABEL].rstrip()}…"
