"""Entities: what Telegram knows of a text besides its characters.

Offsets and lengths are in UTF-16 code units, as everywhere in the Bot API. `arranged` puts
entities into the order and shape in which Telegram returns them; `detected` finds what a
client marks in what a person typed. Pure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Span: TypeAlias = tuple[int, int]  # start, end

ENTITIES_PER_MESSAGE = 100

# The numbers are TDLib's order among entities that begin and end together.
_STYLES = {"bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94}
_BLOCKS = {"blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "text_link": 49}
KNOWN_TYPES = _STYLES.keys() | _BLOCKS.keys()

_MENTION = re.compile(r"(?<!\w)@[A-Za-z0-9_]{4,32}(?!\w)")
_COMMAND = re.compile(
    r"""(?<![\w/<>]) /[A-Za-z0-9_]{1,64}
    (?: @[A-Za-z0-9_]{3,32}(?![\w/<>]) | (?![\w/<>@]) )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One marked stretch of a text."""

    type: str
    offset: int
    length: int
    url: str | None = None  # text_link only
    language: str | None = None  # pre only

    @property
    def end(self) -> int:
        return self.offset + self.length

    def json(self) -> Json:
        extra = {"url": self.url, "language": self.language}
        return {
            "type": self.type,
            "offset": self.offset,
            "length": self.length,
            **{key: value for key, value in extra.items() if value is not None},
        }


def utf16_length(text: str) -> int:
    """Count UTF-16 code units.

    >>> utf16_length("a😀")
    3
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")


def arranged(entities: Sequence[Entity]) -> list[Entity]:
    """Return well-nested entities as TDLib keeps them.

    Equal styles that touch are merged; a style is cut where another begins, and at the edges
    of links, code and quotations; inside code there are no styles.
    """
    blocks = [e for e in entities if e.type not in _STYLES]
    styles = {style: _merged(e for e in entities if e.type == style) for style in _STYLES}
    cuts = {edge for block in blocks for edge in (block.offset, block.end)}
    cuts |= {start for spans in styles.values() for start, _ in spans}
    pieces = [
        Entity(style, start, end - start)
        for style, spans in styles.items()
        for span in spans
        for start, end in _cut(span, cuts)
        if not _within_code(start, blocks)
    ]
    return sorted([*blocks, *pieces], key=_position)


def detected(text: str) -> list[Entity]:
    """Return the bot commands and mentions that a Telegram client would mark.

    >>> [(e.type, e.offset, e.length) for e in detected("/ask@cita_bot, @cita_bot")]
    [('bot_command', 0, 13), ('mention', 15, 9)]
    """
    found = [*_matches("bot_command", _COMMAND, text), *_matches("mention", _MENTION, text)]
    return sorted(found, key=lambda entity: entity.offset)


def _matches(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Entity]:
    for match in pattern.finditer(text):
        yield Entity(kind, utf16_length(text[: match.start()]), utf16_length(match[0]))


def _position(entity: Entity) -> tuple[int, int, int]:
    return entity.offset, -entity.length, {**_STYLES, **_BLOCKS}[entity.type]


def _within_code(position: int, blocks: Iterable[Entity]) -> bool:
    return any(b.type in {"code", "pre"} and b.offset <= position < b.end for b in blocks)


def _merged(entities: Iterable[Entity]) -> list[Span]:
    result: list[Span] = []
    for start, end in sorted((entity.offset, entity.end) for entity in entities):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _cut(span: Span, cuts: Iterable[int]) -> list[Span]:
    start, end = span
    edges = [start, *sorted(cut for cut in cuts if start < cut < end), end]
    return list(pairwise(edges))
