"""Finding out what stands in a chat, while other chats are found out about too."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot, Chat

from bot.telegram.reading import Reading
from bot.telegram.seen import Seen
from bot.telegram.transport import AiohttpRequest
from bot.telegram.wire import Wire
from tests.bot_api import BotApi

Done = TypeVar("Done")
ADA, BEA = Chat(7, Chat.PRIVATE), Chat(8, Chat.PRIVATE)


def with_bot(work: Callable[[Bot], Awaitable[Done]]) -> Done:
    """What comes of the library's bot at work in the chats of Ada and Bea."""

    async def run(api: BotApi) -> Done:
        request = AiohttpRequest(api.base_url, connections=2)
        async with Bot(api.token, base_url=api.base_url, request=request, get_updates_request=request) as bot:
            return await work(bot)

    with BotApi() as api:
        api.private(user_id=ADA.id)
        api.private(user_id=BEA.id)
        return asyncio.run(run(api))


def reading(bot: Bot, chat: Chat, seen: Seen) -> Reading:
    return Reading(Wire(bot, chat, None, seen, asyncio.Lock()), "One moment, please.")


async def lost(bot: Bot, chat: Chat, text: str) -> int:
    """The number of a message that arrived and was not confirmed."""
    return (await bot.send_message(chat.id, text)).message_id


def test_who_looks_for_a_lost_message_does_not_hide_that_of_another_chat() -> None:
    async def both(bot: Bot) -> tuple[list[int | None], list[int]]:
        seen = Seen()
        for_ada, for_bea = reading(bot, ADA, seen), reading(bot, BEA, seen)
        sent = [await lost(bot, BEA, "Rent is due."), await lost(bot, ADA, "Tax is due.")]
        lines = [(await each.line(None)).message_id for each in (for_ada, for_bea)]
        found_for_ada = await for_ada.find("Tax is due.", after=0, before=lines[0])
        found_for_bea = await for_bea.find("Rent is due.", after=0, before=lines[1])
        return [found_for_bea, found_for_ada], sent

    found, sent = with_bot(both)

    assert found == sent


def test_what_somebody_wrote_in_the_chat_is_looked_at_once() -> None:
    async def twice(bot: Bot) -> list[int]:
        seen = Seen()
        for_ada = reading(bot, ADA, seen)
        await lost(bot, ADA, "Tax is due.")
        line = (await for_ada.line(None)).message_id
        await for_ada.find("Rent is due.", after=0, before=line)
        looked = seen.last(ADA)
        await for_ada.find("Rent is due.", after=0, before=line)
        return [looked, seen.last(ADA)]

    after_the_first, after_the_second = with_bot(twice)

    assert after_the_second == after_the_first
