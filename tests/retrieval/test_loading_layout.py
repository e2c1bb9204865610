"""The layout of a plain text: pages, lists, headings, questions."""

import pytest

from retrieval.document import BlockKind
from tests.retrieval.builders import block_with, lead_in, plain, texts, words

# --- pages ----------------------------------------------------------------------------------

FIRST, SECOND, THIRD = (
    "Leave lasts 18 weeks for each parent and it can be",
    "taken in parts.\n\nPay is due on the last day of every month.",
    "Appeals go to the board within ten days.",
)


def paged(top: str, bottom: str) -> str:
    """Three pages with these lines above and below; `{n}` is the page's number."""
    pages = [
        "\n\n".join(part for part in (top.format(n=number), body, bottom.format(n=number)) if part) + "\n"
        for number, body in enumerate((FIRST, SECOND, THIRD), start=1)
    ]
    return "\f".join(pages)


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        pytest.param("", "", id="form feeds alone"),
        pytest.param("Staff Manual", "", id="header"),
        pytest.param("", "Staff Manual", id="footer"),
        pytest.param("Staff Manual          {n}", "", id="header with the number at its end"),
        pytest.param("{n}     Staff Manual", "", id="header with the number first"),
        pytest.param("Staff Manual - Page {n} of 3", "", id="header with page n of 3"),
        pytest.param("", "{n}", id="number alone"),
        pytest.param("", "- {n} -", id="number between dashes"),
        pytest.param("", "Page {n} of 3", id="page n of 3"),
        pytest.param("Staff Manual", "Page {n}", id="header and number"),
        pytest.param("Staff Manual\nHuman Resources", "", id="header of two lines"),
    ],
)
def test_running_headers_and_page_numbers_are_left_out_and_the_text_goes_on(top: str, bottom: str) -> None:
    assert plain(paged(top, bottom)).text == (
        "Leave lasts 18 weeks for each parent and it can be taken in parts.\n\n"
        "Pay is due on the last day of every month.\n\n"
        "Appeals go to the board within ten days."
    )


@pytest.mark.parametrize(
    ("wording", "page"),
    [("Leave lasts", 1), ("can be", 1), ("taken", 2), ("Pay is due", 2), ("Appeals", 3), ("days.", 3)],
)
def test_each_word_is_on_the_page_that_it_was_printed_on(wording: str, page: int) -> None:
    document = plain(paged("Staff Manual", "Page {n}"))

    assert document.page(document.text.index(wording)) == page


def test_pages_are_unknown_without_form_feeds() -> None:
    assert plain("Leave lasts 18 weeks.").page(0) is None


def test_a_page_without_words_still_counts() -> None:
    document = plain("Leave lasts 18 weeks.\n\f\n\fPay is due.\n")

    assert document.page(document.text.index("Pay")) == 3


@pytest.mark.parametrize(
    ("wording", "page"),
    [
        pytest.param("One.", 1, id="first sentence"),
        pytest.param("Three.", 3, id="sentence that goes on on the next page"),
        pytest.param("Four.", 3, id="sentence in the middle of a paragraph over pages"),
        pytest.param("Five.", 4, id="paragraph after it"),
    ],
)
def test_a_sentence_of_a_paragraph_over_pages_is_on_its_own_page(wording: str, page: int) -> None:
    document = plain(
        "One. Then two and\n\n\fso on. Then two more and\n\n\fso on. Three. Four. End.\n\n\fFive.\n"
    )

    assert document.page(document.text.index(wording)) == page


def test_a_line_that_recurs_inside_pages_is_no_running_header() -> None:
    around = "Leave number {n} is long.\n\nIt is {n} weeks.\n\nIt is paid {n} times.\n\n"
    pages = [f"{around}Ask your office.\n\n{around}".format(n=number) for number in ("one", "two", "three")]

    assert plain("\f".join(pages)).text.count("Ask your office.") == 3


@pytest.mark.parametrize("end", [pytest.param("\f", id="one form feed"), pytest.param("\f\n\f\n", id="two")])
def test_a_line_that_heads_two_pages_is_no_running_header_because_of_empty_pages_behind_them(
    end: str,
) -> None:
    document = plain(f"Leave\n\nIt lasts 18 weeks.\n\fLeave\n\nIt is paid.\n{end}")

    assert document.text.count("Leave") == 2


