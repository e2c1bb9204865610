"""Telegram and the network at their worst: an answer may be late or lost, never doubled or out of turn."""

import itertools
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from retrieval.answering import Parts
from tests.bot.guide import guide_parts
from tests.bot.telegram_desk import (
    CONTINUED_PRESENCE,
    WAIT,
    ask,
    desk,
    marked,
    messages_to,
    press,
    strict_bot_api,
)
from tests.bot_api import BotApi, Fault, Person

NUMBERS = itertools.count(1)  # of people
OPENINGS = {"⚠️ No longer in force": "answer", "Hello. I answer questions": "start"}
UNAVAILABLE = "I cannot look things up right now. Please try again in a few minutes."


@pytest.fixture(scope="module")
def api(shipped_parts: Parts) -> Iterator[BotApi]:
    """One bot at work for all tests but those that need one of their own."""
    with BotApi() as server, desk(server, shipped_parts):
        yield server


@pytest.fixture(scope="module", autouse=True)
def patient(shipped_parts: Parts) -> Iterator[Person]:
    """Somebody whose bot waits for a poll that hangs, 15 seconds, while the other tests run."""
    with BotApi() as server:
        server.fail("getUpdates", Fault.hang(600))
        with desk(server, shipped_parts):
            person = server.private(user_id=1)
            person.say("/start")
            yield person


@pytest.fixture
def ada(api: BotApi) -> Person:
    """Somebody new in each test."""
    return api.private(user_id=next(NUMBERS), first_name="Ada")


@pytest.fixture
def bea(api: BotApi) -> Person:
    """Somebody else."""
    return api.private(user_id=next(NUMBERS), first_name="Bea")


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


# Sending

SURELY_NOT_SENT = {
    "bad gateway": Fault.bad_gateway(times=2),
    "server error": Fault.server_error(times=2),
}


@pytest.mark.parametrize("fault", SURELY_NOT_SENT.values(), ids=SURELY_NOT_SENT)
def test_an_answer_that_telegram_did_not_take_is_sent_again(api: BotApi, ada: Person, fault: Fault) -> None:
    api.fail("sendMessage", fault, chat_id=ada.id)

    ask(ada, CONTINUED_PRESENCE)
    ask(ada, "/start")

    assert told(api, ada) == ["answer", "start"]


UNCERTAIN = {
    "dropped before it was sent": Fault.drop_before(),
    "dropped after it was sent": Fault.drop_after(),
    "garbage": Fault.garbage(),
    "truncated": Fault.truncated(),
}
uncertain = pytest.mark.parametrize("fault", UNCERTAIN.values(), ids=UNCERTAIN)


@uncertain
def test_an_answer_that_may_have_arrived_is_neither_lost_nor_doubled(
    api: BotApi, ada: Person, fault: Fault
) -> None:
    api.fail("sendMessage", fault, chat_id=ada.id)

    ada.say(CONTINUED_PRESENCE)
    ada.say("/start")
    wait_until_told(api, ada, "answer", "start")

    assert told(api, ada) == ["answer", "start"]


@uncertain
@pytest.mark.parametrize("method", ["editMessageText", "deleteMessage"])
def test_not_even_if_the_finding_out_goes_wrong_too(
    api: BotApi, ada: Person, fault: Fault, method: str
) -> None:
    api.fail("sendMessage", Fault.drop_after(), chat_id=ada.id)
    api.fail(method, fault, chat_id=ada.id)

    ada.say(CONTINUED_PRESENCE)
    ada.say("/start")
    wait_until_told(api, ada, "answer", "start")

    assert told(api, ada) == ["answer", "start"]


def test_the_buttons_of_an_answer_come_with_it_even_then(api: BotApi, ada: Person) -> None:
    api.fail("sendMessage", Fault.drop_before(), chat_id=ada.id)

    ada.say(CONTINUED_PRESENCE)
    wait_until_told(api, ada, "answer")

    opened = press(ada, messages_to(api, ada.id)[-1], "[1]")
    assert marked(opened, "bold")[0].startswith("Continued Presence is ")


