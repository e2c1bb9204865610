"""When a question is asked back on, and what is offered to choose from."""

from collections.abc import Callable, Sequence

import pytest

from retrieval.answer import Clarify, Suggestion
from retrieval.clarify import ask_back, is_vague
from retrieval.expected import ExpectedQuestion, KnownGap
from retrieval.passage import Passage
from retrieval.retrieve import Retrieved
from retrieval.understand import Asked
from tests.retrieval.answer_builders import (
    asking,
    expected_question,
    found,
    known_gap,
    passages_of,
    recognised_as,
    searcher,
)

GUIDE = """
## Leave

Parents may take eighteen weeks.

## Pay

Pay is due on Fridays.

## Rest

Rest is for all.

## Work

Work begins at nine.

## Home

Homes are let by the office.
"""
LEAVE, PAY, REST, WORK, HOME = passages_of(GUIDE)
EVENLY = Retrieved((found(LEAVE, score=0.2), found(PAY, score=0.2)), (), None, recognised_as(0.1, 0.1))


# --- what is vague --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "language"),
    [
        pytest.param("money", "en", id="one word"),
        pytest.param("What about the money?", "en", id="one word that carries meaning"),
        pytest.param("工资", "zh", id="two Chinese signs"),
    ],
)
def test_a_question_of_hardly_a_word_for_which_several_passages_may_do_is_vague(
    question: str, language: str
) -> None:
    assert is_vague(asking(question, language=language), EVENLY)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        pytest.param("How is money sent to fathers in hospital by the office?", "en", id="English"),
        pytest.param("住院的父亲怎样从办事处领取他们的工资？", "zh", id="Chinese"),
    ],
)
def test_a_question_that_says_what_it_is_about_is_not_vague(question: str, language: str) -> None:
    assert not is_vague(asking(question, language=language), EVENLY)


def test_a_word_for_which_one_passage_stands_out_is_not_vague() -> None:
    clear = Retrieved((found(LEAVE, score=0.99), found(PAY, score=0.01)), (), None, recognised_as(0.9, 0.1))

    assert not is_vague(asking("leave"), clear)


def test_a_word_for_which_one_passage_stands_out_is_vague_if_nobody_asks_anything_like_it() -> None:
    unasked = Retrieved((found(LEAVE, score=0.99), found(PAY, score=0.01)), (), None, recognised_as(0.1, 0.1))

    assert is_vague(asking("leave"), unasked)


def test_a_word_that_follows_an_answer_is_not_vague() -> None:
    assert not is_vague(asking("fathers?", answer_before="Parents may take eighteen weeks."), EVENLY)


def test_where_nobody_has_written_down_what_people_ask_nothing_is_vague() -> None:
    assert not is_vague(asking("money"), Retrieved(EVENLY.hits, ()))


def test_a_question_for_which_nothing_was_found_is_not_vague() -> None:
    assert not is_vague(asking("money"), Retrieved((), (), None, recognised_as(0.1)))


# --- what is offered ------------------------------------------------------------------------


def always(suggestion: Suggestion) -> bool:
    return True


def asked_back(
    *passages: Passage,
    expected: Sequence[ExpectedQuestion],
    asked: Asked | None = None,
    gaps: Sequence[KnownGap] = (),
    is_answered: Callable[[Suggestion], bool] = always,
) -> Clarify | None:
    """What is offered when these passages were found, best first."""
    asked = asked or asking("money")
    index = searcher((LEAVE, PAY, REST, WORK, HOME), expected=expected, gaps=gaps)
    assert index.recogniser is not None
    retrieved = Retrieved(tuple(map(found, passages)), (), None, index.search(asked).recognised)
    return ask_back(asked, retrieved, index.recogniser, is_answered)


def texts(clarify: Clarify | None) -> list[str]:
    return [each.text for each in clarify.suggestions] if clarify else []


HOW_LONG = expected_question(LEAVE, "How long is leave?")
WHEN = expected_question(PAY, "When is pay due?")
WHO = expected_question(REST, "Who may rest?")


def test_a_question_on_each_passage_is_offered_the_nearest_passage_first() -> None:
    assert texts(asked_back(PAY, LEAVE, expected=[HOW_LONG, WHEN])) == [
        "When is pay due?", "How long is leave?",
    ]  # fmt: skip


def test_a_suggestion_knows_its_place_among_the_known_questions() -> None:
    clarify = asked_back(PAY, LEAVE, expected=[HOW_LONG, WHEN])

    assert clarify is not None
    assert clarify.suggestions == (Suggestion("When is pay due?", 1), Suggestion("How long is leave?", 0))


