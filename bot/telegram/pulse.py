"""Is Telegram still there?

Polling can go deaf without an error: every poll ends in a timeout, which is logged nowhere. So
each poll that ends well is noted, and how long ago that was is written down and looked at. Behind a
webhook `hooked.py` says when all was well.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.heartbeat import DEAF, now, write
from bot.telegram.transport import AiohttpRequest

_EVERY = 15.0  # seconds between two looks
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Pulse:
    heard: datetime = field(default_factory=now)  # of Telegram, or else the start
    trouble: str = "Telegram has not answered a poll"  # if it is not heard of
    is_deaf: bool = False

    def beat(self) -> None:
        self.heard = now()

    def look(self) -> None:
        """Say so when Telegram falls silent, and when it is back."""
        age: timedelta = now() - self.heard
        if (age > DEAF) is self.is_deaf:
            return
        self.is_deaf = not self.is_deaf
        if self.is_deaf:
            _log.error("%s; it was last heard of %d s ago", self.trouble, age.total_seconds())
        else:
            _log.info("Telegram is heard of again")


class HeardRequest(AiohttpRequest):
    """Polls Telegram, and notes when a poll has ended well."""

    def __init__(self, base_url: str, pulse: Pulse) -> None:
        super().__init__(base_url, connections=1)
        self._pulse = pulse

    async def do_request(self, *arguments: Any, **named: Any) -> tuple[int, bytes]:
        status, content = await super().do_request(*arguments, **named)
        if status == 200:
            self._pulse.beat()
        return status, content


async def watch(
    pulse: Pulse, home: Path, tidy: Callable[[], None], ask: Callable[[], Awaitable[None]] | None
) -> None:
    """Tidy up now and then, `ask` how it goes, and write that down, until this is cancelled."""
    while True:
        tidy()
        if ask is not None:
            await ask()
        pulse.look()
        if home.is_dir():
            write(home, pulse.heard)  # a few bytes, and in no thread, which this could not end
        await asyncio.sleep(_EVERY)
