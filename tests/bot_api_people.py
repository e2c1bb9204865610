"""People who write to the bot, press its buttons and wait for its answers."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tests.bot_api_entities import Json, detected
from tests.bot_api_keyboard import Button
from tests.bot_api_waiting import Waiting
from tests.bot_api_world import InlineResult, SentMessage, World, now, without_reply

Message: TypeAlias = SentMessage | Json  # of the bot, or an update or message of a person


@dataclass(slots=True)
class Chat:
    """A chat, and the point from which its next answer is awaited."""

    id: int
    world: World
    waiting: Waiting
    _answered: int = field(init=False)  # message id

    def __post_init__(self) -> None:
        self._answered = self.world.last_id

    def wait_reply(self, timeout: float) -> SentMessage:
        message = self.waiting.for_message(self.id, after=self._answered, timeout=timeout)
        self._answered = message.message_id
        return message

    def post(self, user: Json, content: Json, reply_to: Message | None) -> Json:
        """Deliver a new message; answers are awaited from here on."""
        with self.world.changed:
            message = {
                "message_id": self.world.next_id(),
                "from": user,
                "chat": self.world.chats[self.id],
                "date": now(),
                **content,
            }
            if reply_to is not None:
                message["reply_to_message"] = without_reply(self._written(reply_to))
            self.world.receive(message)
            return self.deliver({"message": message})

    def deliver(self, update: Json) -> Json:
        self._answered = self.world.last_id
        return self.world.updates.add(update)

    def _written(self, message: Message) -> Json:
        return self.world.json_of(message) if isinstance(message, SentMessage) else _inner(message)


@dataclass(slots=True)
class Person:
    """Somebody with a private chat with the bot."""

    user: Json
    chat: Chat

    @property
    def id(self) -> int:
        return int(self.user["id"])

    def say(self, text: str, *, reply_to: Message | None = None, quote: str | None = None) -> Json:
        """Write to the bot, below a message and with words marked in it; return the update that it gets."""
        marked: Json = {} if quote is None else {"quote": {"text": quote, "position": 0, "is_manual": True}}
        return self.chat.post(self.user, typed(text) | marked, reply_to)

    def sticker(self) -> Json:
        flags = {"is_animated": False, "is_video": False}
        sticker = {**_file("sticker", 512), **flags, "type": "regular", "emoji": "🙂"}
        return self.chat.post(self.user, {"sticker": sticker}, None)

    def photo(self, caption: str = "") -> Json:
        content: Json = {"photo": [_file("photo", 90), _file("photo", 800)]}
        if caption:
            content["caption"] = caption
        return self.chat.post(self.user, content, None)

    def voice(self) -> Json:
        voice = {"file_id": "voice", "file_unique_id": "voice", "duration": 3}
        return self.chat.post(self.user, {"voice": voice}, None)

    def file(self) -> Json:
        document = {"file_id": "file", "file_unique_id": "file", "file_name": "notice.pdf"}
        return self.chat.post(self.user, {"document": document}, None)

    def location(self) -> Json:
        return self.chat.post(self.user, {"location": {"latitude": 1.5, "longitude": 2.5}}, None)

    def edit(self, message: Json, text: str) -> Json:
        """Change an own message, given as the update or the message that it came with."""
        with self.chat.world.changed:
            kept = {key: value for key, value in _inner(message).items() if key != "entities"}
            edited = {**kept, **typed(text), "edit_date": now()}
            self.chat.world.receive(edited)
            return self.chat.deliver({"edited_message": edited})

    def press(self, message: SentMessage, button: str | int) -> Json:
        """Press a callback button, named by its text or by its number from 0."""
        pressed = _button(message, button)
        world = self.chat.world
        with world.changed:
            query = {
                "id": world.open_callback(),
                "from": self.user,
                "message": world.json_of(message),
                "chat_instance": str(message.chat_id),
                "data": pressed.callback_data,
            }
            return self.chat.deliver({"callback_query": query})

    def strike(self, text: str) -> str:
        """Type on behind the bot's name without waiting for what is offered; the id of the query."""
        world = self.chat.world
        with world.changed:
            query_id = world.open_inline_query()
            query = {"id": query_id, "from": self.user, "query": text, "offset": ""}
            self.chat.deliver({"inline_query": query})
        return query_id

    def type_inline(self, text: str, *, timeout: float = 5.0) -> tuple[InlineResult, ...]:
        """Type the bot's name and a question in some chat; return what is offered."""
        world, query_id = self.chat.world, self.strike(text)
        self.chat.waiting.until(
            lambda: query_id in world.answered_inline, f"an answer to the inline query {text!r}", timeout
        )
        return world.answered_inline[query_id]

    def wait_reply(self, *, timeout: float = 5.0) -> SentMessage:
        """Return the bot's next message to this person since they last did something."""
        return self.chat.wait_reply(timeout)

    def block_bot(self) -> None:
        self.chat.world.blocked.add(self.id)

    def unblock_bot(self) -> None:
        self.chat.world.blocked.discard(self.id)


@dataclass(slots=True)
class Group:
    """A group that the bot is in, with all messages passed on to it."""

    chat: Chat

    @property
    def id(self) -> int:
        return self.chat.id

    def say(
        self,
        person: Person,
        text: str,
        *,
        reply_to: Message | None = None,
        thread_id: int | None = None,
    ) -> Json:
        topic: Json = {} if thread_id is None else {"message_thread_id": thread_id}
        topic |= {"is_topic_message": True} if topic else {}
        return self.chat.post(person.user, typed(text) | topic, reply_to)

    def becomes(self, supergroup: "Group") -> None:
        """Let the group go, as Telegram does when it is made a supergroup, which has an id of its own."""
        with self.chat.world.changed:
            self.chat.world.moved[self.id] = supergroup.id

    def wait_reply(self, *, timeout: float = 5.0) -> SentMessage:
        """Return the bot's next message to the group since somebody last wrote there."""
        return self.chat.wait_reply(timeout)


def typed(text: str) -> Json:
    entities = [entity.json() for entity in detected(text)]
    return {"text": text, "entities": entities} if entities else {"text": text}


def _inner(message: Json) -> Json:
    inner: Any = message.get("message") or message.get("edited_message") or message
    assert isinstance(inner, dict)
    return inner


def _button(message: SentMessage, wanted: str | int) -> Button:
    texts = [button.text for button in message.buttons]
    known = wanted in texts if isinstance(wanted, str) else wanted < len(texts)
    if message.deleted or not known:
        state = "deleted" if message.deleted else f"with the buttons {texts}"
        raise AssertionError(f"no button {wanted!r} on {message!r}, {state}")
    button = message.buttons[texts.index(wanted) if isinstance(wanted, str) else wanted]
    if button.callback_data is None:
        raise AssertionError(f"button {button.text!r} opens {button.value!r}, it calls nobody")
    return button


def _file(name: str, side: int) -> Json:
    ids = {"file_id": f"{name}-{side}", "file_unique_id": f"{name}{side}"}
    return {**ids, "width": side, "height": side}
