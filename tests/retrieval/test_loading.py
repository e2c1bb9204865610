"""Plain text and files: what loading keeps, mends and leaves out, one behaviour each."""

from pathlib import Path

import pytest

from retrieval.document import BlockKind
from retrieval.errors import CorpusError
from retrieval.loading import load
from tests.retrieval.builders import block_with, lead_in, plain, source, texts, words

# --- lines and words ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("Leave lasts\n18 weeks.\n\nPay is due.\n", id="line feeds"),
        pytest.param("Leave lasts\r\n18 weeks.\r\n\r\nPay is due.\r\n", id="carriage returns and line feeds"),
        pytest.param("Leave lasts\r18 weeks.\r\rPay is due.\r", id="carriage returns alone"),
        pytest.param("\ufeffLeave lasts\n18 weeks.\n\nPay is due.", id="byte order mark"),
        pytest.param("Leave lasts  \n18 weeks.\t\n \t\n\n\n\nPay is due.", id="trailing blanks, many blank lines"),
        pytest.param("Leave lasts 18\u00a0weeks.\n\nPay\tis  due.", id="no-break spaces, tabs, double blanks"),
        pytest.param("\n\n\nLeave lasts\n18 weeks.\n\nPay is due.", id="blank lines first"),
    ],
)
def test_wrapped_lines_are_joined_and_paragraphs_keep_one_blank_line_between(raw: str) -> None:
    assert plain(raw).text == "Leave lasts 18 weeks.\n\nPay is due."


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("Leave lasts\r\n18 weeks.\r\n\r\nPay is due.\r\n", id="carriage returns"),
        pytest.param("\ufeffLeave lasts\n18 weeks.", id="byte order mark"),
        pytest.param("The immi\u00adgrant in low-\nwage work.", id="soft hyphen and broken word"),
        pytest.param("Leave.\n\n*  Form\n*  Photo\n", id="bullets"),
        pytest.param("Form\u200b I-131 \u202aABC\u202c, now.", id="invisible characters"),
        pytest.param("Words.³ More words.", id="superscript"),
        pytest.param("Head\n\nOne and\n\fHead\n\ntwo.\n\fHead\n\nThree.", id="form feeds"),
    ],
)
def test_each_character_leads_back_to_its_place_in_the_file(raw: str) -> None:
    document = plain(raw)

    found = "".join(
        raw[document.raw_map.raw_offset(offset)]
        for offset, character in enumerate(document.text)
        if not character.isspace() and character != "•"
    )

    assert found == "".join(words(document.text))


def test_characters_lead_back_to_the_decoded_file_whatever_ends_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "leave-guide.txt"
    path.write_bytes("Café hours.\r\n\r\nLeave lasts\r\n18 weeks.\r\n".encode())

    document = load(source(), path)

    place = document.raw_map.raw_offset(document.text.index("18"))
    assert path.read_bytes().decode()[place : place + 8] == "18 weeks"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("paid low-\nwage work", "paid low-wage work", id="hyphen"),
        pytest.param("paid low- \n  wage work", "paid low-wage work", id="trailing blank, indented next line"),
        pytest.param("paid low-\r\nwage work", "paid low-wage work", id="carriage return"),
        pytest.param("paid low\u2010\nwage work", "paid low\u2010wage work", id="typographic hyphen"),
        pytest.param("from 2019-\n2021 only", "from 2019-2021 only", id="years"),
        pytest.param(
            "see https://example.org/leave-\nguide now", "see https://example.org/leave-guide now", id="address"
        ),
        pytest.param("clearer than ever -\nthe fight", "clearer than ever - the fight", id="dash set apart"),
        pytest.param("pre- and\npost-trial rights", "pre- and post-trial rights", id="shared ending"),
        pytest.param("short-\nand long-term plans", "short- and long-term plans", id="shared ending, at the break"),
        pytest.param("the immi\u00adgrant asks", "the immigrant asks", id="soft hyphen inside a word"),
        pytest.param("the immi\u00ad\ngrant asks", "the immigrant asks", id="soft hyphen at a line end"),
        pytest.param("the immi\u00ad\r\ngrant asks", "the immigrant asks", id="soft hyphen, carriage return"),
    ],
)
def test_a_word_broken_at_a_line_end_is_mended(raw: str, expected: str) -> None:
    assert plain(raw).text == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("a vi\u200bsa", "a visa", id="zero-width space"),
        pytest.param("a vi\u2060sa", "a visa", id="word joiner"),
        pytest.param("a vi\ufeffsa", "a visa", id="byte order mark inside"),
        pytest.param("a \u202avisa\u202c.", "a visa.", id="embedding"),
        pytest.param("a \u202evisa\u202c.", "a visa.", id="override"),
        pytest.param("a \u2067visa\u2069.", "a visa.", id="isolate"),
        pytest.param("a visa\u200e.", "a visa.", id="left-to-right mark"),
        pytest.param("a visa\u200f.", "a visa.", id="right-to-left mark"),
        pytest.param("a visa\u061c.", "a visa.", id="Arabic letter mark"),
    ],
)
def test_an_invisible_character_is_left_out(raw: str, expected: str) -> None:
    assert plain(raw).text == expected


