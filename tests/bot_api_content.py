"""What a bot's message shows: its text, entities and keyboard, as Telegram would accept them."""

import re
from dataclasses import dataclass, replace
from typing import Any

from tests.bot_api_entities import (
    ENTITIES_PER_MESSAGE,
    KNOWN_TYPES,
    Entity,
    Json,
    arranged,
    utf16_length,
)
from tests.bot_api_html import Parsed, parse_html
from tests.bot_api_keyboard import Keyboard, keyboard_json, read_keyboard
from tests.bot_api_links import WrongLinkError, checked_link
from tests.bot_api_refusal import bad_request
from tests.bot_api_request import Params

TEXT_LENGTH = 4096  # UTF-16 units, after parsing
SOURCE_BYTES = 1 << 15  # before parsing

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_AUTOMATIC_TYPES = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}


@dataclass(frozen=True, slots=True)
class Content:
    """One version of a bot's message."""

    text: str  # plain, as the reader sees it
    html: str  # the `text` parameter as it was sent
    entities: tuple[Entity, ...]
    keyboard: Keyboard

    def json(self) -> Json:
        result: Json = {"text": self.text}
        if self.entities:
            result["entities"] = [entity.json() for entity in self.entities]
        if self.keyboard:
            result["reply_markup"] = keyboard_json(self.keyboard)
        return result

    def shows_the_same_as(self, other: "Content") -> bool:
        return replace(self, html=other.html) == other


@dataclass(frozen=True, slots=True)
class Accepted:
    """A content, and how much of what was asked for is silently missing from it."""

    content: Content
    dropped_entities: int
    dropped_links: int


def read_content(params: Params, *, only_inline: bool = False) -> Accepted:
    source = params.text("text")
    if not source:
        raise bad_request("message text is empty")
    if len(source.encode()) > SOURCE_BYTES:
        raise bad_request("text is too long")
    parsed = _trimmed(_parsed(_cleaned(source), params))
    if not parsed.text:
        raise bad_request("text must be non-empty")
    if utf16_length(parsed.text) > TEXT_LENGTH:
        raise bad_request("message is too long")
    entities = tuple(arranged(parsed.entities))
    kept = entities[:ENTITIES_PER_MESSAGE]
    keyboard = read_keyboard(params, only_inline=only_inline)
    content = Content(parsed.text, source, kept, keyboard)
    return Accepted(content, len(entities) - len(kept), parsed.dropped_links)


def _parsed(text: str, params: Params) -> Parsed:
    match params.text("parse_mode").lower():
        case "html":
            return parse_html(text)
        case "":
            return Parsed(text, _given_entities(text, params))
        case _:
            raise bad_request("unsupported parse_mode")


def _cleaned(text: str) -> str:
    """Drop carriage returns; other control characters become spaces."""
    return _CONTROL.sub(" ", text.replace("\r", ""))


def _trimmed(parsed: Parsed) -> Parsed:
    """Cut blanks at both ends, at the start only as far as no entity covers them."""
    text = parsed.text.rstrip(" \n")
    first = min((entity.offset for entity in parsed.entities), default=len(text))
    blank = min(len(text) - len(text.lstrip(" \n")), first)
    text = text[blank:]
    end = utf16_length(text)
    moved = [replace(entity, offset=entity.offset - blank) for entity in parsed.entities]
    fitting = [
        replace(entity, length=min(entity.length, end - entity.offset))
        for entity in moved
        if entity.offset < end
    ]
    return replace(parsed, text=text, entities=tuple(fitting))


def _given_entities(text: str, params: Params) -> tuple[Entity, ...]:
    given = params.json("entities", "entities") or []
    wanted = (_given_entity(raw, utf16_length(text)) for raw in given)
    return tuple(entity for entity in wanted if entity.type in KNOWN_TYPES)


def _given_entity(raw: Any, end: int) -> Entity:
    kind, offset, length = raw["type"], int(raw["offset"]), int(raw["length"])
    if kind not in KNOWN_TYPES | _AUTOMATIC_TYPES:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if offset > end:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > end:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {offset + length}"
        )
    url = _entity_url(raw["url"]) if kind == "text_link" else None
    return Entity(kind, offset, length, url=url, language=raw.get("language"))


def _entity_url(url: str) -> str:
    try:
        return checked_link(url)
    except WrongLinkError as reason:
        raise bad_request(f"entity URL '{url}' is invalid: {reason}") from None