FAULTS = {
    "bad gateway": Fault.bad_gateway(),
    "server error": Fault.server_error(),
    "dropped before": Fault.drop_before(),
    "dropped after": Fault.drop_after(),
    "garbage": Fault.garbage(),
    "truncated": Fault.truncated(),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_lost_typing_sign_costs_no_answer(api: BotApi, ada: Person, fault: Fault) -> None:
    api.fail("sendChatAction", fault, chat_id=ada.id)

    ask(ada, CONTINUED_PRESENCE)
    ask(ada, "/start")

    assert told(api, ada) == ["answer", "start"]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_press_that_could_not_be_answered_still_opens_its_passage_once(
    api: BotApi, ada: Person, fault: Fault
) -> None:
    answer = ask(ada, CONTINUED_PRESENCE)
    api.fail("answerCallbackQuery", fault)

    opened = press(ada, answer, "[1]")
    last = ask(ada, "/start")

    assert marked(opened, "bold")[0].startswith("Continued Presence is ")
    assert messages_to(api, ada.id) == [answer, opened, last]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_polling_goes_on_after_a_fault_and_nothing_is_answered_twice(
    api: BotApi, ada: Person, fault: Fault
) -> None:
    api.fail("getUpdates", fault)

    ask(ada, CONTINUED_PRESENCE)
    ask(ada, "/start")

    assert told(api, ada) == ["answer", "start"]


def test_a_telegram_that_hangs_holds_up_one_chat_and_gets_nothing_twice(
    api: BotApi, ada: Person, bea: Person
) -> None:
    cem, dora = api.private(user_id=next(NUMBERS)), api.private(user_id=next(NUMBERS))
    answer = ask(cem, CONTINUED_PRESENCE)
    hanging = Fault.hang(600)  # the library gives up after 5 seconds
    api.fail("sendMessage", hanging, chat_id=ada.id)
    api.fail("sendChatAction", hanging, chat_id=bea.id)
    api.fail("answerCallbackQuery", hanging)

    ada.say(CONTINUED_PRESENCE)
    ada.say("/start")
    bea.say(CONTINUED_PRESENCE)
    cem.press(answer, "[1]")
    ask(dora, CONTINUED_PRESENCE)
    meanwhile = [told(api, person) for person in (ada, bea, cem)]
    wait_until_told(api, ada, "answer", "start")
    wait_for_messages(api, bea, 1)
    wait_for_messages(api, cem, 2)

    assert meanwhile == [["answer"], [], ["answer"]]
    assert (told(api, ada), told(api, bea)) == (["answer", "start"], ["answer"])
    assert len(messages_to(api, cem.id)) == 2


# Changing and taking away, menus, inline

EVERY = {**FAULTS, "flood": Fault.flood(1)}
every = pytest.mark.parametrize("fault", EVERY.values(), ids=EVERY)


@every
def test_a_passage_turns_whatever_becomes_of_the_change(api: BotApi, ada: Person, fault: Fault) -> None:
    opened = press(ada, ask(ada, CONTINUED_PRESENCE), "[1]")
    api.fail("editMessageText", fault, chat_id=ada.id)

    ada.press(opened, "After ›")
    ask(ada, "/start")

    assert len(opened.history) == 2
    assert api.calls_while_blocked == 0


@every
def test_a_passage_goes_whatever_becomes_of_the_taking_away(api: BotApi, ada: Person, fault: Fault) -> None:
    opened = press(ada, ask(ada, CONTINUED_PRESENCE), "[1]")
    api.fail("deleteMessage", fault, chat_id=ada.id)

    ada.press(opened, "Back to the answer")
    ask(ada, "/start")

    assert opened.deleted
    assert told(api, ada) == ["answer", "start"]


@every
def test_an_inline_question_that_failed_does_not_keep_the_next_one_from_its_answer(
    api: BotApi, ada: Person, fault: Fault
) -> None:
    api.fail("answerInlineQuery", fault)
    lost = f"9{ada.id}"
    ada.chat.deliver({"inline_query": {"id": lost, "from": ada.user, "query": "work", "offset": ""}})
    api.wait_until(lambda: lost in [call.params.get("inline_query_id") for call in api.calls], timeout=WAIT)

    assert len(ada.type_inline(CONTINUED_PRESENCE, timeout=WAIT)) == 5


MENUS = {name: fault for name, fault in EVERY.items() if name != "dropped after"}


@pytest.mark.parametrize("method", ["setMyCommands", "setMyDescription", "setMyShortDescription"])
@pytest.mark.parametrize("fault", MENUS.values(), ids=MENUS)
def test_a_menu_that_cannot_be_set_keeps_nobody_from_an_answer(method: str, fault: Fault) -> None:
    with BotApi() as api:
        api.fail(method, fault)
        with desk(api, guide_parts()):
            ada = api.private(user_id=7)
            ask(ada, "/contact")

    assert len(messages_to(api, 7)) == 1


def test_what_telegram_does_not_take_as_html_arrives_as_plain_text(
    api: BotApi, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    api.fail("sendMessage", Fault.unparsed(), chat_id=ada.id)

    reply = ask(ada, CONTINUED_PRESENCE)

    assert reply.entities == []
    assert reply.text.startswith("⚠️ No longer in force: “ICE policy")
    assert "<" not in reply.text
    assert reply.buttons[0].text == "[1]"
    assert "Telegram refused a message as HTML; it is sent as plain text" in caplog.messages


# Floods


@pytest.mark.parametrize("method", ["sendMessage", "sendChatAction"])
def test_in_a_flood_only_that_chat_waits_and_nothing_is_sent_too_early(
    api: BotApi, ada: Person, bea: Person, method: str
) -> None:
    api.fail(method, Fault.flood(1), chat_id=ada.id)

    ada.say(CONTINUED_PRESENCE)
    ada.say("/start")
    api.wait_until(
        lambda: ada.id in [call.chat_id for call in api.calls_of(method)], "the flood", timeout=WAIT
    )
    ask(bea, "/start")
    meanwhile = told(api, ada)
    wait_for_messages(api, ada, 2)

    assert meanwhile == []
    assert told(api, ada) == ["answer", "start"]
    assert api.calls_while_blocked == 0


def test_a_flood_that_comes_back_is_waited_out_again(api: BotApi, ada: Person) -> None:
    api.fail("sendChatAction", Fault.flood(1), chat_id=ada.id)
    api.fail("sendMessage", Fault.flood(1), chat_id=ada.id)

    ask(ada, CONTINUED_PRESENCE)

    assert told(api, ada) == ["answer"]
    assert api.calls_while_blocked == 0


def test_a_hundred_messages_of_one_chat_in_a_flood_keep_nobody_else_waiting(
    api: BotApi, ada: Person, bea: Person
) -> None:
    api.fail("sendMessage", Fault.flood(2), chat_id=ada.id)

    for _ in range(100):
        ada.say("/start")
    ask(bea, "/start")
    meanwhile = told(api, ada)
    wait_for_messages(api, ada, 100)

    assert meanwhile == []
    assert api.calls_while_blocked == 0


# People who leave


def test_who_blocked_the_bot_is_left_in_peace_without_a_line_in_the_log(
    api: BotApi, ada: Person, bea: Person, caplog: pytest.LogCaptureFixture
) -> None:
    ada.block_bot()

    with caplog.at_level(logging.INFO):
        ada.say(CONTINUED_PRESENCE)
        api.wait_until(lambda: "sendMessage" in refused(api, ada), "the second refusal", timeout=WAIT)
        ask(bea, "/start")

    assert refused(api, ada) == ["sendChatAction", "sendMessage"]
    assert [record.name for record in caplog.records if record.name.startswith("bot.")] == []


def refused(api: BotApi, person: Person) -> list[str]:
    """The calls that Telegram refused since somebody blocked the bot."""
    return [call.method for call in api.refused if call.params.get("chat_id") == str(person.id)]


def test_who_unblocks_the_bot_is_answered_again(api: BotApi, ada: Person) -> None:
    ada.block_bot()
    ada.say("/start")
    api.wait_until(lambda: refused(api, ada) == ["sendMessage"], "the refusal", timeout=WAIT)

    ada.unblock_bot()
    ask(ada, "/start")

    assert told(api, ada) == ["start"]


# Order


@dataclass
class Gate:
    """A calendar: the first answer that needs the date waits until the gate is opened."""

    reached: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)

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


# The end, and the beginning after it


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


# Last, since it waits longest


def test_polling_goes_on_after_a_poll_that_hangs(patient: Person) -> None:
    reply = patient.wait_reply(timeout=3 * WAIT)

    assert reply.text.startswith("Hello. I answer questions")
