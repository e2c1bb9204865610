"""Raw blocks: lines that belong together, and what a line begins by a sign of its own."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from retrieval.loading.labels import Label
from retrieval.loading.lines import Line
from retrieval.loading.markdown import DEFINITION
from retrieval.loading.marks import SUPERSCRIPTS


class Form(StrEnum):
    """How a raw block is laid out."""

    TEXT = "text"
    BULLET = "bullet"
    NUMBERED = "numbered"
    ROW = "row"
    MARKED_HEADING = "marked_heading"
    NOTE = "note"
    CODE = "code"


ITEMS = (Form.BULLET, Form.NUMBERED)


@dataclass(slots=True)
class RawBlock:
    """Lines that belong together. `spans` are offsets into the file, one per line."""

    form: Form
    spans: list[tuple[int, int]]
    first: str  # its first line, without marks
    last: str  # its last line
    level: int = 0  # of a marked heading
    label: str = ""  # of a note
    glyph: int | None = None  # where an item's bullet stands
    indent: int = 0  # columns before an item's words
    breaks: list[bool] = field(default_factory=list)  # per line: its end is kept as a line break
    gap: int = 0  # blank lines above
    parted: bool = False  # a rule stands above
    attached: bool = False  # no blank line between it and the next block

    def add(self, line: Line, *, hard: bool) -> None:
        self.breaks.append(hard)
        self.spans.append((line.start, line.end))
        self.last = line.text.strip()


BULLET = re.compile(r"[ \t]*([-*+•‣◦▪●○·–—■□➢➤✓\uf0a7\uf0b7\uf0d8])[ \t]+(?=\S)")
_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(?=\S)")
_CLOSING_HASHES = re.compile(r"(?<=\s)#+$")
_NOTE = re.compile(rf"[ \t]*(?:\[\^([^\]\s]+)\]:|([{SUPERSCRIPTS}]+))[ \t]*(?=\S)")
_ROW = re.compile(r"[ \t]*\|?[ \t]*")


def raw_block(
    form: Form,
    line: Line,
    inside: int = 0,
    *,
    end: int | None = None,
    level: int = 0,
    label: str = "",
    glyph: int | None = None,
) -> RawBlock:
    """The block that `line` begins; its words stand from `inside` up to `end` within the line."""
    stop = len(line.text) if end is None else end
    words = line.text[inside:stop].strip()
    span = (line.start + inside, line.start + stop)
    return RawBlock(form, [span], words, words, level=level, label=label, glyph=glyph, indent=inside)


def heading(line: Line) -> RawBlock | None:
    match = _HEADING.match(line.text)
    if match is None:
        return None
    text = line.text.rstrip()
    closing = _CLOSING_HASHES.search(text)
    end = closing.start() if closing else len(text)
    return raw_block(Form.MARKED_HEADING, line, match.end(), end=end, level=len(match[1]))


def definition(line: Line) -> RawBlock | None:
    """`[name]: address`, of which the address is kept."""
    match = DEFINITION.match(line.text)
    return raw_block(Form.TEXT, line, match.end()) if match else None


def note(line: Line) -> RawBlock | None:
    match = _NOTE.match(line.text)
    return raw_block(Form.NOTE, line, match.end(), label=match[1] or _digits(match[2])) if match else None


def row(line: Line) -> RawBlock:
    match = _ROW.match(line.text)
    inside = match.end() if match else 0
    text = line.text.rstrip()
    return raw_block(Form.ROW, line, inside, end=max(inside, len(text) - text.endswith("|")))


def bullet(line: Line, match: re.Match[str]) -> RawBlock:
    return raw_block(Form.BULLET, line, match.end(), glyph=line.start + match.start(1))


def numbered(line: Line, label: Label) -> RawBlock:
    """An item that keeps its label among its words."""
    block = raw_block(Form.NUMBERED, line, len(line.text) - len(line.text.lstrip()))
    block.indent = label.width
    return block


def _digits(superscript: str) -> str:
    return "".join(str(SUPERSCRIPTS.index(sign)) for sign in superscript)
