"""What of a draft may be shown: nothing that does not stand, word for word, where it is said to stand."""

import pytest

from retrieval.answer import Statement
from retrieval.compose import Claim, ClaimedQuote, Draft
from retrieval.document import BlockKind
from retrieval.passage import Passage, Unit
from retrieval.verify import Verified, folded, verify
from tests.retrieval.answer_builders import whole

LEAVE = whole("Leave is paid. Parents may take 18 weeks of leave. Ask the office.")
PAY = whole("Pay is due on Fridays.")


def claim(text: str, *quotes: ClaimedQuote) -> Claim:
    """A statement and what it is said to rest on; without quotes, on itself in the leave passage."""
    return Claim(text, quotes or (ClaimedQuote(LEAVE, text),))


def verified(*claims: Claim) -> Verified:
    return verify(Draft(claims))


def second_half(text: str) -> Passage:
    """A passage that begins at the middle of its document."""
    document = whole(text).document
    start = len(text) // 2
    unit = Unit(BlockKind.PARAGRAPH, start, len(text))
    return Passage("leave-guide#2", document, start, len(text), (), (unit,))


# --- what holds -----------------------------------------------------------------------------


def test_a_quote_that_stands_in_its_passage_becomes_a_citation_at_its_offsets() -> None:
    [citation] = verified(claim("Parents may take 18 weeks of leave.")).citations

    assert (citation.number, citation.quote.start, citation.quote.end) == (1, 15, 50)
    assert citation.passage is LEAVE


def test_offsets_count_from_the_documents_start_not_the_passages() -> None:
    passage = second_half("Pay is due. Ask us.\n\nPay is due. Ask us.")

    [citation] = verified(claim("Ask us.", ClaimedQuote(passage, "Ask us."))).citations

    assert (citation.quote.start, citation.quote.end) == (33, 40)


def test_a_quote_is_found_again_where_its_document_breaks_the_line() -> None:
    passage = whole("Parents may take\n  18 weeks\u00a0of leave.")

    [citation] = verified(claim("18 weeks of leave.", ClaimedQuote(passage, "18 weeks of leave."))).citations

    assert (citation.quote.start, citation.quote.end) == (19, 37)
    assert citation.quote.text == "18 weeks\u00a0of leave."


def test_a_quote_that_breaks_the_line_is_found_where_its_document_does_not() -> None:
    [citation] = verified(
        claim("18 weeks of leave.", ClaimedQuote(LEAVE, "  18 weeks\n of\tleave. "))
    ).citations

    assert citation.quote.text == "18 weeks of leave."


def test_offsets_count_code_points() -> None:
    passage = whole("🙂 Leave is paid.")

    [citation] = verified(claim("Leave is paid.", ClaimedQuote(passage, "Leave is paid."))).citations

    assert (citation.quote.start, citation.quote.end) == (2, 16)


def test_words_that_stand_twice_are_quoted_where_they_stand_first() -> None:
    passage = whole("Ask us. Leave is paid. Ask us.")

    [citation] = verified(claim("Ask us.", ClaimedQuote(passage, "Ask us."))).citations

    assert citation.quote.start == 0


@pytest.mark.parametrize(
    "wording",
    [
        pytest.param("a+b (c) [d] $5.00? *yes*", id="signs of regular expressions"),
        pytest.param("<b>Leave</b> & pay", id="HTML"),
        pytest.param("**Leave** is `paid` _now_", id="Markdown"),
        pytest.param(r"C:\new\table \1", id="backslashes"),
        pytest.param("الإجازة مدفوعة", id="Arabic"),
        pytest.param("休假是带薪的。", id="Chinese"),
    ],
)
def test_a_quote_is_looked_up_as_plain_characters(wording: str) -> None:
    passage = whole(f"Look: {wording} That is all.")

    [citation] = verified(claim(wording, ClaimedQuote(passage, wording))).citations

    assert (citation.quote.start, citation.quote.text) == (6, wording)


# --- what does not --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "quote",
    [
        pytest.param("Pay is due on Fridays.", id="it stands in another passage"),
        pytest.param("Parents may take 19 weeks of leave.", id="another number"),
        pytest.param("Parents must take 18 weeks of leave.", id="another word"),
        pytest.param("Parents may take weeks of leave.", id="a word left out"),
        pytest.param("Parents may not take 18 weeks of leave.", id="a word put in"),
        pytest.param("parents may take 18 weeks of leave.", id="another case"),
        pytest.param("Parents may take 18 weeks of leave!", id="another stop"),
        pytest.param("Parents may take 18weeks of leave.", id="a blank left out"),
        pytest.param("Parents may take … of leave.", id="an ellipsis"),
        pytest.param("Leave is paid. Ask the office.", id="two places stitched together"),
        pytest.param(".*", id="a pattern"),
        pytest.param("", id="empty"),
        pytest.param(" \n\t\u00a0", id="only white space"),
    ],
)
def test_a_claim_whose_quote_does_not_stand_in_its_passage_is_dropped(quote: str) -> None:
    assert verified(claim(quote, ClaimedQuote(LEAVE, quote))) == Verified((), (), dropped=1)


