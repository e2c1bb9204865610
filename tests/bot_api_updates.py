"""The queue behind getUpdates: long polling, confirmation by offset, one poller at a time."""

import threading
import time
from collections.abc import Callable

from tests.bot_api_entities import Json
from tests.bot_api_refusal import conflict
from tests.bot_api_request import Params

_LIMIT = 100
_ADVICE = "make sure that only one bot instance is running"
_LONGEST_POLL = 50  # seconds
_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


class Updates:
    """Updates wait here until a poller confirms them with a higher offset."""

    def __init__(self, changed: threading.Condition) -> None:
        self.webhook_url = ""
        self._changed = changed
        self._waiting: list[Json] = []
        self._next_id = 1000
        self._allowed: list[str] = []  # empty: all but _NOT_BY_DEFAULT
        self._poll: object = None  # the one that may go on waiting
        self._closed = False

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, update: Json) -> Json:
        """Queue the update if the bot wants its kind; return it with its `update_id`."""
        with self._changed:
            numbered = {"update_id": self._next_id} | update
            self._next_id = numbered["update_id"] + 1
            if self._wanted(update):
                self._waiting.append(numbered)
            self._changed.notify_all()
            return numbered

    def forget(self) -> None:
        self._waiting.clear()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def take(self, params: Params, hung_up: Callable[[], bool]) -> list[Json]:
        """Answer a getUpdates call; an earlier call that still waits ends with a conflict."""
        with self._changed:
            self._poll = this_poll = object()
            self._changed.notify_all()
            self._allowed = params.json("allowed_updates", "allowed_updates") or self._allowed
            self._confirm(params.integer("offset"))
            deadline = time.monotonic() + min(params.integer("timeout"), _LONGEST_POLL)
            self._refuse_beside_webhook()
            while not (self._waiting or self._closed):
                if not self._changed.wait(max(0, deadline - time.monotonic())):
                    break
                if self._poll is not this_poll:
                    return self._superseded(hung_up)
                self._refuse_beside_webhook()
            return self._waiting[: params.integer("limit", _LIMIT) or _LIMIT]

    def _wanted(self, update: Json) -> bool:
        kinds = update.keys() - {"update_id"}
        if self._allowed:
            return not kinds.isdisjoint(self._allowed)
        return kinds.isdisjoint(_NOT_BY_DEFAULT)

    def _confirm(self, offset: int) -> None:
        """Forget what the poller has seen; a negative offset keeps only the last updates."""
        if offset < 0:
            self._waiting = self._waiting[offset:]
        elif offset > 0:
            self._waiting = [u for u in self._waiting if u["update_id"] >= offset]

    def _refuse_beside_webhook(self) -> None:
        if self.webhook_url:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )

    def _superseded(self, hung_up: Callable[[], bool]) -> list[Json]:
        if hung_up():
            return []
        raise conflict(f"terminated by other getUpdates request; {_ADVICE}")
