"""Chats that get too much, and people who leave: nobody else notices."""

import logging
from dataclasses import replace

import pytest

from retrieval.answering import Parts
from tests.bot.guide import guide_parts
from tests.bot.telegram_desk import CONTINUED_PRESENCE, WAIT, ask, desk, marked, messages_to
from tests.bot.telegram_faults.network import Gate, refused, told, wait_for_messages
from tests.bot_api import BotApi, Fault, Person


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


def test_a_telegram_that_hangs_for_fifty_chats_keeps_nobody_else_waiting(shipped_parts: Parts) -> None:
    with BotApi() as server, desk(server, shipped_parts):
        fifty = [server.private(user_id=number) for number in range(1, 51)]
        other = server.private(user_id=51)
        for person in fifty:
            server.fail("sendMessage", Fault.hang(600), chat_id=person.id)
            person.say("/start")
        server.wait_until(lambda: len(server.calls_of("sendMessage")) == 50, "fifty calls", timeout=WAIT)
        ask(other, "/start")
        meanwhile = len(server.calls_of("sendMessage"))

    assert meanwhile == 51  # nobody's call had been given up and made again


# People who leave, and groups that move


def test_an_answer_to_a_group_that_became_a_supergroup_meanwhile_comes_to_the_supergroup_once() -> None:
    gate = Gate()
    with BotApi() as server, desk(server, replace(guide_parts(), today=gate.today)):
        ada, group, supergroup = server.private(user_id=7), server.group(-100), server.group(-200)
        group.say(ada, "/ask When is rent due?")
        gate.reached.wait(WAIT)
        group.becomes(supergroup)
        gate.opened.set()
        answer = supergroup.wait_reply(timeout=WAIT)
        ask(ada, "/start")

    assert marked(answer, "blockquote")[0].startswith("Rent is due in May")
    assert answer.reply_to is None
    assert messages_to(server, supergroup.id) == [answer]


def test_what_was_to_be_changed_in_a_group_that_moved_is_left_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with BotApi() as server, desk(server, guide_parts()):
        ada, group, supergroup = server.private(user_id=7), server.group(-100), server.group(-200)
        group.say(ada, "/feedback The date is wrong")
        shown = group.wait_reply(timeout=WAIT)
        group.becomes(supergroup)
        ada.press(shown, "Keep nothing")
        said = supergroup.wait_reply(timeout=WAIT)

    assert said.text == "Nothing was kept."
    assert server.calls_of("editMessageText")[1:] == []
    assert [record.name for record in caplog.records if record.name.startswith("bot.")] == []


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


def test_who_unblocks_the_bot_is_answered_again(api: BotApi, ada: Person) -> None:
    ada.block_bot()
    ada.say("/start")
    api.wait_until(lambda: refused(api, ada) == ["sendMessage"], "the refusal", timeout=WAIT)

    ada.unblock_bot()
    ask(ada, "/start")

    assert told(api, ada) == ["start"]
