"""The words of a plain text: what loading keeps, mends and leaves out, one behaviour each."""

import pytest

from retrieval.document import BlockKind
from tests.retrieval.builders import block_with, characters_in_the_file, plain, texts, words

# --- lines and words ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("Leave lasts\n18 weeks.\n\nPay is due.\n", id="line feeds"),
        pytest.param("Leave lasts\r\n18 weeks.\r\n\r\nPay is due.\r\n", id="carriage returns and line feeds"),
        pytest.param("Leave lasts\r18 weeks.\r\rPay is due.\r", id="carriage returns alone"),
        pytest.param("\ufeffLeave lasts\n18 weeks.\n\nPay is due.", id="byte order mark"),
        pytest.param(
            "Leave lasts  \n18 weeks.\t\n \t\n\n\n\nPay is due.", id="trailing blanks, many blank lines"
        ),
        pytest.param(
            "Leave lasts 18\u00a0weeks.\n\nPay\tis  due.", id="no-break spaces, tabs, double blanks"
        ),
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

    assert characters_in_the_file(document, raw) == "".join(words(document.text))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("paid low-\nwage work", "paid low-wage work", id="hyphen"),
        pytest.param(
            "paid low- \n  wage work", "paid low-wage work", id="trailing blank, indented next line"
        ),
        pytest.param("paid low-\r\nwage work", "paid low-wage work", id="carriage return"),
        pytest.param("paid low\u2010\nwage work", "paid low\u2010wage work", id="typographic hyphen"),
        pytest.param("from 2019-\n2021 only", "from 2019-2021 only", id="years"),
        pytest.param(
            "see https://example.org/leave-\nguide now",
            "see https://example.org/leave-guide now",
            id="address",
        ),
        pytest.param("clearer than ever -\nthe fight", "clearer than ever - the fight", id="dash set apart"),
        pytest.param("pre- and\npost-trial rights", "pre- and post-trial rights", id="shared ending"),
        pytest.param(
            "short-\nand long-term plans", "short- and long-term plans", id="shared ending, at the break"
        ),
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


def test_a_joiner_between_other_letters_is_left_out() -> None:
    assert plain("a vi\u200csa and vi\u200dsas").text == "a visa and visas"


def test_a_wrapped_line_of_chinese_and_one_of_another_script_are_joined_with_a_blank() -> None:
    assert plain("请咨询 ICE\n律师。").text == "请咨询 ICE 律师。"


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
        pytest.param(
            "She has a B1 visa, then an F2 visa, then a T3 visa.", id="visa classes in rising order"
        ),
        pytest.param("See p.9. See no.10 also.", id="page after a full stop"),
        pytest.param("See Art.1 of it. See Art.2 of it. See Art.3 of it.", id="articles without a blank"),
        pytest.param("See no.1, no.2, no.3 and no.4 of it.", id="numbers without a blank"),
        pytest.param(
            "Send file1 first, then file2, then file3, then file4.", id="names that end in a number"
        ),
        pytest.param("Rules 38-46 and 49, (A/RES/40/33), 18 U.S.C. § 1595.", id="citations"),
        pytest.param("It fell 5% to $20,000 at 10:30 a.m. on 9/11.", id="per cent, dollars, time"),
        pytest.param("Call 1-833-383-1465 or +1 (212) 555-0100.", id="telephone numbers"),
        pytest.param("First step 1. Then step 2. Then step 3. Then step 4.", id="steps in rising order"),
        pytest.param(
            "Use article 1 of the treaty, article 2 and article 3 of it.", id="articles in rising order"
        ),
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


def test_numbers_that_are_words_stay_where_their_notes_have_no_mark() -> None:
    document = plain(
        "Women work here.1 Most are paid little.2 Some not.3 Rule 4 says so. Rule 5 does not. They go on.6"
    )

    assert document.text == (
        "Women work here. Most are paid little. Some not. Rule 4 says so. Rule 5 does not. They go on."
    )


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("It took 4 years to win.", id="count"),
        pytest.param("See section 4 of it.", id="section"),
        pytest.param("Only 4 of them asked.", id="number of people"),
    ],
)
def test_a_number_that_is_a_word_stays_where_its_note_has_no_mark(sentence: str) -> None:
    document = plain(
        f"Women work here.1 Most are paid little.2 Some not.3 {sentence} They go on.5 They end.6"
    )

    assert sentence in document.text


def test_a_number_set_apart_stays_where_the_note_after_it_has_no_mark() -> None:
    notes = " ".join(f"Women work here.{number}" for number in range(6, 40))

    document = plain(f"They ask.1 They go.2 They stay.3 It took 4 years. {notes}")

    assert "It took 4 years." in document.text


def test_a_list_of_counts_is_no_row_of_notes() -> None:
    raw = "Take these. 1 Cup of sugar. 2 Cups of flour. 3 Eggs of hens. 4 Spoons of salt."

    assert plain(raw).text == raw


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
