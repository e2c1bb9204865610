"""A source's text after loading, and the parts of it that are known by position.

Every offset in citabot counts code points of `Document.text`, and nothing else: the text
that `citabot show SOURCE` prints. `RawMap` leads from there back to the file's own text.
"""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from retrieval.sources import Source


class BlockKind(StrEnum):
    """What a stretch of text is, as far as its layout tells."""

    TITLE = "title"
    HEADING = "heading"
    QUESTION = "question"  # a heading that asks, followed by its answer
    PARAGRAPH = "paragraph"
    LEAD_IN = "lead_in"  # the paragraph that a list's items complete
    ITEM = "item"
    FOOTNOTE = "footnote"
    LINK = "link"  # bare addresses, nothing else


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text."""

    start: int  # code points into Document.text
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item, heading or note."""

    kind: BlockKind
    start: int  # code points into Document.text
    end: int
    section: tuple[str, ...]  # headings above it, outermost first; a heading's own text is last
    lead_in: Span | None = None  # for an item: the sentence that it completes
    label: str = ""  # a footnote's number, as printed


@dataclass(frozen=True, slots=True)
class RawMap:
    """Where each stretch of a document's text stood in the file.

    `text_starts` ascend; the characters from `text_starts[i]` up to the next one stood at
    `raw_starts[i]` onwards, in the decoded file. Blank space put in by loading maps to the
    place where it replaces something.
    """

    text_starts: tuple[int, ...]
    raw_starts: tuple[int, ...]

    def raw_offset(self, offset: int) -> int:
        """The place in the decoded file of the character at `offset` of the text."""
        index = bisect_right(self.text_starts, offset) - 1
        return self.raw_starts[index] + offset - self.text_starts[index]


@dataclass(frozen=True, slots=True)
class Document:
    """A source and its one normalised text."""

    source: Source
    text: str
    blocks: tuple[Block, ...]  # in the text's order, never overlapping
    raw_map: RawMap
    page_starts: tuple[int, ...] = ()  # offset where page i + 1 begins; empty: pages unknown

    @property
    def id(self) -> str:
        return self.source.id

    def page(self, offset: int) -> int | None:
        """The page that holds `offset`, counted from 1; None where pages are unknown."""
        return bisect_right(self.page_starts, offset) if self.page_starts else None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one document, by position."""

    document: Document
    start: int  # code points into document.text
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.document.text):
            raise ValueError(f"quote {self.start}..{self.end} lies outside {self.document.id!r}")

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]
