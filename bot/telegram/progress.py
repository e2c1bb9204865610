"""What somebody sees while they wait: that the bot is typing, for as long as it takes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.telegram.post import Post

_SHOWN = 4.0  # seconds; Telegram shows a sign of typing for five


@asynccontextmanager
async def typing(post: Post) -> AsyncIterator[None]:
    """Beside the block, while it runs. A wait that Telegram asks for is over when this ends.

    The sign that is on its way is waited for, so that nothing is sent to a chat that has to wait; that
    takes little, since a sign is soon given up.
    """
    done = asyncio.Event()
    going_on = asyncio.create_task(_go_on(post, done))
    try:
        yield
    finally:
        done.set()
        await going_on


async def _go_on(post: Post, done: asyncio.Event) -> None:
    while not done.is_set():
        await post.typing()
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), _SHOWN)
