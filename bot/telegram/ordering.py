"""Many chats at once, each chat's messages in order."""

import asyncio
import sys
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

_REMEMBERED = 10_000  # updates


class InOrderPerChat(BaseUpdateProcessor):
    """Works on updates side by side, but on one at a time of each chat."""

    def __init__(self, arrived: Callable[[Update], None]) -> None:
        # Without a limit of the library's: it would count those that wait for their chat's turn, and a
        # few flooded chats would stop all others. How many questions are looked up at once is limited
        # where they are looked up.
        super().__init__(sys.maxsize)
        self._arrived = arrived  # told of every update at once, also of those that nothing comes of
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._numbers: OrderedDict[int, None] = OrderedDict()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if isinstance(update, Update) and self._is_known(update.update_id):
            _drop(coroutine)
            return
        if isinstance(update, Update):
            self._arrived(update)
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        lock = self._locks.setdefault(chat.id, asyncio.Lock())
        async with lock:
            await coroutine

    def _is_known(self, number: int) -> bool:
        """Whether an update came before: Telegram repeats what a webhook was slow to confirm."""
        if number in self._numbers:
            return True
        self._numbers[number] = None
        if len(self._numbers) > _REMEMBERED:
            self._numbers.popitem(last=False)
        return False

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""


def _drop(coroutine: Awaitable[Any]) -> None:
    if isinstance(coroutine, Coroutine):
        coroutine.close()  # or Python would warn that nobody awaited it
