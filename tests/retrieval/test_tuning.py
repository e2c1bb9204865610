"""The shipped numbers: complete, in range, and on the side that their meaning gives them."""

from dataclasses import fields

import pytest
from pydantic import ValidationError

from retrieval.evidence import Evidence
from retrieval.tuning import FITTED, Tuning, fitted


def test_every_number_of_the_evidence_has_a_coefficient() -> None:
    assert list(fitted().limits.coefficients) == [field.name for field in fields(Evidence)]


@pytest.mark.parametrize("name", ["best", "lead", "passage", "covered"])
def test_what_speaks_for_an_answer_does_not_count_against_it(name: str) -> None:
    assert fitted().limits.coefficients[name] >= 0


@pytest.mark.parametrize("name", ["unknown", "missing"])
def test_what_speaks_against_an_answer_does_not_count_for_it(name: str) -> None:
    assert fitted().limits.coefficients[name] <= 0


def test_the_threshold_can_be_reached_and_can_be_missed() -> None:
    assert 0 < fitted().limits.threshold < 1


def test_weights_are_shares() -> None:
    weights = fitted().weights

    assert all(0 <= weight <= 1 for weight in (weights.dense, weights.dense_across, weights.before))


def test_the_numbers_say_what_they_were_fitted_on_and_what_they_gave() -> None:
    tuning = fitted()

    assert tuning.fitted_on.startswith("evals/questions/tuning.yaml, ")
    assert {"supported", "answerable refused", "unanswerable refused"} <= tuning.gave.keys()


def test_numbers_that_are_written_are_read_back_as_they_were() -> None:
    assert Tuning.model_validate_json(fitted().model_dump_json()) == fitted()


def test_a_number_that_nobody_knows_is_an_error() -> None:
    written = FITTED.read_text("utf-8").replace('"fitted_on"', '"boost": 2, "fitted_on"')

    with pytest.raises(ValidationError, match="boost"):
        Tuning.model_validate_json(written)


def test_a_number_that_is_missing_is_an_error() -> None:
    written = FITTED.read_text("utf-8").replace('"threshold"', '"treshold"')

    with pytest.raises(ValidationError, match="threshold"):
        Tuning.model_validate_json(written)
