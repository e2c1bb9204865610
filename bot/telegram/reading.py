"""What stands in a chat, where Telegram's answer to sending or changing it was lost.

The Bot API cannot be asked for a message. But a line that replies to a number, and may be sent
without the message that it replies to, is taken whether or not there is such a message, and
Telegram's answer to it holds the message if there is one. The line is taken away again.
"""

import asyncio
from dataclasses import dataclass
from functools import partial

from telegram import Message

from bot.telegram.delivery import PATIENT, Failure, attempt
from bot.telegram.wire import Wire

_NUMBERS = 20  # to look at; a group takes about as many messages in a minute


class UnclearError(Exception):
    """It could not be found out."""


@dataclass(slots=True)
class Reading:
    """For one message of the bot."""

    wire: Wire
    said: str  # what the lines say
    lost: int = 0  # lines whose own confirmation was lost, so that they may stand in the chat

    async def line(self, below: int | None) -> Message:
        """A short line that surely arrived. Raises UnclearError."""
        for pause in PATIENT:
            got = await attempt(
                partial(self.wire.new, self.said, below=below, quiet=True), chat=self.wire.free
            )
            if isinstance(got, Message):
                return got
            if got is not Failure.UNCONFIRMED:
                break
            self.lost += 1
            await asyncio.sleep(pause)
        raise UnclearError

    async def at(self, number: int) -> str:
        """The text of the bot's message with that number; empty if there is none. Raises UnclearError."""
        line = await self.line(number)
        await self.wire.remove(line.message_id)
        there = line.reply_to_message
        if there is None:
            return ""  # in this chat: another may share the count, and still have to find it
        self.wire.seen.note(self.wire.chat, number)
        by_bot = there.from_user is not None and there.from_user.id == self.wire.bot.id
        return (there.text or "") if by_bot else ""

    async def find(self, text: str, *, after: int, before: int) -> int | None:
        """The number of the bot's message with this text; None if there is none. Raises UnclearError.

        Lines that were lost are taken away where they are met, also beyond `before`.
        """
        found: int | None = None
        number: int | None = after
        for _ in range(_NUMBERS):
            number = self.wire.seen.next_unknown(self.wire.chat, number or after)
            if number is None or (number > before and not self.lost):
                return found
            there = await self.at(number)
            if alike(there, self.said):
                await self.wire.remove(number)
                self.lost -= 1
            elif alike(there, text):
                found = number
            if found is not None and not self.lost:
                return found
        if found is None:
            raise UnclearError
        return found


def alike(there: str, text: str) -> bool:
    """Whether they have the same letters and digits; Telegram may change what stands between them.

    >>> alike("Rent  is due.", "Rent is due."), alike("", "Rent is due.")
    (True, False)
    """
    return _letters(there) == _letters(text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
