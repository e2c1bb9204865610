"""What was found for a question is known for a while, and the question is not."""

import pickle
from dataclasses import replace

import pytest

from retrieval.followup import Before
from retrieval.understand import Asked
from tests.clock import Clock
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


def test_what_was_found_is_dropped_after_ten_minutes_though_nobody_asks() -> None:
    clock = Clock()
    searching = replace(searcher(BOTH), clock=clock)
    searching.search(asking("Is leave paid?"))

    clock.now = 601.0
    searching.purge()

    clock.now = 0.0  # else what is too old does not show
    assert not searching._lately
