"""What stands around a passage: its section, the items below a lead-in, the lead-in above an item."""

from collections.abc import Sequence

from retrieval.document import BlockKind
from retrieval.passage import Passage, Unit

_ASIDE = (BlockKind.LINK, BlockKind.FOOTNOTE)  # not part of a section's run of words


class Around:
    """All passages of a generation by where they stand."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._sections: dict[tuple[str, tuple[str, ...]], list[tuple[Passage, Unit]]] = {}
        self._items: dict[tuple[str, int], list[tuple[Passage, Unit]]] = {}
        self._lead_ins: dict[tuple[str, int], tuple[Passage, Unit]] = {}
        for passage in passages:
            for unit in passage.units:
                self._sections.setdefault(_section(passage), []).append((passage, unit))
                if unit.lead_in is not None:
                    self._items.setdefault((passage.document.id, unit.lead_in.start), []).append(
                        (passage, unit)
                    )
                if unit.kind is BlockKind.LEAD_IN:
                    self._lead_ins[passage.document.id, unit.start] = passage, unit

    def section(self, passage: Passage) -> list[tuple[Passage, Unit]]:
        """The units of its section in order, without notes and links."""
        return [each for each in self._sections.get(_section(passage), []) if each[1].kind not in _ASIDE]

    def items(self, passage: Passage, lead_in: Unit) -> list[tuple[Passage, Unit]]:
        """What a lead-in leads to, in order."""
        return self._items.get((passage.document.id, lead_in.start), [])

    def lead_in(self, passage: Passage, item: Unit) -> tuple[Passage, Unit] | None:
        """Where the sentence stands that an item completes; None if there is none."""
        if item.lead_in is None:
            return None
        return self._lead_ins.get((passage.document.id, item.lead_in.start))


def _section(passage: Passage) -> tuple[str, tuple[str, ...]]:
    return passage.document.id, passage.section
