"""New messages on a bad network: an answer may be late, never lost, doubled or asked for by a refused call."""

import time

import pytest

from tests.bot.guide import guide_parts
from tests.bot.telegram_desk import CONTINUED_PRESENCE, WAIT, ask, desk, marked, messages_to, press
from tests.bot.telegram_faults.network import (
    MAYBE_LOST,
    SURELY_NOT_SENT,
    ask_while_others_write,
    calls_to,
    faulty,
    refused,
    told,
    uncertain,
    wait_for_messages,
    wait_until_told,
)
from tests.bot_api import BotApi, Fault, Person


@pytest.mark.parametrize("fault", SURELY_NOT_SENT.values(), ids=SURELY_NOT_SENT)
def test_an_answer_that_telegram_did_not_take_is_sent_again(api: BotApi, ada: Person, fault: Fault) -> None:
    api.fail("sendMessage", fault, chat_id=ada.id)

    ask(ada, CONTINUED_PRESENCE)
    ask(ada, "/start")

    assert told(api, ada) == ["answer", "start"]


@uncertain
def test_an_answer_that_may_have_arrived_is_neither_lost_nor_doubled(
    api: BotApi, ada: Person, fault: Fault
) -> None:
    api.fail("sendMessage", fault, chat_id=ada.id)

    ada.say(CONTINUED_PRESENCE)
    ada.say("/start")
    wait_until_told(api, ada, "answer", "start")

    assert told(api, ada) == ["answer", "start"]
    assert refused(api, ada) == []


@uncertain
@pytest.mark.parametrize("method", ["editMessageText", "deleteMessages"])
def test_not_even_if_the_finding_out_goes_wrong_too(
    api: BotApi, ada: Person, fault: Fault, method: str
) -> None:
    api.fail("sendMessage", Fault.drop_after(), chat_id=ada.id)
    api.fail(method, fault, chat_id=ada.id)

    ada.say(CONTINUED_PRESENCE)
    ada.say("/start")
    wait_until_told(api, ada, "answer", "start")

    assert told(api, ada) == ["answer", "start"]
    assert refused(api, ada) == []


def test_where_nothing_else_was_written_one_line_becomes_the_answer_that_did_not_arrive(
    api: BotApi, ada: Person
) -> None:
    api.fail("sendMessage", Fault.drop_before(), chat_id=ada.id)

    ada.say(CONTINUED_PRESENCE)
    wait_until_told(api, ada, "answer")

    assert calls_to(api, ada) == ["sendMessage", "sendMessage", "editMessageText"]


@uncertain
def test_an_answer_is_found_among_what_others_wrote_meanwhile(api: BotApi, ada: Person, fault: Fault) -> None:
    api.fail("sendMessage", fault, chat_id=ada.id)

    ask_while_others_write(ada, CONTINUED_PRESENCE, others=3)
    ada.say("/start")
    wait_until_told(api, ada, "answer", "start")

    assert told(api, ada) == ["answer", "start"]
    assert refused(api, ada) == []


def test_where_too_much_was_written_meanwhile_it_is_said_that_an_answer_may_be_missing(
    api: BotApi, ada: Person
) -> None:
    api.fail("sendMessage", Fault.drop_before(), chat_id=ada.id)

    ask_while_others_write(ada, CONTINUED_PRESENCE, others=30)
    wait_until_told(api, ada, MAYBE_LOST)

    assert told(api, ada) == [MAYBE_LOST]
    assert refused(api, ada) == []


def test_a_line_that_cannot_become_the_answer_becomes_plain_text(api: BotApi, ada: Person) -> None:
    api.fail("sendMessage", Fault.drop_before(), chat_id=ada.id)
    api.fail("editMessageText", Fault.unparsed(), chat_id=ada.id)

    ada.say(CONTINUED_PRESENCE)
    wait_until_told(api, ada, "answer")

    [answer] = messages_to(api, ada.id)
    assert answer.entities == []
    assert answer.buttons[0].text == "[1]"


