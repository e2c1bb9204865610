"""Cut a document into passages along its structure.

A section's paragraphs, a list with its lead-in, a question with its answer; about 60 to 200
tokens, never cut inside a sentence. A single sentence may be longer; a short section, a
question with its short answer, stays by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from retrieval.document import Block, BlockKind, Document
from retrieval.passage import Passage, Unit
from retrieval.sentences import sentences
from retrieval.tokens import count_tokens

_UNFOUND = (BlockKind.TITLE, BlockKind.HEADING)  # words of the document that are no passage
_DIVIDING = (*_UNFOUND, BlockKind.QUESTION)
_LONGEST_ITEM = 600  # characters; a longer item is quoted sentence by sentence
_LEAST, _MOST = 60, 200  # tokens; figures of the field: 60 keeps a thought whole, 200 keeps it findable


@dataclass(frozen=True, slots=True)
class _Atom:
    """What is never divided further."""

    block: Block
    unit: Unit

    @property
    def opens(self) -> bool:
        """Is it a question or lead-in, which is not left behind by what it begins?"""
        return self.unit.kind in (BlockKind.QUESTION, BlockKind.LEAD_IN)


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in order; numbers in their ids count from 1."""
    packer = _Packer(document.text)
    groups = [group for blocks in _sections(document) for group in packer.packed(_atoms(document, blocks))]
    return tuple(
        Passage(
            id=f"{document.id}#{number}",
            document=document,
            start=group[0].unit.start,
            end=group[-1].unit.end,
            section=group[0].block.section,
            units=tuple(atom.unit for atom in group),
        )
        for number, group in enumerate(groups, start=1)
    )


def _sections(document: Document) -> Iterator[list[Block]]:
    """Runs of blocks without a heading between them; footnotes apart, each question with its answer."""
    run: list[Block] = []
    for block in document.blocks:
        if run and (block.kind in _DIVIDING or _belongs(block) != _belongs(run[-1])):
            yield run
            run = []
        if block.kind not in _UNFOUND:
            run.append(block)
    if run:
        yield run


def _belongs(block: Block) -> tuple[tuple[str, ...], bool]:
    return block.section, block.kind is BlockKind.FOOTNOTE


def _atoms(document: Document, blocks: Sequence[Block]) -> list[_Atom]:
    return [_Atom(block, unit) for block in blocks for unit in _units(document, block)]


def _units(document: Document, block: Block) -> Iterator[Unit]:
    whole = block.kind in (BlockKind.QUESTION, BlockKind.LINK) or (
        block.kind is BlockKind.ITEM and block.end - block.start <= _LONGEST_ITEM
    )
    if whole:
        yield Unit(block.kind, block.start, block.end, block.lead_in)
        return
    spans = sentences(document.text[block.start : block.end])
    for start, end in spans:
        last = (start, end) == spans[-1]
        kind = BlockKind.PARAGRAPH if block.kind is BlockKind.LEAD_IN and not last else block.kind
        yield Unit(kind, block.start + start, block.start + end, block.lead_in)


class _Packer:
    """Fills passages in order: paragraph by paragraph, a long one cut into even parts."""

    def __init__(self, text: str) -> None:
        self._text = text

    def packed(self, atoms: Sequence[_Atom]) -> Iterator[list[_Atom]]:
        pending: list[_Atom] = []
        for chunk in self._chunks(atoms):
            if pending and not self._go_together(pending, chunk):
                yield pending
                pending = []
            pending = [*pending, *chunk]
        if pending:
            yield pending

    def _tokens(self, atoms: Sequence[_Atom]) -> int:
        """Of the span from the first to the last, as it reads, bullets and line breaks included."""
        return count_tokens(self._text[atoms[0].unit.start : atoms[-1].unit.end])

    def _fit(self, atoms: Sequence[_Atom]) -> bool:
        return self._tokens(atoms) <= _MOST

    def _go_together(self, pending: Sequence[_Atom], chunk: Sequence[_Atom]) -> bool:
        if not self._fit([*pending, *chunk]):
            return False
        few = self._tokens(pending) < _LEAST
        if _asks(pending):
            return True
        if any(atom.unit.kind is BlockKind.LEAD_IN for atom in chunk):
            return few
        goes_on = chunk[0].block.kind in (BlockKind.ITEM, BlockKind.LINK)
        return goes_on or few or self._tokens(chunk) < _LEAST

    def _chunks(self, atoms: Sequence[_Atom]) -> Iterator[list[_Atom]]:
        """One block's atoms at a time, with the question or lead-in right above it."""
        chunk: list[_Atom] = []
        for _, block in groupby(atoms, key=lambda atom: atom.block.start):
            chunk.extend(block)
            if not chunk[-1].opens:
                yield from self._even_parts(chunk)
                chunk = []
        if chunk:
            yield from self._even_parts(chunk)

    def _even_parts(self, atoms: Sequence[_Atom]) -> Iterator[list[_Atom]]:
        """As few parts as fit, of about equal length."""
        total = self._tokens(atoms)
        share = total / -(-total // _MOST)
        part: list[_Atom] = []
        for atom in atoms:
            if part and not self._fills_up(part, atom, share):
                closed, part = self._cut(part, atom)
                if closed:
                    yield closed
            part.append(atom)
        yield part

    def _fills_up(self, part: Sequence[_Atom], atom: _Atom, share: float) -> bool:
        """Is the part nearer to its share with the atom than without, and short enough?"""
        return self._tokens(part) + self._tokens([atom]) / 2 <= share and self._fit([*part, atom])

    def _cut(self, part: list[_Atom], following: _Atom) -> tuple[list[_Atom], list[_Atom]]:
        """What ends here, and what goes on: a question or lead-in stays with what follows it."""
        place = len(part)
        while place and part[place - 1].opens:
            place -= 1
        goes_on = self._fit([*part[place:], following]) or not self._fit([following])
        return (part[:place], part[place:]) if goes_on else (part, [])


def _asks(atoms: Sequence[_Atom]) -> bool:
    return atoms[0].block.kind is BlockKind.QUESTION
