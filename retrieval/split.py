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
_LONGEST_ITEM = 600  # characters; a longer item is quoted sentence by sentence


@dataclass(frozen=True, slots=True)
class Sizes:
    """In tokens. Issue figures of the field: 60 keeps a thought whole, 200 keeps it findable."""

    least: int = 60
    most: int = 200


@dataclass(frozen=True, slots=True)
class _Atom:
    """What is never divided further."""

    block: Block
    unit: Unit
    tokens: int


def split(document: Document, sizes: Sizes = Sizes()) -> tuple[Passage, ...]:
    """The passages of a document in order; numbers in their ids count from 1."""
    groups = [
        group
        for _, blocks in groupby(_findable(document), key=_belongs)
        for group in _packed(_atoms(document, list(blocks)), sizes)
    ]
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


def _findable(document: Document) -> Iterator[Block]:
    return (block for block in document.blocks if block.kind not in _UNFOUND)


def _belongs(block: Block) -> tuple[tuple[str, ...], bool]:
    """Blocks of one section go together; its footnotes stand apart."""
    return block.section, block.kind is BlockKind.FOOTNOTE


def _atoms(document: Document, blocks: Sequence[Block]) -> list[_Atom]:
    return [
        _Atom(block, unit, count_tokens(document.text[unit.start : unit.end]))
        for block in blocks
        for unit in _units(document, block)
    ]


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


def _packed(atoms: Sequence[_Atom], sizes: Sizes) -> Iterator[list[_Atom]]:
    """Fill passages in order: paragraph by paragraph, a long one cut into even parts."""
    pending: list[_Atom] = []
    for chunk in _chunks(atoms, sizes):
        if pending and not _fits(pending, chunk, sizes):
            yield pending
            pending = []
        pending = [*pending, *chunk]
    if pending:
        yield pending


def _fits(pending: Sequence[_Atom], chunk: Sequence[_Atom], sizes: Sizes) -> bool:
    if _tokens(pending) + _tokens(chunk) > sizes.most:
        return _is_only_a_start(pending) or chunk[0].unit.kind is BlockKind.LINK
    if chunk[-1].unit.kind is BlockKind.LEAD_IN and not _asks(pending):
        return _tokens(pending) < sizes.least
    together = chunk[0].block.kind in (BlockKind.ITEM, BlockKind.LINK) or _asks(pending)
    return together or _tokens(pending) < sizes.least or _tokens(chunk) < sizes.least


def _is_only_a_start(pending: Sequence[_Atom]) -> bool:
    """A question or lead-in alone is not left behind by what it begins."""
    return all(atom.unit.kind in (BlockKind.QUESTION, BlockKind.LEAD_IN) for atom in pending)


def _asks(atoms: Sequence[_Atom]) -> bool:
    return atoms[0].block.kind is BlockKind.QUESTION


def _tokens(atoms: Sequence[_Atom]) -> int:
    return sum(atom.tokens for atom in atoms)


def _chunks(atoms: Sequence[_Atom], sizes: Sizes) -> Iterator[list[_Atom]]:
    """One block's atoms at a time; a block over the limit in parts of about equal length."""
    for _, group in groupby(atoms, key=lambda atom: atom.block.start):
        block = list(group)
        parts = -(-_tokens(block) // sizes.most)
        yield from _even_parts(block, parts)


def _even_parts(atoms: list[_Atom], parts: int) -> Iterator[list[_Atom]]:
    share = _tokens(atoms) / max(parts, 1)
    part: list[_Atom] = []
    for atom in atoms:
        if part and _tokens(part) + atom.tokens / 2 > share:
            yield part
            part = []
        part.append(atom)
    yield part
