"""A Bot API server for tests: real HTTP on loopback, Telegram's words, people to play.

    with BotApi(token="123456:TEST") as api:
        ada = api.private(user_id=7, first_name="Ada")
        with polling(build_application(base_url=api.base_url)):
            ada.say("/start")
            assert "Hello" in ada.wait_reply().text

The waiting methods block: call them from a thread that does not run the bot's loop.
"""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from tests.bot_api_entities import Json
from tests.bot_api_exchange import Exchange
from tests.bot_api_faults import Fault, Faults
from tests.bot_api_http import HttpServer
from tests.bot_api_keyboard import Button
from tests.bot_api_people import Chat, Group, Person
from tests.bot_api_polling import polling
from tests.bot_api_waiting import Waiting
from tests.bot_api_world import AnsweredCallback, Call, InlineResult, Refused, SentMessage, World

__all__ = [
    "AnsweredCallback",
    "BotApi",
    "Button",
    "Call",
    "Fault",
    "Group",
    "Person",
    "Refused",
    "SentMessage",
    "polling",
]


class BotApi:
    """The server, from inside its `with` block."""

    def __init__(
        self, *, token: str = "123456:TEST", username: str = "cita_test_bot", name: str = "Cita"
    ) -> None:
        self.token = token
        self.username = username
        self._world = World(_bot(token, username, name))
        self._faults = Faults()
        self._waiting = Waiting(self._world)
        self._server = HttpServer(Exchange(token, self._world, self._faults).reply_to)

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._world.close()
        self._server.stop()
        for bug in self._server.errors:
            if error is None:
                raise bug
            error.add_note(f"the Bot API server failed: {bug!r}")

    @property
    def base_url(self) -> str:
        """What `ApplicationBuilder.base_url` wants; the token follows without a slash."""
        return f"http://127.0.0.1:{self._server.server_port}/bot"

    # What people do

    def private(
        self,
        *,
        user_id: int,
        first_name: str = "Ada",
        language_code: str | None = None,
        username: str | None = None,
    ) -> Person:
        """Open a private chat; its id is the person's."""
        names: Json = {"first_name": first_name} | ({"username": username} if username else {})
        user = {"id": user_id, "is_bot": False, **names}
        if language_code:
            user["language_code"] = language_code
        return Person(user, self._open({"id": user_id, "type": "private", **names}))

    def group(self, chat_id: int, *, title: str = "Group") -> Group:
        return Group(self._open({"id": chat_id, "type": "supergroup", "title": title}))

    def deliver(self, update: Json) -> Json:
        """Queue any update as it is; an `update_id` is added when it has none."""
        return self._world.updates.add(update)

    # What the bot did

    @property
    def sent(self) -> list[SentMessage]:
        """The bot's messages, oldest first, deleted ones included."""
        with self._world.changed:
            return list(self._world.sent)

    @property
    def calls(self) -> list[Call]:
        with self._world.changed:
            return list(self._world.calls)

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    @property
    def refused(self) -> list[Refused]:
        with self._world.changed:
            return list(self._world.refused)

    @property
    def answered_callbacks(self) -> list[AnsweredCallback]:
        with self._world.changed:
            return list(self._world.answered_callbacks)

    @property
    def inline_answers(self) -> dict[str, tuple[InlineResult, ...]]:
        """What was offered, by the id of the query."""
        with self._world.changed:
            return dict(self._world.answered_inline)

    @property
    def dropped_entities(self) -> int:
        """Entities beyond the hundredth of a message, which Telegram leaves out silently."""
        return self._world.dropped_entities

    @property
    def dropped_links(self) -> int:
        """HTML links to hosts without a dot, which Telegram leaves out silently."""
        return self._world.dropped_links

    @property
    def calls_while_blocked(self) -> int:
        """Calls to a chat before the `retry_after` of its last 429 was over."""
        return self._world.calls_while_blocked

    def wait_for_message(
        self, chat_id: int, *, after: SentMessage | int = 0, timeout: float = 5.0
    ) -> SentMessage:
        """Return the bot's first message to the chat that is newer than `after`."""
        last = after.message_id if isinstance(after, SentMessage) else after
        return self._waiting.for_message(chat_id, after=last, timeout=timeout)

    def wait_for_edit(self, message: SentMessage, *, edits: int = 1, timeout: float = 5.0) -> None:
        """Return once the message has been edited `edits` times in all."""
        what = f"edit {edits} of {message!r}"
        self.wait_until(lambda: len(message.history) > edits, what, timeout=timeout)

    def wait_until(
        self, fulfilled: Callable[[], bool], what: str = "a condition", *, timeout: float = 5.0
    ) -> None:
        """Return once the condition holds; it is looked at after everything the bot does."""
        self._waiting.until(fulfilled, what, timeout)

    # What goes wrong

    def fail(self, method: str, fault: Fault, *, chat_id: int | None = None) -> None:
        """Spoil the next `fault.times` calls of a method, of one chat or of any."""
        with self._world.changed:
            self._faults.add(method, fault, chat_id)

    def hook(self, url: str, *, failed: str = "") -> None:
        """Set a webhook, and say how the last call of it went wrong, if it did."""
        with self._world.changed:
            self._world.updates.webhook_url = url
            failure = {"last_error_date": 1_770_000_000, "last_error_message": failed}
            self._world.webhook_failure = failure if failed else {}

    def heal(self) -> None:
        """Forget the faults that have not happened yet, and end every flood."""
        with self._world.changed:
            self._faults.clear()

    def _open(self, chat: Json) -> Chat:
        with self._world.changed:
            self._world.chats[chat["id"]] = chat
            return Chat(chat["id"], self._world, self._waiting)


def _bot(token: str, username: str, name: str) -> Json:
    return {
        "id": int(token.split(":")[0]),
        "is_bot": True,
        "first_name": name,
        "username": username,
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": True,
    }
