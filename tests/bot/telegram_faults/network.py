"""What can go wrong on the way to Telegram and back, and what somebody has been told after all."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from retrieval.answering import Parts
from tests.bot.telegram_desk import WAIT, desk, messages_to, strict_bot_api
from tests.bot_api import BotApi, Fault, Person

OPENINGS = {"⚠️ No longer in force": "answer", "Hello. I answer questions": "start"}
MAYBE_LOST = "My answer may not have arrived. If you do not see it above, please ask again."
SURELY_NOT_SENT = {
    "bad gateway": Fault.bad_gateway(times=2),
    "server error": Fault.server_error(times=2),
}
UNCERTAIN = {
    "dropped before": Fault.drop_before(),
    "dropped after": Fault.drop_after(),
    "garbage": Fault.garbage(),
    "truncated": Fault.truncated(),
}
FAULTS = {"bad gateway": Fault.bad_gateway(), "server error": Fault.server_error(), **UNCERTAIN}
EVERY = {**FAULTS, "flood": Fault.flood(1)}
uncertain = pytest.mark.parametrize("fault", UNCERTAIN.values(), ids=UNCERTAIN)
faulty = pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
every = pytest.mark.parametrize("fault", EVERY.values(), ids=EVERY)


def told(api: BotApi, person: Person) -> list[str]:
    """What each message to somebody is: an answer, the start, or else its text."""
    texts = [message.text for message in messages_to(api, person.id) if not message.deleted]
    return [
        next((kind for opening, kind in OPENINGS.items() if text.startswith(opening)), text) for text in texts
    ]


def wait_for_messages(api: BotApi, person: Person, count: int) -> None:
    api.wait_until(lambda: len(told(api, person)) >= count, f"{count} messages", timeout=WAIT)


def wait_until_told(api: BotApi, person: Person, *last: str) -> None:
    """Until that is what came last."""
    wanted = list(last)
    api.wait_until(lambda: told(api, person)[-len(wanted) :] == wanted, f"{wanted}", timeout=WAIT)


def refused(api: BotApi, person: Person) -> list[str]:
    """The calls to somebody that Telegram refused; what a test made of a call is not among them."""
    return [call.method for call in api.refused if call.params.get("chat_id") == str(person.id)]


def calls_to(api: BotApi, person: Person) -> list[str]:
    """The calls to somebody, but for signs of typing."""
    return [
        call.method for call in api.calls if call.chat_id == person.id and call.method != "sendChatAction"
    ]


def ask_while_others_write(person: Person, text: str, *, others: int) -> None:
    """Ask, and before the answer other chats take up so many numbers, which the bot does not hear of."""
    world = person.chat.world
    with world.changed:
        person.say(text)
        world.last_id += others


@dataclass
class Gate:
    """A calendar: the first answer that needs the date waits until the gate is opened."""

    reached: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)

    def close(self) -> None:
        self.reached.clear()
        self.opened.clear()

    def today(self) -> date:
        if not self.reached.is_set():
            self.reached.set()
            self.opened.wait(WAIT)
        return date(2026, 11, 21)


@contextmanager
def gated(parts: Parts) -> Iterator[tuple[BotApi, Gate]]:
    """A bot whose first answer is not finished before its gate is opened."""
    gate = Gate()
    with strict_bot_api() as api, desk(api, replace(parts, today=gate.today)):
        try:
            yield api, gate
        finally:
            gate.opened.set()
