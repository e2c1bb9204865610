"""What a pressed button means, and how that is written into it.

All that a button needs travels in the button, in Telegram's 64 bytes: places in the index,
never what anybody wrote. One of another index leads nowhere. Pure.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from retrieval.answer import Citation, Suggestion
from retrieval.answering import Parts
from retrieval.document import Quote
from retrieval.passage import Passage

_NUMBER, _REST = "([0-9]{1,9})", "([a-z-]{2,12})"
_QUOTE = re.compile(rf"([qn]):([0-9a-f]{{8}}):{_NUMBER}:{_NUMBER}:{_NUMBER}:{_REST}")
_PART = re.compile(rf"([pm]):([0-9a-f]{{8}}):{_NUMBER}:{_REST}")
_ASK = re.compile(rf"a:([0-9a-f]{{8}}):{_NUMBER}:{_REST}")
_WISH = re.compile(r"([a-z]+)!([0-9]{1,16}|[a-z]{2,12})?")


@dataclass(frozen=True, slots=True)
class Opened:
    """A passage to show, and the words in it to show in bold, if any."""

    passage: Passage
    quote: Quote | None  # inside the passage
    language: str
    home: Quote | None = None  # the words that the reader came from, wherever they stand
    in_place: bool = False  # of the message with the button; else in a new one


@dataclass(frozen=True, slots=True)
class Offered:
    """A question to answer."""

    question: str
    language: str


class WishKind(StrEnum):
    """What a button asks for that is in no index; the value is what travels."""

    BACK = "back"
    NOT_ASKED = "not"
    TELL = "tell"  # argument: the id of the message that asked
    KEEP = "keep"  # argument: the number of the feedback
    DROP = "drop"  # argument: the same
    LANGUAGE = "lang"  # argument: a code, or "auto"
    SOURCES = "list"  # argument: a page from 0


@dataclass(frozen=True, slots=True)
class Wish:
    kind: WishKind
    argument: str = ""

    @property
    def data(self) -> str:
        return f"{self.kind}!{self.argument}"

    @property
    def number(self) -> int:
        """The argument; 0 if it is none."""
        return int(self.argument) if self.argument.isdigit() else 0


Press = Opened | Offered | Wish


def asks(data: str) -> bool:
    """Does a button ask a question?"""
    return data.startswith("a:")


class Presses:
    """Those of one index, written and read."""

    def __init__(self, parts: Parts) -> None:
        self._mark = parts.fingerprint[:8]
        self._passages = parts.searcher.contents.passages
        self._places = {passage.id: place for place, passage in enumerate(self._passages)}
        recogniser = parts.searcher.recogniser
        self._questions = recogniser.known.questions if recogniser else ()

    def place(self, passage: Passage) -> int:
        """Where a passage stands in the index."""
        return self._places[passage.id]

    def named(self, identifier: str) -> Passage | None:
        """The passage with that id, if this index has it."""
        place = self._places.get(identifier)
        return None if place is None else self._passages[place]

    def passage(self, place: int) -> Passage | None:
        return self._passages[place] if 0 <= place < len(self._passages) else None

    def beside(self, passage: Passage, step: int) -> Passage | None:
        """The passage so many further on in the same document; None beyond its ends."""
        found = self.passage(self.place(passage) + step)
        return found if found is not None and found.document is passage.document else None

    # Written

    def quote(self, citation: Citation, language: str) -> str:
        return self._at("q", citation.passage, citation.quote, language)

    def part(self, passage: Passage, language: str) -> str:
        return f"p:{self._mark}:{self.place(passage)}:{language}"

    def turned(self, passage: Passage, home: Quote | None, language: str) -> str:
        """To this passage, in the message where the button is."""
        if home is None:
            return f"m:{self._mark}:{self.place(passage)}:{language}"
        return self._at("n", passage, home, language)

    def question(self, suggestion: Suggestion, language: str) -> str:
        return f"a:{self._mark}:{suggestion.number}:{language}"

    def _at(self, kind: str, passage: Passage, quote: Quote, language: str) -> str:
        return f"{kind}:{self._mark}:{self.place(passage)}:{quote.start}:{quote.end}:{language}"

    # Read

    def read(self, data: str) -> Press | None:
        """What a button means; None if it is of another index, or not one of ours."""
        if (match := _QUOTE.fullmatch(data)) and match[2] == self._mark:
            place, start, end = (int(number) for number in match.groups()[2:5])
            return self._opened(place, start, end, language=match[6], in_place=match[1] == "n")
        if (match := _PART.fullmatch(data)) and match[2] == self._mark:
            part = self.passage(int(match[3]))
            return None if part is None else Opened(part, None, match[4], in_place=match[1] == "m")
        if (match := _ASK.fullmatch(data)) and match[1] == self._mark:
            number = int(match[2])
            return Offered(self._questions[number].text, match[3]) if number < len(self._questions) else None
        if (match := _WISH.fullmatch(data)) and match[1] in set(WishKind):
            return Wish(WishKind(match[1]), match[2] or "")
        return None

    def _opened(self, place: int, start: int, end: int, *, language: str, in_place: bool) -> Opened | None:
        passage = self.passage(place)
        if passage is None or not 0 <= start < end <= len(passage.document.text):
            return None
        quote = Quote(passage.document, start, end)
        inside = passage.start <= start < end <= passage.end
        if not inside and not in_place:  # a quote is opened in its own passage
            return None
        return Opened(passage, quote if inside else None, language, quote, in_place)
