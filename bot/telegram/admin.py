"""The commands of administrators, who are named by id in the settings. To all others they are unknown."""

import asyncio
import logging

from telegram import Update

from bot.telegram.commands import Commands
from bot.telegram.desk import Context, Desk
from bot.telegram.phrases import (
    ADMIN_NOT_RELOADED,
    ADMIN_RELOADED,
    ADMIN_STATS,
    ADMIN_STATUS,
    ADMIN_WAITING,
    RELOAD_LINE,
    STATS_LINE,
    STATUS_LINE,
)
from retrieval.errors import CitabotError

_log = logging.getLogger(__name__)
ADMIN_LINES = {"status": STATUS_LINE, "stats": STATS_LINE, "reload": RELOAD_LINE}
_TIME = "%Y-%m-%d %H:%M UTC"


class Admin:
    def __init__(self, desk: Desk, commands: Commands) -> None:
        self._desk = desk
        self._commands = commands

    async def status(self, update: Update, context: Context) -> None:
        if not await self._may(update, context):
            return
        parts = self._desk.shelf.parts
        contents = parts.searcher.contents
        if post := self._desk.post(update, context):
            said = post.words.say(
                ADMIN_STATUS,
                documents=len(contents.documents), passages=len(contents.passages),
                fingerprint=parts.fingerprint, since=self._desk.counts.since.strftime(_TIME),
                heard=self._desk.pulse.heard.strftime(_TIME),
            )  # fmt: skip
            hooked = self._desk.hooked
            waiting = [post.words.say(ADMIN_WAITING, waiting=hooked.waiting)] if hooked else []
            await post.say(said, *waiting)

    async def stats(self, update: Update, context: Context) -> None:
        if await self._may(update, context) and (post := self._desk.post(update, context)):
            since = self._desk.counts.since.strftime(_TIME)
            await post.say(post.words.say(ADMIN_STATS, since=since), "\n".join(self._desk.counts.lines()))

    async def reload(self, update: Update, context: Context) -> None:
        post = self._desk.post(update, context)
        if not await self._may(update, context) or post is None:
            return
        try:
            await asyncio.to_thread(self._desk.library.reload)  # reads files for seconds
        except CitabotError as error:
            _log.error("the index could not be read again: %s", error)
            await post.say(post.words.say(ADMIN_NOT_RELOADED, error=error))
            return
        _log.info("the index was read again")
        await post.say(post.words.say(ADMIN_RELOADED, fingerprint=self._desk.shelf.parts.fingerprint))

    async def _may(self, update: Update, context: Context) -> bool:
        if not self._desk.is_admin(update):
            await self._commands.unknown(update, context)
            return False
        return True
