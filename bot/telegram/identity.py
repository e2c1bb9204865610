"""Who the bot is to Telegram."""

import asyncio
import re

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.telegram.transport import TELEGRAM, AiohttpRequest
from retrieval.errors import SettingsError
from retrieval.settings import Settings

WRONG_TOKEN = "Telegram does not accept TELEGRAM_BOT_TOKEN; copy it again from @BotFather."
NO_TOKEN = "TELEGRAM_BOT_TOKEN is not set; get a token from @BotFather, or run: citabot chat"
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


def token_of(settings: Settings) -> str:
    """The token. Raises SettingsError if none is set, or what is set cannot be one."""
    if settings.telegram_token is None:
        raise SettingsError(NO_TOKEN)
    token = settings.telegram_token.get_secret_value()
    if not _TOKEN.fullmatch(token):
        raise SettingsError(WRONG_TOKEN)
    return token


def ask_name(settings: Settings) -> str:
    """The bot's user name. Raises SettingsError that says what is wrong, without the token."""
    return asyncio.run(_ask_name(settings))


async def _ask_name(settings: Settings) -> str:
    url = settings.telegram_base_url or TELEGRAM
    request = AiohttpRequest(url, connections=1)
    try:
        # a bot that Telegram does not know closes nothing
        async with (
            request,
            Bot(token_of(settings), base_url=url, request=request, get_updates_request=request) as bot,
        ):
            return bot.username
    except InvalidToken:
        raise SettingsError(WRONG_TOKEN) from None
    except TelegramError as error:
        raise SettingsError(
            f"Telegram cannot be reached ({type(error).__name__}); check the network and try again."
        ) from None
