"""Ask a language model for something of a schema, within limits of time, number and cost.

A model may be slow, gone, busy, at its limit, or write what is no answer at all: each comes out
as a `ModelError` that says which, and nothing of what was asked or written is in it or in the
log. After several failures in a row the model is left alone for a while.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from limits import RateLimitItemPerDay
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from pybreaker import CircuitBreaker, CircuitBreakerError
from pydantic import BaseModel

from retrieval.tokens import count_tokens

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage, BaseMessage
    from langchain_core.runnables import Runnable

MOST_WRITTEN = 1500  # tokens of one reply
_IN_A_ROW = 5  # failures after which the model is left alone
_REST = 60.0  # seconds for which it is
_log = logging.getLogger(__name__)

Wanted = TypeVar("Wanted", bound=BaseModel)


class Trouble(StrEnum):
    """Why a model gave nothing that could be used."""

    RESTING = "resting"  # it failed so often that it is not asked for a while
    SPENT = "spent"  # the day's tokens are used up
    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"  # no connection, or an error of the server's own
    LIMITED = "limited"  # too many requests
    REJECTED = "rejected"  # key, name of the model, or request not accepted
    REFUSED = "refused"  # the provider or the model would not answer
    CUT_OFF = "cut_off"  # longer than it may be
    MALFORMED = "malformed"  # not of the schema


OF_THE_SERVER = (Trouble.TIMED_OUT, Trouble.UNREACHABLE, Trouble.LIMITED, Trouble.REJECTED)
OF_THE_DRAFT = (Trouble.CUT_OFF, Trouble.MALFORMED)  # that the same model may mend


class ModelError(Exception):
    """No usable reply; its text is the trouble and nothing else."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Usage:
    """What one request cost, in tokens."""

    read: int
    wrote: int
    counted: bool  # by the provider; else by tiktoken, and where no reply reached us what was sent


class Caller:
    """A chat model behind limits; safe to use from many threads."""

    def __init__(
        self,
        model: "BaseChatModel",
        *,
        at_once: int,
        daily_tokens: int,
        rest: float = _REST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._at_once = at_once
        self._daily = RateLimitItemPerDay(max(daily_tokens, 1))
        self._spent = FixedWindowRateLimiter(MemoryStorage())
        self._breaker = CircuitBreaker(
            fail_max=_IN_A_ROW, reset_timeout=rest, exclude=[_is_no_outage], throw_new_error_on_trip=False
        )
        self._clock = clock
        self._starting = threading.Lock()

    def ask(
        self,
        messages: "Sequence[BaseMessage]",
        schema: type[Wanted],
        *,
        seconds: float,
        pay: Callable[[Usage], None] = lambda usage: None,
    ) -> Wanted:
        """What the model wrote, parsed; `pay` is told what each request cost. Raises ModelError."""
        estimate = sum(count_tokens(str(message.content)) for message in messages)
        if not self._spent.test(self._daily, cost=estimate):
            raise ModelError(Trouble.SPENT)
        began = self._clock()
        try:
            with self._breaker.calling():
                found = self._waited_for(self._asked(messages, schema, seconds))
        except CircuitBreakerError:
            raise ModelError(Trouble.RESTING) from None
        except ModelError as error:
            pay(self._count(Usage(estimate, 0, counted=False), began, error.trouble.value))
            raise
        trouble = None if isinstance(found["parsed"], schema) else _trouble(found["parsing_error"])
        pay(self._count(_usage(found["raw"], estimate), began, trouble or "ok"))
        if trouble:
            raise ModelError(trouble)
        parsed: Wanted = found["parsed"]
        return parsed

    def _count(self, usage: Usage, began: float, how: str) -> Usage:
        self._spent.hit(self._daily, cost=usage.read + usage.wrote)
        seconds = self._clock() - began
        _log.info("model: %s, %d tokens read, %d written, %.1f s", how, usage.read, usage.wrote, seconds)
        return usage

    async def _asked(
        self, messages: "Sequence[BaseMessage]", schema: type[Wanted], seconds: float
    ) -> dict[str, Any]:
        """The reply as LangChain gives it: raw, parsed, parsing_error."""
        try:
            async with asyncio.timeout(seconds), self._slots:
                found: dict[str, Any] = await self._structured(schema).ainvoke(list(messages))
        except Exception as error:
            # whatever a provider's library raises; its text may hold the question
            raise ModelError(_trouble(error)) from None
        return found

    def _structured(self, schema: type[Wanted]) -> "Runnable[Any, Any]":
        """By JSON schema where the provider has it, else by what it has."""
        try:
            return self._model.with_structured_output(schema, method="json_schema", include_raw=True)
        except (TypeError, ValueError, NotImplementedError):
            return self._model.with_structured_output(schema, include_raw=True)

    @cached_property
    def _slots(self) -> asyncio.Semaphore:
        return asyncio.Semaphore(self._at_once)

    def _waited_for(self, work: Coroutine[Any, Any, dict[str, Any]]) -> dict[str, Any]:
        """Done by the one loop that holds the connections, while this thread waits."""
        with self._starting:
            loop = self._loop
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    @cached_property
    def _loop(self) -> asyncio.AbstractEventLoop:
        loop = asyncio.new_event_loop()
        threading.Thread(target=loop.run_forever, name="language model", daemon=True).start()
        return loop


def _usage(raw: "AIMessage", estimate: int) -> Usage:
    """As the provider states it, if it does."""
    stated = raw.usage_metadata
    if stated is None:
        return Usage(estimate, count_tokens(str(raw.content)), counted=False)
    return Usage(stated["input_tokens"], stated["output_tokens"], counted=True)


def _is_no_outage(error: Exception) -> bool:
    return not (isinstance(error, ModelError) and error.trouble in OF_THE_SERVER)


def _trouble(error: BaseException | None) -> Trouble:
    """What an exception of some provider's library means."""
    status = getattr(error, "status_code", None)
    name = type(error).__name__
    if isinstance(error, TimeoutError) or "Timeout" in name:
        return Trouble.TIMED_OUT
    if "Refusal" in name or "ContentFilter" in name:
        return Trouble.REFUSED
    if "LengthFinish" in name:
        return Trouble.CUT_OFF
    if status == 429:
        return Trouble.LIMITED
    if isinstance(status, int) and 400 <= status < 500:
        return Trouble.REJECTED
    if isinstance(error, ValueError) or error is None or "Parser" in name or "Validation" in name:
        return Trouble.MALFORMED
    return Trouble.UNREACHABLE
