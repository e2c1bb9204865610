"""Side by side, and in order: what a chat writes, what it presses, and what others do meanwhile."""

import threading
import time
from dataclasses import replace
from datetime import date

from retrieval.answering import Parts
from tests.bot.guide import guide_parts
from tests.bot.telegram_desk import CONTINUED_PRESENCE, WAIT, ask, desk, marked, press, strict_bot_api
from tests.bot.telegram_faults.network import Gate, gated, told, wait_for_messages
from tests.bot_api import BotApi, Fault, Person


def test_what_a_chat_asks_is_answered_in_order(shipped_parts: Parts) -> None:
    with gated(shipped_parts) as (api, gate):
        ada, bea = api.private(user_id=7), api.private(user_id=8)
        ada.say(CONTINUED_PRESENCE)
        gate.reached.wait(WAIT)
        ada.say("/start")
        ask(bea, "/start")  # by then the bot has Ada's second message too
        meanwhile = told(api, ada)
        gate.opened.set()
        wait_for_messages(api, ada, 2)

    assert meanwhile == []
    assert told(api, ada) == ["answer", "start"]


def test_two_chats_are_answered_side_by_side(shipped_parts: Parts) -> None:
    with gated(shipped_parts) as (api, gate):
        ada, bea = api.private(user_id=7), api.private(user_id=8)
        ada.say(CONTINUED_PRESENCE)
        gate.reached.wait(WAIT)
        ask(bea, CONTINUED_PRESENCE)
        meanwhile = told(api, ada), told(api, bea)

    assert meanwhile == ([], ["answer"])
    assert told(api, ada) == ["answer"]


def test_a_press_is_answered_beside_a_running_question(shipped_parts: Parts) -> None:
    with gated(shipped_parts) as (api, gate):
        ada = api.private(user_id=7)
        gate.opened.set()
        opened = press(ada, ask(ada, CONTINUED_PRESENCE), "[1]")
        gate.close()
        ada.say(CONTINUED_PRESENCE)
        gate.reached.wait(WAIT)
        ada.press(opened, "After ›")
        api.wait_for_edit(opened, timeout=WAIT)
        ada.press(opened, "‹ Before")
        api.wait_for_edit(opened, edits=2, timeout=WAIT)
        meanwhile = told(api, ada)
        gate.opened.set()
        wait_for_messages(api, ada, 3)

    assert len(meanwhile) == 2
    assert told(api, ada)[2:] == ["answer"]


def test_a_pressed_question_is_confirmed_at_once_and_answered_in_its_turn(shipped_parts: Parts) -> None:
    with gated(shipped_parts) as (api, gate):
        ada = api.private(user_id=7)
        gate.opened.set()
        start = ask(ada, "/start")
        gate.close()
        ada.say(CONTINUED_PRESENCE)
        gate.reached.wait(WAIT)
        ada.press(start, 0)
        api.wait_until(lambda: len(api.answered_callbacks) == 1, "the confirmation", timeout=WAIT)
        ada.say("/contact")
        meanwhile = told(api, ada)
        gate.opened.set()
        wait_for_messages(api, ada, 4)

    assert meanwhile == ["start"]
    assert told(api, ada)[:2] == ["start", "answer"]
    assert start.buttons[0].text in told(api, ada)[2]
    assert told(api, ada)[3].startswith("A lawyer")


def test_what_is_written_after_a_press_waits_for_the_press(api: BotApi, ada: Person) -> None:
    languages = ask(ada, "/language")
    api.fail("answerCallbackQuery", Fault.hang(1))

    ada.press(languages, "español")
    ada.say("/contact")
    wait_for_messages(api, ada, 3)

    assert told(api, ada)[1] == "Bien. Hablaré con usted en español."
    assert told(api, ada)[2].startswith("Un abogado")


def test_in_a_flood_a_press_beside_a_question_is_not_sent_too_early_either(api: BotApi, ada: Person) -> None:
    opened = press(ada, ask(ada, CONTINUED_PRESENCE), "[1]")
    api.fail("sendChatAction", Fault.flood(1), chat_id=ada.id)

    ada.say(CONTINUED_PRESENCE)
    ada.press(opened, "After ›")
    wait_for_messages(api, ada, 3)
    api.wait_for_edit(opened, timeout=WAIT)

    assert api.calls_while_blocked == 0


# How many at once


def test_as_many_questions_are_looked_up_side_by_side_as_are_set() -> None:
    everybody = threading.Barrier(40)  # more threads than Python has by itself

    def today() -> date:
        everybody.wait(WAIT)
        return date(2026, 11, 21)

    with strict_bot_api() as api, desk(api, replace(guide_parts(), today=today), at_once=40):
        people = [api.private(user_id=number) for number in range(1, 41)]
        [person.say("When is rent due?") for person in people]
        answers = [person.wait_reply(timeout=WAIT) for person in people]

    assert [len(marked(answer, "blockquote")) for answer in answers] == [1] * 40


def test_who_types_in_inline_mode_waits_for_a_turn_like_whoever_asks() -> None:
    gate = Gate()
    with strict_bot_api() as api, desk(api, replace(guide_parts(), today=gate.today), at_once=1):
        ada, bea = api.private(user_id=7), api.private(user_id=8)
        ada.say("When is rent due?")
        gate.reached.wait(WAIT)
        bea.strike("When is tax due?")
        ask(bea, "/contact")
        time.sleep(0.5)  # in which it would be looked up
        meanwhile = len(api.calls_of("answerInlineQuery"))
        gate.opened.set()
        api.wait_until(lambda: len(api.calls_of("answerInlineQuery")) == 1, "the results", timeout=WAIT)

    assert meanwhile == 0


def test_of_what_somebody_types_in_inline_mode_only_the_newest_is_looked_up_and_answered() -> None:
    gate = Gate()
    with strict_bot_api() as api, desk(api, replace(guide_parts(), today=gate.today)):
        ada = api.private(user_id=7)
        ada.strike("When is t")
        gate.reached.wait(WAIT)
        ada.strike("When is ta")
        newest = ada.strike("When is tax due?")
        ask(ada, "/contact")
        gate.opened.set()
        api.wait_until(lambda: newest in api.inline_answers, "the results", timeout=WAIT)

    assert list(api.inline_answers) == [newest]


def test_the_examples_of_all_who_start_at_once_are_looked_up_once() -> None:
    gate, dates = Gate(), []

    def today() -> date:
        dates.append(gate.today())
        return dates[-1]

    with strict_bot_api() as api, desk(api, replace(guide_parts(), today=today)):
        ada, bea, cem = (api.private(user_id=number) for number in (7, 8, 9))
        ada.say("/start")
        gate.reached.wait(WAIT)
        bea.say("/start")
        ask(cem, "/contact")  # by then the bot has Bea's message too
        gate.opened.set()
        starts = [person.wait_reply(timeout=WAIT) for person in (ada, bea)]

    assert [len(start.buttons) for start in starts] == [3, 3]
    assert len(dates) == 3
