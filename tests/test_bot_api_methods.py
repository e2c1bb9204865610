"""What the methods of the test server accept and refuse, asked by a plain HTTP client."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.bot_api import BotApi
from tests.bot_api_client import Client


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture
def client(api: BotApi) -> Iterator[Client]:
    with httpx.Client(timeout=5) as http:
        yield Client(api, http)


def test_forms_json_multipart_and_queries_say_the_same(api: BotApi, client: Client) -> None:
    api.private(user_id=7)
    url = f"{api.base_url}{api.token}/sendmessage"
    values = {"chat_id": "7", "text": "é & ñ"}

    client.http.post(url, data=values)
    client.http.post(url, json=values)
    client.http.post(url, data=values, files={"thumbnail": ("a.txt", b"x")})
    client.http.get(url, params=values)

    assert [message.text for message in api.sent] == ["é & ñ"] * 4


def button(**fields: Any) -> str:
    return json.dumps({"inline_keyboard": [[{"text": "B"} | fields]]})


CALL_REFUSALS: dict[str, tuple[str, dict[str, Any], str]] = {
    "empty text": ("sendMessage", {"text": ""}, "message text is empty"),
    "open tag": (
        "sendMessage",
        {"text": "<b>", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    "no chat": ("sendMessage", {"text": "x", "chat_id": ""}, "chat_id is empty"),
    "unknown chat": ("sendMessage", {"text": "x", "chat_id": 8}, "chat not found"),
    "data of 65 bytes": (
        "sendMessage",
        {"text": "x", "reply_markup": button(callback_data="ñ" * 32 + "x")},
        "BUTTON_DATA_INVALID",
    ),
    "button without an action": (
        "sendMessage",
        {"text": "x", "reply_markup": button()},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "button without a text": (
        "sendMessage",
        {"text": "x", "reply_markup": button(text="", callback_data="x")},
        "inline keyboard button text must be non-empty",
    ),
    "button to a host without a dot": (
        "sendMessage",
        {"text": "x", "reply_markup": button(url="http://localhost:8000")},
        "inline keyboard button URL 'http://localhost:8000' is invalid: Wrong HTTP URL",
    ),
    "101 buttons": (
        "sendMessage",
        {
            "text": "x",
            "reply_markup": {"inline_keyboard": [[{"text": "B", "callback_data": "x"}]] * 101},
        },
        "REPLY_MARKUP_TOO_LONG",
    ),
    "reply to nothing": (
        "sendMessage",
        {"text": "x", "reply_parameters": {"message_id": 99}},
        "message to be replied not found",
    ),
    "quote of other words": (
        "sendMessage",
        {"text": "x", "reply_parameters": {"message_id": 1, "quote": "bye"}},
        "QUOTE_TEXT_INVALID",
    ),
    "edit of nothing": (
        "editMessageText",
        {"text": "x", "message_id": 99},
        "message to edit not found",
    ),
    "edit of a person's message": (
        "editMessageText",
        {"text": "x", "message_id": 1},
        "message can't be edited",
    ),
    "deletion of nothing": ("deleteMessage", {"message_id": 99}, "message to delete not found"),
    "unknown action": (
        "sendChatAction",
        {"action": "dancing"},
        "wrong parameter action in request",
    ),
    "unknown query": (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    "language of three letters": (
        "setMyCommands",
        {"commands": [], "language_code": "spa"},
        "invalid language code specified",
    ),
    "command in capitals": (
        "setMyCommands",
        {"commands": [{"command": "Ask", "description": "Ask"}]},
        "BOT_COMMAND_INVALID",
    ),
}


@pytest.mark.parametrize(("method", "params", "reason"), CALL_REFUSALS.values(), ids=CALL_REFUSALS)
def test_a_call_that_breaks_a_rule_is_refused(
    api: BotApi, client: Client, method: str, params: dict[str, Any], reason: str
) -> None:
    api.private(user_id=7).say("hello")

    answer = client.call(method, **({"chat_id": 7} | params))

    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"}
    assert [(refused.method, refused.error_code) for refused in api.refused] == [(method, 400)]
    assert api.sent == []


def test_an_unknown_method_is_not_found(client: Client) -> None:
    assert client.call("sendTelepathy")["error_code"] == 404


def test_a_person_who_blocked_the_bot_gets_nothing(api: BotApi, client: Client) -> None:
    api.private(user_id=7).block_bot()

    answer = client.call("sendMessage", chat_id=7, text="x")

    assert answer["description"] == "Forbidden: bot was blocked by the user"


def test_a_reply_to_a_lost_message_may_be_sent_without_it(api: BotApi, client: Client) -> None:
    api.private(user_id=7)
    reply = {"message_id": 99, "allow_sending_without_reply": True}

    client.call("sendMessage", chat_id=7, text="x", reply_parameters=reply)

    assert [message.reply_to for message in api.sent] == [None]


def test_a_message_comes_back_as_telegram_shows_it(api: BotApi, client: Client) -> None:
    said = api.private(user_id=7).say("hello")
    result = client.call(
        "sendMessage",
        chat_id=7,
        text="😀 <b>a</b> <a href='http://localhost'>b</a>",
        parse_mode="HTML",
        reply_markup=button(callback_data="x"),
        reply_parameters={"message_id": said["message"]["message_id"]},
    )["result"]

    assert result["text"] == "😀 a b"
    assert result["entities"] == [{"type": "bold", "offset": 3, "length": 1}]
    assert result["reply_markup"] == json.loads(button(callback_data="x"))
    assert result["reply_to_message"] == said["message"]
    assert api.sent[0].html.startswith("😀 <b>a</b>")
    assert api.dropped_links == 1


def test_an_edit_that_changes_nothing_is_refused(api: BotApi, client: Client) -> None:
    api.private(user_id=7)
    message = client.call("sendMessage", chat_id=7, text="a")["result"]

    answer = client.call(
        "editMessageText",
        chat_id=7,
        message_id=message["message_id"],
        text="<b></b>a",
        parse_mode="HTML",
    )

    assert answer["description"].startswith("Bad Request: message is not modified: ")
    assert not api.sent[0].edited


def test_an_edited_keyboard_leaves_the_text(api: BotApi, client: Client) -> None:
    api.private(user_id=7)
    where = {"chat_id": 7, "message_id": 1}
    client.call("sendMessage", chat_id=7, text="a", reply_markup=button(callback_data="x"))

    client.call("editMessageReplyMarkup", **where)

    assert (api.sent[0].text, api.sent[0].buttons, api.sent[0].edited) == ("a", [], True)


def test_a_deleted_message_can_no_longer_be_edited(api: BotApi, client: Client) -> None:
    api.private(user_id=7)
    where = {"chat_id": 7, "message_id": 1}
    client.call("sendMessage", chat_id=7, text="a")

    assert client.call("deleteMessage", **where)["ok"]
    assert not client.call("editMessageText", text="b", **where)["ok"]
    assert api.sent[0].deleted


def test_of_several_messages_to_delete_those_that_are_gone_are_skipped(api: BotApi, client: Client) -> None:
    api.private(user_id=7)
    client.call("sendMessage", chat_id=7, text="a")

    first = client.call("deleteMessages", chat_id=7, message_ids=[1, 99])
    again = client.call("deleteMessages", chat_id=7, message_ids=[1, 99])

    assert (first["ok"], again["ok"]) == (True, True)
    assert api.sent[0].deleted


def test_a_callback_can_be_answered_once(api: BotApi, client: Client) -> None:
    ada = api.private(user_id=7)
    client.call("sendMessage", chat_id=7, text="a", reply_markup=button(callback_data="x"))
    query = ada.press(api.sent[0], 0)["callback_query"]

    assert query["data"] == "x"
    assert client.call("answerCallbackQuery", callback_query_id=query["id"])["ok"]
    assert not client.call("answerCallbackQuery", callback_query_id=query["id"])["ok"]
    assert len(api.answered_callbacks) == 1


ARTICLE = {"type": "article", "id": "1", "title": "A", "input_message_content": {"message_text": "a"}}
INLINE_REFUSALS = {
    "two of one id": ([ARTICLE, ARTICLE], "RESULT_ID_DUPLICATE"),
    "long id": ([ARTICLE | {"id": "x" * 65}], "RESULT_ID_INVALID"),
    "no title": ([ARTICLE | {"title": ""}], "ARTICLE_TITLE_EMPTY"),
    "no text": ([ARTICLE | {"input_message_content": {}}], "message text is empty"),
    "another kind": ([ARTICLE | {"type": "song"}], "RESULT_TYPE_INVALID"),
    "too many": ([ARTICLE | {"id": str(number)} for number in range(51)], "RESULTS_TOO_MUCH"),
}


@pytest.mark.parametrize(("results", "reason"), INLINE_REFUSALS.values(), ids=INLINE_REFUSALS)
def test_inline_results_that_telegram_does_not_take_are_refused(
    api: BotApi, client: Client, results: list[dict[str, Any]], reason: str
) -> None:
    with api._world.changed:
        query_id = api._world.open_inline_query()

    answer = client.call("answerInlineQuery", inline_query_id=query_id, results=results)

    assert answer["description"] == f"Bad Request: {reason}"
    assert client.call("answerInlineQuery", inline_query_id=query_id, results=[ARTICLE])["ok"]
    assert not client.call("answerInlineQuery", inline_query_id=query_id, results=[ARTICLE])["ok"]


def test_pressing_a_button_that_is_missing_names_the_others(api: BotApi, client: Client) -> None:
    ada = api.private(user_id=7)
    client.call("sendMessage", chat_id=7, text="a", reply_markup=button(callback_data="x"))

    with pytest.raises(AssertionError, match=r"no button 'C' .* with the buttons \['B'\]"):
        ada.press(api.sent[0], "C")


def test_waiting_in_vain_tells_what_happened_instead(api: BotApi, client: Client) -> None:
    ada = api.private(user_id=7)
    ada.say("hello")
    client.call("sendMessage", chat_id=7, text="")

    with pytest.raises(AssertionError, match="sendMessage: Bad Request: message text is empty"):
        ada.wait_reply(timeout=0.01)


def test_commands_are_kept_by_language(client: Client) -> None:
    commands = [{"command": "ask", "description": "Preguntar"}]
    client.call("setMyCommands", commands=commands, language_code="es")

    assert client.call("getMyCommands", language_code="es")["result"] == commands
    assert client.call("getMyCommands")["result"] == []
