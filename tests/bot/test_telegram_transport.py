"""Calls to Telegram over HTTP, and what is known of one that failed."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from telegram import Bot, Message
from telegram.error import NetworkError

from bot.telegram.delivery import HASTY, Failure, attempt
from bot.telegram.transport import AiohttpRequest
from tests.bot_api import BotApi, Fault

Done = TypeVar("Done")


def closed_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def with_bot(token: str, base_url: str, work: Callable[[Bot], Awaitable[Done]]) -> Done:
    """What comes of the library's bot at work with one connection."""

    async def run() -> Done:
        request = AiohttpRequest(base_url, connections=1)
        bot = Bot(token, base_url=base_url, request=request, get_updates_request=request)
        await request.initialize()
        try:
            return await work(bot)
        finally:
            await request.shutdown()

    return asyncio.run(run())


def test_words_in_any_script_arrive_as_they_are() -> None:
    with BotApi() as api:
        person = api.private(user_id=1)
        sent = with_bot(
            api.token, api.base_url, lambda bot: bot.send_message(person.id, "ICE & ley: ¿qué? 问 <b> +1")
        )

    assert sent.text == "ICE & ley: ¿qué? 问 <b> +1"


def test_a_call_that_found_nobody_surely_was_not_carried_out() -> None:
    nowhere = f"http://127.0.0.1:{closed_port()}/bot"

    got = with_bot("1:TEST", nowhere, lambda bot: attempt(bot.get_me, pauses=HASTY))

    assert got is Failure.GIVEN_UP


def test_a_call_that_found_no_free_connection_surely_was_not_carried_out() -> None:
    with BotApi() as api:
        api.fail("getMe", Fault.hang(600))

        async def both(bot: Bot) -> object:
            hanging = asyncio.create_task(attempt(lambda: bot.get_me(read_timeout=30), pauses=HASTY))
            await asyncio.to_thread(api.wait_until, lambda: bool(api.calls_of("getMe")), "the first call")
            got = await attempt(lambda: bot.get_my_name(pool_timeout=0.1), pauses=HASTY)
            hanging.cancel()
            return got

        got = with_bot(api.token, api.base_url, both)

    assert got is Failure.GIVEN_UP
    assert api.calls_of("getMyName") == []


@pytest.mark.parametrize(
    "fault", [Fault.hang(600), Fault.drop_before(), Fault.drop_after(), Fault.truncated()]
)
def test_a_call_without_an_answer_may_have_been_carried_out(fault: Fault) -> None:
    with BotApi() as api:
        api.fail("getMe", fault)
        got = with_bot(
            api.token, api.base_url, lambda bot: attempt(lambda: bot.get_me(read_timeout=0.2), pauses=HASTY)
        )

    assert got is Failure.UNCONFIRMED


def test_the_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with BotApi() as proxy:  # which is called as the server would be
        monkeypatch.setenv("http_proxy", proxy.base_url.removesuffix("/bot"))
        with_bot(proxy.token, "http://bot-api.invalid/bot", lambda bot: bot.get_me())

    assert [call.method for call in proxy.calls] == ["getMe"]


def test_an_address_that_needs_no_proxy_is_called_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed_port()}")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with BotApi() as api:
        with_bot(api.token, api.base_url, lambda bot: bot.get_me())

    assert [call.method for call in api.calls] == ["getMe"]


def test_the_error_of_a_call_does_not_hold_the_token() -> None:
    nowhere = f"http://127.0.0.1:{closed_port()}/bot"

    with pytest.raises(NetworkError) as error:
        with_bot("1:QUOKKA", nowhere, lambda bot: bot.get_me())

    assert str(error.value) == "ClientConnectorError"


def test_a_call_with_a_wrong_token_was_refused() -> None:
    with BotApi() as api:
        got = with_bot("1:WRONG", api.base_url, lambda bot: attempt(bot.get_me))

    assert got is Failure.REFUSED


def test_a_call_that_is_in_conflict_was_refused() -> None:
    with BotApi() as api:
        api.hook("https://bot.example.org/telegram")
        got = with_bot(api.token, api.base_url, lambda bot: attempt(bot.get_updates))

    assert got is Failure.REFUSED


def test_it_can_be_opened_again() -> None:
    async def twice(api: BotApi) -> Message:
        request = AiohttpRequest(api.base_url, connections=1)
        bot = Bot(api.token, base_url=api.base_url, request=request, get_updates_request=request)
        async with request:
            await bot.send_message(1, "one")
        async with request:
            return await bot.send_message(1, "two")

    with BotApi() as api:
        api.private(user_id=1)
        sent = asyncio.run(twice(api))

    assert sent.text == "two"
