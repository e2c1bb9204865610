"""Messages to one chat: each arrives once, whatever becomes of Telegram's answers.

When the answer to a new message is lost, nobody knows whether it arrived. Then a short line is
sent after it. Its number tells which numbers lie between; those that are not accounted for are read.
If the message is among them, it had arrived, and the line is taken away. If not, the line becomes the
message. A change whose answer is lost is read in the same way, and done again if it is not there.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from weakref import WeakValueDictionary

from telegram import Bot, Chat, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatAction

from bot.telegram.delivery import BRIEF, HASTY, Failure, attempt, deliver
from bot.telegram.html import render_lines, without_tags
from bot.telegram.phrases import MAYBE_LOST, ONE_MOMENT
from bot.telegram.reading import Reading, UnclearError, alike
from bot.telegram.seen import Seen
from bot.telegram.wire import Wire
from bot.wording import Words

_log = logging.getLogger(__name__)
_CHANGES = 5  # tries to change a message while it is found out each time that the change was lost


@dataclass(frozen=True, slots=True)
class Post:
    """What sends to one chat, in one topic, below one message."""

    wire: Wire
    below: int | None  # message id; None if it is gone
    words: Words  # for the line after a lost answer

    @property
    def is_private(self) -> bool:
        return is_private(self.wire.chat)

    async def typing(self) -> None:
        wire = self.wire
        await deliver(
            lambda: wire.bot.send_chat_action(
                wire.chat.id, ChatAction.TYPING, message_thread_id=wire.thread, **BRIEF
            ),
            pauses=HASTY, chat=wire.free,
        )  # fmt: skip

    async def draft(self, text: str) -> None:
        """What a private chat shows until the message comes; worth nothing if it does not arrive at once."""
        wire, draft = self.wire, self.below
        if text and draft:
            await deliver(
                lambda: wire.bot.send_message_draft(
                    wire.chat.id, draft, text, message_thread_id=wire.thread, **BRIEF
                ),
                pauses=HASTY, chat=wire.free,
            )  # fmt: skip

    async def say(self, *lines: str) -> tuple[int, ...]:
        """Our own lines."""
        return await self.send(render_lines(lines))

    async def send(
        self, messages: Sequence[str], keyboard: InlineKeyboardMarkup | None = None
    ) -> tuple[int, ...]:
        """All messages in order, the keyboard below the last; the ids of those that arrived."""
        keyboards = [*[None] * (len(messages) - 1), keyboard]
        ids: list[int] = []
        for html, shown in zip(messages, keyboards, strict=True):
            got = await self._once(html, shown)
            if got is None:
                break  # the rest would lack its beginning
            ids.append(got)
        return tuple(ids)

    async def change(self, message: int, html: str, keyboard: InlineKeyboardMarkup | None = None) -> bool:
        """Make an own message show something else; whether it does."""
        chat, seen = self.wire.chat, self.wire.seen
        if seen.shows(chat, message, (html, keyboard)):
            return True
        if not await self._changed(message, html, keyboard):
            return False
        seen.note_change(chat, message, (html, keyboard))
        return True

    async def replace(
        self, old: Sequence[int], messages: Sequence[str], keyboard: InlineKeyboardMarkup | None
    ) -> tuple[int, ...]:
        """Let `old` messages show others in their place, as far as they can be changed.

        Those that are too many, or cannot be changed, go; what they do not show is sent.
        """
        kept: list[int] = []
        for place, html in enumerate(messages[: len(old)]):
            last = place + 1 == len(messages)
            if not await self.change(old[place], html, keyboard if last else None):
                break
            kept.append(old[place])
        for message in old[len(kept) :]:
            await self.wire.remove(message)
        rest = messages[len(kept) :]
        return tuple(kept) + (await self.send(rest, keyboard) if rest else ())

    async def remove(self, message: int) -> None:
        """Take a message away, or its buttons, if Telegram takes nothing so old away."""
        if not await self.wire.remove(message):
            await self.wire.disarm(message)

    async def _once(self, html: str, keyboard: InlineKeyboardMarkup | None) -> int | None:
        """The id of the message; None if it did not arrive and never will."""
        after = self.wire.seen.last(self.wire.chat)
        new = partial(self.wire.new, below=self._answered)
        got = await attempt(partial(new, html, keyboard), chat=self.wire.free)
        if got is Failure.REFUSED:
            _log.warning("Telegram refused a message as HTML; it is sent as plain text")
            plain = partial(new, without_tags(html), keyboard, plain=True)
            got = await attempt(plain, chat=self.wire.free)
        if isinstance(got, Message):
            return got.message_id
        if got is Failure.UNCONFIRMED:
            return await self._made_sure(html, keyboard, after=after)
        if got is not Failure.AWAY:
            _log.error("a message could not be delivered: %s", got.name.lower())
        return None

    @property
    def _answered(self) -> int | None:
        """The message that is replied to: in private it is plain what an answer belongs to."""
        return None if self.is_private else self.below

    async def _made_sure(self, html: str, keyboard: InlineKeyboardMarkup | None, *, after: int) -> int | None:
        reading = self._reading()
        try:
            line = (await reading.line(self._answered)).message_id
        except UnclearError:
            _log.error("a message may not have been delivered")
            return None
        try:
            found = await reading.find(without_tags(html), after=after, before=line)
        except UnclearError:
            await self.change(line, self.words.say(MAYBE_LOST))
            return line
        if found is not None:
            await self.wire.remove(line)
            return found
        await self._become(line, html, keyboard)
        return line

    async def _become(self, line: int, html: str, keyboard: InlineKeyboardMarkup | None) -> None:
        """Let a line become the message, or plain text, or else say that there should be one."""
        if await self.change(line, html, keyboard):
            return
        if not await self._changed(line, without_tags(html), keyboard, plain=True):
            _log.error("a message could not be delivered: it cannot take the place of a line")
            await self.change(line, self.words.say(MAYBE_LOST))

    async def _changed(
        self, message: int, html: str, keyboard: InlineKeyboardMarkup | None, *, plain: bool = False
    ) -> bool:
        reading, text = self._reading(), html if plain else without_tags(html)
        edit = partial(self.wire.edit, message, html, keyboard, plain=plain)
        for _ in range(_CHANGES):
            got = await attempt(edit, chat=self.wire.free)
            if got is not Failure.UNCONFIRMED:
                return not isinstance(got, Failure)
            try:
                if alike(await reading.at(message), text):
                    return True
            except UnclearError:
                break
        _log.error("a message may not have been changed")
        return False

    def _reading(self) -> Reading:
        return Reading(self.wire, self.words.say(ONE_MOMENT))


class Posts:
    """Posts to all chats."""

    def __init__(self) -> None:
        self.seen = Seen()
        self._free: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()  # by chat

    def to(self, update: Update, bot: Bot, words: Words) -> Post | None:
        """What sends to where an update came from; None if it came from no chat."""
        chat, message = update.effective_chat, message_of(update)
        if chat is None:
            return None
        free = self._free.setdefault(chat.id, asyncio.Lock())
        below = message.message_id if message else None
        return Post(Wire(bot, chat, topic_of(message), self.seen, free), below, words)


def message_of(update: Update) -> Message | None:
    """What was written, or the message below which a button was pressed, if Telegram still has it."""
    query = update.callback_query
    if query is None:
        return update.effective_message
    return query.message if isinstance(query.message, Message) else None


def topic_of(message: Message | None) -> int | None:
    """The number of the topic that a message is in, if it is in one."""
    return message.message_thread_id if message is not None and message.is_topic_message else None


def is_private(chat: Chat | None) -> bool:
    return chat is not None and chat.type == Chat.PRIVATE
