"""The calls that write to one chat; whether they arrive is seen to elsewhere.

One call to a chat at a time, so that nothing is sent to a chat while another call waits as long as
Telegram says.
"""

import asyncio
from dataclasses import dataclass
from functools import partial

from telegram import Bot, Chat, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated

from bot.telegram.delivery import deliver
from bot.telegram.seen import Seen

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNCHANGED = "message is not modified"


@dataclass(frozen=True, slots=True)
class Wire:
    bot: Bot
    chat: Chat
    thread: int | None
    seen: Seen
    free: asyncio.Lock  # held during a call to this chat

    async def new(
        self,
        text: str,
        keyboard: InlineKeyboardMarkup | None = None,
        *,
        below: int | None,
        plain: bool = False,
        quiet: bool = False,
    ) -> Message:
        """Send, as a reply if the message `below` is still there.

        What it replies to, and the topic, stay behind when a group becomes a supergroup.
        """
        send = partial(
            self.bot.send_message, text=text, parse_mode=None if plain else ParseMode.HTML,
            reply_markup=keyboard, link_preview_options=_NO_PREVIEW, disable_notification=quiet or None,
        )  # fmt: skip
        reply = None if below is None else ReplyParameters(below, allow_sending_without_reply=True)
        try:
            sent = await send(self.chat.id, message_thread_id=self.thread, reply_parameters=reply)
        except ChatMigrated as moved:
            sent = await send(moved.new_chat_id)
        self.seen.note(sent.chat, sent.message_id)
        return sent

    async def edit(
        self, message: int, text: str, keyboard: InlineKeyboardMarkup | None, *, plain: bool = False
    ) -> None:
        """Let a message show this; it may show it already, which Telegram calls an error."""
        try:
            await self.bot.edit_message_text(
                text, self.chat.id, message, parse_mode=None if plain else ParseMode.HTML,
                reply_markup=keyboard, link_preview_options=_NO_PREVIEW,
            )  # fmt: skip
        except BadRequest as error:
            if _UNCHANGED not in str(error).lower():
                raise

    async def remove(self, message: int) -> bool:
        """Take a message away, if it is there: of several, Telegram skips what it does not find.

        Whether it is gone; Telegram takes none away that is older than two days.
        """
        gone = await deliver(
            lambda: self.bot.delete_messages(self.chat.id, [message]), repeatable=True, chat=self.free
        )
        return gone is not None

    async def disarm(self, message: int) -> None:
        """Take the buttons of a message away."""
        await deliver(
            lambda: self.bot.edit_message_reply_markup(self.chat.id, message), repeatable=True, chat=self.free
        )
