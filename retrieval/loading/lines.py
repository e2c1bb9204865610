"""The lines of a file, their pages, and which of their ends are only where words were wrapped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_WIDEST_WRAP = 140  # characters; no printed line is longer
_SHARE_WITH_BLANK = 0.6
_FULL = 0.9  # of the widest line around
_HYPHEN_AT_END = re.compile(r"\w[-\u2010\u00ad]\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, without its line end."""

    start: int  # offset into the decoded file
    text: str
    page: int  # from 1
    code: bool = False  # stands between code fences: nothing in it is a mark

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """Columns before the first word."""
        text = self.text.expandtabs(4)
        return len(text) - len(text.lstrip())


def split_lines(raw: str) -> list[Line]:
    """Every line; a form feed ends a line and a page."""
    lines = []
    start, page = 0, 1
    for match in re.finditer(r"\r\n|[\n\r\f\u2028\u2029]|\Z", raw):
        lines.append(Line(start, raw[start : match.start()], page))
        page += match[0] == "\f"
        start = match.end()
    return lines


def wrapped_with_blanks(lines: Sequence[Line]) -> bool:
    """Did the converter leave a blank at each end where words were wrapped?"""
    inner = [a for a, b in pairwise(lines) if not a.blank and not b.blank]
    ending = sum(line.text.endswith((" ", "\t")) for line in inner)
    return len(inner) >= 5 and ending >= _SHARE_WITH_BLANK * len(inner)


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
            soft.append(_breaks_word(line, following) or _is_full(line, following, widths[index]))
    return soft


def _breaks_word(line: Line, following: Line) -> bool:
    return bool(_HYPHEN_AT_END.search(line.text)) and following.text.lstrip()[0].islower()


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Would the next line's first word not have fitted?"""
    word = len(following.text.split()[0])
    return width <= _WIDEST_WRAP and len(line.text.rstrip()) + word + 1 > _FULL * width


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
