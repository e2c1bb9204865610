"""Answers cannot be half-built: whatever could not be stood behind is refused where it is made."""

from dataclasses import FrozenInstanceError

import pytest

from retrieval.answer import Answered, Citation, Clarify, Reason, Refused, Statement, Suggestion
from retrieval.document import BlockKind, Quote, Span
from retrieval.passage import Passage, Unit
from tests.retrieval.answer_builders import cited, whole

TEXT = "Leave is paid. Parents may take 18 weeks."  # 41 characters


def part_of(start: int, end: int) -> Passage:
    """A passage that is a part of the text."""
    return Passage("leave-guide#1", whole(TEXT).document, start, end, ("Leave",), units=())


# --- statements and answers -----------------------------------------------------------------


def test_a_statement_needs_a_citation() -> None:
    with pytest.raises(ValueError, match=r"no citation carries the statement 'Leave is paid\.'"):
        Statement("Leave is paid.", ())


def test_an_answer_needs_a_statement() -> None:
    with pytest.raises(ValueError, match="an answer needs a statement; with none it is a refusal"):
        Answered((), (), (), "en")


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param((0,), id="counted from nought"),
        pytest.param((2,), id="counted from two"),
        pytest.param((1, 3), id="one left out"),
        pytest.param((1, 1), id="one twice"),
        pytest.param((2, 1), id="backwards"),
    ],
)
def test_citations_are_numbered_from_one_in_order(numbers: tuple[int, ...]) -> None:
    citations = tuple(cited(whole(TEXT), "Leave is paid.", number=number) for number in numbers)

    with pytest.raises(ValueError, match="citations are numbered"):
        Answered((Statement("Leave is paid.", numbers),), citations, (), "en")


@pytest.mark.parametrize(
    "named",
    [
        pytest.param((1,), id="a citation that no statement names"),
        pytest.param((1, 2, 3), id="a citation that does not exist"),
    ],
)
def test_statements_and_citations_name_each_other(named: tuple[int, ...]) -> None:
    passage = whole(TEXT)
    citations = (cited(passage, "Leave is paid."), cited(passage, "Parents may take 18 weeks.", number=2))

    with pytest.raises(ValueError, match="statements and citations do not name each other"):
        Answered((Statement("Leave is paid.", named),), citations, (), "en")


def test_two_statements_may_rest_on_one_citation() -> None:
    citation = cited(whole(TEXT), "Leave is paid.")

    answer = Answered(
        (Statement("Leave is paid.", (1,)), Statement("Leave is paid.", (1,))), (citation,), (), "en"
    )

    assert len(answer.statements) == 2


def test_an_answer_cannot_be_changed() -> None:
    refused = Refused(Reason.EMPTY, "en")

    with pytest.raises(FrozenInstanceError):
        refused.reason = Reason.TOO_LONG  # type: ignore[misc]


# --- asking back ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "suggestions",
    [
        pytest.param((), id="nothing to choose from"),
        pytest.param((Suggestion("Is leave paid?", 0),), id="one thing"),
    ],
)
def test_asking_back_needs_two_questions_to_choose_from(suggestions: tuple[Suggestion, ...]) -> None:
    with pytest.raises(ValueError, match="asking back needs two questions to choose from"):
        Clarify(suggestions, "en")


def test_asking_back_offers_its_questions_in_order() -> None:
    clarify = Clarify((Suggestion("Is leave paid?", 4), Suggestion("Is leave long?", 0)), "en")

    assert [each.text for each in clarify.suggestions] == ["Is leave paid?", "Is leave long?"]


# --- citations ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(0, 14, id="before the passage"),
        pytest.param(32, 40, id="behind the passage"),
        pytest.param(14, 20, id="one character too early"),
        pytest.param(20, 31, id="one character too late"),
        pytest.param(0, 41, id="all around the passage"),
    ],
)
def test_a_citation_lies_inside_its_passage(start: int, end: int) -> None:
    passage = part_of(15, 30)

    with pytest.raises(ValueError, match="citation 1 quotes outside passage 'leave-guide#1'"):
        Citation(1, Quote(passage.document, start, end), passage)


def test_a_citation_may_be_all_of_its_passage() -> None:
    passage = part_of(15, 30)

    citation = Citation(1, Quote(passage.document, 15, 30), passage)

    assert citation.quote.text == "Parents may tak"


def test_a_quote_of_another_document_is_outside_the_passage_even_at_the_same_offsets() -> None:
    passage, other = whole("Leave is paid."), whole("Leave is lost.")

    with pytest.raises(ValueError, match="citation 1 quotes outside passage"):
        Citation(1, Quote(other.document, 0, 14), passage)


# --- what citations are made of -------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(-1, 5, id="before the text"),
        pytest.param(5, 42, id="behind the text"),
        pytest.param(5, 5, id="empty"),
        pytest.param(9, 5, id="backwards"),
    ],
)
def test_a_quote_holds_characters_of_its_document(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="lies outside 'leave-guide'"):
        Quote(whole(TEXT).document, start, end)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(-1, 5, id="before the text"),
        pytest.param(5, 42, id="behind the text"),
        pytest.param(5, 5, id="empty"),
    ],
)
def test_a_passage_lies_inside_its_document(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="passage 'leave-guide#1' lies outside its document"):
        part_of(start, end)


@pytest.mark.parametrize(
    ("start", "end"), [pytest.param(0, 20, id="too early"), pytest.param(20, 41, id="too late")]
)
def test_a_unit_lies_inside_its_passage(start: int, end: int) -> None:
    unit = Unit(BlockKind.PARAGRAPH, start, end)

    with pytest.raises(ValueError, match="passage 'leave-guide#1' has a unit outside its span"):
        Passage("leave-guide#1", whole(TEXT).document, 15, 30, (), (unit,))


def test_a_span_cannot_be_empty() -> None:
    with pytest.raises(ValueError, match=r"not 7\.\.7"):
        Span(7, 7)
