"""Group a file's lines into raw blocks: paragraphs, list items, headings that are marked up.

Works by layout alone: blank lines, bullets, line ends, widths. What a block means is for
`outline`. Nothing is thrown away here but rules, fences and running headers.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from retrieval.loading.marks import SUPERSCRIPTS


class Form(StrEnum):
    """How a raw block is laid out."""

    TEXT = "text"
    BULLET = "bullet"
    NUMBERED = "numbered"
    ROW = "row"
    MARKED_HEADING = "marked_heading"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, without its line end."""

    start: int  # offset into the decoded file
    text: str
    page: int  # from 1

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(slots=True)
class RawBlock:
    """Lines that belong together. `spans` are offsets into the file, one per line."""

    form: Form
    spans: list[tuple[int, int]]
    text: str  # the lines, stripped and joined, for looking at
    page: int
    level: int = 0  # of a marked heading
    label: str = ""  # of a note or numbered item
    glyph: int | None = None  # where an item's bullet stands
    breaks: list[bool] = field(default_factory=list)  # per line: its end is kept as a line break
    gap: int = 0  # blank lines above
    attached: bool = False  # no blank line between it and the next block

    def add(self, line: Line, *, hard: bool) -> None:
        self.breaks.append(hard)
        self.spans.append((line.start, line.end))
        self.text = f"{self.text} {line.text.strip()}".strip()


_BULLET = re.compile(r"[ \t]*([-*+•‣◦▪●○·–—])[ \t]+(?=\S)")
_NUMBERED = re.compile(r"[ \t]*\(?(\d{1,2})[.)][ \t]+(?=\S)")
_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(?=\S)")
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_RULE = re.compile(r"[ \t]*([-*_=])(?:[ \t]*\1){2,}[ \t]*")
_FENCE = re.compile(r"[ \t]{0,3}(```|~~~)")
_NOTE = re.compile(rf"[ \t]*(?:\[\^([^\]\s]+)\]:|([{SUPERSCRIPTS}]+))[ \t]*(?=\S)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*")
_ROW = re.compile(r"[ \t]*\|(?=.*\|)")
_SENTENCE_END = re.compile(r"[.!?:;。！？؟][\"”’')\]*]*\d{0,3}\s*$")
_OWN_LINE = re.compile(r"[A-Z][A-Z &/-]+:\s*$|(?:Introduction|Conclusion|Background|Summary)\s*$")
_URL = re.compile(r"\s*(?:https?://|mailto:|www\.)\S+\s*$")


def split_lines(raw: str) -> list[Line]:
    """Every line; a form feed ends a line and a page."""
    lines = []
    start, page = 0, 1
    for match in re.finditer(r"\r\n|[\n\r\f\u2028\u2029]|\Z", raw):
        lines.append(Line(start, raw[start : match.start()], page))
        page += match[0] == "\f"
        start = match.end()
    return lines


def group(lines: Sequence[Line], *, markdown: bool) -> list[RawBlock]:
    """The raw blocks of a file, in order."""
    grouper = _Grouper(lines, markdown=markdown)
    for index, line in enumerate(lines):
        grouper.take(index, line)
    grouper.close(blank=True)
    return grouper.blocks


