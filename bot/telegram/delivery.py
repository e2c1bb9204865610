"""Get a call to Telegram through.

Telegram's answer can be lost although the call was carried out. What may be done twice without
harm (a deletion) is tried again until it is confirmed; what may not (a new message, a change, which
Telegram refuses the second time) is tried again only while it surely was not carried out, and
`post.py` finds out about the rest.
"""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from datetime import timedelta
from enum import Enum, auto
from typing import Any, TypeVar, cast

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.telegram.transport import NOT_SENT

os.environ["PTB_TIMEDELTA"] = "true"  # how the library is to report waiting times
_log = logging.getLogger(__name__)
# Seconds before each further try: five minutes in all, after which nobody waits any longer.
PATIENT = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 60.0, 60.0, 60.0)
HASTY: tuple[float, ...] = ()  # for what is soon worth nothing: a sign of typing, the end of a press
# Seconds, for the same.
BRIEF: dict[str, Any] = {"connect_timeout": 1.0, "read_timeout": 1.0, "pool_timeout": 0.5}

Sent = TypeVar("Sent")


class Failure(Enum):
    """Why a call did not go through."""

    AWAY = auto()  # blocked, or the group is left or has moved: nobody to say anything to
    REFUSED = auto()  # Telegram does not take it as it is, or does not take the token
    UNCONFIRMED = auto()  # it may have been carried out
    GIVEN_UP = auto()  # it surely was not


async def attempt(
    send: Callable[[], Awaitable[Sent]],
    *,
    pauses: Sequence[float] = PATIENT,
    repeatable: bool = False,
    chat: asyncio.Lock | None = None,
) -> Sent | Failure:
    """What `send` returns, tried again while that is safe. `repeatable`: it may be carried out twice.

    `chat` is held during each try. A wait that Telegram asks for is over when it is let go and when
    this returns, so no further call is too early; such waits are no tries.
    """
    waits = iter(pauses)
    while True:
        try:
            async with chat or nullcontext():
                return await _waited_out(send)
        except RetryAfter:
            if not pauses:
                return Failure.GIVEN_UP
            continue
        except (Forbidden, ChatMigrated):
            return Failure.AWAY
        except TelegramError as error:
            failure = _failure(error)
            if failure is Failure.REFUSED or (failure is Failure.UNCONFIRMED and not repeatable):
                return failure
        pause = next(waits, None)
        if pause is None:
            return failure
        await asyncio.sleep(pause)


async def deliver(
    send: Callable[[], Awaitable[Sent]],
    *,
    pauses: Sequence[float] = PATIENT,
    repeatable: bool = False,
    chat: asyncio.Lock | None = None,
) -> Sent | None:
    """The same, where nothing is to be done about a failure but to log it; None then."""
    got = await attempt(send, pauses=pauses, repeatable=repeatable, chat=chat)
    if not isinstance(got, Failure):
        return got
    if got is not Failure.AWAY:
        _log.warning("a call did not go through: %s", got.name.lower())
    return None


async def _waited_out(send: Callable[[], Awaitable[Sent]]) -> Sent:
    try:
        return await send()
    except RetryAfter as error:
        await asyncio.sleep(cast(timedelta, error.retry_after).total_seconds())
        raise


def _failure(error: TelegramError) -> Failure:
    if isinstance(error, (BadRequest, Conflict, InvalidToken)):
        return Failure.REFUSED
    return Failure.GIVEN_UP if _surely_not_sent(error) else Failure.UNCONFIRMED


def _surely_not_sent(error: TelegramError) -> bool:
    """There was no connection, or the answer was an HTTP status that says so, with JSON or without."""
    if not isinstance(error, NetworkError):
        return False
    cause = error.__cause__
    return cause is None or isinstance(cause, (TelegramError, *NOT_SENT))
