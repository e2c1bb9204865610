"""Everything that the server knows: chats, messages, what the bot did and what it was told.

One condition guards it all; whoever changes something notifies, whoever waits for something
waits on it.
"""

import itertools
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from tests.bot_api_content import Accepted, Content
from tests.bot_api_entities import Json
from tests.bot_api_keyboard import Button, Keyboard
from tests.bot_api_refusal import bad_request, forbidden, moved
from tests.bot_api_request import Params
from tests.bot_api_updates import Updates

Key: TypeAlias = tuple[int, int]  # chat id, message id


@dataclass(eq=False, slots=True)
class SentMessage:
    """A message of the bot, kept up to date when the bot edits or deletes it."""

    chat_id: int
    message_id: int
    reply_to: int | None  # message id
    thread_id: int | None
    params: Mapping[str, str]  # of the sendMessage call
    date: int
    history: list[Content]  # oldest first, never empty
    deleted: bool = False

    @property
    def content(self) -> Content:
        return self.history[-1]

    @property
    def text(self) -> str:
        return self.content.text

    @property
    def html(self) -> str:
        return self.content.html

    @property
    def entities(self) -> list[Json]:
        return [entity.json() for entity in self.content.entities]

    @property
    def keyboard(self) -> Keyboard:
        return self.content.keyboard

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.keyboard for button in row]

    @property
    def links(self) -> list[str]:
        return [entity.url for entity in self.content.entities if entity.url]

    @property
    def edited(self) -> bool:
        return len(self.history) > 1

    def __repr__(self) -> str:
        return f"<message {self.message_id} to chat {self.chat_id}: {self.text[:60]!r}>"


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the bot with the right token, carried out or not."""

    method: str  # as Telegram spells it, when it knows the method
    params: Mapping[str, str]
    at: float  # time.monotonic

    @property
    def chat_id(self) -> int | None:
        return Params(self.params).chat_id


@dataclass(frozen=True, slots=True)
class Refused:
    """A call that broke a rule; what `BotApi.fail` made of a call is not listed."""

    method: str
    params: Mapping[str, str]
    error_code: int
    description: str


@dataclass(frozen=True, slots=True)
class AnsweredCallback:
    query_id: str
    text: str
    show_alert: bool


@dataclass(frozen=True, slots=True)
class InlineResult:
    """What somebody can paste, as they see it and as it is pasted."""

    title: str
    description: str
    content: Content


@dataclass(slots=True)
class World:
    bot: Json
    changed: threading.Condition = field(default_factory=threading.Condition)
    chats: dict[int, Json] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)  # chat ids
    moved: dict[int, int] = field(default_factory=dict)  # chat ids, of groups and what became of them
    sent: list[SentMessage] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    answered_callbacks: list[AnsweredCallback] = field(default_factory=list)
    open_callbacks: set[str] = field(default_factory=set)
    open_inline: set[str] = field(default_factory=set)
    answered_inline: dict[str, tuple[InlineResult, ...]] = field(default_factory=dict)  # by query id
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)  # scope, language
    webhook: Mapping[str, str] = field(default_factory=dict)
    webhook_failure: Json = field(default_factory=dict)  # the last, as getWebhookInfo tells it
    dropped_entities: int = 0
    dropped_links: int = 0
    calls_while_blocked: int = 0
    last_id: int = 0  # of people's and the bot's messages alike
    updates: Updates = field(init=False)
    _incoming: dict[Key, Json] = field(default_factory=dict)
    _queries: Iterator[int] = field(default_factory=itertools.count)
    _closing: bool = False

    def __post_init__(self) -> None:
        self.updates = Updates(self.changed)

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def open_callback(self) -> str:
        """Return the id of a new callback query, which the bot may answer once."""
        query_id = str(10**15 + next(self._queries))
        self.open_callbacks.add(query_id)
        return query_id

    def open_inline_query(self) -> str:
        """Return the id of a new inline query, which the bot may answer once."""
        query_id = str(2 * 10**15 + next(self._queries))
        self.open_inline.add(query_id)
        return query_id

    def receive(self, message: Json) -> None:
        """Keep what a person wrote, new or edited."""
        self._incoming[message["chat"]["id"], message["message_id"]] = message

    def forget(self, chat_id: int, message_id: int) -> None:
        """Delete what a person wrote."""
        del self._incoming[chat_id, message_id]

    def find_sent(self, chat_id: int, message_id: int) -> SentMessage | None:
        wanted = (chat_id, message_id)
        found = (m for m in self.sent if (m.chat_id, m.message_id) == wanted and not m.deleted)
        return next(found, None)

    def find(self, chat_id: int, message_id: int) -> Json | None:
        """Return a person's or the bot's message as the Bot API writes it."""
        own = self.find_sent(chat_id, message_id)
        return self.json_of(own) if own else self._incoming.get((chat_id, message_id))

    def json_of(self, message: SentMessage) -> Json:
        result: Json = {
            "message_id": message.message_id,
            "from": self.bot,
            "chat": self.chats[message.chat_id],
            "date": message.date,
            **message.content.json(),
        }
        if message.edited:
            result["edit_date"] = message.date
        if message.thread_id is not None:
            result |= {"message_thread_id": message.thread_id, "is_topic_message": True}
        original = self.find(message.chat_id, message.reply_to) if message.reply_to else None
        if original:
            result["reply_to_message"] = without_reply(original)
        return result

    def open_chat(self, params: Params) -> int:
        """Return the id of the chat that a call is for, if the bot may write there."""
        if not params.text("chat_id"):
            raise bad_request("chat_id is empty")
        chat_id = params.chat_id
        if chat_id not in self.chats:
            raise bad_request("chat not found")
        assert chat_id is not None
        if chat_id in self.moved:
            raise moved(self.moved[chat_id])
        if chat_id in self.blocked:
            raise forbidden("bot was blocked by the user")
        return chat_id

    def count_dropped(self, accepted: Accepted) -> Content:
        self.dropped_entities += accepted.dropped_entities
        self.dropped_links += accepted.dropped_links
        return accepted.content

    def wait_until(self, fulfilled: Callable[[], bool], seconds: float) -> bool:
        with self.changed:
            self.changed.wait_for(lambda: self._closing or fulfilled(), seconds)
            return fulfilled()

    def pause(self, seconds: float) -> None:
        self.wait_until(lambda: False, seconds)

    def close(self) -> None:
        with self.changed:
            self._closing = True
        self.updates.close()


def without_reply(message: Json) -> Json:
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def now() -> int:
    return int(time.time())
