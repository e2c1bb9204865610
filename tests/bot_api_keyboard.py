"""Inline keyboards, with the checks that Telegram makes on them."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from tests.bot_api_entities import Json
from tests.bot_api_links import WrongLinkError, checked_link
from tests.bot_api_refusal import bad_request
from tests.bot_api_request import Params

BUTTONS_PER_MESSAGE = 100
CALLBACK_DATA_BYTES = 64
COPY_TEXT_LENGTH = 256

_ACTIONS = (
    "callback_data",
    "url",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
)


@dataclass(frozen=True, slots=True)
class Button:
    text: str
    action: str  # one of _ACTIONS
    value: str

    @property
    def callback_data(self) -> str | None:
        return self.value if self.action == "callback_data" else None

    @property
    def url(self) -> str | None:
        return self.value if self.action == "url" else None

    @property
    def copy_text(self) -> str | None:
        return self.value if self.action == "copy_text" else None

    def json(self) -> Json:
        value = {"text": self.value} if self.action == "copy_text" else self.value
        return {"text": self.text, self.action: value}


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]  # rows


def read_keyboard(params: Params, *, only_inline: bool = False) -> Keyboard:
    """Return the inline keyboard of a call; other markups are accepted and give no rows."""
    markup = params.json("reply_markup", "reply keyboard markup")
    if markup is None:
        return ()
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if only_inline:
            raise bad_request("inline keyboard expected")
        return ()
    rows = tuple(tuple(_button(button) for button in row) for row in markup["inline_keyboard"])
    if sum(map(len, rows)) > BUTTONS_PER_MESSAGE:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return tuple(row for row in rows if row)


def keyboard_json(keyboard: Keyboard) -> Json:
    return {"inline_keyboard": [[button.json() for button in row] for row in keyboard]}


def _button(raw: Any) -> Button:
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not raw["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    action = next((name for name in _ACTIONS if name in raw), None)
    if action is None or (action in {"callback_data", "url"} and raw[action] == ""):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    return Button(raw["text"], action, _value(action, raw[action]))


def _value(action: str, raw: Any) -> str:
    if action == "url":
        return _url(raw)
    if action == "copy_text":
        return _copy_text(raw["text"])
    if action == "callback_data" and len(raw.encode()) > CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return str(raw)


def _url(url: str) -> str:
    try:
        return checked_link(url)
    except WrongLinkError as reason:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}") from None


def _copy_text(text: str) -> str:
    if not 1 <= len(text) <= COPY_TEXT_LENGTH:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text
