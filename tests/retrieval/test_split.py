"""Passages: what stands together, what is never cut, how long they are."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from retrieval.document import Block, BlockKind, Document
from retrieval.passage import Passage
from retrieval.sentences import sentences
from retrieval.split import split
from retrieval.tokens import count_tokens
from tests.retrieval import random_documents
from tests.retrieval.builders import (
    block_with,
    corpus_document,
    markdown,
    passage_with,
    plain,
)
from tests.retrieval.random_documents import Section

HEADINGS = (BlockKind.TITLE, BlockKind.HEADING)
MOST = 200  # tokens
FILES = ["ice-crime-victims-faq.txt", "unodc-children-roadmap.txt", "wbt-first-100-days.txt"]

SHORT = "Parents may take leave for as long as the law of their state says."  # 14 tokens
LONG = "Parents may take " + "paid and unpaid leave, " * 50 + "as they like."  # over 200 tokens


# --- the laws of splitting, for any document ------------------------------------------------


def cut_sentences(document: Document, passages: Sequence[Passage]) -> list[str]:
    """Sentences below headings that do not lie wholly in exactly one passage."""
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


def too_long(passages: Sequence[Passage]) -> list[tuple[int, str]]:
    """Passages over the limit that are more than one unit, with their tokens."""
    return [
        (count_tokens(passage.text), passage.text)
        for passage in passages
        if count_tokens(passage.text) > MOST and len(passage.units) > 1
    ]


def strays(document: Document, passages: Sequence[Passage]) -> list[str]:
    """Passages that hold a block of another section than their own."""
    return [
        passage.text
        for passage in passages
        if any(
            block.section != passage.section
            for block in document.blocks
            if passage.start <= block.start < passage.end
        )
    ]


def parted_lead_ins(document: Document, passages: Sequence[Passage]) -> list[str]:
    """Lead-ins that end one passage while their first item, small enough, begins the next."""
    return [
        document.text[lead.start : lead.end]
        for lead, item in zip(document.blocks, document.blocks[1:], strict=False)
        if lead.kind is BlockKind.LEAD_IN
        and item.kind is BlockKind.ITEM
        and count_tokens(document.text[lead.start : item.end]) <= MOST
        and not any(passage.start <= lead.end - 1 and item.start < passage.end for passage in passages)
    ]


def parted_questions(document: Document, passages: Sequence[Passage]) -> list[str]:
    """Questions that do not stand in one passage with the beginning of their answer."""
    return [
        document.text[question.start : question.end]
        for question, answer in zip(document.blocks, document.blocks[1:], strict=False)
        if question.kind is BlockKind.QUESTION
        and answer.section == question.section
        and not any(
            passage.start <= question.start and first_sentence_end(document, answer) <= passage.end
            for passage in passages
        )
    ]


def first_sentence_end(document: Document, block: Block) -> int:
    return block.start + sentences(document.text[block.start : block.end])[0][1]


def in_order(passages: Sequence[Passage]) -> bool:
    return all(first.end <= second.start for first, second in zip(passages, passages[1:], strict=False))


@pytest.mark.parametrize("file", FILES)
def test_the_passages_of_a_document_lie_in_order_and_never_overlap(file: str) -> None:
    assert in_order(split(corpus_document(file)))


@pytest.mark.parametrize("file", FILES)
def test_every_sentence_of_a_document_lies_wholly_in_one_passage(file: str) -> None:
    document = corpus_document(file)

    assert cut_sentences(document, split(document)) == []


@pytest.mark.parametrize("file", FILES)
def test_no_passage_of_a_document_is_over_200_tokens_unless_one_unit_is(file: str) -> None:
    assert too_long(split(corpus_document(file))) == []


@pytest.mark.parametrize("file", FILES)
def test_a_passage_of_a_document_holds_one_section(file: str) -> None:
    document = corpus_document(file)

    assert strays(document, split(document)) == []


@pytest.mark.parametrize("file", FILES)
def test_a_lead_in_of_a_document_stands_with_its_first_item(file: str) -> None:
    document = corpus_document(file)

    assert parted_lead_ins(document, split(document)) == []


@pytest.mark.parametrize("file", FILES)
def test_a_question_of_a_document_stands_with_its_answer(file: str) -> None:
    document = corpus_document(file)

    assert parted_questions(document, split(document)) == []


@given(random_documents.documents)
@settings(max_examples=60, deadline=None)
def test_passages_of_any_document_keep_the_laws_of_splitting(sections: list[Section]) -> None:
    document = markdown("\n\n".join(section.markdown() for section in sections))

    passages = split(document)

    assert in_order(passages)
    assert cut_sentences(document, passages) == []
    assert strays(document, passages) == []
    assert parted_questions(document, passages) == []


@given(random_documents.documents)
@settings(max_examples=60, deadline=None)
def test_no_passage_of_any_document_is_over_200_tokens_unless_one_unit_is(sections: list[Section]) -> None:
    document = markdown("\n\n".join(section.markdown() for section in sections))

    assert too_long(split(document)) == []


@given(random_documents.documents)
@settings(max_examples=60, deadline=None)
def test_a_lead_in_of_any_document_stands_with_its_first_item(sections: list[Section]) -> None:
    document = markdown("\n\n".join(section.markdown() for section in sections))

    assert parted_lead_ins(document, split(document)) == []


# --- length ---------------------------------------------------------------------------------


def lengths(document: Document) -> list[int]:
    return [count_tokens(passage.text) for passage in split(document)]


def test_the_paragraphs_of_a_section_share_a_passage() -> None:
    document = markdown(f"## Leave\n\n{SHORT}\n\n{SHORT}\n\n{SHORT}\n")

    assert [passage.text for passage in split(document)] == [f"{SHORT}\n\n{SHORT}\n\n{SHORT}"]


def test_two_sections_never_share_a_passage() -> None:
    document = markdown(f"## Leave\n\n{SHORT}\n\n## Pay\n\nPay is due.\n")

    assert [passage.text for passage in split(document)] == [SHORT, "Pay is due."]


def test_a_long_paragraph_is_cut_between_sentences_into_passages_of_60_to_200_tokens() -> None:
    document = markdown("## Leave\n\n" + f"{SHORT} " * 70)

    assert min(lengths(document)) >= 60
    assert max(lengths(document)) <= 200


@pytest.mark.parametrize("sentence_count", [13, 14, 15, 16, 28, 29, 30, 43])
def test_no_crumb_is_left_at_the_end_of_a_section(sentence_count: int) -> None:
    document = markdown("## Leave\n\n" + f"{SHORT} " * sentence_count)

    assert min(lengths(document)) >= 50


def test_many_short_items_are_cut_into_passages_of_at_most_200_tokens() -> None:
    document = markdown("## Papers\n\nYou need:\n\n" + "- a form;\n" * 200)

    assert max(lengths(document)) <= 200


def test_many_short_paragraphs_are_cut_into_passages_of_at_most_200_tokens() -> None:
    document = markdown("## Papers\n\n" + "Pay is due.\n\n" * 200)

    assert max(lengths(document)) <= 200


def test_a_sentence_over_200_tokens_is_not_cut() -> None:
    document = markdown(f"## Leave\n\n{SHORT} {LONG} {SHORT}\n")

    assert LONG in [text for passage in split(document) for text in [passage.text] if LONG in text][0]
    assert cut_sentences(document, split(document)) == []


def test_an_item_over_200_tokens_is_cut_between_its_sentences() -> None:
    document = markdown("## Leave\n\nIt says:\n\n- " + f"{SHORT} " * 30 + "\n- That is all.\n")

    assert max(lengths(document)) <= 200
    assert cut_sentences(document, split(document)) == []


def test_one_enormous_line_is_cut_into_passages_of_at_most_200_tokens() -> None:
    assert max(lengths(plain(f"{SHORT} " * 3000))) <= 200


def test_chinese_is_cut_into_passages_of_at_most_200_tokens() -> None:
    assert max(lengths(plain("移民有权获得法律援助。你可以免费咨询律师吗？可以。" * 40))) <= 200


def test_text_that_looks_like_a_control_token_is_counted_as_text() -> None:
    assert count_tokens("Use <|endoftext|> here.") > 5


def test_a_document_of_one_word_is_one_passage() -> None:
    assert [passage.text for passage in split(plain("Asylum"))] == ["Asylum"]


def test_a_document_of_headings_alone_can_be_split() -> None:
    assert "".join(passage.text for passage in split(markdown("# Guide\n\n## Leave\n\n## Pay\n"))).count("\n\n\n") == 0


# --- what stands together -------------------------------------------------------------------


def test_a_list_stands_with_its_lead_in() -> None:
    document = markdown(f"## Papers\n\n{SHORT}\n\nThe office needs:\n\n- a form;\n- a photo.\n")

    assert passage_with(document, "a photo.").text.endswith("The office needs:\n\n• a form;\n• a photo.")


@pytest.mark.parametrize("sentence_count", [9, 10, 11, 12, 13])
def test_a_lead_in_moves_to_the_next_passage_with_its_list(sentence_count: int) -> None:
    document = markdown(
        "## Papers\n\n" + f"{SHORT} " * sentence_count + "\n\nThe office needs:\n\n" + f"- {SHORT}\n" * 5
    )

    assert parted_lead_ins(document, split(document)) == []


def test_a_list_that_is_cut_keeps_the_lead_in_of_each_item() -> None:
    document = markdown("## Papers\n\nThe office needs:\n\n" + f"- {SHORT}\n" * 30)

    last = split(document)[-1]

    assert last.start > block_with(document, "The office needs:").end
    assert {last.unit_text(unit).startswith("The office needs: Parents") for unit in last.units} == {True}


def test_a_list_that_is_cut_is_embedded_with_its_lead_in() -> None:
    document = markdown("## Papers\n\nThe office needs:\n\n" + f"- {SHORT}\n" * 30)

    assert "The office needs:" in split(document)[-1].embedded_text


def test_a_question_and_its_answer_are_one_passage() -> None:
    document = plain("Who pays for it?\n\nThe employer pays. So does the state.\n\nWhen is it due?\n\nEach month.\n")

    assert [passage.text for passage in split(document)] == [
        "Who pays for it?\n\nThe employer pays. So does the state.",
        "When is it due?\n\nEach month.",
    ]


def test_a_question_and_its_answer_in_a_list_are_one_passage() -> None:
    document = plain("Who pays for it?\n\nThey share it:\n\n• the employer;\n• the state.\n")

    assert [passage.text for passage in split(document)] == [
        "Who pays for it?\n\nThey share it:\n\n• the employer;\n• the state."
    ]


def test_the_rest_of_a_long_answer_stands_under_its_question() -> None:
    document = plain("Who pays for it?\n\n" + f"{SHORT} " * 30)

    assert {passage.section for passage in split(document)} == {("Who pays for it?",)}


# --- section path and short title -----------------------------------------------------------


def test_a_passage_has_the_path_of_its_section() -> None:
    document = markdown(f"## Leave\n\n{SHORT}\n\n### Length\n\nIt is long.\n")

    assert passage_with(document, "It is long.").section == ("Leave", "Length")


def test_a_heading_is_no_part_of_a_passage() -> None:
    document = markdown(f"## Leave\n\n{SHORT}\n\n## Pay\n\nIt is due.\n")

    assert [passage.text for passage in split(document)] == [SHORT, "It is due."]


def test_the_short_title_and_the_section_are_embedded_with_a_passage_outside_its_span() -> None:
    passage = passage_with(markdown(f"## Leave\n\n{SHORT}\n\n### Length\n\nIt is long.\n"), "It is long.")

    assert passage.embedded_text == "Leave guide — Leave — Length\nIt is long."


def test_passages_are_numbered_from_1_after_the_id_of_their_source() -> None:
    document = markdown(f"## Leave\n\n{SHORT}\n\n## Pay\n\nIt is due.\n")

    assert [passage.id for passage in split(document)] == ["leave-guide#1", "leave-guide#2"]


def test_a_passage_is_on_the_page_where_it_begins() -> None:
    document = plain("Leave is long.\n\n\fA heading of pages\n\nPay is due each month. It is paid.\n")

    assert passage_with(document, "Pay is due").page == 2


# --- units ----------------------------------------------------------------------------------


def unit_texts(passage: Passage) -> list[str]:
    return [passage.document.text[unit.start : unit.end] for unit in passage.units]


def test_the_units_of_a_paragraph_are_its_sentences() -> None:
    [passage] = split(plain("Leave is long. Pay is due in the U.S. today.\n"))

    assert unit_texts(passage) == ["Leave is long.", "Pay is due in the U.S. today."]


def test_the_units_of_a_list_are_its_lead_in_and_its_items() -> None:
    [passage] = split(plain("The office needs:\n\n• a form. It is signed.\n• a photo.\n"))

    assert unit_texts(passage) == ["The office needs:", "a form. It is signed.", "a photo."]


@given(random_documents.documents)
@settings(max_examples=30, deadline=None)
def test_the_units_of_a_passage_hold_all_its_words_in_order(sections: list[Section]) -> None:
    passages = split(markdown("\n\n".join(section.markdown() for section in sections)))

    spoken = [" ".join(unit_texts(passage)).split() for passage in passages]

    assert spoken == [[word for word in passage.text.split() if word != "•"] for passage in passages]