@pytest.mark.parametrize("line", ["I agree.", "- Yes", "Name: none"])
def test_a_line_that_occurs_twice_on_one_page_is_no_running_header(line: str) -> None:
    document = plain(f"Leave is long.\n\n\fPay is due.\n\n\f{line}\n{line}\n")

    assert document.text.count(line.removeprefix("- ")) == 2


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        pytest.param("Chapter 1", "Chapter 2", "Chapter 3", id="chapters"),
        pytest.param("The fee is $10.", "The fee is $20.", "The fee is $90.", id="fees"),
        pytest.param("Form A-1", "Form A-2", "Form A-9", id="forms"),
        pytest.param("In force since 2019", "In force since 2021", "In force since 2024", id="years"),
    ],
)
def test_lines_above_pages_that_differ_by_a_number_that_is_no_page_number_stay(
    first: str, second: str, third: str
) -> None:
    document = plain(
        f"{first}\n\nLeave is long.\n\n\fLeave goes on.\n\n"
        f"\f{second}\n\nPay is due.\n\n\fPay goes on.\n\n"
        f"\f{third}\n\nAppeals are free.\n"
    )

    assert [line for line in (first, second, third) if line not in document.text] == []


@pytest.mark.parametrize("page", ["Leave", "Slide {n}"])
def test_a_document_of_nothing_but_lines_that_recur_keeps_them(page: str) -> None:
    raw = "\f".join(page.format(n=number) for number in (1, 2, 3))

    assert plain(raw).text.split() == raw.split()


def test_a_form_feed_inside_a_line_parts_words() -> None:
    assert plain("Leave lasts\f18 weeks.").text.split() == ["Leave", "lasts", "18", "weeks."]


# --- lists ----------------------------------------------------------------------------------


@pytest.mark.parametrize("bullet", ["•", "-", "*", "–", "‣", "▪", "◦", "●", "·", "○", "■", "➢", "\uf0b7"])
def test_every_bullet_becomes_one_bullet_glyph_outside_its_item(bullet: str) -> None:
    document = plain(f"The office needs:\n\n{bullet} a form;\n{bullet} a photo.\n")

    assert document.text == "The office needs:\n\n• a form;\n• a photo."
    assert texts(document, BlockKind.ITEM) == ["a form;", "a photo."]


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(
            "The office needs:\n- a form that\n  is signed;\n- a photo.\n", id="no blank line before"
        ),
        pytest.param(
            "The office needs:\n\n- a form that\nis signed;\n- a photo.\n", id="wrapped, not indented"
        ),
        pytest.param(
            "The office needs:\n\n- a form that is signed;\n\n- a photo.\n", id="blank line between"
        ),
        pytest.param("The office\nneeds:\n\n   - a form that is signed;\n   - a photo.", id="indented"),
        pytest.param("The office needs:\r\n\r\n- a form that\r\n  is signed;\r\n- a photo.\r\n", id="CRLF"),
    ],
)
def test_a_list_is_set_on_lines_of_its_own_however_it_was_wrapped(raw: str) -> None:
    assert plain(raw).text == "The office needs:\n\n• a form that is signed;\n• a photo."


def test_the_items_of_a_list_complete_the_last_sentence_of_the_paragraph_before() -> None:
    document = plain("Visits are short. The office needs:\n\n• a form;\n• a photo.\n")

    assert lead_in(document, block_with(document, "a photo.")) == "The office needs:"


def test_a_list_after_a_heading_has_no_lead_in() -> None:
    document = plain("1. Papers\n\n• A form is needed.\n• A photo is needed.\n")

    assert block_with(document, "A form is needed.").lead_in is None


def test_a_second_list_is_not_given_the_lead_in_of_the_first() -> None:
    document = plain(
        "The office needs:\n\n• a form;\n• a photo.\n\nVisits are short.\n\nIt gives:\n\n• a stamp.\n"
    )

    assert lead_in(document, block_with(document, "a stamp.")) == "It gives:"


def test_an_item_of_several_sentences_is_one_item() -> None:
    document = plain("The office needs:\n\n• A form. It must be signed. Sign it in ink.\n• A photo.\n")

    assert texts(document, BlockKind.ITEM) == ["A form. It must be signed. Sign it in ink.", "A photo."]


