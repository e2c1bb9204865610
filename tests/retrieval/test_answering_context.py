"""Questions that follow others, over the shipped corpus: what leans on an answer, and what does not."""

import pytest

from retrieval.answer import Answered, Refused
from retrieval.answering import Parts, Reply, answer
from retrieval.followup import Turn
from retrieval.understand import Question

PRESENCE = Turn("user", "What is Continued Presence?")


@pytest.fixture(scope="module")
def told(shipped_parts: Parts) -> tuple[Turn, Turn]:
    """A question and its answer."""
    reached = answer(Question(PRESENCE.text), shipped_parts).answer
    assert isinstance(reached, Answered)
    return PRESENCE, Turn("assistant", " ".join(statement.text for statement in reached.statements))


def quotes(reply: Reply) -> list[str]:
    assert isinstance(reply.answer, Answered)
    return [citation.quote.text for citation in reply.answer.citations]


@pytest.mark.parametrize(
    "other",
    [
        "What is Operation Streamline?",
        "¿Qué es la libertad condicional?",
        "asdfgh",
        "merci",
        "no",
    ],
)
def test_a_question_about_something_else_is_not_answered_with_the_answer_before(
    told: tuple[Turn, Turn], shipped_parts: Parts, other: str
) -> None:
    assert not isinstance(answer(Question(other, told), shipped_parts).answer, Answered)


def test_a_short_question_that_stands_by_itself_is_answered_as_if_nothing_was_said_before(
    told: tuple[Turn, Turn], shipped_parts: Parts
) -> None:
    alone = answer(Question("What is WIC?"), shipped_parts)
    after = answer(Question("What is WIC?", told), shipped_parts)

    assert "WIC" in quotes(alone)[0]
    assert quotes(after) == quotes(alone)


def test_a_question_that_got_no_answer_does_not_end_what_was_spoken_of(
    told: tuple[Turn, Turn], shipped_parts: Parts
) -> None:
    fee = answer(Question("What is the fee?", told), shipped_parts).answer
    who = answer(Question("Who requests it?", (*told, Turn("user", "What is the fee?"))), shipped_parts)

    assert isinstance(fee, Refused)
    assert "requested by" in quotes(who)[0]


def test_a_question_that_leans_on_what_was_told_is_answered_with_what_was_not(shipped_parts: Parts) -> None:
    workforce = "Twelve million immigrant women are currently in the workforce and hold a wide range of jobs"
    told = Turn("user", "Combien d'immigrées travaillent ?"), Turn("assistant", workforce)

    more = answer(Question("et elles sont les plus nombreuses dans quel métier ?", told), shipped_parts)

    assert any("largest number" in quote for quote in quotes(more))


def test_a_long_question_is_not_taken_for_one_that_leans_because_of_a_they_in_it(
    told: tuple[Turn, Turn], shipped_parts: Parts
) -> None:
    long = "May a court publish the names of children on trial when they are charged with terrorism?"

    assert quotes(answer(Question(long, told), shipped_parts)) == quotes(
        answer(Question(long), shipped_parts)
    )
