"""What an embedding model embeds: passages, their units, and the headings above them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.document import BlockKind
from retrieval.embed import Embedder
from retrieval.passage import Passage

UNSEARCHED = (BlockKind.LINK,)  # units that are quoted with others only


@dataclass(frozen=True, slots=True)
class Texts:
    """What one model embeds, by id."""

    passages: dict[str, str]  # "source#3"
    units: dict[str, str]  # "source#3/2": numbered from 1, 0 is the heading


def texts_of(passages: Iterable[Passage], embedder: Embedder) -> Texts:
    """Those passages that `embedder` reads, and their units; of a document all or none are given."""
    read = [passage for passage in passages if embedder.reads(passage.document.source.language)]
    units = {
        f"{passage.id}/{number}": passage.unit_text(unit)
        for passage in read
        for number, unit in enumerate(passage.units, start=1)
        if unit.kind not in UNSEARCHED
    }
    return Texts(
        passages={passage.id: passage.embedded_text for passage in read},
        units=headings_of(read) | units,
    )


def headings_of(passages: Sequence[Passage]) -> dict[str, str]:
    """The heading of each section, as unit 0 of the section's first passage."""
    headings: dict[str, str] = {}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for passage in passages:
        place = (passage.document.id, passage.section)
        asks = passage.units[0].kind is BlockKind.QUESTION
        if passage.section and place not in seen and not asks:
            headings[f"{passage.id}/0"] = passage.titled_heading
        seen.add(place)
    return headings
