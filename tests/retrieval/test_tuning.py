"""The shipped numbers: complete, in range, and on the side that their meaning gives them."""

import re
from dataclasses import astuple, fields

import pytest
from pydantic import ValidationError

from retrieval.decide import Line
from retrieval.embed import DEFAULT
from retrieval.evidence import Evidence
from retrieval.fuse import Kind
from retrieval.tuning import FITTED, Tuning, fitted


def lines() -> list[Line]:
    """All six: three kinds of question, with expected questions and without."""
    return [*fitted().limits.known.values(), *fitted().limits.bare.values()]


def coefficients(name: str) -> list[float]:
    """Those of one number of the evidence, in every line where it has a say."""
    return [line.coefficients[name] for line in lines() if name in line.coefficients]


# --- lines ----------------------------------------------------------------------------------


def test_every_kind_of_question_has_its_line_with_expected_questions_and_without() -> None:
    assert set(fitted().limits.known) == set(fitted().limits.bare) == set(Kind)


def test_every_coefficient_is_of_a_number_that_can_be_weighed() -> None:
    weighed = {field.name for field in fields(Evidence)} - {"kind", "bare"}

    assert {name for line in lines() for name in line.coefficients} <= weighed


def test_no_line_goes_without_evidence() -> None:
    assert all(any(line.coefficients.values()) for line in lines())


@pytest.mark.parametrize("name", ["best", "lead", "passage", "share", "expected", "covered"])
def test_what_speaks_for_an_answer_does_not_count_against_it(name: str) -> None:
    assert [value for value in coefficients(name) if value < 0] == []


@pytest.mark.parametrize("name", ["gap", "unknown", "missing"])
def test_what_speaks_against_an_answer_does_not_count_for_it(name: str) -> None:
    assert [value for value in coefficients(name) if value > 0] == []


def test_every_threshold_can_be_reached_and_can_be_missed() -> None:
    assert all(0 < line.threshold < 1 for line in lines())


def test_a_question_must_lie_nearer_to_a_gaps_than_any_two_texts_do() -> None:
    assert all(0 < line.gap <= 1 for line in lines())


# --- weights --------------------------------------------------------------------------------


def test_no_signal_counts_against_a_passage() -> None:
    weights = fitted().weights

    assert min(*astuple(weights.special), *astuple(weights.same), *astuple(weights.across)) >= 0


def test_what_was_said_before_counts_for_less_than_the_question() -> None:
    weights = fitted().weights

    assert 0 <= weights.answer_before < 1
    assert 0 <= weights.question_before < 1


# --- where they come from -------------------------------------------------------------------


def test_the_numbers_were_fitted_with_the_models_that_are_the_default() -> None:
    assert fitted().embeddings == DEFAULT


def test_the_numbers_say_what_they_were_fitted_on_and_what_they_gave() -> None:
    tuning = fitted()

    assert re.fullmatch(r"\d+ tuning questions, \d+ answerable", tuning.fitted_on)
    assert {"supported", "answerable refused", "unanswerable refused"} <= tuning.gave.keys()


def test_numbers_that_are_written_are_read_back_as_they_were() -> None:
    assert Tuning.model_validate_json(fitted().model_dump_json()) == fitted()


def test_a_number_that_nobody_knows_is_an_error() -> None:
    written = FITTED.read_text("utf-8").replace('"fitted_on"', '"boost": 2, "fitted_on"')

    with pytest.raises(ValidationError, match="boost"):
        Tuning.model_validate_json(written)


@pytest.mark.parametrize(
    ("name", "misspelt"),
    [
        pytest.param("threshold", "treshold", id="of a line"),
        pytest.param("expected_words", "expected_word", id="of a mix"),
        pytest.param("answer_before", "answer_befor", id="of the weights"),
        pytest.param("slack", "slak", id="of the choice"),
        pytest.param("embeddings", "embedings", id="the models"),
    ],
)
def test_a_number_that_is_missing_is_an_error(name: str, misspelt: str) -> None:
    written = FITTED.read_text("utf-8").replace(f'"{name}"', f'"{misspelt}"')

    with pytest.raises(ValidationError, match=name):
        Tuning.model_validate_json(written)
