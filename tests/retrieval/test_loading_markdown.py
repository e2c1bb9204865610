"""Markdown: what its marks mean is kept, the marks are not."""

import pytest

from retrieval.document import BlockKind
from tests.retrieval.builders import block_with, characters_in_the_file, lead_in, markdown, texts, words


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("## Leave\n\nIt is long.\n", id="number signs"),
        pytest.param("## Leave ##\n\nIt is long.\n", id="closing number signs"),
        pytest.param("##   Leave\nIt is long.\n", id="no blank line after"),
        pytest.param("   ## Leave\n\nIt is long.\n", id="indented"),
        pytest.param("Leave\n-----\n\nIt is long.\n", id="underlined with hyphens"),
        pytest.param("Leave\n===\nIt is long.\n", id="underlined with equals signs"),
        pytest.param("## **Leave**\n\nIt is long.\n", id="bold"),
    ],
)
def test_a_heading_loses_its_marks_and_is_the_section_of_what_follows(raw: str) -> None:
    document = markdown(f"# Guide\n\nRead it all, please.\n\n{raw}")

    assert document.text == "Guide\n\nRead it all, please.\n\nLeave\n\nIt is long."
    assert block_with(document, "It is long.").section[-1] == "Leave"


def test_headings_nest_by_their_number_signs() -> None:
    document = markdown("# Guide\n\n## Leave\n\n### Pay\n\nIt is due.\n\n### Length\n\nIt is long.\n")

    assert block_with(document, "It is long.").section[-2:] == ("Leave", "Length")


def test_a_heading_right_below_another_keeps_it_in_the_section() -> None:
    document = markdown("# Guide\n\n## Leave\n\n### Pay\n\nIt is due.\n")

    assert block_with(document, "It is due.").section[-2:] == ("Leave", "Pay")


def test_a_heading_of_a_higher_level_ends_the_section_before() -> None:
    document = markdown("## Leave\n\nIt is long.\n\n### Pay\n\nIt is due.\n\n## Appeals\n\nThey are free.\n")

    assert block_with(document, "They are free.").section == ("Appeals",)


def test_a_number_sign_without_a_blank_is_no_heading() -> None:
    assert markdown("#1 rule: be kind.\n").text == "#1 rule: be kind."


@pytest.mark.parametrize("bullet", ["-", "*", "+"])
def test_each_bullet_of_markdown_becomes_one_glyph(bullet: str) -> None:
    document = markdown(f"You need:\n\n{bullet} a form;\n{bullet} a photo.\n")

    assert document.text == "You need:\n\n• a form;\n• a photo."


def test_the_items_of_nested_lists_are_all_items_in_order() -> None:
    document = markdown("You need:\n\n- a form:\n  - signed;\n    - in ink;\n  - dated;\n- a photo.\n")

    assert texts(document, BlockKind.ITEM) == ["a form:", "signed;", "in ink;", "dated;", "a photo."]


def test_an_item_of_the_outer_list_completes_the_lead_in_of_the_outer_list() -> None:
    document = markdown("You need:\n\n- a form:\n  - signed;\n  - dated;\n- a photo.\n")

    assert lead_in(document, block_with(document, "a photo.")) == "You need:"


def test_a_numbered_list_keeps_its_numbers() -> None:
    document = markdown("You need:\n\n1. a form;\n2. a photo.\n")

    assert words(document.text) == ["You", "need:", "1.", "a", "form;", "2.", "a", "photo."]
    assert len(texts(document, BlockKind.ITEM)) == 2


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("1. a form\n   in ink;\n2. a photo;\n3. a fee.\n", id="wrapped"),
        pytest.param("1. a form in ink;\n\n2. a photo;\n\n3. a fee.\n", id="blank lines between"),
        pytest.param("1. a form in ink;\n1. a photo;\n1. a fee.\n", id="all numbered 1"),
        pytest.param("1. a form\n\n   in ink;\n2. a photo;\n3. a fee.\n", id="item of two paragraphs"),
    ],
)
def test_a_numbered_list_has_its_items_however_it_is_written(raw: str) -> None:
    document = markdown(f"You need:\n\n{raw}")

    assert len(texts(document, BlockKind.ITEM)) == 3


