"""When Telegram was last heard of.

Polling can go deaf without an error: every poll ends in a timeout, which is logged nowhere. So
each poll that ends well is noted, and `HOME/polling.json` tells `citabot doctor` when that was.
The file holds a time and nothing else.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from telegram.request import HTTPXRequest

FILE = "polling.json"
DEAF = timedelta(seconds=120)  # a poll lasts 10 seconds, and after a fault the library waits up to 30
_EVERY = 15.0  # seconds between two looks
_log = logging.getLogger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Pulse:
    heard: datetime = field(default_factory=_now)  # of Telegram, or else the start

    def beat(self) -> None:
        self.heard = _now()

    def age(self) -> timedelta:
        return _now() - self.heard


class HeardRequest(HTTPXRequest):
    """Polls Telegram, and notes when a poll has ended well."""

    def __init__(self, pulse: Pulse) -> None:
        super().__init__(connection_pool_size=1)
        self._pulse = pulse

    async def do_request(self, *arguments: Any, **named: Any) -> tuple[int, bytes]:
        status, content = await super().do_request(*arguments, **named)
        if status == 200:
            self._pulse.beat()
        return status, content


async def watch(pulse: Pulse, home: Path, tidy: Callable[[], None]) -> None:
    """Write down how it goes, say so when Telegram falls silent, and tidy up, until this is cancelled."""
    deaf = False
    while True:
        tidy()
        if home.is_dir():
            await asyncio.to_thread(write, home, pulse.heard)
        if (pulse.age() > DEAF) is not deaf:
            deaf = not deaf
            if deaf:
                _log.error("Telegram has not answered a poll for %d s", pulse.age().total_seconds())
            else:
                _log.info("Telegram answers polls again")
        await asyncio.sleep(_EVERY)


def write(home: Path, heard: datetime) -> None:
    """Beside, then renamed, so that a reader finds it whole."""
    beside = home / f"{FILE}.new"
    try:
        beside.write_text(json.dumps({"heard": heard.isoformat()}), "utf-8")
        beside.rename(home / FILE)
    except OSError as error:
        _log.warning("%s cannot be written: %s", home / FILE, error.strerror)


def read(home: Path) -> datetime | None:
    """When Telegram was last heard of; None if nothing polls from this home."""
    try:
        return datetime.fromisoformat(json.loads((home / FILE).read_text("utf-8"))["heard"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def put_away(home: Path) -> None:
    """After an orderly end nobody waits for Telegram any more."""
    (home / FILE).unlink(missing_ok=True)
