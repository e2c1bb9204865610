"""Turn raw blocks into clean text of which every character knows where it stood.

A piece's text is the block's words with marks out, wrapped lines joined, words that were
broken at a line's end mended, and white space folded. `offsets` has one place in the
decoded file for each character of `text`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from retrieval.loading.lines import Form, RawBlock
from retrieval.loading.marks import Marks

_HYPHENS = "-\u2010"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """One block's clean text."""

    form: Form
    text: str
    offsets: tuple[int, ...]  # into the decoded file, one per character of text
    page: int
    level: int = 0
    label: str = ""
    glyph: int | None = None
    gap: int = 0  # blank lines above
    attached: bool = False  # no blank line between it and the next piece

    def joined(self, other: "Piece") -> "Piece":
        """This piece with `other` as its continuation, one space between."""
        blank = self.offsets[-1] + 1
        return replace(
            self,
            text=f"{self.text} {other.text}",
            offsets=(*self.offsets, blank, *other.offsets),
            attached=other.attached,
        )


def vocabulary(raw: str) -> Counter[str]:
    """How often each word, hyphenated ones whole, stands unbroken in the file."""
    return Counter(match[0].lower() for match in _WORD.finditer(raw))


def clean(raw: str, blocks: Iterable[RawBlock], marks: Marks, words: Counter[str]) -> list[Piece]:
    """The pieces of a file; blocks of which nothing is left are skipped."""
    pieces = (_piece(raw, block, marks, words) for block in blocks)
    return [piece for piece in pieces if piece.text]


def _piece(raw: str, block: RawBlock, marks: Marks, words: Counter[str]) -> Piece:
    characters: list[tuple[str, int]] = []
    for number, (start, end) in enumerate(block.spans):
        line = _kept(raw, start, end, marks)
        if number:
            _join(characters, line, hard=block.breaks[number - 1], words=words, at=start - 1)
        characters.extend(line)
    folded = _fold(characters)
    return Piece(
        form=block.form,
        text="".join(sign for sign, _ in folded),
        offsets=tuple(offset for _, offset in folded),
        page=block.page,
        level=block.level,
        label=block.label,
        glyph=block.glyph,
        gap=block.gap,
        attached=block.attached,
    )


def _kept(raw: str, start: int, end: int, marks: Marks) -> list[tuple[str, int]]:
    return [
        (" " if place in marks.blanks else raw[place], place)
        for place in range(start, end)
        if place not in marks.dropped
    ]


def _join(
    before: list[tuple[str, int]],
    after: Sequence[tuple[str, int]],
    *,
    hard: bool,
    words: Counter[str],
    at: int,
) -> None:
    """Prepare `before` for `after`: a space, a line break, or the two halves of one word."""
    while before and before[-1][0].isspace():
        before.pop()
    tail = "".join(sign for sign, _ in before[-40:])
    head = "".join(sign for sign, _ in after[:40]).lstrip()
    match _seam(tail, head, words):
        case "broken":
            before.pop()
            _strip_left(after)
        case "hyphenated":
            _strip_left(after)
        case _:
            before.append(("\n" if hard else " ", at))


def _strip_left(characters: Sequence[tuple[str, int]]) -> None:
    if isinstance(characters, list):
        while characters and characters[0][0].isspace():
            characters.pop(0)


def _seam(tail: str, head: str, words: Counter[str]) -> str:
    """How a line that ends in a hyphen goes on: a "broken" word, a "hyphenated" one, or "apart".

    The rest of the file decides: the form that it uses elsewhere wins; else two halves that
    are words of their own keep their hyphen, and halves that are none lose it.
    """
    left = re.search(r"([^\W\d_]+(?:[-\u2010][^\W\d_]+)*)[-\u2010]$", tail)
    right = re.match(r"[^\W\d_]+", head)
    if not left or not right:
        return "hyphenated" if re.search(r"\w[-\u2010]$", tail) and head[:1].isalnum() else "apart"
    first, second = left[1].lower(), right[0].lower()
    if words[f"{first}-{second}"]:
        return "hyphenated"
    if words[first + second]:
        return "broken"
    return "hyphenated" if words[first] and words[second] or right[0][0].isupper() else "broken"


def _fold(characters: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    folded: list[tuple[str, int]] = []
    for sign, offset in characters:
        if not (sign.isspace() or _is_control(sign)):
            folded.append((sign, offset))
        elif folded and not folded[-1][0].isspace():
            folded.append(("\n" if sign == "\n" else " ", offset))
    while folded and folded[-1][0].isspace():
        folded.pop()
    return folded


def _is_control(sign: str) -> bool:
    return sign < " " or "\x7f" <= sign < "\xa0"
