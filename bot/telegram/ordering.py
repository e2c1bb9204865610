"""Many chats at once, each chat's updates in order, as far as that matters.

What somebody writes waits for all that came before it in that chat. A pressed button waits for other
presses alone, so it is not held up by a question that is looked up; one that asks a question is like
something written. That a press arrived is confirmed before anything is waited for.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from cachetools import FIFOCache
from telegram import CallbackQuery, Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram.delivery import BRIEF, HASTY, deliver
from bot.telegram.presses import asks

_REMEMBERED = 10_000  # updates
End = asyncio.Future[None]


@dataclass(slots=True, weakref_slot=True)
class _Line:
    """The end of what came last to a chat."""

    written: End | None = None
    pressed: End | None = None

    def join(self, update: Update, end: End) -> list[End]:
        """Take the last place; what has to end first."""
        before = [self.pressed]
        if _is_beside(update.callback_query):
            self.pressed = end
        else:
            before.append(self.written)
            self.written = end
        return [each for each in before if each is not None]


class InOrderPerChat(BaseUpdateProcessor):
    """Works on updates side by side, but on one at a time of each chat and kind."""

    def __init__(self, arrived: Callable[[Update], None]) -> None:
        # Without a limit of the library's: it would count those that wait for their chat's turn, and a
        # few flooded chats would stop all others. How many questions are looked up at once is limited
        # where they are looked up.
        super().__init__(sys.maxsize)
        self._arrived = arrived  # told of every update at once, also of those that nothing comes of
        self._lines: WeakValueDictionary[int, _Line] = WeakValueDictionary()
        self._numbers: FIFOCache[int, None] = FIFOCache(_REMEMBERED)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if not isinstance(update, Update):
            await coroutine
        elif self._is_known(update.update_id):
            _drop(coroutine)
        else:
            self._arrived(update)
            await self._in_order(update, coroutine)

    async def _in_order(self, update: Update, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat
        line = self._lines.setdefault(chat.id, _Line()) if chat else _Line()
        end: End = asyncio.get_running_loop().create_future()
        before = line.join(update, end)
        try:
            if query := update.callback_query:
                # Telegram waits a few seconds only
                await deliver(lambda: query.answer(**BRIEF), pauses=HASTY)
            for each in before:
                await each
            await coroutine
        finally:
            end.set_result(None)

    def _is_known(self, number: int) -> bool:
        """Whether an update came before: Telegram repeats what a webhook was slow to confirm."""
        if number in self._numbers:
            return True
        self._numbers[number] = None
        return False

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""


def _is_beside(query: CallbackQuery | None) -> bool:
    return query is not None and not asks(query.data or "")


def _drop(coroutine: Awaitable[Any]) -> None:
    if isinstance(coroutine, Coroutine):
        coroutine.close()  # or Python would warn that nobody awaited it
