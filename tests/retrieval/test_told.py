"""What of an answer is more than was told before it, and of the kind that is asked for."""

import pytest

from retrieval.followup import Turn
from retrieval.told import Told
from tests.retrieval.answer_builders import answered, asking, cited, passages_of

LEAVE = passages_of("## Leave\n\nLeave is paid. It lasts\n18 weeks. Parents choose the day.\n")[0]
PAID, WEEKS, DAY = "Leave is paid.", "It lasts\n18 weeks.", "Parents choose the day."
BEFORE = (Turn("user", "Is leave paid?"), Turn("assistant", "Leave is paid. It lasts 18 weeks. [1]"))


def told(question: str, *, language: str = "en") -> Told:
    return Told.before(asking(question, language=language), BEFORE)


# --- words that may be added ----------------------------------------------------------------


def test_words_that_were_not_told_add_something() -> None:
    assert told("Who decides?").adds([DAY])


def test_words_that_were_told_add_nothing_however_their_lines_break() -> None:
    assert not told("Who decides?").adds([PAID, WEEKS])


def test_of_several_words_shown_together_one_that_is_new_will_do() -> None:
    assert told("Who decides?").adds([PAID, DAY])


def test_what_a_person_said_was_not_told() -> None:
    asked = asking("Who decides?")

    assert Told.before(asked, (Turn("user", DAY),)).adds([DAY])


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        pytest.param("By how much?", "Pay falls by a tenth.", False, id="a number, which they lack"),
        pytest.param("By how much?", "Pay falls by 10 %.", True, id="a number, which they hold"),
        pytest.param("Since when?", "It began in 2014.", True, id="a date"),
        pytest.param("¿Y el teléfono?", "Call the desk.", False, id="a telephone, which they lack"),
        pytest.param("Which papers?", "Bring a form.", True, id="a list, which cannot be seen"),
    ],
)
def test_words_must_hold_the_kind_of_thing_that_is_asked_for(
    question: str, words: str, expected: bool
) -> None:
    language = "es" if question.startswith("¿") else "en"

    assert told(question, language=language).adds([words]) is expected


# --- answers --------------------------------------------------------------------------------


def test_an_answer_with_words_that_were_told_is_no_answer_to_a_question_that_stands() -> None:
    again = answered(cited(LEAVE, PAID), cited(LEAVE, DAY, number=2))

    assert not told("Are parents paid?").is_exceeded_by(again, lenient=False)


def test_an_answer_to_a_question_that_stands_names_what_it_is_about() -> None:
    new = answered(cited(LEAVE, DAY))

    assert told("Do parents decide?").is_exceeded_by(new, lenient=False)
    assert not told("Do zebras decide?").is_exceeded_by(new, lenient=False)


def test_across_languages_words_cannot_tell_what_an_answer_is_about() -> None:
    assert told("¿Deciden las cebras?", language="es").is_exceeded_by(
        answered(cited(LEAVE, DAY)), lenient=False
    )


def test_to_a_short_question_one_new_quote_is_an_answer() -> None:
    assert told("And?").is_exceeded_by(
        answered(cited(LEAVE, PAID), cited(LEAVE, DAY, number=2)), lenient=True
    )


def test_what_was_told_answers_a_short_question_that_names_it() -> None:
    again = answered(cited(LEAVE, PAID))

    assert told("Paid?").is_exceeded_by(again, lenient=True)
    assert not told("Zebras?").is_exceeded_by(again, lenient=True)


def test_an_answer_without_the_number_that_is_asked_for_is_none() -> None:
    assert not told("How many days?").is_exceeded_by(answered(cited(LEAVE, DAY)), lenient=True)
