"""A piece of text with its meaning."""

from dataclasses import dataclass

from retrieval.document import BlockKind
from retrieval.loading.pieces import Piece


@dataclass(frozen=True, slots=True)
class Part:
    """A piece with its meaning."""

    piece: Piece
    kind: BlockKind
    section: tuple[str, ...] = ()
    lead_in: int | None = None  # for an item: index of the part that leads in
