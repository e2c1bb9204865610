"""What was found for a question is known for a while, and the question is not."""

import pickle

import pytest

from retrieval.followup import Before
from retrieval.understand import Asked
from tests.retrieval.answer_builders import asking, searcher
from tests.retrieval.test_retrieve_known import BOTH, two_models


def test_what_was_asked_lately_is_not_looked_up_again() -> None:
    _, english, models = two_models()
    searching = searcher(BOTH, models=models)
    first = searching.search(asking("Is leave paid?"))

    assert searching.search(asking("Is leave paid?")) is first
    assert english.asked == 1


@pytest.mark.parametrize(
    "other",
    [
        Asked("Are visas free?", "en"),
        Asked("Is leave paid?", "es"),
        Asked("Is leave paid?", "en", only=("visa",)),
        Asked("Is leave paid?", "en", Before(answer="Leave is paid.")),
    ],
)
def test_another_question_is_looked_up(other: Asked) -> None:
    searching = searcher(BOTH)
    first = searching.search(Asked("Is leave paid?", "en"))

    assert searching.search(other) is not first


def test_the_question_itself_is_not_kept() -> None:
    searching = searcher(BOTH)
    searching.search(asking("Is quokka leave paid?"))

    assert b"quokka" not in pickle.dumps([*searching._lately.items()])
