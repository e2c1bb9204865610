"""What a passage shows of itself, what of it is embedded, and where in it words stand."""

import pytest

from retrieval.document import BlockKind, Document, RawMap, Span
from retrieval.passage import Passage, Unit
from retrieval.sources import Source, UndeclaredSource
from tests.retrieval.answer_builders import issued, whole

TEXT = "Bring these:\n• a form;\n• a photo."  # the items begin at 13 and 23
LEAD_IN = Span(0, 12)
ITEMS = (Unit(BlockKind.ITEM, 13, 22, LEAD_IN), Unit(BlockKind.ITEM, 23, 33, LEAD_IN))


def listed(
    *, start: int = 0, section: tuple[str, ...] = ("Guide", "Papers"), of: Source | None = None
) -> Passage:
    """A passage of a list, from `start` to its end."""
    document = Document(of or issued(), TEXT, blocks=(), raw_map=RawMap((0,), (0,)))
    units = tuple(unit for unit in (Unit(BlockKind.LEAD_IN, 0, 12), *ITEMS) if unit.start >= start)
    return Passage("leave-guide#1", document, start, len(TEXT), section, units)


def test_a_passages_text_is_its_span_of_the_document() -> None:
    assert listed(start=23).text == "• a photo."


def test_a_passage_begins_on_the_page_of_its_first_character() -> None:
    assert whole("Leave is paid.", page_starts=(0, 7)).page == 1


def test_where_pages_are_unknown_a_passage_has_none() -> None:
    assert whole("Leave is paid.").page is None


def test_a_passage_stands_under_its_innermost_heading() -> None:
    assert listed(section=("Guide", "Papers")).heading == "Papers"


def test_a_passage_without_headings_stands_under_its_documents_short_title() -> None:
    assert listed(section=()).heading == "Leave guide"


# --- what is embedded -----------------------------------------------------------------------


def test_a_passage_is_embedded_below_its_documents_short_title_and_headings() -> None:
    assert listed().embedded_text == f"Leave guide — Guide — Papers\n{TEXT}"


def test_a_heading_that_the_passage_begins_with_is_not_repeated() -> None:
    asked = whole("Is leave paid?\nYes.", section=("FAQ", "Is leave paid?"))

    assert asked.embedded_text == "Leave guide — FAQ\nIs leave paid?\nYes."


def test_a_passage_that_begins_within_a_list_is_embedded_with_the_lists_lead_in() -> None:
    assert listed(start=23).embedded_text == "Leave guide — Guide — Papers\nBring these:\n• a photo."


def test_the_name_of_a_file_is_not_embedded() -> None:
    file = UndeclaredSource(id="leave", file="leave.txt", title="leave", short_title="leave")

    assert listed(of=file).embedded_text == f"Guide — Papers\n{TEXT}"


def test_without_title_and_headings_a_passage_is_embedded_as_it_is() -> None:
    file = UndeclaredSource(id="leave", file="leave.txt", title="leave", short_title="leave")

    assert listed(of=file, section=()).embedded_text == TEXT


def test_a_heading_is_embedded_below_its_documents_short_title() -> None:
    assert listed().titled_heading == "Leave guide — Papers"


def test_an_item_is_embedded_reading_on_from_its_lead_in() -> None:
    assert listed().unit_text(ITEMS[1]) == "Bring these: • a photo."


def test_what_has_no_lead_in_is_embedded_as_it_is() -> None:
    assert listed().unit_text(Unit(BlockKind.LEAD_IN, 0, 12)) == "Bring these:"


# --- where words stand ----------------------------------------------------------------------


def test_words_are_found_at_their_place_in_the_document() -> None:
    quote = listed(start=23).find("a photo.")

    assert quote is not None
    assert (quote.start, quote.end, quote.text) == (25, 33, "a photo.")


def test_words_that_stand_twice_are_found_where_they_stand_first() -> None:
    quote = whole("Ask us. Leave is paid. Ask us.").find("Ask us.")

    assert quote is not None
    assert quote.start == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Parents take\n  18 weeks.", "take 18 weeks", id="the document breaks the line"),
        pytest.param("Parents take 18 weeks.", " take\n18\tweeks ", id="the words break the line"),
        pytest.param("Parents take 18\u00a0weeks.", "take 18 weeks", id="a blank that does not break"),
        pytest.param("Form (I-131)? $5.00 + tax.", "(I-131)? $5.00 +", id="signs of regular expressions"),
    ],
)
def test_words_are_found_whatever_white_space_parts_them(text: str, words: str) -> None:
    quote = whole(text).find(words)

    assert quote is not None
    assert quote.text.split() == words.split()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Leave is paid.", "", id="no words"),
        pytest.param("Leave is paid.", " \n\t\u00a0", id="white space"),
        pytest.param("Leave is paid.", "leave is paid.", id="another case"),
        pytest.param("Leave is paid.", ".*", id="a pattern"),
        pytest.param("18weeks", "18 weeks", id="a blank put in"),
        pytest.param("18 weeks", "18weeks", id="a blank left out"),
        pytest.param("Leave is\u200b paid.", "Leave is paid.", id="a hidden character left out"),
    ],
)
def test_what_does_not_stand_in_a_passage_has_no_place_there(text: str, words: str) -> None:
    assert whole(text).find(words) is None


def test_words_next_to_the_passage_do_not_stand_in_it() -> None:
    assert listed(start=23).find("a form;") is None
