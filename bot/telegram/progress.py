"""What somebody sees while they wait: that the bot is typing, for as long as it takes.

An answer that comes within a second needs no sign that it is coming (Nielsen, Usability
Engineering, 1993, section 5.5), and when many people ask at once each sign delays somebody's answer.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.telegram.post import Post

_UNNOTICED = 1.0  # seconds
_SHOWN = 4.0  # seconds; Telegram shows a sign of typing for five


@asynccontextmanager
async def typing(post: Post) -> AsyncIterator[None]:
    """Beside the block, while it runs. A wait that Telegram asks for is over when this ends."""
    done = asyncio.Event()
    going_on = asyncio.create_task(_go_on(post, done))
    try:
        yield
    finally:
        done.set()
        await going_on


async def _go_on(post: Post, done: asyncio.Event) -> None:
    if await _ends(done, _UNNOTICED):
        return
    while True:
        await post.typing()
        if await _ends(done, _SHOWN):
            return


async def _ends(done: asyncio.Event, seconds: float) -> bool:
    """Wait; is it done within so many seconds?"""
    with suppress(TimeoutError):
        await asyncio.wait_for(done.wait(), seconds)
    return done.is_set()