def test_a_line_that_can_become_nothing_says_that_an_answer_may_be_missing(
    api: BotApi, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    api.fail("sendMessage", Fault.drop_before(), chat_id=ada.id)
    api.fail("editMessageText", Fault.unparsed(times=2), chat_id=ada.id)

    ada.say(CONTINUED_PRESENCE)
    wait_until_told(api, ada, MAYBE_LOST)

    assert "a message could not be delivered: it cannot take the place of a line" in caplog.messages


def test_lines_that_arrived_without_the_bot_knowing_do_not_stay_behind(api: BotApi, ada: Person) -> None:
    api.fail("sendMessage", Fault.drop_after(times=3), chat_id=ada.id)  # the answer and two lines

    ada.say(CONTINUED_PRESENCE)
    ada.say("/start")
    wait_until_told(api, ada, "answer", "start")

    assert told(api, ada) == ["answer", "start"]
    assert refused(api, ada) == []


def test_the_same_words_from_somebody_else_are_not_taken_for_the_answer(api: BotApi, ada: Person) -> None:
    said = ask(ada, "/privacy").text
    world = ada.chat.world
    api.fail("sendMessage", Fault.drop_before(), chat_id=ada.id)

    with world.changed:
        ada.say("/privacy")
        copied = {"message_id": world.next_id(), "from": ada.user, "chat": world.chats[ada.id], "text": said}
        world.receive({**copied, "date": 1})  # the bot has not heard of it yet
    ada.say("/start")
    wait_until_told(api, ada, "start")

    assert told(api, ada) == [said, said, "start"]


def test_in_a_group_the_answer_is_a_reply_to_its_question_even_then(api: BotApi, ada: Person) -> None:
    group = api.group(-100)
    api.fail("sendMessage", Fault.drop_before(), chat_id=-100)

    asked = group.say(ada, "/start")["message"]["message_id"]
    api.wait_until(lambda: [message.edited for message in messages_to(api, -100)] == [True], timeout=WAIT)

    [start] = messages_to(api, -100)
    assert start.text.startswith("Hello. I answer questions")
    assert start.reply_to == asked


def test_the_buttons_of_an_answer_come_with_it_even_then(api: BotApi, ada: Person) -> None:
    api.fail("sendMessage", Fault.drop_before(), chat_id=ada.id)

    ada.say(CONTINUED_PRESENCE)
    wait_until_told(api, ada, "answer")

    opened = press(ada, messages_to(api, ada.id)[-1], "[1]")
    assert marked(opened, "bold")[0].startswith("Continued Presence is ")


@faulty
def test_a_lost_typing_sign_costs_no_answer(api: BotApi, ada: Person, fault: Fault) -> None:
    api.fail("sendChatAction", fault, chat_id=ada.id)

    ask(ada, CONTINUED_PRESENCE)
    ask(ada, "/start")

    assert told(api, ada) == ["answer", "start"]


@faulty
def test_a_press_that_could_not_be_answered_still_opens_its_passage_once(
    api: BotApi, ada: Person, fault: Fault
) -> None:
    answer = ask(ada, CONTINUED_PRESENCE)
    api.fail("answerCallbackQuery", fault)

    opened = press(ada, answer, "[1]")
    last = ask(ada, "/start")

    assert marked(opened, "bold")[0].startswith("Continued Presence is ")
    assert messages_to(api, ada.id) == [answer, opened, last]


def test_a_telegram_that_hangs_holds_up_one_chat_and_gets_nothing_twice(
    api: BotApi, ada: Person, bea: Person, cem: Person, dora: Person
) -> None:
    answer = ask(cem, CONTINUED_PRESENCE)
    hanging = Fault.hang(600)  # given up after 5 seconds; what is soon worth nothing after one
    api.fail("sendMessage", hanging, chat_id=ada.id)
    api.fail("sendChatAction", hanging, chat_id=bea.id)
    api.fail("answerCallbackQuery", hanging)

    ada.say(CONTINUED_PRESENCE)
    ada.say("/start")
    bea.say(CONTINUED_PRESENCE)
    cem.press(answer, "[1]")
    ask(dora, CONTINUED_PRESENCE)
    wait_until_told(api, ada, "answer")
    meanwhile = told(api, ada)
    wait_for_messages(api, bea, 1)
    wait_for_messages(api, cem, 2)
    before_ada = told(api, ada)
    wait_until_told(api, ada, "answer", "start")

    assert (meanwhile, before_ada) == (["answer"], ["answer"])
    assert (told(api, ada), told(api, bea)) == (["answer", "start"], ["answer"])
    assert len(messages_to(api, cem.id)) == 2


@pytest.mark.parametrize("method", ["sendChatAction", "sendMessageDraft"])
def test_an_answer_that_is_ready_waits_little_for_a_sign_of_it_that_hangs(method: str) -> None:
    with BotApi() as server, desk(server, guide_parts(), provider="Mistral"):
        server.fail(method, Fault.hang(600))
        began = time.monotonic()
        ask(server.private(user_id=7), "When is rent due?")
        waited = time.monotonic() - began

    assert waited < 4


def test_a_press_waits_little_for_its_confirmation_that_hangs() -> None:
    with BotApi() as server, desk(server, guide_parts()):
        ada = server.private(user_id=7)
        answer = ask(ada, "When is rent due?")
        server.fail("answerCallbackQuery", Fault.hang(600))
        began = time.monotonic()
        press(ada, answer, "[1]")
        waited = time.monotonic() - began

    assert waited < 4


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
