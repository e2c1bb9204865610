"""Which characters of a file are marks, not words: emphasis, note numbers, link brackets.

Each function takes the decoded file and returns offsets into it. Marks are left out of a
document's text; nothing else is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.loading.notes import note_numbers

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200c\u200d\u2060\ufeff\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
_STRONG = re.compile(r"\*\*(?=\S)((?:(?!\n\s*\n)(?!\*\*).)+?)(?<=\S)\*\*", re.S)
_SUPERSCRIPT = re.compile(f"(?<=\\S)[{SUPERSCRIPTS}]+")
_DEFINED_NOTE = re.compile(f"^[ \\t]*([{SUPERSCRIPTS}]+)[ \\t]*\\S", re.M)
_POWER = re.compile(r"\d\s?(?:mm|cm|dm|km|m|ft|in|mi|yd)?$")  # "10⁷" and "20 m²" are no notes

_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])((?:(?!\n\s*\n)[^*_])+?)(?<=[^\s\\])\1(?![\w*])")
_STRONG_UNDERSCORES = re.compile(r"(?<!\w)__(?=\S)((?:(?!\n\s*\n)(?!__).)+?)(?<=\S)__(?!\w)", re.S)
_CODE = re.compile(r"(?<!`)`(?!`)([^`\n]+)`(?!`)")
_LINK = re.compile(
    r"(!?\[)([^\[\]\n]*(?:\n[^\[\]\n]+)?)(\])(\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s]*)?)>?[^()\n]*\))"
)
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^\s<>]+>")
_QUOTED = re.compile(r"^[ \t]{0,3}>[ \t]?", re.M)
_NOTE_REFERENCE = re.compile(r"\[\^[^\]\s]+\](?!:)")


@dataclass(frozen=True, slots=True)
class Marks:
    """Offsets into the decoded file."""

    dropped: frozenset[int]  # not part of the document's text
    blanks: frozenset[int]  # stand for a space in the document's text


def find_marks(raw: str, *, markdown: bool) -> Marks:
    """What in `raw` is a mark; Markdown's single-sign emphasis, links and escapes only there."""
    dropped = set[int]()
    blanks = set[int]()
    for start, end in (*_common(raw), *note_numbers(raw)):
        dropped.update(range(start, end))
    if markdown:
        for start, end in _markdown(raw):
            dropped.update(range(start, end))
        for start, end, blank in _links(raw):
            dropped.update(range(start, end))
            blanks.update(blank)
    return Marks(frozenset(dropped - blanks), frozenset(blanks))


def _common(raw: str) -> Iterator[tuple[int, int]]:
    for match in _INVISIBLE.finditer(raw):
        yield match.span()
    for match in _STRONG.finditer(raw):
        yield match.start(), match.start() + 2
        yield match.end() - 2, match.end()
    defined = set(_DEFINED_NOTE.findall(raw))
    for match in _SUPERSCRIPT.finditer(raw):
        if match[0] in defined or not _POWER.search(raw, max(0, match.start() - 5), match.start()):
            yield match.span()


def _markdown(raw: str) -> Iterator[tuple[int, int]]:
    for pattern, width in ((_EMPHASIS, 1), (_STRONG_UNDERSCORES, 2), (_CODE, 1)):
        for match in pattern.finditer(raw):
            yield match.start(), match.start() + width
            yield match.end() - width, match.end()
    for pattern in (_ESCAPE, _COMMENT, _NOTE_REFERENCE, _QUOTED):
        for match in pattern.finditer(raw):
            yield match.span()
    for match in _AUTOLINK.finditer(raw):
        yield match.start(), match.start() + 1
        yield match.end() - 1, match.end()


def _links(raw: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """`[text](address)` reads `text (address)`; a place in the same document is left out."""
    for match in _LINK.finditer(raw):
        yield *match.span(1), ()
        address = match[5]
        if "://" in address and address != match[2]:
            yield *match.span(3), (match.start(3),)
        else:
            yield match.start(3), match.end(4), ()
