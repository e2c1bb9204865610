"""Which characters of a file are marks, not words: emphasis, note numbers, link brackets.

Each function takes the decoded file and returns offsets into it. Marks are left out of a
document's text; nothing else is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from retrieval.loading.markdown import STRONG, markdown_marks
from retrieval.loading.notes import note_numbers

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
# Arabic to Thaana, the scripts of India and their neighbours, Khmer and Mongolian: there a
# joiner between two letters is spelling.
_JOINED = "\u0600-\u08ff\u0900-\u0fff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
    f"|(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"
)
_SUPERSCRIPT = re.compile(f"(?<=\\S)[{SUPERSCRIPTS}]+")
_DEFINED_NOTE = re.compile(f"^[ \\t]*([{SUPERSCRIPTS}]+)[ \\t]*\\S", re.M)
_POWER = re.compile(r"\d\s?(?:mm|cm|dm|km|m|ft|in|mi|yd)?$")  # "10⁷" and "20 m²" are no notes


@dataclass(frozen=True, slots=True)
class Marks:
    """Offsets into the decoded file."""

    dropped: frozenset[int]  # not part of the document's text
    blanks: frozenset[int]  # stand for a space in the document's text


def find_marks(raw: str, *, markdown: bool, code: Sequence[tuple[int, int]]) -> Marks:
    """What in `raw` is a mark. `code` lies between fences, as (start, end): nothing in it is Markdown's."""
    inline = markdown_marks(raw, code) if markdown else None
    dropped = inline.dropped if inline else list(_strong(raw))
    offsets = {place for start, end in chain(_common(raw), dropped) for place in range(start, end)}
    blanks = frozenset(inline.blanks if inline else ())
    return Marks(frozenset(offsets - blanks), blanks)


def _strong(raw: str) -> Iterator[tuple[int, int]]:
    """Converters leave Markdown's two asterisks in plain text."""
    for match in STRONG.finditer(raw):
        yield match.start(), match.start() + 2
        yield match.end() - 2, match.end()


def _common(raw: str) -> Iterator[tuple[int, int]]:
    for match in _INVISIBLE.finditer(raw):
        yield match.span()
    defined = set(_DEFINED_NOTE.findall(raw))
    for match in _SUPERSCRIPT.finditer(raw):
        if match[0] in defined or not _POWER.search(raw, max(0, match.start() - 5), match.start()):
            yield match.span()
    yield from note_numbers(raw)