def test_a_wrapped_item_of_a_numbered_list_is_joined() -> None:
    assert "a form in ink;" in markdown("You need:\n\n1. a form\n   in ink;\n2. a photo.\n").text


def test_a_list_in_a_block_quote_is_a_list() -> None:
    assert texts(markdown("> You need:\n>\n> - a form;\n> - a photo.\n"), BlockKind.ITEM) == [
        "a form;",
        "a photo.",
    ]


def test_the_address_of_an_e_mail_link_is_kept() -> None:
    assert "help@example.org" in markdown("Ask [the desk](mailto:help@example.org) first.\n").text


def test_a_link_by_reference_reads_as_its_words() -> None:
    document = markdown("Ask at [the desk][desk] first.\n\n[desk]: https://example.org/desk\n")

    assert "at the desk" in document.text
    assert "][" not in document.text


def test_the_address_of_a_link_by_reference_stands_where_it_is_defined() -> None:
    document = markdown("Ask at [the desk][desk].\n\n[desk]: https://example.org/desk\n")

    assert texts(document) == ["Ask at the desk.", "https://example.org/desk"]
    assert texts(document, BlockKind.LINK) == ["https://example.org/desk"]


def test_a_place_in_the_same_document_is_no_address() -> None:
    assert markdown("See [below](#fees) for it.\n").text == "See below for it."


def test_a_second_paragraph_of_an_item_is_kept() -> None:
    document = markdown("You need:\n\n- a form.\n\n  Sign it in ink.\n\n- a photo.\n")

    assert words(document.text) == ["You", "need:", "a", "form.", "Sign", "it", "in", "ink.", "a", "photo."]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("It is *long*.", "It is long.", id="emphasis"),
        pytest.param("It is _long_.", "It is long.", id="emphasis with underscores"),
        pytest.param("It is **very long**.", "It is very long.", id="strong"),
        pytest.param("It is __very__ long.", "It is very long.", id="strong with underscores"),
        pytest.param("It is ***very*** long.", "It is very long.", id="both"),
        pytest.param("It is **very *very* long**.", "It is very very long.", id="one inside the other"),
        pytest.param("It is **very\nvery long** now.", "It is very very long now.", id="over two lines"),
        pytest.param("A un*believ*able day.", "A unbelievable day.", id="inside a word"),
        pytest.param("Call `citabot ask` now.", "Call citabot ask now.", id="code"),
        pytest.param(
            "Ask at [the desk](https://example.org/desk).",
            "Ask at the desk (https://example.org/desk).",
            id="link",
        ),
        pytest.param(
            "Ask [**here**](https://example.org/a_b_c).",
            "Ask here (https://example.org/a_b_c).",
            id="bold link",
        ),
        pytest.param(
            "See [it](https://example.org/x_(y)).",
            "See it (https://example.org/x_(y)).",
            id="link with brackets",
        ),
        pytest.param("See <https://example.org/a_b>.", "See https://example.org/a_b.", id="automatic link"),
        pytest.param(
            "See https://example.org/_a_b_ now.", "See https://example.org/_a_b_ now.", id="bare address"
        ),
        pytest.param(r"It is \*not\* long.", "It is *not* long.", id="escaped asterisks"),
        pytest.param(r"Use snake\_case.", "Use snake_case.", id="escaped underscore"),
        pytest.param(r"\# No heading", "# No heading", id="escaped number sign"),
        pytest.param(r"2024\. A good year", "2024. A good year", id="escaped full stop"),
        pytest.param("Use snake_case_names.", "Use snake_case_names.", id="underscores inside a word"),
        pytest.param("It is 2 * 3 * 4.", "It is 2 * 3 * 4.", id="asterisks between blanks"),
        pytest.param("Income < 100 and > 10.", "Income < 100 and > 10.", id="angle brackets"),
        pytest.param("It is <!-- not --> long.", "It is long.", id="comment"),
        pytest.param("It is <!-- not\nat all --> long.", "It is long.", id="comment over two lines"),
        pytest.param("> It is long.\n> It is paid.", "It is long. It is paid.", id="block quote"),
        pytest.param("> > It is long.", "It is long.", id="block quote in a block quote"),
        pytest.param("It is long.  \nIt is paid.", "It is long. It is paid.", id="hard line break"),
        pytest.param("It is long.[^1] It is paid.", "It is long. It is paid.", id="note mark"),
    ],
)
def test_a_mark_of_markdown_is_left_out_and_its_words_stay(raw: str, expected: str) -> None:
    assert markdown(raw).text == expected