def test_a_claim_on_words_next_to_its_passage_is_dropped() -> None:
    passage = second_half("Leave is paid.\n\nPay is due. Ask.")

    assert verified(claim("Leave is paid.", ClaimedQuote(passage, "Leave is paid."))).statements == ()


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("Leave is not paid.", id="the contrary"),
        pytest.param("Leave is paid. It always was.", id="something added"),
        pytest.param("Leave", id="something left out"),
        pytest.param("leave is paid.", id="another case"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_statement_that_is_not_the_words_of_its_quote_is_dropped(statement: str) -> None:
    assert verified(claim(statement, ClaimedQuote(LEAVE, "Leave is paid."))) == Verified((), (), dropped=1)


def test_a_statement_without_a_quote_is_dropped() -> None:
    draft = Draft((Claim("Leave is paid.", ()),))

    assert verify(draft) == Verified((), (), dropped=1)


def test_an_empty_statement_without_a_quote_is_dropped() -> None:
    assert verify(Draft((Claim("", ()),))).statements == ()


def test_one_false_quote_of_two_drops_the_statement_and_leaves_no_citation() -> None:
    both = claim(
        "Leave is paid. Pay is late.",
        ClaimedQuote(LEAVE, "Leave is paid."),
        ClaimedQuote(PAY, "Pay is late."),
    )

    assert verified(both) == Verified((), (), dropped=1)


def test_an_empty_draft_gives_nothing() -> None:
    assert verified() == Verified((), (), dropped=0)


# --- what is cut ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("Parents may take 18 weeks …", id="behind"),
        pytest.param("… Parents may take 18 weeks", id="before"),
        pytest.param("… Parents may take 18 weeks …", id="on both sides"),
    ],
)
def test_a_mark_where_words_go_on_in_the_document_is_no_word_of_its_own(statement: str) -> None:
    [citation] = verified(claim(statement, ClaimedQuote(LEAVE, "Parents may take 18 weeks"))).citations

    assert citation.quote.text == "Parents may take 18 weeks"


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("Parents … take 18 weeks", id="a mark in the middle"),
        pytest.param("Parents may take 18 weeks … …", id="two marks"),
        pytest.param("Parents may take 18 weeks … of leave.", id="words behind the mark"),
        pytest.param("Parents may take …", id="words left out"),
        pytest.param("…", id="nothing but a mark"),
    ],
)
def test_a_mark_does_not_stand_for_words_that_are_not_quoted(statement: str) -> None:
    assert verified(claim(statement, ClaimedQuote(LEAVE, "Parents may take 18 weeks"))).statements == ()


@pytest.mark.parametrize("wording", ["… and so it is.", "Leave, pay, rest …"])
def test_marks_that_stand_in_the_document_are_its_words(wording: str) -> None:
    passage = whole(f"Look: {wording} That is all.")

    [citation] = verified(claim(wording, ClaimedQuote(passage, wording))).citations

    assert citation.quote.text == wording


# --- numbers --------------------------------------------------------------------------------


def test_a_statement_on_two_quotes_names_both_in_order() -> None:
    both = claim(
        "Leave is paid. Pay is due on Fridays.",
        ClaimedQuote(LEAVE, "Leave is paid."),
        ClaimedQuote(PAY, "Pay is due on Fridays."),
    )

    answer = verified(both)

    assert answer.statements == (Statement("Leave is paid. Pay is due on Fridays.", (1, 2)),)
    assert [each.passage for each in answer.citations] == [LEAVE, PAY]


def test_numbers_go_on_after_a_statement_on_two_quotes() -> None:
    leave, pay = ClaimedQuote(LEAVE, "Leave is paid."), ClaimedQuote(PAY, "Pay is due on Fridays.")

    answer = verified(claim("Leave is paid. Pay is due on Fridays.", leave, pay), claim("Ask the office."))

    assert [each.citations for each in answer.statements] == [(1, 2), (3,)]


def test_what_is_dropped_leaves_no_gap_in_the_numbers() -> None:
    answer = verified(claim("Leave is paid."), claim("Leave is lost."), claim("Ask the office."))

    assert answer.statements == (Statement("Leave is paid.", (1,)), Statement("Ask the office.", (2,)))
    assert [each.number for each in answer.citations] == [1, 2]
    assert answer.dropped == 1


def test_statements_stay_in_the_drafts_order() -> None:
    answer = verified(claim("Ask the office."), claim("Leave is paid."))

    assert [each.text for each in answer.statements] == ["Ask the office.", "Leave is paid."]


def test_folding_leaves_one_blank_for_any_white_space() -> None:
    assert folded("\n Leave\t is \r\n\u3000paid. ") == "Leave is paid."
