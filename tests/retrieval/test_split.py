"""Passages: what stands together, what is never cut, how long they are."""

import pytest

from retrieval.document import Document
from retrieval.passage import Passage
from retrieval.split import split
from retrieval.tokens import count_tokens
from tests.retrieval.builders import (
    block_with,
    markdown,
    passage_with,
    plain,
)

SHORT = "Parents may take leave for as long as the law of their state says."  # 14 tokens
LONG = "Parents may take " + "paid and unpaid leave, " * 50 + "as they like."  # over 200 tokens


# --- length ---------------------------------------------------------------------------------


def lengths(document: Document) -> list[int]:
    return [count_tokens(passage.text) for passage in split(document)]


def test_the_paragraphs_of_a_section_share_a_passage() -> None:
    document = markdown(f"## Leave\n\n{SHORT}\n\n{SHORT}\n\n{SHORT}\n")

    assert [passage.text for passage in split(document)] == [f"{SHORT}\n\n{SHORT}\n\n{SHORT}"]


def test_two_sections_never_share_a_passage() -> None:
    document = markdown(f"## Leave\n\n{SHORT}\n\n## Pay\n\nPay is due.\n")

    assert [passage.text for passage in split(document)] == [SHORT, "Pay is due."]


def test_two_sections_of_the_same_name_never_share_a_passage() -> None:
    document = markdown("## Fees\n\nIt is free.\n\n## Fees\n\nIt is paid.\n")

    assert [passage.text for passage in split(document)] == ["It is free.", "It is paid."]


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


def test_links_that_would_make_a_passage_too_long_stand_alone() -> None:
    address = "https://example.org/" + "leave-for-parents/" * 10
    document = plain(f"Who pays?\n\n{f'{SHORT} ' * 12}\n\n{address}\n")

    assert [passage.text for passage in split(document)][1:] == [address]


def test_a_sentence_over_200_tokens_is_not_cut() -> None:
    document = markdown(f"## Leave\n\n{SHORT} {LONG} {SHORT}\n")

    assert LONG in passage_with(document, LONG).text


def test_an_item_over_200_tokens_is_cut_between_its_sentences() -> None:
    document = markdown("## Leave\n\nIt says:\n\n- " + f"{SHORT} " * 30 + "\n- That is all.\n")

    assert max(lengths(document)) <= 200


def test_one_enormous_line_is_cut_into_passages_of_at_most_200_tokens() -> None:
    assert max(lengths(plain(f"{SHORT} " * 3000))) <= 200


def test_chinese_is_cut_into_passages_of_at_most_200_tokens() -> None:
    assert max(lengths(plain("移民有权获得法律援助。你可以免费咨询律师吗？可以。" * 40))) <= 200


def test_text_that_looks_like_a_control_token_is_counted_as_text() -> None:
    assert count_tokens("Use <|endoftext|> here.") > 5


def test_a_document_of_one_word_is_one_passage() -> None:
    assert [passage.text for passage in split(plain("Asylum"))] == ["Asylum"]


def test_a_document_of_headings_alone_has_no_passages() -> None:
    assert split(markdown("# Guide\n\n## Leave\n\n## Pay\n")) == ()


# --- what stands together -------------------------------------------------------------------


def test_a_list_stands_with_its_lead_in() -> None:
    document = markdown(f"## Papers\n\n{SHORT}\n\nThe office needs:\n\n- a form;\n- a photo.\n")

    assert passage_with(document, "a photo.").text.endswith("The office needs:\n\n• a form;\n• a photo.")


@pytest.mark.parametrize("sentence_count", [9, 10, 11, 12, 13])
def test_a_lead_in_moves_to_the_next_passage_with_its_list(sentence_count: int) -> None:
    document = markdown(
        "## Papers\n\n" + f"{SHORT} " * sentence_count + "\n\nThe office needs:\n\n" + f"- {SHORT}\n" * 5
    )

    assert f"The office needs:\n\n• {SHORT}" in passage_with(document, "The office needs:").text


def test_a_list_that_is_cut_keeps_the_lead_in_of_each_item() -> None:
    document = markdown("## Papers\n\nThe office needs:\n\n" + f"- {SHORT}\n" * 30)

    last = split(document)[-1]

    assert last.start > block_with(document, "The office needs:").end
    assert {last.unit_text(unit).startswith("The office needs: Parents") for unit in last.units} == {True}


def test_a_list_that_is_cut_is_embedded_with_its_lead_in() -> None:
    document = markdown("## Papers\n\nThe office needs:\n\n" + f"- {SHORT}\n" * 30)

    assert "The office needs:" in split(document)[-1].embedded_text


def test_a_question_and_its_answer_are_one_passage() -> None:
    document = plain(
        "Who pays for it?\n\nThe employer pays. So does the state.\n\nWhen is it due?\n\nEach month.\n"
    )

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
    document = plain("Leave\n\nIt is long. It is paid.\n\n\fPay\n\nPay is due each month. It is late.\n")

    assert [passage.page for passage in split(document)] == [1, 2]


# --- units ----------------------------------------------------------------------------------


def unit_texts(passage: Passage) -> list[str]:
    return [passage.document.text[unit.start : unit.end] for unit in passage.units]


def test_the_units_of_a_paragraph_are_its_sentences() -> None:
    [passage] = split(plain("Leave is long. Pay is due in the U.S. today.\n"))

    assert unit_texts(passage) == ["Leave is long.", "Pay is due in the U.S. today."]


def test_the_units_of_a_list_are_its_lead_in_and_its_items() -> None:
    [passage] = split(plain("The office needs:\n\n• a form. It is signed.\n• a photo.\n"))

    assert unit_texts(passage) == ["The office needs:", "a form. It is signed.", "a photo."]
