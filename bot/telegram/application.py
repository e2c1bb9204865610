"""The Telegram bot: which message leads where.

Private chats: every text is a question. Groups: only what is put to the bot. Nothing that is
sent is kept or logged.
"""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from telegram.error import Conflict
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.crisis import hotlines
from bot.heartbeat import put_away
from bot.telegram.admin import Admin
from bot.telegram.allowance import Allowance, Turns
from bot.telegram.commands import Commands, saying
from bot.telegram.conversation import Conversation
from bot.telegram.desk import Context, Desk
from bot.telegram.hooked import Hooked
from bot.telegram.identity import token_of
from bot.telegram.inline import Inline
from bot.telegram.library import Library
from bot.telegram.menu import announce
from bot.telegram.ordering import InOrderPerChat
from bot.telegram.phrases import NO_FILES, NO_LOCATION, NO_VOICE
from bot.telegram.pressing import Pressing
from bot.telegram.pulse import HeardRequest, Pulse, watch
from bot.telegram.transport import TELEGRAM, AiohttpRequest
from bot.wording import TEXT_ONLY
from retrieval.answering import Parts
from retrieval.settings import Settings

_log = logging.getLogger(__name__)
_NEW = filters.UpdateType.MESSAGE
_PRIVATE = filters.ChatType.PRIVATE & _NEW
_GROUP = filters.ChatType.GROUPS & _NEW
_FILE = filters.PHOTO | filters.Document.ALL
_SOUND = filters.VOICE | filters.AUDIO | filters.VIDEO | filters.VIDEO_NOTE
_WHEREABOUTS = filters.LOCATION | filters.VENUE | filters.CONTACT
_CONNECTIONS = 256  # side by side to Telegram, as the library has them
_WATCH = "watch"  # the task's name in the application's data
_REQUESTS = "requests"
AnyApplication = Application[Any, Any, Any, Any, Any, Any]


def build_application(
    settings: Settings,
    parts: Parts,
    *,
    reopen: Callable[[], Parts] | None = None,
    provider: str | None = None,
    unevaluated: bool = False,
) -> AnyApplication:
    """The bot, ready to run. Raises SettingsError without a token, or for a wrong Redis.

    `reopen` opens the current index for /reload; without it the same parts go on. `provider` is
    whose language model words the answers, as people are told under /privacy, if one does. Every
    answer says so if the parts are `unevaluated`.
    """
    pulse = Pulse()
    hooked = Hooked(settings.webhook_url, pulse) if settings.webhook_url else None
    library = Library(parts, reopen or (lambda: parts))
    turns = Turns(settings.at_once)
    desk = Desk(settings, library, turns, provider, unevaluated, pulse=pulse, hooked=hooked)
    allowance = Allowance(settings, hashlib.sha256(token_of(settings).encode()).digest())
    url = settings.telegram_base_url or TELEGRAM
    calls, polls = AiohttpRequest(url, connections=_CONNECTIONS), HeardRequest(url, pulse)
    builder = ApplicationBuilder().token(token_of(settings)).base_url(url)
    builder = builder.request(calls).get_updates_request(polls)
    builder = builder.concurrent_updates(InOrderPerChat(desk.note))
    begin, end = partial(_begin, desk), partial(_end, desk, allowance)
    application = builder.post_init(begin).post_stop(end).build()
    application.bot_data[_REQUESTS] = (calls, polls)
    _add_handlers(application, desk, allowance)
    application.add_error_handler(_report)
    return application


async def hang_up(application: AnyApplication) -> None:
    """End all connections: the library leaves them open where the bot could not begin."""
    for request in application.bot_data[_REQUESTS]:
        await request.shutdown()


async def _begin(desk: Desk, application: AnyApplication) -> None:
    await announce(application.bot, desk.settings.admins)
    ask = partial(desk.hooked.ask, application.bot) if desk.hooked else None
    application.bot_data[_WATCH] = asyncio.create_task(watch(desk.pulse, desk.settings.home, desk.purge, ask))


async def _end(desk: Desk, allowance: Allowance, application: AnyApplication) -> None:
    if watching := application.bot_data.pop(_WATCH, None):
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        put_away(desk.settings.home)
    desk.turns.close()
    await allowance.close()


def _add_handlers(application: AnyApplication, desk: Desk, allowance: Allowance) -> None:
    conversation = Conversation(desk, allowance, hotlines(desk.settings.home))
    commands = Commands(desk)
    admin = Admin(desk, commands)
    pressing = Pressing(desk, commands, conversation)
    everywhere = {
        "start": commands.start, "help": commands.help, "sources": commands.sources,
        "language": commands.language, "privacy": commands.privacy, "forget": commands.forget,
        "contact": commands.contact, "feedback": pressing.note, "ask": conversation.command,
    }  # fmt: skip
    for name, handler in everywhere.items():
        application.add_handler(CommandHandler(name, handler, _NEW))
    for name, handler in {"status": admin.status, "stats": admin.stats, "reload": admin.reload}.items():
        application.add_handler(CommandHandler(name, handler, _PRIVATE))
    application.add_handler(CallbackQueryHandler(pressing.press))
    application.add_handler(InlineQueryHandler(Inline(desk).query))
    application.add_handler(MessageHandler(_PRIVATE & filters.COMMAND, commands.unknown))
    application.add_handler(
        MessageHandler((_PRIVATE | _GROUP) & filters.TEXT & ~filters.COMMAND, conversation.message)
    )
    application.add_handler(
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.TEXT, conversation.changed)
    )
    for kind, sentence in {_FILE: NO_FILES, _SOUND: NO_VOICE, _WHEREABOUTS: NO_LOCATION}.items():
        application.add_handler(MessageHandler(_PRIVATE & kind, saying(desk, sentence)))
    application.add_handler(MessageHandler(_PRIVATE & ~filters.StatusUpdate.ALL, saying(desk, TEXT_ONLY)))


async def _report(update: object, context: Context) -> None:
    """Only the kind of error: its text may hold what somebody wrote."""
    if isinstance(context.error, Conflict):
        _log.error(
            "another program polls Telegram with the same token, or a webhook is set; "
            "stop the other one, or set CITABOT_WEBHOOK_URL here too"
        )
        return
    failed = "Telegram could not be polled" if update is None else "an update could not be handled"
    _log.error("%s: %s", failed, type(context.error).__name__)
