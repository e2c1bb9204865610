"""The spans of a document that are found, and the smaller ones that are quoted."""

import re
from dataclasses import dataclass

from retrieval.document import BlockKind, Document, Quote, Span
from retrieval.sources import UndeclaredSource


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or list item: what may be quoted by itself."""

    kind: BlockKind
    start: int  # code points into the document's text
    end: int
    lead_in: Span | None = None  # the sentence that an item completes


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document that is retrieved as a unit."""

    id: str  # source id, "#", number within the document from 1
    document: Document
    start: int  # code points into document.text
    end: int
    section: tuple[str, ...]  # headings above, outermost first
    units: tuple[Unit, ...]  # in order, each inside the span

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.document.text):
            raise ValueError(f"passage {self.id!r} lies outside its document")
        if any(unit.start < self.start or unit.end > self.end for unit in self.units):
            raise ValueError(f"passage {self.id!r} has a unit outside its span")

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def page(self) -> int | None:
        return self.document.page(self.start)

    @property
    def heading(self) -> str:
        """What the passage stands under, in words that a person can be shown."""
        return self.section[-1] if self.section else self.document.source.short_title

    @property
    def embedded_text(self) -> str:
        """The span below its document's short title, its headings and its lead-in.

        The heading that the span itself begins with, and a lead-in inside it, are not
        repeated; the title of an undeclared source is only a file name and is left out.
        """
        headings = [heading for heading in self.section if not self.text.startswith(heading)]
        context = " — ".join([*self._title(), *headings])
        return "\n".join(part for part in (context, self._outer_lead_in(), self.text) if part)

    @property
    def titled_heading(self) -> str:
        """The heading below the document's short title, as it is embedded by itself."""
        return " — ".join([*self._title(), *self.section[-1:]])

    def _title(self) -> list[str]:
        source = self.document.source
        return [] if isinstance(source, UndeclaredSource) else [source.short_title]

    def _outer_lead_in(self) -> str:
        leads = [unit.lead_in for unit in self.units if unit.lead_in is not None]
        if leads and leads[0].start < self.start:
            return self.document.text[leads[0].start : leads[0].end]
        return ""

    def unit_text(self, unit: Unit) -> str:
        """What is embedded for a unit: an item reads on from its lead-in."""
        words = self.document.text[unit.start : unit.end]
        if unit.lead_in is None:
            return words
        return f"{self.document.text[unit.lead_in.start : unit.lead_in.end]} {words}"

    def find(self, words: str, *, any_case: bool = False) -> Quote | None:
        """The first place in the passage where the words stand, white space aside; None if nowhere."""
        parts = words.split()
        pattern = r"\s+".join(re.escape(part) for part in parts)
        match = re.search(pattern, self.text, re.I if any_case else 0) if parts else None
        return Quote(self.document, self.start + match.start(), self.start + match.end()) if match else None
