"""Stretches of a text, claimed one after the other: what is taken once stays taken."""

from collections.abc import Iterable
from typing import NamedTuple

from retrieval.identifiers.kind import IdentifierKind


class Span(NamedTuple):
    """Characters of a plain text that belong together."""

    start: int
    end: int
    kind: IdentifierKind | None  # None: it looks like an identifier, and is none


class Claims:
    """The spans that were claimed, which never overlap."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._taken: set[int] = set()

    def claim(self, spans: Iterable[Span]) -> None:
        """Take the spans that are still free, the first of those that overlap."""
        for span in spans:
            places = range(span.start, span.end)
            if self._taken.isdisjoint(places):
                self._taken.update(places)
                self._spans.append(span)

    def is_free(self, start: int, end: int) -> bool:
        return self._taken.isdisjoint(range(start, end))

    @property
    def identifiers(self) -> list[tuple[int, int, IdentifierKind]]:
        """In the order of the text, without what is none."""
        return sorted((start, end, kind) for start, end, kind in self._spans if kind is not None)
