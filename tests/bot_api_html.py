"""Telegram's HTML, parsed as strictly as Telegram's documentation describes it.

TDLib quietly drops what may not be nested (a quotation in a quotation, code in a link); this
parser refuses it, so that a test sees the loss. Links to hosts without a dot vanish, as they do
on Telegram, and are counted.
"""

import re
from dataclasses import dataclass, field, replace

from tests.bot_api_entities import Entity, utf16_length, utf16_slice
from tests.bot_api_links import WrongLinkError, checked_link
from tests.bot_api_refusal import RefusalError, bad_request

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_EXCLUSIVE = {"text_link", "code", "pre"}
_QUOTATIONS = {"blockquote", "expandable_blockquote"}

_NAME = re.compile(r"<([^\s>]*)")
_ATTRIBUTE = re.compile(
    r"""\s+(?P<name>[^\s=>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)(?=[\s>])))?"""
)
_TAG_CLOSE = re.compile(r"\s*>")
_END_TAG = re.compile(r"</([^\s>]*)\s*>")
_PLAIN = re.compile(r"&?[^<&]*")
_CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)\b);?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


@dataclass(frozen=True, slots=True)
class Parsed:
    text: str
    entities: tuple[Entity, ...]  # in the order of their end tags
    dropped_links: int = 0


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    type: str
    offset: int  # UTF-16 units
    attributes: dict[str, str]


def parse_html(html: str) -> Parsed:
    """Return plain text and entities, or raise the refusal that Telegram answers with."""
    return _Parser(html).parsed()


@dataclass(slots=True)
class _Parser:
    html: str
    position: int = 0
    text: str = ""
    units: int = 0  # of text
    nesting: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    code_in_pre: Entity | None = None  # as the <pre> that it makes
    dropped_links: int = 0

    def parsed(self) -> Parsed:
        while self.position < len(self.html):
            self._step()
        if self.nesting:
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{self.nesting[-1].tag}"')
        return Parsed(self.text, tuple(self.entities), self.dropped_links)

    def _step(self) -> None:
        if self.html.startswith("</", self.position):
            self._end_tag()
        elif self.html.startswith("<", self.position):
            self._start_tag()
        elif character := _CHARACTER.match(self.html, self.position):
            self._add(_decoded(character))
            self.position = character.end()
        else:
            plain = _PLAIN.match(self.html, self.position)
            assert plain is not None
            self._add(plain[0])
            self.position = plain.end()

    def _add(self, text: str) -> None:
        self.text += text
        self.units += utf16_length(text)

    def _start_tag(self) -> None:
        name = _NAME.match(self.html, self.position)
        assert name is not None
        if name.end() == len(self.html):
            raise self._wrong_here("Unclosed start tag")
        tag = name[1].lower()
        if tag not in _TYPES and tag != "span":
            raise self._wrong_here(f'Unsupported start tag "{tag}"')
        attributes, end = self._attributes(name.end())
        opened = _Open(tag, self._type(tag, attributes), self.units, attributes)
        self._refuse_nesting(opened)
        self.nesting.append(opened)
        self.position = end

    def _attributes(self, position: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while match := _ATTRIBUTE.match(self.html, position):
            values = match.groups("")[1:]
            attributes[match["name"].lower()] = _unescaped("".join(values))
            position = match.end()
        closing = _TAG_CLOSE.match(self.html, position)
        if closing is None and ">" in self.html[position:]:
            raise _wrong(f"Unexpected end of name token at byte offset {self._bytes(position)}")
        if closing is None:
            raise self._wrong_here("Unclosed start tag")
        return attributes, closing.end()

    def _type(self, tag: str, attributes: dict[str, str]) -> str:
        if tag == "span":
            if attributes.get("class") != "tg-spoiler":
                raise self._wrong_here('Tag "span" must have class "tg-spoiler"')
            return "spoiler"
        if tag == "blockquote" and "expandable" in attributes:
            return "expandable_blockquote"
        return _TYPES[tag]

    def _refuse_nesting(self, inner: _Open) -> None:
        for outer in self.nesting:
            both_quote = {inner.type, outer.type} <= _QUOTATIONS
            exclusive = outer.type in _EXCLUSIVE and inner.type in _EXCLUSIVE | _QUOTATIONS
            if (both_quote or exclusive) and (outer.tag, inner.tag) != ("pre", "code"):
                raise self._wrong_here(f'Tag "{inner.tag}" can\'t be inside "{outer.tag}"')

    def _end_tag(self) -> None:
        if not self.nesting:
            raise self._wrong_here("Unexpected end tag")
        tag = _END_TAG.match(self.html, self.position)
        if tag is None:
            raise self._wrong_here("Unclosed end tag")
        opened = self.nesting.pop()
        if tag[1] and tag[1].lower() != opened.tag:
            at = f"at byte offset {self._bytes(self.position)}"
            pair = f'expected "</{opened.tag}>", found "</{tag[1].lower()}>"'
            raise _wrong(f"Unmatched end tag {at}, {pair}")
        self.position = tag.end()
        if self.units > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        closed = Entity(opened.type, opened.offset, self.units - opened.offset)
        if opened.type == "text_link":
            self._link(closed, opened.attributes)
        elif opened.type == "pre":
            self.entities.append(self._with_language(closed))
        elif opened.type == "code" and self.nesting and self.nesting[-1].type == "pre":
            language = opened.attributes.get("class", "").removeprefix("language-")
            self.code_in_pre = replace(closed, type="pre", language=language or None)
        else:
            self.entities.append(closed)

    def _with_language(self, pre: Entity) -> Entity:
        """Take the language from a <code> inside, but only if it fills the <pre>."""
        code = self.code_in_pre
        fills = code is not None and (code.offset, code.length) == (pre.offset, pre.length)
        return code if code is not None and fills else pre

    def _link(self, link: Entity, attributes: dict[str, str]) -> None:
        shown = utf16_slice(self.text, link.offset, link.end)
        try:
            url = checked_link(attributes.get("href", shown))
        except WrongLinkError:
            self.dropped_links += 1
        else:
            self.entities.append(replace(link, url=url))

    def _bytes(self, position: int) -> int:
        return len(self.html[:position].encode())

    def _wrong_here(self, reason: str) -> RefusalError:
        return _wrong(f"{reason} at byte offset {self._bytes(self.position)}")


def _wrong(reason: str) -> RefusalError:
    return bad_request(f"can't parse entities: {reason}")


def _decoded(character: re.Match[str]) -> str:
    hexadecimal, decimal, name = character.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if 0xD800 <= code <= 0xDFFF:
        raise _wrong(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code) if 0 < code < 0x10FFFF else character[0]


def _unescaped(value: str) -> str:
    return _CHARACTER.sub(_decoded, value)
