"""Messages to one chat: each arrives once, whatever becomes of Telegram's answers.

When the answer to a new message is lost, nobody knows whether it arrived. Then a short line is
sent after it. Its number tells which numbers lie between, and a message that lies there can be
changed into what was to be sent: if Telegram does that, or says that nothing would change, it
had arrived, and the line is taken away. If not, the line becomes the message.
"""

import logging
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial

from telegram import (
    Bot,
    Chat,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction, ParseMode

from bot.telegram.delivery import HASTY, Failure, attempt, deliver, edited
from bot.telegram.html import render_lines, without_tags
from bot.telegram.phrases import MAYBE_LOST, ONE_MOMENT
from bot.wording import Words

_log = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_LINES = 5  # tries to send the line after a lost answer; each may leave one behind
_CHATS = 10_000  # remembered, and as many changed messages
_BETWEEN = 60  # numbers to look at; private chats share theirs, so a busy bot has many


class Seen:
    """What is known of the messages so far: the highest number, and what the changed ones show.

    Private chats and small groups share one count of messages.
    """

    def __init__(self) -> None:
        self._last: OrderedDict[int, int] = OrderedDict()  # by supergroup; 0: all others
        self._shown: OrderedDict[tuple[int, int], int] = OrderedDict()  # by chat and message; hashes

    def shows(self, chat: Chat, message: int, content: Hashable) -> bool:
        """Whether a message was last changed to this, so that changing it again would be refused."""
        return self._shown.get((chat.id, message)) == hash(content)

    def note_change(self, chat: Chat, message: int, content: Hashable) -> None:
        self._shown[chat.id, message] = hash(content)
        if len(self._shown) > _CHATS:
            self._shown.popitem(last=False)

    def note(self, chat: Chat, message: int) -> None:
        key = _count(chat)
        self._last[key] = max(self.last(chat), message)
        self._last.move_to_end(key)
        if len(self._last) > _CHATS:
            self._last.popitem(last=False)

    def last(self, chat: Chat) -> int:
        return self._last.get(_count(chat), 0)


def _count(chat: Chat) -> int:
    return chat.id if chat.type in (Chat.SUPERGROUP, Chat.CHANNEL) else 0


@dataclass(frozen=True, slots=True)
class Post:
    """What sends to one chat, in one topic, below one message."""

    bot: Bot
    chat: Chat
    thread: int | None
    below: int | None  # message id; None if it is gone
    words: Words  # for the line after a lost answer
    seen: Seen

    async def typing(self) -> None:
        await deliver(
            lambda: self.bot.send_chat_action(
                self.chat.id, ChatAction.TYPING, message_thread_id=self.thread
            ),
            pauses=HASTY,
        )  # fmt: skip

    @property
    def is_private(self) -> bool:
        return bool(self.chat.type == Chat.PRIVATE)

    async def draft(self, text: str) -> None:
        """What a private chat shows until the message comes; worth nothing if it does not arrive at once."""
        if text and self.below:
            await deliver(
                lambda: self.bot.send_message_draft(
                    self.chat.id, self.below or 0, text, message_thread_id=self.thread
                ),
                pauses=HASTY,
            )

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
        if self.seen.shows(self.chat, message, (html, keyboard)):
            return True
        if not await edited(partial(self._edit, message, html, keyboard)):
            return False
        self.seen.note_change(self.chat, message, (html, keyboard))
        return True

    async def replace(
        self, old: Sequence[int], messages: Sequence[str], keyboard: InlineKeyboardMarkup | None
    ) -> tuple[int, ...]:
        """Let `old` messages show others in their place; what is too many goes, what is too few is sent."""
        kept: list[int] = []
        for place, html in enumerate(messages[: len(old)]):
            last = place + 1 == len(messages)
            if not await self.change(old[place], html, keyboard if last else None):
                return tuple(kept) + await self.send(messages[place:], keyboard)
            kept.append(old[place])
        for message in old[len(messages) :]:
            await self.remove(message)
        rest = messages[len(old) :]
        return tuple(kept) + (await self.send(rest, keyboard) if rest else ())

    async def remove(self, message: int) -> None:
        await deliver(lambda: self.bot.delete_message(self.chat.id, message), repeatable=True)

    async def _once(self, html: str, keyboard: InlineKeyboardMarkup | None) -> int | None:
        """The id of the message; None if it did not arrive and never will."""
        after = self.seen.last(self.chat)
        got = await attempt(partial(self._new, html, keyboard))
        if got is Failure.REFUSED:
            _log.warning("Telegram refused a message as HTML; it is sent as plain text")
            got = await attempt(partial(self._new, without_tags(html), keyboard, plain=True))
        if isinstance(got, Message):
            return got.message_id
        if got is Failure.UNCONFIRMED:
            return await self._made_sure(html, keyboard, after=after)
        if got is not Failure.AWAY:
            _log.error("a message could not be delivered: %s", got.name.lower())
        return None

    async def _made_sure(self, html: str, keyboard: InlineKeyboardMarkup | None, *, after: int) -> int | None:
        line = await self._line()
        if line is None:
            return None
        if line - after > _BETWEEN:
            await self.change(line, self.words.say(MAYBE_LOST))
            return line
        for message in range(after + 1, line):
            if await self.change(message, html, keyboard):
                await self.remove(line)
                return message
        return line if await self.change(line, html, keyboard) else None

    async def _line(self) -> int | None:
        """The id of a short line that surely arrived."""
        for _ in range(_LINES):
            got = await attempt(partial(self._new, self.words.say(ONE_MOMENT), None))
            if isinstance(got, Message):
                return got.message_id
            if got is not Failure.UNCONFIRMED:
                break
        _log.error("a message may not have been delivered")
        return None

    async def _new(self, text: str, keyboard: InlineKeyboardMarkup | None, *, plain: bool = False) -> Message:
        sent = await self.bot.send_message(
            self.chat.id, text, parse_mode=None if plain else ParseMode.HTML, reply_markup=keyboard,
            link_preview_options=_NO_PREVIEW, message_thread_id=self.thread,
            reply_parameters=None if self.is_private or self.below is None
            else ReplyParameters(self.below, allow_sending_without_reply=True),
        )  # fmt: skip
        self.seen.note(self.chat, sent.message_id)
        return sent

    async def _edit(self, message: int, html: str, keyboard: InlineKeyboardMarkup | None) -> object:
        return await self.bot.edit_message_text(
            html, self.chat.id, message, parse_mode=ParseMode.HTML, reply_markup=keyboard,
            link_preview_options=_NO_PREVIEW,
        )  # fmt: skip


def post_for(update: Update, bot: Bot, words: Words, seen: Seen) -> Post | None:
    """What sends to where an update came from; None if it came from no chat."""
    chat, message = update.effective_chat, message_of(update)
    if chat is None:
        return None
    if message is None:
        return Post(bot, chat, None, None, words, seen)
    seen.note(chat, message.message_id)
    thread = message.message_thread_id if message.is_topic_message else None
    return Post(bot, chat, thread, message.message_id, words, seen)


def message_of(update: Update) -> Message | None:
    """What was written, or the message below which a button was pressed, if Telegram still has it."""
    query = update.callback_query
    if query is None:
        return update.effective_message
    return query.message if isinstance(query.message, Message) else None
