"""The end of the bot, the beginning after it, and our own mistakes in between."""

import threading
from dataclasses import replace
from datetime import date

import pytest

from retrieval.answering import Parts
from retrieval.sources import Kind
from tests.bot.guide import guide_parts
from tests.bot.telegram_desk import CONTINUED_PRESENCE, WAIT, ask, desk, marked, press, strict_bot_api
from tests.bot.telegram_faults.network import Gate, told, wait_for_messages
from tests.retrieval.answer_builders import issued, parts, passages_of

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


def test_an_answer_that_cannot_be_laid_out_is_told_kindly_too(caplog: pytest.LogCaptureFixture) -> None:
    undated = issued().model_copy(update={"publisher": "Families", "kind": Kind.LAW, "date": "quokka"})
    passages = passages_of("## Rent\n\nRent is due in May.\n", of=undated)
    with strict_bot_api() as api, desk(api, parts(passages)):
        ada = api.private(user_id=7)
        ask(ada, "When is rent due?")

    assert told(api, ada) == [UNAVAILABLE]
    assert "a question could not be answered: ValueError" in caplog.messages


# Another index in between


def test_an_answer_that_another_index_overtakes_arrives_and_its_buttons_are_too_old() -> None:
    gate = Gate()
    other = "## Tax\n\nTax is due in June, says the office, and never before.\n"
    fresh = parts(passages_of(other), fingerprint="f" * 16)
    with (
        strict_bot_api() as api,
        desk(api, replace(guide_parts(), today=gate.today), reopen=lambda: fresh, admins=(9,)),
    ):
        ada = api.private(user_id=7)
        ada.say("When is rent due?")
        gate.reached.wait(WAIT)
        ask(api.private(user_id=9), "/reload")
        gate.opened.set()
        answer = ada.wait_reply(timeout=WAIT)
        pressed = press(ada, answer, "[1]")

    assert marked(answer, "blockquote")[0].startswith("Rent is due in May")
    assert pressed.text == "That answer is too old to open. Please ask again."
