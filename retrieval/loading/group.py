"""Group a file's lines into raw blocks: paragraphs, list items, headings that are marked up.

Works by layout alone: blank lines, bullets, line ends, widths. What a block means is for
`outline`. Nothing is thrown away here but rules.
"""

import re
from collections.abc import Sequence

from retrieval.loading.blocks import (
    BULLET,
    ITEMS,
    Form,
    RawBlock,
    bullet,
    definition,
    heading,
    note,
    numbered,
    raw_block,
    row,
)
from retrieval.loading.labels import Label, label_of
from retrieval.loading.lines import Line, soft_line_ends, wrapped_with_blanks

_RULE = re.compile(r"[ \t]*([-*_=])(?:[ \t]*\1){2,}[ \t]*")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*")
_SENTENCE_END = re.compile(r"[.!?:;。！？؟][\"”’')\]*]*\d{0,3}\s*$")
_OWN_LINE = re.compile(r"[A-Z][A-Z &/-]+:\s*$|(?:Introduction|Conclusion|Background|Summary)\s*$")
_URL = re.compile(r"\s*(?:https?://|mailto:|www\.)\S+\s*$")
_LONG = 12  # words; a longer line was not broken on purpose


def group(lines: Sequence[Line], *, markdown: bool) -> list[RawBlock]:
    """The raw blocks of a file, in order."""
    grouper = _Grouper(lines, markdown=markdown)
    for index in range(len(lines)):
        grouper.take(index)
    grouper.close(blank=True)
    return grouper.blocks


class _Grouper:
    """Reads line after line; holds the block that is being filled."""

    def __init__(self, lines: Sequence[Line], *, markdown: bool) -> None:
        self.blocks: list[RawBlock] = []
        self._lines = lines
        self._markdown = markdown
        self._blank_ends = wrapped_with_blanks(lines)
        self._soft = soft_line_ends(lines, blank_ends=self._blank_ends)
        self._open: RawBlock | None = None
        self._labels: set[Label] = set()  # of the list that is being read
        self._gap = 0
        self._parted = False

    def take(self, index: int) -> None:
        line = self._lines[index]
        if line.blank:
            self.close(blank=True)
            self._gap += 1
        elif not line.code and self._is_rule(line):
            self._close_at_rule(line)
        else:
            self._place(index)

    def close(self, *, blank: bool) -> None:
        if self._open is not None:
            self._open.attached = not blank
            self.blocks.append(self._open)
            self._open = None
            self._gap = 0

    def _is_rule(self, line: Line) -> bool:
        return bool(_RULE.fullmatch(line.text)) or self._is_table_rule(line)

    def _is_table_rule(self, line: Line) -> bool:
        return self._markdown and "|" in line.text and bool(_TABLE_RULE.fullmatch(line.text))

    def _close_at_rule(self, line: Line) -> None:
        """Under a line of text, a rule makes it a heading (setext); elsewhere it only divides."""
        sign = line.text.strip()[0]
        if self._markdown and self._open and self._open.form is Form.TEXT and sign in "=-":
            self._open.form = Form.MARKED_HEADING
            self._open.level = 1 if sign == "=" else 2
        self.close(blank="|" not in line.text)
        self._parted = True

    def _place(self, index: int) -> None:
        line = self._lines[index]
        started = None if line.code else self._started(index)
        if started is not None:
            self._begin(started)
        elif self._open is not None and self._continues(index):
            self._open.add(line, hard=line.code or not self._soft[index - 1])
        elif self._open is None and self._resumes(line):
            self._open = self.blocks.pop()
            self._open.add(line, hard=True)
        else:
            self._begin(raw_block(Form.CODE if line.code else Form.TEXT, line))

    def _begin(self, block: RawBlock) -> None:
        self.close(blank=False)
        block.gap, block.parted = self._gap, self._parted
        self._parted = False
        self._open = block
        if block.form in (Form.TEXT, Form.MARKED_HEADING):
            self._labels.clear()

    def _continues(self, index: int) -> bool:
        """Does this line go on with the open block, or begin a paragraph of its own?"""
        line = self._lines[index]
        if self._open is None or self._open.form is Form.MARKED_HEADING:
            return False
        if line.code or self._open.form is Form.CODE:
            return line.code and self._open.form is Form.CODE
        if self._soft[index - 1]:
            return bool(self._open.breaks) or not _OWN_LINE.match(self._open.first)
        if self._blank_ends:
            return False
        before, here = self._lines[index - 1].text, line.text
        if here.strip()[:1].islower() and not _URL.match(here):
            return True
        return (
            self._open.form is Form.TEXT
            and not _SENTENCE_END.search(before)
            and not any(_is_long(text) or _URL.match(text) for text in (before, here))
        )

    def _resumes(self, line: Line) -> bool:
        """Is the line, after a blank one, a further paragraph of the list item above it?"""
        return (
            not line.code
            and not self._parted
            and bool(self.blocks)
            and self.blocks[-1].form in ITEMS
            and line.indent >= self.blocks[-1].indent
        )

    def _started(self, index: int) -> RawBlock | None:
        """The block that this line begins by a sign of its own, or None."""
        line = self._lines[index]
        if self._markdown and (marked := heading(line) or definition(line)):
            return marked
        if noted := note(line):
            return noted
        if self._is_row(index):
            return row(line)
        if (match := BULLET.match(line.text)) and self._may_interrupt(index, match[1]):
            return bullet(line, match)
        if (label := label_of(line.text)) and self._is_numbered_item(index, label):
            self._labels.add(label)
            return numbered(line, label)
        return None

    def _is_row(self, index: int) -> bool:
        """A line with bars at both its ends, or with bars in a table that a rule announces."""
        text = self._lines[index].text
        if not self._markdown or "|" not in text:
            return False
        if text.count("|") > 1 and text.lstrip().startswith("|"):
            return True
        if index + 1 < len(self._lines) and self._is_table_rule(self._lines[index + 1]):
            return True
        last = self._open or (self.blocks[-1] if self.blocks and self.blocks[-1].attached else None)
        return last is not None and last.form is Form.ROW

    def _may_interrupt(self, index: int, glyph: str) -> bool:
        """A dash may be a list item, or a dash of prose that fell at the line's start."""
        if self._open is None or self._open.form in (Form.BULLET, Form.MARKED_HEADING):
            return True
        if _SENTENCE_END.search(self._open.last) or glyph not in "-–—*":
            return True
        following = self._lines[index + 1].text if index + 1 < len(self._lines) else ""
        match = BULLET.match(following)
        return bool(match and match[1] == glyph) and not self._soft[index - 1]

    def _is_numbered_item(self, index: int, label: Label) -> bool:
        """`2. …` is an item after `1. …`, and `1. …` before `2. …`; else it is a heading or a word."""
        if any(label.follows(one) or self._repeats(label, one) for one in self._labels):
            return True
        if self._open is not None and self._open.form is Form.TEXT and self._soft[index - 1]:
            return False
        return label.first and self._goes_on(index, label)

    def _repeats(self, label: Label, other: Label) -> bool:
        return self._markdown and label == other

    def _goes_on(self, index: int, label: Label) -> bool:
        """Is the next label of its kind the next of its list, with no paragraph of text between?"""
        parted = False
        for place in range(index + 1, len(self._lines)):
            line = self._lines[place]
            other = label_of(line.text)
            if other and other.brackets == label.brackets:
                return other.follows(label) or self._repeats(other, label)
            if line.blank:
                parted = True
            elif parted and line.indent < label.width and not line.text.lstrip()[0].islower():
                return False
        return False


def _is_long(text: str) -> bool:
    return len(text.split()) > _LONG
