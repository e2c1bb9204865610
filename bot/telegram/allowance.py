"""How much may be asked: of each person, of each chat, in a day, and all at once.

People and chats are counted under a scrambled number, in memory or in Redis, for a day at most.
Without Redis, or while it does not answer, each process counts for itself.
"""

import asyncio
import hashlib
import hmac
import logging
import math
import time
from collections.abc import AsyncIterator, Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, NamedTuple, TypeVar
from weakref import WeakValueDictionary

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError
from redis.asyncio import ConnectionPool

from bot.telegram.phrases import TOO_MANY, TOO_MANY_TODAY
from bot.wording import Words
from retrieval.errors import SettingsError
from retrieval.settings import Settings

_log = logging.getLogger(__name__)
_PATIENCE = 1.0  # seconds for Redis to answer in
_PAUSE = 30.0  # seconds before it is tried again
_TOLD_PER_MINUTE = 3  # how often somebody who asks on is told to wait
_WAITING = 50  # questions in line for each one that is looked up; more would wait too long

Done = TypeVar("Done")


class _Counted(NamedTuple):
    limit: RateLimitItem
    key: str


class Refill(NamedTuple):
    """When the next question is welcome."""

    seconds: float
    is_daily: bool

    def said(self, words: Words) -> str:
        if self.is_daily:
            return words.count(TOO_MANY_TODAY, max(1, math.ceil(self.seconds / 3600)))
        return words.count(TOO_MANY, max(1, math.ceil(self.seconds / 60)))


class Allowance:
    """Counts questions."""

    def __init__(self, settings: Settings, secret: bytes) -> None:
        """Raises SettingsError for an address that cannot be one of Redis."""
        self._secret = secret
        self._person = RateLimitItemPerMinute(settings.per_minute)
        self._day = RateLimitItemPerDay(settings.per_day)
        self._chat = RateLimitItemPerMinute(settings.chat_per_minute)
        self._told = RateLimitItemPerMinute(_TOLD_PER_MINUTE)
        self._alone = MovingWindowRateLimiter(MemoryStorage())
        self._pool = _pool(settings.redis_url) if settings.redis_url else None
        self._shared = _redis(self._pool) if self._pool else None
        self._alone_until = 0.0  # as time.monotonic counts

    async def spend(self, person: int, chat: int) -> Refill | None:
        """Count a question; when to come back, if it is one too many."""
        asker, place = self._scrambled(person), self._scrambled(chat)
        counted = [
            _Counted(self._person, f"person:{asker}"),
            _Counted(self._day, f"day:{asker}"),
            _Counted(self._chat, f"chat:{place}"),
        ]
        if self._shared is None or time.monotonic() < self._alone_until:
            return await _spend(self._alone, counted)
        try:
            return await _spend(self._shared, counted)
        except StorageError as error:
            _log.warning("Redis does not answer (%s); questions are counted in memory", type(error).__name__)
            self._alone_until = time.monotonic() + _PAUSE
            return await _spend(self._alone, counted)

    async def may_be_told(self, person: int) -> bool:
        """Whether to say once more that there were too many; somebody who floods is not answered in kind."""
        return await self._alone.hit(self._told, self._scrambled(person))

    async def close(self) -> None:
        """Let go of Redis."""
        if self._pool is not None:
            await self._pool.disconnect()

    def _scrambled(self, number: int) -> str:
        return hmac.new(self._secret, str(number).encode(), hashlib.sha256).hexdigest()[:32]


async def _spend(limiter: MovingWindowRateLimiter, counted: list[_Counted]) -> Refill | None:
    for limit, key in counted:
        if not await limiter.test(limit, key):
            stats = await limiter.get_window_stats(limit, key)
            return Refill(stats.reset_time - time.time(), isinstance(limit, RateLimitItemPerDay))
    for limit, key in counted:
        await limiter.hit(limit, key)
    return None


def _pool(url: str) -> ConnectionPool:
    try:
        return ConnectionPool.from_url(url, socket_connect_timeout=_PATIENCE, socket_timeout=_PATIENCE)
    except ValueError:  # whose text may hold a password
        raise SettingsError(
            "CITABOT_REDIS_URL is no address of Redis; write it as redis://127.0.0.1:6379/0."
        ) from None


def _redis(pool: ConnectionPool) -> MovingWindowRateLimiter:
    options: dict[str, Any] = {"connection_pool": pool}  # which its types do not know
    storage = RedisStorage(
        "async+redis://", wrap_exceptions=True, implementation="redispy", key_prefix="citabot", **options
    )
    return MovingWindowRateLimiter(storage)


class BusyError(Exception):
    """So many questions wait already that one more would wait too long."""


class Turns:
    """Whose question is looked up now: one of each person, and few at once, each in a thread."""

    def __init__(self, at_once: int) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="answers")
        self._most = _WAITING * at_once
        self._waiting = 0
        self._own: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()  # by whose turn it is

    @asynccontextmanager
    async def of(self, whose: Hashable) -> AsyncIterator[None]:
        """Wait for a turn. Raises BusyError where the line is too long."""
        if self._waiting >= self._most:
            raise BusyError
        own = self._own.setdefault(whose, asyncio.Lock())
        self._waiting += 1
        try:
            async with own, self._free:
                yield
        finally:
            self._waiting -= 1

    async def compute(self, work: Callable[..., Done], *arguments: Any) -> Done:
        """What work that computes returns: the one place where it leaves the loop that waits. In a turn."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)

    def close(self) -> None:
        """Let go of the threads; whoever waits for one waits no more."""
        self._threads.shutdown(wait=False, cancel_futures=True)
