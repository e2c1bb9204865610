"""The menus and descriptions that Telegram shows, in each language and to whom they concern."""

import logging
from collections.abc import Iterable, Mapping

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, TelegramError

from bot.catalogues import languages
from bot.telegram.admin import ADMIN_LINES
from bot.telegram.commands import LINES
from bot.telegram.phrases import DESCRIPTION, SHORT_DESCRIPTION
from bot.wording import Words

_log = logging.getLogger(__name__)
_IN_GROUPS = ("ask", "sources", "privacy", "help")
_ENGLISH = "en"  # also what Telegram shows to whoever speaks something else


async def announce(bot: Bot, admins: Iterable[int]) -> None:
    """Tell Telegram all of it. Where Telegram will not listen, what it showed before stays."""
    try:
        for language in languages():
            await _describe(bot, Words(language))
            await _offer(bot, Words(language))
        for admin in admins:
            await _offer_all(bot, admin)
    except TelegramError as error:
        _log.warning("the menu of commands could not be set: %s", type(error).__name__)


async def _describe(bot: Bot, words: Words) -> None:
    code = _code(words)
    await bot.set_my_description(words.say(DESCRIPTION), language_code=code)
    await bot.set_my_short_description(words.say(SHORT_DESCRIPTION), language_code=code)


async def _offer(bot: Bot, words: Words) -> None:
    groups = {name: LINES[name] for name in _IN_GROUPS}
    await _set(bot, words, groups, BotCommandScopeAllGroupChats())
    await _set(bot, words, LINES, BotCommandScopeAllPrivateChats())


async def _offer_all(bot: Bot, admin: int) -> None:
    try:
        for language in languages():
            await _set(bot, Words(language), {**LINES, **ADMIN_LINES}, BotCommandScopeChat(admin))
    except BadRequest:  # an administrator who never wrote to the bot has no chat with it yet
        _log.warning("an administrator has no chat with the bot yet and no menu of their own")


async def _set(bot: Bot, words: Words, lines: Mapping[str, str], scope: BotCommandScope) -> None:
    menu = [BotCommand(name, words.say(does)) for name, does in lines.items()]
    await bot.set_my_commands(menu, scope, language_code=_code(words))


def _code(words: Words) -> str | None:
    return None if words.language == _ENGLISH else words.language