@pytest.mark.parametrize("rule", ["---", "***", "* * *", "___"])
def test_a_rule_parts_paragraphs_and_is_left_out(rule: str) -> None:
    document = markdown(f"Leave is long.\n\n{rule}\n\nPay is due.\n")

    assert document.text == "Leave is long.\n\nPay is due."


def test_a_rule_parts_paragraphs_that_have_no_full_stop() -> None:
    assert markdown("leave is long\n\n---\n\npay is due\n").text == "leave is long\n\npay is due"


def test_a_note_keeps_its_label_outside_the_text() -> None:
    document = markdown("It is long.[^1]\n\nIt is paid.[^2]\n\n[^1]: By law.\n[^2]: By the state.\n")

    notes = [
        (block.label, document.text[block.start : block.end]) for block in document.blocks if block.label
    ]

    assert document.text == "It is long.\n\nIt is paid.\n\nBy law.\n\nBy the state."
    assert notes == [("1", "By law."), ("2", "By the state.")]


def test_a_picture_leaves_the_words_that_describe_it() -> None:
    document = markdown("See the map.\n\n![A map of the office](map.png)\n")

    assert document.text.startswith("See the map.\n\nA map of the office")
    assert "![" not in document.text


def test_the_cells_of_a_table_are_kept_row_by_row() -> None:
    document = markdown("| Visa | Fee |\n| :--- | ---: |\n| U visa | none |\n| T visa | $10 |\n")

    kept = [word for word in words(document.text) if word.strip("|")]

    assert kept == ["Visa", "Fee", "U", "visa", "none", "T", "visa", "$10"]


def test_a_table_without_outer_bars_is_no_heading() -> None:
    document = markdown("Visa | Fee\n--- | ---\nU visa | none\n")

    assert texts(document, BlockKind.TITLE, BlockKind.HEADING) == []


def test_each_row_of_a_table_has_a_line_of_its_own() -> None:
    document = markdown("| Visa | Fee |\n|---|---|\n| U visa | none |\n| T visa | $10 |\n")

    lines = document.text.split("\n")

    assert [line for line in lines if "U visa" in line and "T visa" in line] == []


def test_the_text_between_code_fences_is_kept_as_it_is() -> None:
    document = markdown("Run this:\n\n```sh\n# not a *heading*\nrm -r a_b_c\n```\n\nThen wait.\n")

    assert words(document.text) == [
        "Run",
        "this:",
        "#",
        "not",
        "a",
        "*heading*",
        "rm",
        "-r",
        "a_b_c",
        "Then",
        "wait.",
    ]
    assert texts(document, BlockKind.HEADING) == []


def test_a_heading_inside_a_comment_is_no_heading() -> None:
    document = markdown("Leave is long.\n\n<!--\n# Draft\n\nnot yet\n-->\n\nPay is due.\n")

    assert document.text == "Leave is long.\n\nPay is due."


def test_a_question_as_a_heading_is_the_section_of_its_answer() -> None:
    document = markdown("# Guide\n\nRead it.\n\n## Who pays?\n\nThe state pays.\n")

    assert block_with(document, "The state pays.").section[-1] == "Who pays?"
    assert block_with(document, "Who pays?").kind is BlockKind.QUESTION


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("It is **very** [long](https://example.org), as `we` say.", id="inline marks"),
        pytest.param("## Leave ##\n\n- *a* form\n- a photo\n", id="heading and list"),
        pytest.param(
            "It is \\*not\\* long.[^1]\n\n[^1]: By <!-- no --> law.\n", id="escapes, notes, comments"
        ),
        pytest.param("> It is\r\n> long.\r\n\r\nPay\r\n===\r\n", id="block quote and CRLF"),
        pytest.param("| A | B |\n|---|---|\n| c | **d** |\n", id="table"),
    ],
)
def test_each_character_leads_back_to_its_place_in_the_file(raw: str) -> None:
    document = markdown(raw)

    assert characters_in_the_file(document, raw) == "".join(words(document.text))
