"""Polling on a bad network goes on, and nothing is answered twice."""

from collections.abc import Iterator

import pytest

from retrieval.answering import Parts
from tests.bot.telegram_desk import CONTINUED_PRESENCE, WAIT, ask, desk
from tests.bot.telegram_faults.network import faulty, told
from tests.bot_api import BotApi, Fault, Person


@pytest.fixture(scope="module", autouse=True)
def patient(shipped_parts: Parts) -> Iterator[Person]:
    """Somebody whose bot waits for a poll that hangs, 15 seconds, while the other tests run."""
    with BotApi() as server:
        server.fail("getUpdates", Fault.hang(600))
        with desk(server, shipped_parts):
            person = server.private(user_id=1)
            person.say("/start")
            yield person


@faulty
def test_polling_goes_on_after_a_fault_and_nothing_is_answered_twice(
    api: BotApi, ada: Person, fault: Fault
) -> None:
    api.fail("getUpdates", fault)

    ask(ada, CONTINUED_PRESENCE)
    ask(ada, "/start")

    assert told(api, ada) == ["answer", "start"]


# Last, since it waits longest


def test_polling_goes_on_after_a_poll_that_hangs(patient: Person) -> None:
    reply = patient.wait_reply(timeout=3 * WAIT)

    assert reply.text.startswith("Hello. I answer questions")
