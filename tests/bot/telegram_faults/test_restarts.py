"""The end of the bot, the beginning after it, and our own mistakes in between."""

import threading
from dataclasses import replace
from datetime import date

import pytest

from retrieval.answering import Parts
from tests.bot.telegram_desk import CONTINUED_PRESENCE, WAIT, ask, desk, strict_bot_api
from tests.bot.telegram_faults.network import Gate, told, wait_for_messages

UNAVAILABLE = "I cannot look things up right now. Please try again in a few minutes."


def test_what_is_being_answered_when_the_bot_is_stopped_is_answered_first(shipped_parts: Parts) -> None:
    gate = Gate()
    with strict_bot_api() as api:
        ada = api.private(user_id=7)
        with desk(api, replace(shipped_parts, today=gate.today)):
            ada.say(CONTINUED_PRESENCE)
            gate.reached.wait(WAIT)
            threading.Timer(0.5, gate.opened.set).start()

    assert told(api, ada) == ["answer"]


def test_what_is_asked_while_the_bot_is_away_is_answered_once_when_it_is_back(shipped_parts: Parts) -> None:
    with strict_bot_api() as api:
        ada = api.private(user_id=7)
        with desk(api, shipped_parts):
            ask(ada, "/start")
        ada.say(CONTINUED_PRESENCE)
        with desk(api, shipped_parts):
            wait_for_messages(api, ada, 2)
        with desk(api, shipped_parts):
            ask(ada, "/start")

    assert told(api, ada) == ["start", "answer", "start"]


# Our own mistakes


def test_a_mistake_while_answering_is_told_kindly_and_logged_without_its_words(
    shipped_parts: Parts, caplog: pytest.LogCaptureFixture
) -> None:
    def no_calendar() -> date:
        raise RuntimeError("quokka")

    with strict_bot_api() as api, desk(api, replace(shipped_parts, today=no_calendar)):
        ada = api.private(user_id=7)
        ask(ada, CONTINUED_PRESENCE)
        ask(ada, "/start")

    assert told(api, ada) == [UNAVAILABLE, "start"]
    logged = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert logged == [
        "a question could not be answered: RuntimeError",
        "examples could not be looked up: RuntimeError",
    ]
