"""Get a message to Telegram once.

Telegram's answer can be lost although the message arrived, so only what surely did not
arrive is sent again: no connection, a server that said 502, a request to wait. What may
have arrived is not doubled.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import httpx
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

_log = logging.getLogger(__name__)
_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)  # seconds before each further try
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

Sent = TypeVar("Sent")


async def deliver(send: Callable[[], Awaitable[Sent]], *, pauses: Sequence[float] = _PAUSES) -> Sent | None:
    """What `send` returns, tried again while it surely failed; None if it did not go through.

    A wait that Telegram asks for is over when this returns, so the next call is not too early.
    """
    for pause in (*pauses, 0.0):
        try:
            return await send()
        except RetryAfter as error:
            wait = _seconds(error)
        except Forbidden:  # blocked or removed from the group: nothing to say, nobody to say it to
            return None
        except TelegramError as error:
            if not _surely_not_sent(error):
                _log.warning("a call was not confirmed: %s", type(error).__name__)
                return None
            wait = pause
        await asyncio.sleep(wait)
    _log.warning("a call did not go through in %d tries", len(pauses) + 1)
    return None


def _seconds(error: RetryAfter) -> float:
    wanted = error.retry_after
    return wanted.total_seconds() if hasattr(wanted, "total_seconds") else float(wanted)


def _surely_not_sent(error: TelegramError) -> bool:
    """There was no connection, or the answer was an HTTP status that says so, with JSON or without."""
    if isinstance(error, BadRequest) or not isinstance(error, NetworkError):
        return False
    cause = error.__cause__
    return cause is None or isinstance(cause, (TelegramError, *_NOT_SENT))
