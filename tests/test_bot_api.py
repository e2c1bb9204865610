"""The Bot API test server, polled by a plain HTTP client and by a real application."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.bot_api import BotApi, Fault, polling
from tests.bot_api_client import Client
from tests.bot_api_polling import AnyApplication

TOKEN = "123456:TEST"
CALL_TWICE = InlineKeyboardMarkup([[InlineKeyboardButton("Again", callback_data="again")]])


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi(token=TOKEN) as server:
        yield server


@pytest.fixture
def client(api: BotApi) -> Iterator[Client]:
    with httpx.Client(timeout=5) as http:
        yield Client(api, http)


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.message.text is not None
    await update.message.reply_text(update.message.text, reply_markup=CALL_TWICE)


async def mark_as_pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("Done")
    await query.edit_message_text(f"pressed {query.data}")


def application(api: BotApi, *, read_timeout: float = 5) -> AnyApplication:
    builder = ApplicationBuilder().token(TOKEN).base_url(api.base_url)
    builder = builder.read_timeout(read_timeout).get_updates_read_timeout(1)
    app = builder.build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.add_handler(CallbackQueryHandler(mark_as_pressed))
    app.add_error_handler(keep_quiet)
    return app


async def keep_quiet(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    pass


def test_a_real_application_answers_a_person(api: BotApi) -> None:
    ada = api.private(user_id=7, first_name="Ada", language_code="es")

    with polling(application(api)):
        ada.say("hola")
        reply = ada.wait_reply()

    assert (reply.chat_id, reply.text, reply.edited) == (7, "hola", False)
    assert api.refused == []


def test_a_real_application_gets_a_pressed_button_and_edits_its_message(api: BotApi) -> None:
    ada = api.private(user_id=7)

    with polling(application(api)):
        ada.say("hola")
        reply = ada.wait_reply()
        ada.press(reply, "Again")
        api.wait_for_edit(reply)

    assert [version.text for version in reply.history] == ["hola", "pressed again"]
    assert reply.buttons == []
    assert [answer.text for answer in api.answered_callbacks] == ["Done"]


def test_a_real_application_in_a_group_sees_commands_and_replies(api: BotApi) -> None:
    ada = api.private(user_id=7)
    group = api.group(-100123, title="G")

    with polling(application(api)):
        update = group.say(ada, "/ask@cita_test_bot when?")
        first = group.wait_reply()
        group.say(ada, "and then?", reply_to=first)
        second = group.wait_reply()

    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 18}]
    assert (second.chat_id, second.text) == (-100123, "and then?")


@pytest.mark.asyncio
async def test_an_application_may_run_in_the_loop_of_the_test(api: BotApi) -> None:
    ada = api.private(user_id=7)
    app = application(api)
    assert app.updater is not None

    async with app:
        await app.start()
        await app.updater.start_polling()
        ada.say("hola")
        reply = await asyncio.to_thread(ada.wait_reply)
        await app.updater.stop()
        await app.stop()

    assert reply.text == "hola"


def test_an_application_with_a_wrong_token_does_not_start(api: BotApi) -> None:
    app = ApplicationBuilder().token("123456:WRONG").base_url(api.base_url).build()

    with pytest.raises(TelegramError, match="rejected by the server"), polling(app):
        pass

    assert [refused.error_code for refused in api.refused] == [401]


def test_stickers_photos_and_edits_reach_the_bot(api: BotApi, client: Client) -> None:
    ada = api.private(user_id=7)
    said = ada.say("helo")
    ada.edit(said, "hello")
    ada.sticker()
    ada.photo("my letter")

    updates = [Update.de_json(update, None) for update in client.updates()]

    assert updates[1].edited_message is not None
    assert updates[1].edited_message.text == "hello"
    assert updates[2].message is not None
    assert updates[2].message.sticker is not None
    assert updates[3].message is not None
    assert updates[3].message.caption == "my letter"


def test_updates_come_again_until_an_offset_confirms_them(api: BotApi, client: Client) -> None:
    ada = api.private(user_id=7)
    first, second = ada.say("one"), ada.say("two")

    assert client.updates() == [first, second]
    assert client.updates(limit=1) == [first]
    assert client.updates(offset=second["update_id"]) == [second]
    assert client.updates() == [second]
    assert client.updates(offset=second["update_id"] + 1) == []


def test_a_negative_offset_forgets_all_but_the_last_updates(api: BotApi, client: Client) -> None:
    ada = api.private(user_id=7)
    ada.say("one")
    last = ada.say("two")

    assert client.updates(offset=-1) == [last]
    assert client.updates() == [last]


def test_a_long_poll_returns_as_soon_as_somebody_writes(api: BotApi, client: Client) -> None:
    ada = api.private(user_id=7)

    with ThreadPoolExecutor() as pool:
        poll = pool.submit(client.updates, timeout=4)
        api.wait_until(lambda: bool(api.calls_of("getUpdates")), "a poll")
        said = ada.say("hello")

        assert poll.result() == [said]


def test_a_second_poller_ends_the_first_with_a_conflict(api: BotApi, client: Client) -> None:
    with ThreadPoolExecutor() as pool:
        poll = pool.submit(client.call, "getUpdates", timeout=4)
        api.wait_until(lambda: bool(api.calls_of("getUpdates")), "a poll")
        second = client.call("getUpdates")

        assert poll.result()["error_code"] == 409
        assert second["ok"]
    assert api.refused[0].description.startswith("Conflict: terminated by other getUpdates")


def test_a_poller_that_hung_up_leaves_no_conflict(api: BotApi, client: Client) -> None:
    with pytest.raises(httpx.ReadTimeout):
        client.http.get(f"{api.base_url}{TOKEN}/getUpdates?timeout=4", timeout=0.1)

    assert client.updates() == []
    assert api.refused == []


def test_a_webhook_excludes_polling_until_it_is_deleted(client: Client) -> None:
    client.call("setWebhook", url="https://bot.example.org/hook")

    assert client.call("getWebhookInfo")["result"]["url"] == "https://bot.example.org/hook"
    assert client.call("getUpdates")["error_code"] == 409
    assert client.call("deleteWebhook")["ok"]
    assert client.updates() == []


def test_closing_the_server_ends_a_long_poll(client: Client) -> None:
    with BotApi(token=TOKEN) as short_lived, ThreadPoolExecutor() as pool:
        url = f"{short_lived.base_url}{TOKEN}/getUpdates?timeout=50"
        poll = pool.submit(client.http.get, url, timeout=60)
        short_lived.wait_until(lambda: bool(short_lived.calls), "a poll")
        short_lived.__exit__(None, None, None)

        assert poll.result().json()["result"] == []


@pytest.mark.asyncio
async def test_the_setup_calls_of_a_real_bot_are_understood(api: BotApi) -> None:
    api.private(user_id=7, first_name="Ada")

    async with application(api).bot as bot:
        await bot.set_my_commands([("ask", "Ask a question")])
        await bot.set_my_description("Answers with quotations.")
        await bot.set_my_short_description("Quotations.")
        await bot.send_chat_action(7, "typing")
        chat = await bot.get_chat(7)
        commands = await bot.get_my_commands()

    assert (chat.first_name, commands[0].command) == ("Ada", "ask")
    assert api.refused == []


@pytest.mark.asyncio
async def test_a_bad_gateway_is_over_after_its_times(api: BotApi) -> None:
    api.private(user_id=7)
    api.fail("sendMessage", Fault.bad_gateway(times=1))

    async with application(api).bot as bot:
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(7, "lost")
        await bot.send_message(7, "kept")

    assert [message.text for message in api.sent] == ["kept"]
    assert api.refused == []


FAULTS: dict[str, tuple[Fault, type[TelegramError], list[str]]] = {
    "server error": (Fault.server_error(), NetworkError, []),
    "flood": (Fault.flood(1), RetryAfter, []),
    "hang, after the message was accepted": (Fault.hang(20), TimedOut, ["x"]),
    "connection dropped before handling": (Fault.drop_before(), NetworkError, []),
    "connection dropped after delivery": (Fault.drop_after(), NetworkError, ["x"]),
    "garbage": (Fault.garbage(), TelegramError, []),
    "truncated answer": (Fault.truncated(), TelegramError, ["x"]),
}


@pytest.mark.asyncio
@pytest.mark.parametrize(("fault", "error", "delivered"), FAULTS.values(), ids=FAULTS)
async def test_a_fault_surfaces_in_the_library_and_leaves_what_was_delivered(
    api: BotApi,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
    error: type[TelegramError],
    delivered: list[str],
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # otherwise RetryAfter comes with a warning
    api.private(user_id=7)
    api.fail("sendMessage", fault)

    async with application(api, read_timeout=0.5).bot as bot:
        with pytest.raises(error):
            await bot.send_message(7, "x")

    assert [message.text for message in api.sent] == delivered


def test_calls_during_a_flood_are_refused_and_counted(api: BotApi, client: Client) -> None:
    api.private(user_id=7)
    api.private(user_id=8)
    api.fail("sendMessage", Fault.flood(60), chat_id=7)

    first = client.call("sendMessage", chat_id=7, text="x")
    client.call("sendChatAction", chat_id=7, action="typing")
    other = client.call("sendMessage", chat_id=8, text="x")
    api.heal()
    after = client.call("sendMessage", chat_id=7, text="x")

    assert first["parameters"] == {"retry_after": 60}
    assert (other["ok"], after["ok"]) == (True, True)
    assert api.calls_while_blocked == 1


def test_the_application_goes_on_after_failed_polls(api: BotApi) -> None:
    ada = api.private(user_id=7)
    api.fail("getUpdates", Fault.bad_gateway())
    api.fail("getUpdates", Fault.drop_before())

    with polling(application(api)):
        ada.say("hola")
        reply = ada.wait_reply(timeout=10)

    assert reply.text == "hola"
