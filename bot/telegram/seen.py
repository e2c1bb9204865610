"""What is known of the messages so far: which numbers are accounted for, and what changed ones show.

Private chats and small groups share one count of messages; each supergroup has its own. All is forgotten
after a quarter of an hour: a message is tried for five minutes, and so is the line by which it is found out
about.
"""

import time
from collections.abc import Callable, Hashable

from cachetools import TTLCache
from telegram import Chat, Update

_SECONDS = 15 * 60.0
_REMEMBERED = 20_000  # numbers, and as many changed messages
_CHATS = 10_000


class Seen:
    """All chats."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` counts seconds."""
        self._last: TTLCache[int, int] = TTLCache(_CHATS, _SECONDS, clock)  # by count
        self._known: TTLCache[tuple[int, int], None] = TTLCache(_REMEMBERED, _SECONDS, clock)  # and number
        self._shown: TTLCache[tuple[int, int], int] = TTLCache(_REMEMBERED, _SECONDS, clock)  # hashes

    def purge(self) -> None:
        """Drop what is too old."""
        self._last.expire()
        self._known.expire()
        self._shown.expire()

    def note(self, chat: Chat, message: int) -> None:
        """Account for a number: it is known what it is, or that it is not ours."""
        count = _count(chat)
        self._last[count] = max(self.last(chat), message)
        self._known[count, message] = None

    def note_update(self, update: Update) -> None:
        chat, message = update.effective_chat, update.effective_message
        if chat is not None and message is not None:
            self.note(chat, message.message_id)

    def last(self, chat: Chat) -> int:
        """The highest number so far."""
        return self._last.get(_count(chat), 0)

    def next_unknown(self, chat: Chat, after: int) -> int | None:
        """The first number beyond `after`, and below the highest, that is not accounted for; or None."""
        count = _count(chat)
        numbers = range(after + 1, self.last(chat))
        return next((number for number in numbers if (count, number) not in self._known), None)

    def shows(self, chat: Chat, message: int, content: Hashable) -> bool:
        """Whether a message was last changed to this, so that changing it again would be refused."""
        return self._shown.get((chat.id, message)) == hash(content)

    def note_change(self, chat: Chat, message: int, content: Hashable) -> None:
        self._shown[chat.id, message] = hash(content)


def _count(chat: Chat) -> int:
    """Which count a chat's numbers are of; 0: the one that private chats and small groups share."""
    return chat.id if chat.type in (Chat.SUPERGROUP, Chat.CHANNEL) else 0