def test_of_the_questions_on_a_passage_the_one_most_like_what_was_asked_is_offered() -> None:
    begins = expected_question(PAY, "Is money sent on Fridays?")

    assert texts(asked_back(PAY, LEAVE, expected=[HOW_LONG, WHEN, begins])) == [
        "Is money sent on Fridays?", "How long is leave?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "clumsy",
    [
        pytest.param("money", id="a keyword"),
        pytest.param("is money due?", id="without a capital"),
        pytest.param("Money is due and " * 20 + "is it?", id="too long to be read"),
    ],
)
def test_a_question_that_reads_well_is_offered_before_one_that_is_more_alike(clumsy: str) -> None:
    expected = [HOW_LONG, WHEN, expected_question(PAY, clumsy)]

    assert texts(asked_back(PAY, LEAVE, expected=expected)) == ["When is pay due?", "How long is leave?"]


def test_questions_are_offered_in_the_askers_language() -> None:
    spanish = [
        expected_question(LEAVE, "¿Cuánto dura la licencia?", language="es"),
        expected_question(PAY, "¿Cuándo se paga?", language="es"),
    ]

    clarify = asked_back(
        LEAVE, PAY, expected=[HOW_LONG, WHEN, *spanish], asked=asking("dinero", language="es")
    )

    assert texts(clarify) == ["¿Cuánto dura la licencia?", "¿Cuándo se paga?"]
    assert clarify is not None
    assert clarify.language == "es"


def test_where_a_question_is_not_written_in_the_askers_language_it_is_offered_in_english() -> None:
    spanish = expected_question(PAY, "¿Cuándo se paga?", language="es")
    french = expected_question(LEAVE, "Combien dure le congé ?", language="fr")

    assert texts(
        asked_back(LEAVE, PAY, expected=[french, HOW_LONG, spanish], asked=asking("dinero", language="es"))
    ) == ["How long is leave?", "¿Cuándo se paga?"]


def test_a_question_in_a_third_language_is_not_offered() -> None:
    french = expected_question(REST, "Qui peut se reposer ?", language="fr")

    assert texts(asked_back(REST, LEAVE, PAY, expected=[french, HOW_LONG, WHEN])) == [
        "How long is leave?", "When is pay due?",
    ]  # fmt: skip


def test_a_question_that_would_not_be_answered_is_not_offered() -> None:
    clarify = asked_back(
        LEAVE, PAY, REST, expected=[HOW_LONG, WHEN, WHO], is_answered=lambda each: each.text != WHEN.text
    )

    assert texts(clarify) == ["How long is leave?", "Who may rest?"]


def test_one_question_is_not_a_choice() -> None:
    assert asked_back(LEAVE, PAY, expected=[HOW_LONG]) is None


def test_four_questions_are_enough_to_choose_from() -> None:
    expected = [
        HOW_LONG,
        WHEN,
        WHO,
        expected_question(WORK, "When does work begin?"),
        expected_question(HOME, "Who lets homes?"),
    ]

    assert texts(asked_back(LEAVE, PAY, REST, WORK, HOME, expected=expected)) == [
        "How long is leave?", "When is pay due?", "Who may rest?", "When does work begin?",
    ]  # fmt: skip


def test_of_one_section_one_question_is_offered() -> None:
    first, second, other = passages_of(
        "## Leave\n\n" + "Parents may take leave in this town. " * 40 + "\n\n## Pay\n\nPay is due.\n"
    )
    expected = [
        expected_question(first, "Where may parents take leave?"),
        expected_question(second, "May parents take leave?"),
        expected_question(other, "When is pay due?"),
    ]
    index = searcher((first, second, other), expected=expected)
    assert index.recogniser is not None
    retrieved = Retrieved(
        (found(first), found(second), found(other)), (), None, index.search(asking()).recognised
    )

    assert texts(ask_back(asking(), retrieved, index.recogniser, always)) == [
        "Where may parents take leave?", "When is pay due?",
    ]  # fmt: skip


def test_a_question_that_the_documents_do_not_answer_is_never_offered() -> None:
    clarify = asked_back(
        LEAVE, PAY, expected=[HOW_LONG, WHEN], gaps=[known_gap("What is money?")], asked=asking("money")
    )

    assert texts(clarify) == ["How long is leave?", "When is pay due?"]
