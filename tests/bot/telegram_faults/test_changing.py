"""Changing, taking away, menus and inline mode on a bad network."""

import pytest

from tests.bot.guide import guide_parts
from tests.bot.telegram_desk import CONTINUED_PRESENCE, WAIT, ask, desk, marked, messages_to, press
from tests.bot.telegram_faults.network import (
    EVERY,
    calls_to,
    every,
    refused,
    told,
    uncertain,
    wait_until_told,
)
from tests.bot_api import BotApi, Fault, Person


@every
def test_a_passage_turns_whatever_becomes_of_the_change(api: BotApi, ada: Person, fault: Fault) -> None:
    opened = press(ada, ask(ada, CONTINUED_PRESENCE), "[1]")
    api.fail("editMessageText", fault, chat_id=ada.id)

    ada.press(opened, "After ›")
    ada.say("/start")
    wait_until_told(api, ada, "start")

    assert len(opened.history) == 2
    assert told(api, ada)[2:] == ["start"]
    assert refused(api, ada) == []
    assert api.calls_while_blocked == 0


@uncertain
def test_a_change_is_found_out_about_even_if_that_goes_wrong_too(
    api: BotApi, ada: Person, fault: Fault
) -> None:
    opened = press(ada, ask(ada, CONTINUED_PRESENCE), "[1]")
    api.fail("editMessageText", Fault.drop_after(), chat_id=ada.id)
    api.fail("sendMessage", fault, chat_id=ada.id)

    ada.press(opened, "After ›")
    ada.say("/start")
    wait_until_told(api, ada, "start")

    assert len(opened.history) == 2
    assert "deleteMessages" in calls_to(api, ada)  # of the line by which it was found out
    assert refused(api, ada) == []


@every
def test_a_passage_goes_whatever_becomes_of_the_taking_away(api: BotApi, ada: Person, fault: Fault) -> None:
    opened = press(ada, ask(ada, CONTINUED_PRESENCE), "[1]")
    api.fail("deleteMessages", fault, chat_id=ada.id)

    ada.press(opened, "Back to the answer")
    ask(ada, "/start")

    assert opened.deleted
    assert told(api, ada) == ["answer", "start"]
    assert refused(api, ada) == []


def test_a_passage_that_is_too_old_to_go_loses_its_buttons(api: BotApi, ada: Person) -> None:
    opened = press(ada, ask(ada, CONTINUED_PRESENCE), "[1]")
    opened.date -= 3 * 24 * 3600

    ada.press(opened, "Back to the answer")
    api.wait_until(lambda: opened.buttons == [], "the end of the buttons", timeout=WAIT)

    assert not opened.deleted
    assert marked(opened, "bold")[0].startswith("Continued Presence is ")


def test_an_answer_that_cannot_be_changed_goes_and_the_new_one_is_sent(api: BotApi, ada: Person) -> None:
    said = ada.say(CONTINUED_PRESENCE)
    answer = ada.wait_reply(timeout=WAIT)
    api.fail("editMessageText", Fault.unparsed(), chat_id=ada.id)

    ada.edit(said, f"{CONTINUED_PRESENCE} Who may ask for it?")
    api.wait_until(lambda: len(messages_to(api, ada.id)) == 2, "another answer", timeout=WAIT)
    ask(ada, "/start")

    assert answer.deleted
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
