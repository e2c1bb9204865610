"""Run a python-telegram-bot application beside a test, on a thread and loop of its own."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeAlias

from telegram.ext import Application

AnyApplication: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
Hook: TypeAlias = Callable[[AnyApplication], Coroutine[Any, Any, None]]
Stop: TypeAlias = "Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]]"


@contextmanager
def polling(application: AnyApplication) -> Iterator[None]:
    """Poll while the block runs; its failures surface at the end of the block.

    The test itself stays synchronous, so that it may block in `wait_reply`.
    """
    started: Stop = Future()
    with ThreadPoolExecutor(1, thread_name_prefix="bot") as pool:
        run = pool.submit(asyncio.run, _poll(application, started))
        run.add_done_callback(lambda done: _pass_failure(done, started))
        loop, stop = started.result(timeout=30)
        try:
            yield
        finally:
            loop.call_soon_threadsafe(stop.set)
            run.result(timeout=30)


async def _poll(application: AnyApplication, started: Stop) -> None:
    try:
        async with application:
            await _hook(application, application.post_init)
            await _serve(application, started)
            await _hook(application, application.post_stop)
        await _hook(application, application.post_shutdown)
    finally:
        # An application whose first getMe fails leaves the connections of its bot open.
        await application.bot.shutdown()


async def _serve(application: AnyApplication, started: Stop) -> None:
    stop = asyncio.Event()
    updater = application.updater
    assert updater is not None
    await application.start()
    try:
        await updater.start_polling()
        started.set_result((asyncio.get_running_loop(), stop))
        await stop.wait()
    finally:
        if updater.running:
            await updater.stop()
        await application.stop()


async def _hook(application: AnyApplication, hook: Hook | None) -> None:
    if hook is not None:
        await hook(application)


def _pass_failure(run: "Future[None]", started: Stop) -> None:
    error = run.exception()
    if error is not None and not started.done():
        started.set_exception(error)
