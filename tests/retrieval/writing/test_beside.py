"""What a model wrote stands beside the quotes that were chosen without it, and takes none of them away."""

from retrieval.answer import Citation, Statement
from retrieval.document import Quote
from retrieval.passage import Passage
from retrieval.verify import Verified
from retrieval.writing.beside import prose_and_quotes
from retrieval.writing.check import Held, Located
from tests.retrieval.answer_builders import cited, issued, whole

LEAVE = whole("Leave is paid. Parents may take 18 weeks. Ask the office.")
PAY = whole("Leave is paid. Pay is due on Fridays.", of=issued(id="pay-guide"))


def located(wording: str, *, passage: Passage = LEAVE) -> Located:
    return Located(passage, cited(passage, wording).quote)


def prose(text: str, *quotes: Located) -> Held:
    return Held(text, quotes)


def chosen(*citations: Citation, dropped: int = 0) -> Verified:
    """One statement a citation, its words."""
    statements = tuple(Statement(each.quote.text, (each.number,)) for each in citations)
    return Verified(statements, citations, dropped)


def quoted(found: Verified) -> list[tuple[int, str]]:
    return [(each.number, each.quote.text) for each in found.citations]


def test_a_chosen_quote_that_a_sentence_rests_on_is_not_shown_twice() -> None:
    found = prose_and_quotes(
        [prose("You are paid.", located("Leave is paid."))], chosen(cited(LEAVE, "Leave is paid."))
    )

    assert found.statements == (Statement("You are paid.", (1,)),)
    assert quoted(found) == [(1, "Leave is paid.")]


def test_a_chosen_quote_that_no_sentence_rests_on_follows_the_prose() -> None:
    held = [prose("Ask there.", located("Ask the office."))]

    found = prose_and_quotes(held, chosen(cited(LEAVE, "Leave is paid.")))

    assert found.statements == (Statement("Ask there.", (1,)), Statement("Leave is paid.", (2,)))
    assert quoted(found) == [(1, "Ask the office."), (2, "Leave is paid.")]


def test_a_quote_of_some_of_the_words_that_were_chosen_does_not_stand_for_all_of_them() -> None:
    held = [prose("18 weeks.", located("take 18 weeks"))]

    found = prose_and_quotes(held, chosen(cited(LEAVE, "Parents may take 18 weeks.")))

    assert quoted(found) == [(1, "take 18 weeks"), (2, "Parents may take 18 weeks.")]


def test_a_quote_that_ends_where_a_chosen_one_begins_does_not_stand_for_it() -> None:
    document = LEAVE.document
    held = [prose("Paid.", Located(LEAVE, Quote(document, 0, 15)))]

    found = prose_and_quotes(held, chosen(Citation(1, Quote(document, 15, 41), LEAVE)))

    assert quoted(found) == [(1, "Leave is paid. "), (2, "Parents may take 18 weeks.")]


def test_the_same_place_in_another_document_is_another_quote() -> None:
    held = [prose("Paid.", located("Leave is paid."))]

    found = prose_and_quotes(held, chosen(cited(PAY, "Leave is paid.")))

    assert [each.quote.document.id for each in found.citations] == ["leave-guide", "pay-guide"]


def test_sentences_on_one_quote_share_its_number() -> None:
    held = [
        prose("Paid.", located("Leave is paid."), located("Ask the office.")),
        prose("Ask.", located("Ask the office."), located("Ask the office.")),
    ]

    found = prose_and_quotes(held, chosen())

    assert found.statements == (Statement("Paid.", (1, 2)), Statement("Ask.", (2,)))
    assert quoted(found) == [(1, "Leave is paid."), (2, "Ask the office.")]


def test_without_prose_what_was_chosen_is_shown_as_it_was() -> None:
    extractive = chosen(
        cited(LEAVE, "Leave is paid."), cited(PAY, "Pay is due on Fridays.", number=2), dropped=3
    )

    assert prose_and_quotes([], extractive) == extractive


def test_without_anything_there_is_nothing() -> None:
    assert prose_and_quotes([], chosen()) == Verified((), (), 0)
