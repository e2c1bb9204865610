"""One HTTP request to the server: which bot, which method, which parameters.

Telegram takes parameters from the query, a form, JSON or multipart alike and treats every one as
text, structured ones as JSON in text; `Params` does the same.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.bot_api_refusal import bad_request

_PATH = re.compile(r"/bot(?P<token>[^/]+)/(?P<method>\w+)")


@dataclass(frozen=True, slots=True)
class Params:
    """The parameters of a call, read the way Telegram reads them."""

    values: Mapping[str, str]

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "yes", "1"}

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def json(self, name: str, what: str) -> Any:
        """Return the decoded JSON, or None when the parameter is missing; `what` names it."""
        if not self.text(name):
            return None
        try:
            return json.loads(self.text(name))
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    @property
    def chat_id(self) -> int | None:
        return self.integer("chat_id") or None


@dataclass(frozen=True, slots=True)
class Request:
    token: str
    method: str  # as the client spelled it
    params: Params
    hung_up: Callable[[], bool]  # has the client closed its end?


def read_request(
    path: str,
    content_type: str,
    body: bytes,
    hung_up: Callable[[], bool],
) -> Request | None:
    """Return the request, or None for a path that is not /botTOKEN/METHOD."""
    url = urlsplit(path)
    match = _PATH.fullmatch(unquote(url.path))
    if match is None:
        return None
    values = dict(parse_qsl(url.query, keep_blank_values=True)) | _body(content_type, body)
    return Request(match["token"], match["method"], Params(values), hung_up)


def _body(content_type: str, body: bytes) -> dict[str, str]:
    if content_type.startswith("application/json"):
        return {name: _as_text(value) for name, value in json.loads(body or b"{}").items()}
    if content_type.startswith("multipart/form-data"):
        return _multipart(content_type, body)
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _multipart(content_type: str, body: bytes) -> dict[str, str]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    parts = message_from_bytes(head + body, policy=HTTP).get_payload()
    assert isinstance(parts, list)
    return dict(_part(part) for part in parts if isinstance(part, Message))


def _part(part: Message) -> tuple[str, str]:
    """Return a field's name and text; of a file, its name stands for its contents."""
    name = str(part.get_param("name", "", "content-disposition"))
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return name, part.get_filename() or payload.decode()
