"""From a file to a Document: read, mark, group, clean, outline, assemble.

Text and Markdown. The words of the file are the words of the document, in order; what goes
is marks, note numbers, running headers and the way the lines were broken.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.document import Block, BlockKind, Document, RawMap, Span
from retrieval.errors import CorpusError
from retrieval.loading.files import read_text
from retrieval.loading.frames import without_frames
from retrieval.loading.furniture import without_running_headers
from retrieval.loading.group import group
from retrieval.loading.lines import split_lines
from retrieval.loading.marks import find_marks
from retrieval.loading.outline import outline
from retrieval.loading.part import Part
from retrieval.loading.pieces import clean
from retrieval.loading.seams import vocabulary
from retrieval.sentences import sentences
from retrieval.sources import Source

BULLET = "• "


def load(source: Source, path: Path) -> Document:
    """The document of a source. Raises CorpusError that names the file."""
    raw = read_text(path)
    document = parse(source, raw, markdown=path.suffix.lower() == ".md")
    if not document.blocks:
        raise CorpusError(f"{path} holds no text that could be quoted; put its text there or remove it.")
    return document


def parse(source: Source, raw: str, *, markdown: bool) -> Document:
    """The document whose file reads `raw`. Pure."""
    lines = without_running_headers(split_lines(raw))
    if markdown:
        lines = list(without_frames(lines))
    code = [(line.start, line.end) for line in lines if line.code]
    marks = find_marks(raw, markdown=markdown, code=code)
    pieces = clean(raw, group(lines, markdown=markdown), marks, vocabulary(raw))
    return _assembled(source, outline(pieces), page_ends=[match.start() for match in re.finditer("\f", raw)])


@dataclass(slots=True)
class _Growing:
    """The text so far, with the place in the file of each of its characters."""

    text: list[str] = field(default_factory=list)
    offsets: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, text: str, offsets: tuple[int, ...]) -> None:
        self.text.append(text)
        self.offsets.extend(offsets)

    def fill(self, text: str, offset: int) -> None:
        self.add(text, (offset,) * len(text))


def _assembled(source: Source, parts: Sequence[Part], *, page_ends: Sequence[int]) -> Document:
    growing = _Growing()
    blocks: list[Block] = []
    for index, part in enumerate(parts):
        if index:
            growing.fill(_between(parts[index - 1], part), growing.offsets[-1] + 1)
        if part.piece.glyph is not None:
            growing.fill(BULLET, part.piece.glyph)
        start = len(growing.offsets)
        growing.add(part.piece.text, part.piece.offsets)
        blocks.append(
            Block(
                kind=part.kind,
                start=start,
                end=len(growing.offsets),
                section=part.section,
                lead_in=_lead_in(blocks, parts, part),
                label=part.piece.label,
            )
        )
    return Document(
        source=source,
        text="".join(growing.text),
        blocks=tuple(blocks),
        raw_map=_raw_map(growing.offsets),
        page_starts=_page_starts(growing.offsets, page_ends),
    )


def _page_starts(offsets: "array[int]", page_ends: Sequence[int]) -> tuple[int, ...]:
    """A page begins with the first character that stood behind the end of the page before."""
    return (0, *(bisect_right(offsets, end) for end in page_ends)) if page_ends else ()


def _between(before: Part, part: Part) -> str:
    return "\n" if before.kind is part.kind is BlockKind.ITEM else "\n\n"


def _lead_in(blocks: Sequence[Block], parts: Sequence[Part], part: Part) -> Span | None:
    """The last sentence of the paragraph that leads in."""
    if part.lead_in is None:
        return None
    start, end = sentences(parts[part.lead_in].piece.text)[-1]
    return Span(blocks[part.lead_in].start + start, blocks[part.lead_in].start + end)


def _raw_map(offsets: "array[int]") -> RawMap:
    starts = [index for index in range(len(offsets)) if not index or offsets[index] != offsets[index - 1] + 1]
    return RawMap(tuple(starts), tuple(offsets[index] for index in starts))