class _Grouper:
    """Reads line after line; holds the block that is being filled."""

    def __init__(self, lines: Sequence[Line], *, markdown: bool) -> None:
        self.blocks: list[RawBlock] = []
        self._lines = lines
        self._markdown = markdown
        self._blank_ends = _wrapped_with_blanks(lines)
        self._soft = soft_line_ends(lines, blank_ends=self._blank_ends)
        self._open: RawBlock | None = None
        self._gap = 0
        self._fenced = False

    def take(self, index: int, line: Line) -> None:
        if line.blank:
            self.close(blank=True)
            self._gap += 1
        elif self._markdown and _FENCE.match(line.text):
            self.close(blank=True)
            self._fenced = not self._fenced
        elif self._is_rule(line):
            self._close_at_rule(line)
        else:
            self._place(index, line)

    def close(self, *, blank: bool) -> None:
        if self._open is not None:
            self._open.attached = not blank
            self.blocks.append(self._open)
            self._open = None
            self._gap = 0

    def _is_rule(self, line: Line) -> bool:
        return bool(_RULE.fullmatch(line.text)) or (
            self._markdown and "|" in line.text and bool(_TABLE_RULE.fullmatch(line.text))
        )

    def _close_at_rule(self, line: Line) -> None:
        """Under a line of text, a rule makes it a heading (setext); elsewhere it only divides."""
        sign = line.text.strip()[0]
        if self._markdown and self._open and self._open.form is Form.TEXT and sign in "=-":
            self._open.form = Form.MARKED_HEADING
            self._open.level = 1 if sign == "=" else 2
        self.close(blank="|" not in line.text)

    def _place(self, index: int, line: Line) -> None:
        started = None if self._fenced else self._start(index, line)
        if started is not None:
            self.close(blank=False)
            started.gap = self._gap
            self._open = started
        elif self._open is None:
            text = Form.TEXT
            self._open = RawBlock(text, [(line.start, line.end)], line.text.strip(), line.page, gap=self._gap)
        elif self._continues(index):
            self._open.add(line, hard=not self._soft[index - 1])
        else:
            self.close(blank=False)
            self._open = RawBlock(Form.TEXT, [(line.start, line.end)], line.text.strip(), line.page)

    def _continues(self, index: int) -> bool:
        """Does this line go on with the open block, or begin a paragraph of its own?"""
        if self._open is None or self._open.form is Form.MARKED_HEADING:
            return False
        if self._soft[index - 1]:
            return not _OWN_LINE.match(self._open.text)
        if self._blank_ends:
            return False
        before, here = self._lines[index - 1].text, self._lines[index].text
        if here.strip()[:1].islower() and not _URL.match(here):
            return True
        return (
            self._open.form is Form.TEXT
            and not _SENTENCE_END.search(before)
            and not (_is_long(before) or _is_long(here) or _URL.match(before) or _URL.match(here))
        )

    def _start(self, index: int, line: Line) -> RawBlock | None:
        """The block that this line begins by a sign of its own, or None."""
        if self._markdown and (match := _HEADING.match(line.text)):
            end = line.end - (len(m[0]) if (m := _CLOSING_HASHES.search(line.text)) else 0)
            return self._block(Form.MARKED_HEADING, line, match.end(), end=end, level=len(match[1]))
        if match := _NOTE.match(line.text):
            return self._block(Form.NOTE, line, match.end(), label=match[1] or _digits(match[2]))
        if self._markdown and (match := _ROW.match(line.text)):
            closing = re.search(r"\|[ \t]*$", line.text)
            end = line.start + closing.start() if closing else line.end
            return self._block(Form.ROW, line, match.end(), end=end)
        if (match := _BULLET.match(line.text)) and self._may_interrupt(index, match[1], line):
            return self._block(Form.BULLET, line, match.end(), glyph=line.start + match.start(1))
        if (match := _NUMBERED.match(line.text)) and self._is_numbered_item(index, int(match[1])):
            indent = len(line.text) - len(line.text.lstrip())
            return self._block(Form.NUMBERED, line, indent, label=match[1])
        return None

    def _block(
        self,
        form: Form,
        line: Line,
        inside: int,
        *,
        end: int | None = None,
        level: int = 0,
        label: str = "",
        glyph: int | None = None,
    ) -> RawBlock:
        stop = line.end if end is None else end
        text = line.text[inside : stop - line.start].strip()
        span = (line.start + inside, stop)
        return RawBlock(form, [span], text, line.page, level=level, label=label, glyph=glyph)

    def _may_interrupt(self, index: int, glyph: str, line: Line) -> bool:
        """A dash may be a list item, or a dash of prose that fell at the line's start."""
        if self._open is None or self._open.form in (Form.BULLET, Form.MARKED_HEADING):
            return True
        if _SENTENCE_END.search(self._open.text) or glyph not in "-–—*":
            return True
        following = self._lines[index + 1].text if index + 1 < len(self._lines) else ""
        match = _BULLET.match(following)
        return bool(match and match[1] == glyph) and not self._soft[index - 1]

    def _is_numbered_item(self, index: int, number: int) -> bool:
        """`2. …` is an item beside `1. …` or `3. …` or as a sentence; else it is a heading."""
        last = self._open or (self.blocks[-1] if self.blocks else None)
        if last and last.form is Form.NUMBERED and int(last.label) == number - 1:
            return True
        if self._open is not None and self._open.form is Form.TEXT and self._soft[index - 1]:
            return False
        if number != 1:
            return False
        next_numbers = (
            match[1] for line in self._lines[index + 1 : index + 12] if (match := _NUMBERED.match(line.text))
        )
        return next(next_numbers, "") == "2"


def _digits(superscript: str) -> str:
    return "".join(str(SUPERSCRIPTS.index(sign)) for sign in superscript)


def _is_long(text: str) -> bool:
    return len(text.split()) > 12


def soft_line_ends(lines: Sequence[Line], *, blank_ends: bool) -> list[bool]:
    """Per line: is its end only where the words were wrapped?

    Converters that leave a blank at each wrapped end are believed; without such blanks an end
    is soft where the next line's first word would not have fitted within the widest line around.
    """
    widths = _widths(lines)
    soft = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if line.blank or following is None or following.blank:
            soft.append(False)
        elif blank_ends:
            ends = line.text.endswith((" ", "\t", "-")) or following.text.lstrip()[:1].islower()
            soft.append(ends)
        else:
            word = len(following.text.split()[0])
            soft.append(
                widths[index] <= _WIDEST_WRAP and len(line.text.rstrip()) + word + 1 > 0.9 * widths[index]
            )
    return soft


_WIDEST_WRAP = 140  # characters; no printed line is longer
_SHARE_WITH_BLANK = 0.6


def _wrapped_with_blanks(lines: Sequence[Line]) -> bool:
    inner = [a for a, b in zip(lines, lines[1:], strict=False) if not a.blank and not b.blank]
    ending = sum(line.text.endswith((" ", "\t")) for line in inner)
    return len(inner) >= 5 and ending >= _SHARE_WITH_BLANK * len(inner)


def _widths(lines: Sequence[Line]) -> list[int]:
    """Per line: the width of the widest line of its unbroken run."""
    widths: list[int] = []
    for run in _runs(lines):
        widest = max(len(line.text.rstrip()) for line in run)
        widths.extend([widest] * len(run))
    return widths


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in lines:
        if run and run[-1].blank != line.blank:
            yield run
            run = []
        run.append(line)
    if run:
        yield run