def test_the_joiner_that_spells_a_persian_word_stays() -> None:
    assert plain("من می\u200cخواهم بمانم.").text == "من می\u200cخواهم بمانم."


@pytest.mark.parametrize(
    "raw",
    [
        "移民有权获得法律援助。你可以免费咨询律师吗？可以。",
        "يحق للمهاجرين الحصول على مساعدة قانونية. هل الاستشارة مجانية؟ نعم.",
        "प्रवासियों को कानूनी सहायता का अधिकार है। क्या यह मुफ़्त है?",
    ],
    ids=["Chinese", "Arabic", "Hindi"],
)
def test_text_in_another_script_is_kept_as_it_is(raw: str) -> None:
    assert plain(raw).text == raw


def test_wrapped_lines_of_chinese_are_joined_without_a_blank() -> None:
    assert plain("移民有权\n获得法律援助。").text == "移民有权获得法律援助。"


def test_a_document_of_one_word_is_that_word() -> None:
    assert plain("Asylum\n").text == "Asylum"


def test_a_text_with_only_headings_loses_none() -> None:
    assert plain("LEAVE\n\n1. Scope\n\n2. Pay\n").text.split() == ["LEAVE", "1.", "Scope", "2.", "Pay"]


def test_one_enormous_line_is_one_paragraph() -> None:
    line = "Parents may take leave for as long as the law of their state says. " * 3000

    document = plain(line)

    assert texts(document, BlockKind.PARAGRAPH) == [line.strip()]


