"""Page furniture: lines that stand above or below the text of most pages and are no part of it.

A line recurs if it reads the same, or the same but for one number that counts up page by
page. Numbers that do anything else are words.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from retrieval.loading.lines import Line

_FEWEST_PAGES = 3  # on fewer, twice the same line is no habit
_DEPTH = 2  # lines from the edge of a page
_NUMBER = re.compile(r"[0-9]{1,9}")


def without_running_headers(lines: Sequence[Line]) -> list[Line]:
    """Blank the lines that head or foot at least half the pages with text; all stay if none would."""
    pages = len({line.page for line in lines if not line.blank})
    if pages < _FEWEST_PAGES:
        return list(lines)
    edges = [line for _, page in groupby(lines, key=lambda line: line.page) for line in _edges(page)]
    pages_with: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for line in edges:
        for reading in _readings(line):
            pages_with[reading].add(line.page)
    running = {
        line.start for line in edges if any(len(pages_with[one]) * 2 >= pages for one in _readings(line))
    }
    kept = [Line(line.start, "", line.page) if line.start in running else line for line in lines]
    return list(lines) if all(line.blank for line in kept) else kept


def _edges(page: Iterator[Line]) -> list[Line]:
    filled = [line for line in page if not line.blank]
    return filled[:_DEPTH] + filled[max(_DEPTH, len(filled) - _DEPTH) :]


def _readings(line: Line) -> Iterator[tuple[str, int]]:
    """What the line says; and, for each of its numbers, the rest with its distance from the page's."""
    text = line.text.strip()
    yield text, 0
    for match in _NUMBER.finditer(text):
        yield f"{text[: match.start()]}\0{text[match.end() :]}", int(match[0]) - line.page
