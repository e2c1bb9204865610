"""The tree that headings form: which of them each part of a document stands under.

Mark-up gives levels; else a heading's style does, and a heading right above another holds it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from retrieval.document import BlockKind
from retrieval.loading.blocks import Form
from retrieval.loading.part import Part
from retrieval.loading.styles import Style, is_structural, style

_CLOSING_GAP = 4  # blank lines that end a question's answer
_DEEPEST_LEVEL = 6  # of a heading that is marked up


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading that is in effect."""

    text: str
    rank: tuple[int, int]  # style or mark-up level; how deep it nests within its own style


def section_paths(parts: Sequence[Part]) -> list[tuple[str, ...]]:
    """For each part the headings above it, outermost first; a heading's own text is last."""
    stack: list[_Open] = []
    paths = []
    after_heading = False
    for part, following in zip_longest(parts, parts[1:]):
        if part.kind in (BlockKind.HEADING, BlockKind.QUESTION):
            stack = _opened(stack, part, following, nest=after_heading)
            after_heading = part.kind is BlockKind.HEADING
        elif part.kind is not BlockKind.TITLE:
            after_heading = False
            if part.piece.gap >= _CLOSING_GAP and stack and stack[-1].rank[0] == Style.QUESTION:
                stack = stack[:-1]
        paths.append(_path(stack, part))
    return paths


def _path(stack: Sequence[_Open], part: Part) -> tuple[str, ...]:
    if part.kind is BlockKind.TITLE:
        return ()
    if part.kind is BlockKind.FOOTNOTE:
        return tuple(entry.text for entry in stack[:1])
    return tuple(entry.text for entry in stack)


def _opened(stack: Sequence[_Open], part: Part, following: Part | None, *, nest: bool) -> list[_Open]:
    text = " ".join(part.piece.text.split()).rstrip(":")
    rank = _rank(stack, part, following)
    if nest and stack and Style.MARKED < stack[-1].rank[0] <= rank[0] < Style.QUESTION:
        return [*stack, _Open(text, _below(stack[-1].rank, rank[0]))]
    return [*(entry for entry in stack if entry.rank < rank), _Open(text, rank)]


def _rank(stack: Sequence[_Open], part: Part, following: Part | None) -> tuple[int, int]:
    if part.piece.form is Form.MARKED_HEADING:
        return Style.MARKED - 1 - _DEEPEST_LEVEL + part.piece.level, 0
    if is_structural(part.piece.text):
        return Style.CHAPTER, 0
    own = _style(part)
    if following is not None and following.kind is BlockKind.HEADING and _style(following) < own:
        return _style(following), 0  # a plain line above chapters is the part that holds them
    depth = max((entry.rank[1] for entry in stack if entry.rank[0] == own), default=0)
    return own, depth


def _style(part: Part) -> Style:
    if part.piece.form is Form.MARKED_HEADING:
        return Style.MARKED
    return Style.QUESTION if part.kind is BlockKind.QUESTION else style(part.piece.text)


def _below(rank: tuple[int, int], own: int) -> tuple[int, int]:
    """The rank of a heading right under another: deeper in its own style, or of a finer style."""
    return (own, 0) if own > rank[0] else (rank[0], rank[1] + 1)