# --- numbers and signs that are words -------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("About 4.1 million people asked.", id="decimal"),
        pytest.param("Section 287(g) applies. So does section 212(d)(5).", id="subsections"),
        pytest.param("File Form I-131 or Form G-28 today.", id="forms"),
        pytest.param("COVID-19 closed the office. COVID-19 is over.", id="COVID-19"),
        pytest.param("It began in 2019. It ended in 2024.", id="years at sentence ends"),
        pytest.param("About 10⁷ people live there.", id="power"),
        pytest.param("A room of 20 m² is enough.", id="square metres"),
        pytest.param("An area of 3 km² or 40 ft².", id="square kilometres and feet"),
        pytest.param("CO₂ and H₂O are not notes.", id="subscripts"),
        pytest.param("She has a B1 visa, then an F2 visa, then a T3 visa.", id="visa classes in rising order"),
        pytest.param("See p.9. See no.10 also.", id="page after a full stop"),
        pytest.param("Rules 38-46 and 49, (A/RES/40/33), 18 U.S.C. § 1595.", id="citations"),
        pytest.param("It fell 5% to $20,000 at 10:30 a.m. on 9/11.", id="per cent, dollars, time"),
        pytest.param("Call 1-833-383-1465 or +1 (212) 555-0100.", id="telephone numbers"),
        pytest.param("First step 1. Then step 2. Then step 3. Then step 4.", id="steps in rising order"),
        pytest.param("Use article 1 of the treaty, article 2 and article 3 of it.", id="articles in rising order"),
        pytest.param("Parents must (1) register, (2) attend and (3) sign.", id="numbers in brackets"),
        pytest.param("Version 2.0 and version 3.1.4 differ.", id="versions"),
        pytest.param("It covers children under 1. It covers adults over 2.", id="ages at sentence ends"),
        pytest.param("2 * 3 * 4 = 24 and x*y*z", id="asterisks that multiply"),
        pytest.param("Write snake_case and __init__ as they are.", id="underscores"),
        pytest.param("It is the #1 priority in C# and F#.", id="number signs"),
        pytest.param("Income < 100 and age > 18 and a <b> c.", id="angle brackets"),
        pytest.param("He said [sic] so (see below).", id="square brackets"),
        pytest.param("The 1st, 2nd and 3rd offence.", id="ordinals"),
    ],
)
def test_a_plain_text_without_notes_is_kept_to_the_letter(raw: str) -> None:
    assert plain(raw).text == raw


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("All groups.³ These stay.", "All groups. These stay.", id="after a full stop"),
        pytest.param("The “children”)¹ stay.", "The “children”) stay.", id="after a bracket"),
        pytest.param("The fighters¹² stay.", "The fighters stay.", id="two digits, after a word"),
        pytest.param("The **law**.⁴ It stays.", "The law. It stays.", id="after emphasis"),
    ],
)
def test_a_superscript_note_mark_is_left_out(raw: str, expected: str) -> None:
    assert plain(raw).text == expected


def test_a_superscript_after_a_number_is_a_note_mark_where_the_note_is_there() -> None:
    document = plain("See Resolution 2178¹ for the rest.\n\n¹ Adopted in September.\n")

    assert document.text == "See Resolution 2178 for the rest.\n\nAdopted in September."


def test_a_note_keeps_its_label_outside_the_text() -> None:
    document = plain("See the resolution.¹ It binds.\n\n¹ Adopted in September.\n")

    note = block_with(document, "Adopted in September.")

    assert (note.kind, note.label) == (BlockKind.FOOTNOTE, "1")


def test_note_numbers_glued_to_words_and_sentence_ends_are_left_out() -> None:
    document = plain(
        "Many women work here.1 Most are paid little,2 as the survey3 says. They were 4.1 million in 2024.4\n"
        'The law calls it "work".5 Others go on. 6 Nobody asks.7\n'
    )

    assert document.text == (
        "Many women work here. Most are paid little, as the survey says. They were 4.1 million in 2024. "
        'The law calls it "work". Others go on. Nobody asks.'
    )


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("It is section 4 of the act.", id="section"),
        pytest.param("It took 4 years.", id="count"),
        pytest.param("It covers children under 4.", id="age at a sentence end"),
        pytest.param("It is about 4.1 million.", id="decimal"),
        pytest.param("File Form I-4 first.", id="form"),
    ],
)
def test_a_number_that_is_due_as_a_note_but_is_a_word_stays(sentence: str) -> None:
    document = plain(
        f"Many women work here.1 Most are paid little.2 Some are not.3 {sentence} Nobody asks.4 They stay.5\n"
    )

    assert document.text == (
        f"Many women work here. Most are paid little. Some are not. {sentence} Nobody asks. They stay."
    )


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


