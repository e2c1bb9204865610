"""A language model for tests that says what a script tells it, over HTTP, in OpenAI's shape.

    with ModelServer(Says({"statements": []}), Hangs()) as server:
        model = init_chat_model("openai:scripted", base_url=server.url + "/v1", api_key="none")
        ...
        assert server.most_at_once == 1

Replies are used up in the order of the script; after them the default is played. A request that
the real API would not take gets its error, uses up nothing, and is in `refused`.
"""

import json
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from tests.model_errors import ApiRefusalError, error_body
from tests.model_http import HttpServer
from tests.model_replies import (
    Answers,
    CutOff,
    Dribbles,
    Empty,
    Fails,
    Garbage,
    Hangs,
    HangsUp,
    Huge,
    Refuses,
    Reply,
    Says,
    Usage,
)  # fmt: skip
from tests.model_requests import Received, check_body, check_key

__all__ = [
    "Answers", "CutOff", "Dribbles", "Empty", "Fails", "Garbage", "Hangs", "HangsUp", "Huge", "ModelServer",
    "Received", "Refuses", "Reply", "Says", "Usage", "error_body",
]  # fmt: skip

SCRIPT_IS_OVER = Fails(500, error_body("Nothing more is scripted.", type="server_error"))


class ModelServer:
    """It runs from here until `stop`, or until the end of its `with` block."""

    def __init__(
        self, *script: Reply, default: Reply = SCRIPT_IS_OVER, models: Sequence[str] = ("scripted",)
    ) -> None:
        self.default = default
        self._models = models
        self._script = deque(script)
        self._requests: list[Received] = []
        self._refused: list[str] = []
        self._changed = threading.Condition()
        self._server = HttpServer(self._take, self._next_reply, self._list_models)
        self._server.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            self.stop()
        except Exception as bug:
            if error is None:
                raise
            error.add_note(f"the model server failed: {bug!r}")

    @property
    def url(self) -> str:
        """Without a slash and without the `/v1` that a client wants in its base URL."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def script(self, *replies: Reply) -> None:
        """Add replies at the end of the script."""
        with self._changed:
            self._script.extend(replies)

    @property
    def requests(self) -> list[Received]:
        """The requests that were taken, oldest first."""
        with self._changed:
            return list(self._requests)

    @property
    def refused(self) -> list[str]:
        """What was wrong with each request that was not taken."""
        with self._changed:
            return list(self._refused)

    @property
    def most_at_once(self) -> int:
        """The most requests that waited for their reply at the same time."""
        return self._server.at_once.most

    def wait_for_requests(self, count: int, *, timeout: float = 5.0) -> None:
        """Return once so many requests in all have been taken."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._requests) >= count, timeout):
                raise TimeoutError(f"{len(self._requests)} of {count} requests came within {timeout} s")

    def stop(self) -> None:
        """Close every connection and the port, wait for every thread; raise what failed in a script."""
        self._server.stop(cutting_off=True)
        for bug in self._server.errors:
            raise bug

    def _take(self, path: str, headers: Mapping[str, str], raw: bytes) -> Received:
        try:
            received = self._checked(path, headers, raw)
        except ApiRefusalError as refusal:
            with self._changed:
                self._refused.append(str(refusal))
            raise
        with self._changed:
            self._requests.append(received)
            self._changed.notify_all()
        return received

    def _checked(self, path: str, headers: Mapping[str, str], raw: bytes) -> Received:
        _check_path("POST", path, "/v1/chat/completions")
        check_key(headers)
        body = _parsed(headers, raw)
        check_body(body)
        if body["model"] not in self._models:
            raise ApiRefusalError(
                f"The model {body['model']!r} does not exist.",
                param="model", code="model_not_found", status=404,
            )  # fmt: skip
        return Received(body, headers)

    def _next_reply(self, request: Received) -> Reply:
        with self._changed:
            return self._script.popleft() if self._script else self.default

    def _list_models(self, path: str, headers: Mapping[str, str]) -> dict[str, Any]:
        _check_path("GET", path, "/v1/models")
        check_key(headers)
        entry = {"object": "model", "created": 1_700_000_000, "owned_by": "tests"}
        return {"object": "list", "data": [{"id": name, **entry} for name in self._models]}


def _check_path(method: str, path: str, wanted: str) -> None:
    if path.partition("?")[0] != wanted:
        raise ApiRefusalError(f"Invalid URL: {method} {path}.", status=404)


def _parsed(headers: Mapping[str, str], raw: bytes) -> Any:
    if headers.get("content-type", "").partition(";")[0] != "application/json":
        raise ApiRefusalError("The body must be sent as application/json.")
    try:
        return json.loads(raw)
    except ValueError:
        raise ApiRefusalError("The body of the request could not be parsed as JSON.") from None
