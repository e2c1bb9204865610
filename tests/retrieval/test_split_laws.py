"""The laws of splitting, for the three documents and for any other."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given

from retrieval.document import Block, BlockKind, Document
from retrieval.sentences import sentences
from retrieval.split import split
from retrieval.tokens import count_tokens
from tests.retrieval import random_documents
from tests.retrieval.builders import corpus_document, markdown, plain, words
from tests.retrieval.random_documents import Section, bounded

HEADINGS = (BlockKind.TITLE, BlockKind.HEADING)
MOST = 200  # tokens


def overlapping(document: Document) -> list[str]:
    """Passages that begin before the one before them has ended."""
    return [second.text for first, second in pairwise(split(document)) if second.start < first.end]


def cut(document: Document) -> list[str]:
    """Sentences below headings that do not lie wholly in exactly one passage."""
    passages = split(document)
    spans = [
        (block.start + start, block.start + end)
        for block in document.blocks
        if block.kind not in HEADINGS
        for start, end in sentences(document.text[block.start : block.end])
    ]
    return [
        document.text[start:end]
        for start, end in spans
        if sum(passage.start <= start and end <= passage.end for passage in passages) != 1
    ]


def too_long(document: Document) -> list[tuple[int, str]]:
    """Passages over the limit none of whose units is over it alone, with their tokens."""
    return [
        (count_tokens(passage.text), passage.text)
        for passage in split(document)
        if count_tokens(passage.text) > MOST
        and all(count_tokens(document.text[unit.start : unit.end]) <= MOST for unit in passage.units)
    ]


def of_two_sections(document: Document) -> list[str]:
    """Passages that hold a block of another section than their own."""
    return [
        passage.text
        for passage in split(document)
        if any(
            block.section != passage.section
            for block in document.blocks
            if passage.start <= block.start < passage.end
        )
    ]


def with_a_heading_inside(document: Document) -> list[str]:
    """Passages in whose span a heading stands."""
    return [
        passage.text
        for passage in split(document)
        if any(
            passage.start <= block.start < passage.end for block in document.blocks if block.kind in HEADINGS
        )
    ]


def parted_from_first_item(document: Document) -> list[str]:
    """Lead-ins that end one passage while their first item, small enough, begins the next."""
    passages = split(document)
    return [
        document.text[lead.start : lead.end]
        for lead, item in pairwise(document.blocks)
        if lead.kind is BlockKind.LEAD_IN
        and item.kind is BlockKind.ITEM
        and count_tokens(document.text[lead.start : item.end]) <= MOST
        and not any(passage.start < lead.end and item.start < passage.end for passage in passages)
    ]


def parted_from_answer(document: Document) -> list[str]:
    """Questions that do not stand in one passage with the first sentence of their answer."""
    passages = split(document)
    return [
        document.text[question.start : question.end]
        for question, answer in pairwise(document.blocks)
        if question.kind is BlockKind.QUESTION
        and answer.section == question.section
        and not any(
            passage.start <= question.start and first_sentence_end(document, answer) <= passage.end
            for passage in passages
        )
    ]


def first_sentence_end(document: Document, block: Block) -> int:
    return block.start + sentences(document.text[block.start : block.end])[0][1]


def with_words_outside_units(document: Document) -> list[str]:
    """Passages whose units, read one after the other, are not their words."""
    return [
        passage.text
        for passage in split(document)
        if words(passage.text)
        != words(" ".join(document.text[unit.start : unit.end] for unit in passage.units))
    ]


BREACHES = [
    pytest.param(overlapping, id="passages lie in order and never overlap"),
    pytest.param(cut, id="every sentence lies wholly in one passage"),
    pytest.param(too_long, id="no passage is over 200 tokens unless one unit is"),
    pytest.param(of_two_sections, id="a passage holds one section"),
    pytest.param(with_a_heading_inside, id="no heading stands inside a passage"),
    pytest.param(parted_from_first_item, id="a lead-in stands with its first item"),
    pytest.param(parted_from_answer, id="a question stands with its answer"),
    pytest.param(with_words_outside_units, id="the units of a passage hold all its words"),
]


@pytest.mark.parametrize("breaches", BREACHES)
@pytest.mark.parametrize(
    "file", ["ice-crime-victims-faq.txt", "unodc-children-roadmap.txt", "wbt-first-100-days.txt"]
)
def test_a_document_of_the_corpus_keeps_each_law(
    file: str, breaches: Callable[[Document], list[object]]
) -> None:
    assert breaches(corpus_document(file)) == []


@pytest.mark.parametrize("breaches", BREACHES)
@given(sections=random_documents.documents)
@bounded
def test_any_markdown_document_keeps_each_law(
    sections: list[Section], breaches: Callable[[Document], list[object]]
) -> None:
    assert breaches(markdown("\n\n".join(section.markdown() for section in sections))) == []


@pytest.mark.parametrize("breaches", BREACHES)
@given(sections=random_documents.documents)
@bounded
def test_any_wrapped_document_keeps_each_law(
    sections: list[Section], breaches: Callable[[Document], list[object]]
) -> None:
    assert breaches(plain("\n\n".join(section.plain(60) for section in sections))) == []