def test_a_line_that_recurs_inside_pages_is_no_running_header() -> None:
    document = plain(
        "Leave is long.\n\nAsk your office.\n\nMore follows.\n"
        "\fPay is due.\n\nAsk your office.\n\nMore comes.\n"
        "\fAppeals are free.\n\nAsk your office.\n\nThat is all.\n"
    )

    assert document.text.count("Ask your office.") == 3


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
        pytest.param("The office needs:\n- a form that\n  is signed;\n- a photo.\n", id="no blank line before"),
        pytest.param("The office needs:\n\n- a form that\nis signed;\n- a photo.\n", id="wrapped, not indented"),
        pytest.param("The office needs:\n\n- a form that is signed;\n\n- a photo.\n", id="blank line between"),
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
    document = plain("The office needs:\n\n• a form;\n• a photo.\n\nVisits are short.\n\nIt gives:\n\n• a stamp.\n")

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

    assert words(document.text) == f"The office needs: {first} a form that is signed; {second} a photo.".split()
    assert len(texts(document, BlockKind.ITEM)) == 2


# --- headings and questions -----------------------------------------------------------------


def test_a_numbered_heading_is_the_section_of_what_follows() -> None:
    document = plain("1. Leave\n\nLeave lasts 18 weeks.\n\n2. Pay\n\nPay is due every month.\n")

    assert block_with(document, "Pay is due").section == ("2. Pay",)


def test_a_question_on_a_line_of_its_own_is_the_section_of_its_answer() -> None:
    document = plain(
        "How long is leave?\n\nLeave lasts 18 weeks.\n\nWho pays for it?\n\nThe employer pays. So does the state.\n"
    )

    assert texts(document, BlockKind.QUESTION) == ["How long is leave?", "Who pays for it?"]
    assert block_with(document, "The employer pays.").section == ("Who pays for it?",)


def test_a_question_inside_a_paragraph_is_no_heading() -> None:
    document = plain("Leave is long. Who pays for it? The employer pays.\n\nAppeals are free.\n")

    assert texts(document, BlockKind.QUESTION) == []


# --- files ----------------------------------------------------------------------------------


def loaded_text(folder: Path, name: str, content: str) -> str:
    (folder / name).write_bytes(content.encode())
    return load(source(file=name), folder / name).text


def test_a_file_ending_in_md_is_read_as_markdown(tmp_path: Path) -> None:
    assert loaded_text(tmp_path, "guide.md", "# Leave #\n\nIt is *long*.\n") == "Leave\n\nIt is long."


def test_a_file_ending_in_txt_is_not_read_as_markdown(tmp_path: Path) -> None:
    assert loaded_text(tmp_path, "guide.txt", "The #1 rule: a*b\\*c.\n") == "The #1 rule: a*b\\*c."


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b" \r\n\t\n\x0c\n", id="white space"),
        pytest.param(b"\xef\xbb\xbf", id="byte order mark alone"),
        pytest.param("\u200b\u200e\u00ad".encode(), id="invisible characters alone"),
        pytest.param(b"Leave\x00lasts 18 weeks.", id="zero byte"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", id="picture"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", id="PDF"),
        pytest.param("Le congé est payé.".encode("latin-1"), id="Latin-1"),
        pytest.param("Leave lasts 18 weeks.".encode("utf-16"), id="UTF-16 with a mark"),
        pytest.param("Leave lasts 18 weeks.".encode("utf-16-le"), id="UTF-16 without a mark"),
    ],
)
def test_a_file_that_holds_no_text_in_utf_8_is_an_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "leave-guide.txt"
    path.write_bytes(content)

    with pytest.raises(CorpusError) as caught:
        load(source(), path)

    assert "leave-guide.txt" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_markdown_file_of_comments_alone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"guide\.md"):
        loaded_text(tmp_path, "guide.md", "<!-- to be written -->\n")


def test_a_file_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"leave-guide\.txt.*\.$"):
        load(source(), tmp_path / "leave-guide.txt")


def test_a_folder_in_the_place_of_a_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "leave-guide.txt").mkdir()

    with pytest.raises(CorpusError, match=r"leave-guide\.txt.*\.$"):
        load(source(), tmp_path / "leave-guide.txt")
