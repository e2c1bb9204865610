"""Sources, documents and passages for tests; each call shows only the field that matters.

Documents are values that never change, so each is built once.
"""

from functools import cache
from pathlib import Path

from retrieval.document import Block, BlockKind, Document
from retrieval.loading import load, parse
from retrieval.passage import Passage
from retrieval.sources import Source
from retrieval.split import split

CORPUS = Path(__file__).parents[2] / "corpus"


def source(
    *, id: str = "leave-guide", file: str = "leave-guide.txt", short_title: str = "Leave guide"
) -> Source:
    return Source(id=id, file=file, title=f"{short_title}, in full", short_title=short_title)


@cache
def plain(raw: str) -> Document:
    return parse(source(), raw, markdown=False)


@cache
def markdown(raw: str) -> Document:
    return parse(source(file="leave-guide.md"), raw, markdown=True)


@cache
def corpus_document(file: str) -> Document:
    return load(source(file=file), CORPUS / file)


def corpus_raw(file: str) -> str:
    return (CORPUS / file).read_bytes().decode("utf-8")


def words(text: str) -> list[str]:
    """Its words in order; a bullet is a mark, not a word."""
    return [word for word in text.split() if word != "•"]


def characters_in_the_file(document: Document, raw: str) -> str:
    """What stands in the file at the places that the characters of the text are mapped to."""
    return "".join(
        raw[document.raw_map.raw_offset(offset)]
        for offset, character in enumerate(document.text)
        if not character.isspace() and character != "•"
    )


def block_with(document: Document, wording: str) -> Block:
    """The one block that holds `wording`, which occurs once in the document."""
    assert document.text.count(wording) == 1, f"{wording!r} occurs {document.text.count(wording)} times"
    place = document.text.index(wording)
    return next(block for block in document.blocks if block.start <= place < block.end)


def block_text(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def texts(document: Document, *kinds: BlockKind) -> list[str]:
    """The blocks of these kinds, in order; of all kinds if none is named."""
    return [block_text(document, block) for block in document.blocks if not kinds or block.kind in kinds]


def lead_in(document: Document, block: Block) -> str | None:
    return document.text[block.lead_in.start : block.lead_in.end] if block.lead_in else None


def passage_with(document: Document, wording: str) -> Passage:
    """The one passage that holds `wording`."""
    [found] = [passage for passage in split(document) if wording in passage.text]
    return found
