"""What citabot remembers of a conversation: little, for half an hour, and in memory only.

Each person has a memory of their own in each chat and topic. Questions are kept as they were
masked, never as they came.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.turns import EXCHANGES, tells, turns
from retrieval.answer import Answer
from retrieval.followup import Turn

MINUTES = 30
_PLACES = 10_000  # remembered at once; beyond it the ones longest silent are forgotten
Draft = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation is held, and with whom."""

    chat: int
    thread: int | None  # the topic of a forum
    user: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it."""

    asked_in: int  # message id
    question: str  # masked
    answer: Answer
    fingerprint: str
    near: tuple[str, ...] = ()  # ids of passages that came near and were not quoted
    answered_in: tuple[int, ...] = ()  # message ids, in order

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What the question after it needs."""
        return turns(self.question, self.answer)


@dataclass(slots=True)
class _Held:
    until: float  # as the clock counts
    exchanges: tuple[Exchange, ...] = ()  # oldest first
    drafts: dict[int, Draft] = field(default_factory=dict)  # feedback that waits for the second button
    told: bool = False  # where questions go


@dataclass(slots=True)
class Memory:
    """All conversations."""

    clock: Callable[[], float] = time.monotonic  # seconds
    _held: OrderedDict[Place, _Held] = field(default_factory=OrderedDict)  # the longest silent first
    _languages: OrderedDict[int, str] = field(default_factory=OrderedDict)  # chosen, by person

    def last(self, place: Place) -> Exchange | None:
        exchanges = self._exchanges(place)
        return exchanges[-1] if exchanges else None

    def turns(self, place: Place) -> tuple[Turn, ...]:
        """The conversation so far, oldest first."""
        return tuple(turn for exchange in self._exchanges(place) for turn in exchange.turns)

    def asked_in(self, place: Place, message: int) -> Exchange | None:
        """What came of the question that is this message."""
        return next((each for each in self._exchanges(place) if each.asked_in == message), None)

    def answered_in(self, place: Place, message: int) -> Exchange | None:
        """The exchange whose answer is this message, or the last one while its answer is being sent."""
        exchanges = self._exchanges(place)
        answered = [each for each in exchanges if message in each.answered_in]
        sending = [each for each in exchanges[-1:] if not each.answered_in and each.asked_in < message]
        return next(iter([*answered, *sending]), None)

    def add(self, place: Place, exchange: Exchange) -> None:
        """Remember an exchange, in the place of an earlier one on the same message."""
        held = self._touched(place)
        others = [each for each in held.exchanges if each.asked_in != exchange.asked_in]
        held.exchanges = (*others, exchange)[-EXCHANGES:]
        held.told = held.told or tells(exchange.answer)

    def was_told(self, place: Place) -> bool:
        """Has an answer said by now whose machine reads the questions?"""
        self.purge()
        held = self._held.get(place)
        return held is not None and held.told

    def hold_draft(self, place: Place, number: int, draft: Draft) -> None:
        """Let feedback wait under a number of its own, which no other has anywhere."""
        drafts = self._touched(place).drafts
        drafts[number] = draft
        while len(drafts) > EXCHANGES:
            del drafts[next(iter(drafts))]

    def drafted_in(self, number: int) -> Place | None:
        """Where the feedback with that number waits; None if it does not wait any more."""
        self.purge()
        return next((place for place, held in self._held.items() if number in held.drafts), None)

    def take_draft(self, place: Place, number: int) -> Draft | None:
        """The feedback that waits, once."""
        self.purge()
        held = self._held.get(place)
        return held.drafts.pop(number, None) if held else None

    def language(self, user: int) -> str | None:
        """What somebody chose, if they did."""
        return self._languages.get(user)

    def choose_language(self, user: int, language: str | None) -> None:
        self._languages.pop(user, None)
        if language is not None:
            self._languages[user] = language
        if len(self._languages) > _PLACES:
            self._languages.popitem(last=False)

    def forget(self, user: int) -> None:
        """Everything about somebody, in every chat."""
        self._languages.pop(user, None)
        for place in [place for place in self._held if place.user == user]:
            del self._held[place]

    def purge(self) -> None:
        """Drop what is too old."""
        now = self.clock()
        while self._held and next(iter(self._held.values())).until <= now:
            self._held.popitem(last=False)

    def _exchanges(self, place: Place) -> tuple[Exchange, ...]:
        self.purge()
        held = self._held.get(place)
        return held.exchanges if held else ()

    def _touched(self, place: Place) -> _Held:
        self.purge()
        held = self._held.setdefault(place, _Held(until=0.0))
        held.until = self.clock() + 60 * MINUTES
        self._held.move_to_end(place)
        if len(self._held) > _PLACES:
            self._held.popitem(last=False)
        return held
