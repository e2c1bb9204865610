"""Turn raw blocks into clean text of which every character knows where it stood.

A piece's text is the block's words with marks out, wrapped lines joined, words that were
broken at a line's end mended, and white space folded. `offsets` has one place in the
decoded file for each character of `text`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from retrieval.loading.blocks import Form, RawBlock
from retrieval.loading.marks import Marks
from retrieval.loading.seams import SOFT_HYPHEN, Seam, seam

_Character = tuple[str, int]  # and its place in the decoded file
_REACH = 40  # characters on each side of a line's end that tell how it goes on


@dataclass(frozen=True, slots=True)
class Piece:
    """One block's clean text."""

    form: Form
    text: str
    offsets: tuple[int, ...]  # into the decoded file, one per character of text
    level: int = 0
    label: str = ""
    glyph: int | None = None
    gap: int = 0  # blank lines above
    parted: bool = False  # a rule stands above
    attached: bool = False  # no blank line between it and the next piece


def joined(pieces: Sequence[Piece]) -> Piece:
    """The first piece with the others as its continuation, one space between."""
    offsets = list(pieces[0].offsets)
    for piece in pieces[1:]:
        offsets += (offsets[-1] + 1, *piece.offsets)
    return replace(
        pieces[0],
        text=" ".join(piece.text for piece in pieces),
        offsets=tuple(offsets),
        attached=pieces[-1].attached,
    )


def clean(raw: str, blocks: Iterable[RawBlock], marks: Marks, words: Counter[str]) -> list[Piece]:
    """The pieces of a file; blocks of which nothing is left are skipped."""
    pieces = (_piece(raw, block, marks, words) for block in blocks)
    return [piece for piece in pieces if piece.text]


def _piece(raw: str, block: RawBlock, marks: Marks, words: Counter[str]) -> Piece:
    folded = _fold(_characters(raw, block, marks, words))
    return Piece(
        form=block.form,
        text="".join(sign for sign, _ in folded),
        offsets=tuple(offset for _, offset in folded),
        level=block.level,
        label=block.label,
        glyph=block.glyph,
        gap=block.gap,
        parted=block.parted,
        attached=block.attached,
    )


def _characters(raw: str, block: RawBlock, marks: Marks, words: Counter[str]) -> list[_Character]:
    """The block's lines, joined."""
    characters = _kept(raw, *block.spans[0], marks)
    for before, here, hard in zip(block.spans, block.spans[1:], block.breaks, strict=False):
        line = _stripped_left(_kept(raw, *here, marks))
        _strip_right(characters)
        match _seam(raw[slice(*before)], characters, line, words, hard=hard):
            case Seam.APART:
                characters.append(("\n" if hard else " ", here[0] - 1))
            case Seam.MENDED:
                characters.pop()
        characters.extend(line)
    return characters


def _seam(
    ended: str, before: Sequence[_Character], after: Sequence[_Character], words: Counter[str], *, hard: bool
) -> Seam:
    """How the characters go on after the line that read `ended` in the file."""
    if ended.rstrip().endswith(SOFT_HYPHEN):
        return Seam.JOINED
    tail = "".join(sign for sign, _ in before[-_REACH:])
    head = "".join(sign for sign, _ in after[:_REACH])
    return seam(tail, head, words, hard=hard)


def _kept(raw: str, start: int, end: int, marks: Marks) -> list[_Character]:
    return [
        (" " if place in marks.blanks else raw[place], place)
        for place in range(start, end)
        if place not in marks.dropped
    ]


def _strip_right(characters: list[_Character]) -> None:
    while characters and characters[-1][0].isspace():
        characters.pop()


def _stripped_left(characters: Sequence[_Character]) -> list[_Character]:
    return list(dropwhile(lambda character: character[0].isspace(), characters))


def _fold(characters: Iterable[_Character]) -> list[_Character]:
    folded: list[_Character] = []
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