def test_the_text_after_a_list_is_a_paragraph() -> None:
    document = plain("The office needs:\n\n• a form;\n• a photo.\n\nVisits are short. They are free.\n")

    assert block_with(document, "Visits are short.").kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("1.", "2.", id="number and full stop"),
        pytest.param("1)", "2)", id="number and bracket"),
        pytest.param("(1)", "(2)", id="number in brackets"),
        pytest.param("(a)", "(b)", id="letter in brackets"),
        pytest.param("a)", "b)", id="letter and bracket"),
        pytest.param("(i)", "(ii)", id="roman number"),
    ],
)
def test_a_numbered_list_keeps_its_numbers(first: str, second: str) -> None:
    document = plain(f"The office needs:\n\n{first} a form that is signed;\n{second} a photo.\n")

    assert (
        words(document.text) == f"The office needs: {first} a form that is signed; {second} a photo.".split()
    )
    assert len(texts(document, BlockKind.ITEM)) == 2


def test_an_indented_paragraph_below_an_item_is_part_of_it() -> None:
    document = plain("The office needs:\n\n1. A form.\n\n   Sign it.\n\n2. A photo.\n")

    assert texts(document, BlockKind.ITEM) == ["1. A form.\nSign it.", "2. A photo."]


def test_a_list_in_a_numbered_item_does_not_end_the_list_around_it() -> None:
    document = plain("The office needs:\n\n1. a form:\n   (a) signed;\n   (b) dated;\n2. a photo.\n")

    assert texts(document, BlockKind.ITEM) == ["1. a form:", "(a) signed;", "(b) dated;", "2. a photo."]


# --- headings and questions -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Leave", "Pay", id="words"),
        pytest.param("LEAVE", "PAY", id="capitals"),
        pytest.param("1. Leave", "2. Pay", id="numbers"),
        pytest.param("1.1 Leave", "1.2 Pay", id="two numbers"),
        pytest.param("I. Leave", "II. Pay", id="roman numbers"),
        pytest.param("Article 1 Leave", "Article 2 Pay", id="articles"),
    ],
)
def test_a_line_of_its_own_between_paragraphs_is_the_section_of_what_follows(first: str, second: str) -> None:
    document = plain(
        f"{first}\n\nLeave lasts 18 weeks. It is paid.\n\n{second}\n\nPay is due every month. It is late.\n"
    )

    assert block_with(document, "It is paid.").section == (first,)
    assert block_with(document, "It is late.").section == (second,)


def test_a_heading_after_an_opening_paragraph_is_the_section_of_what_follows() -> None:
    document = plain("Read this first. It is short.\n\nPay\n\nPay is due every month. It is late.\n")

    assert block_with(document, "It is late.").section == ("Pay",)


def test_a_heading_over_two_lines_is_one_heading() -> None:
    document = plain("I. Leave of Parents\n   and Children\n\nLeave lasts 18 weeks. It is paid.\n")

    assert block_with(document, "It is paid.").section == ("I. Leave of Parents and Children",)


def test_a_question_on_a_line_of_its_own_is_the_section_of_its_answer() -> None:
    document = plain(
        "How long is leave?\n\nLeave lasts 18 weeks.\n\nWho pays for it?\n\nThe employer pays. It is late.\n"
    )

    assert texts(document, BlockKind.QUESTION) == ["How long is leave?", "Who pays for it?"]
    assert block_with(document, "The employer pays.").section == ("Who pays for it?",)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("What is Form I-131?", id="form number"),
        pytest.param("Who pays (and when)?", id="brackets"),
        pytest.param("What does “T visa” mean?", id="quotation marks"),
        pytest.param("¿Quién paga?", id="Spanish"),
        pytest.param("Does the U.S. government pay?", id="U.S."),
        pytest.param("May I stay, e.g. with a visa?", id="e.g."),
        pytest.param("What does 18 U.S.C. § 1595 say?", id="U.S.C."),
        pytest.param("Is it free? If so, for whom?", id="two questions"),
        pytest.param("1. Who pays?", id="number"),
        pytest.param("Q. Who pays?", id="Q."),
        pytest.param("Q: Who pays?", id="Q:"),
    ],
)
def test_a_line_that_asks_is_a_question_whatever_stands_in_it(question: str) -> None:
    document = plain(f"{question}\n\nThe state pays. It is free.\n")

    assert block_with(document, "It is free.").section == (question,)


def test_a_question_over_two_lines_is_one_question() -> None:
    document = plain("Who pays for the leave of parents who \nwork at night? \n \nThe employer pays.\n")

    assert texts(document, BlockKind.QUESTION) == ["Who pays for the leave of parents who work at night?"]


def test_a_question_inside_a_paragraph_is_no_heading() -> None:
    document = plain("Leave is long. Who pays for it? The employer pays.\n\nAppeals are free.\n")

    assert texts(document, BlockKind.QUESTION) == []
