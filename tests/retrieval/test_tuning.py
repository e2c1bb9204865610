"""The shipped numbers: complete, in range, and on the side that their meaning gives them."""

import re
from dataclasses import astuple, fields

import pytest
from pydantic import ValidationError

from retrieval.choose import Pull
from retrieval.decide import Line
from retrieval.evidence import Evidence
from retrieval.fuse import Kind
from retrieval.settings import DEFAULT_EMBEDDINGS
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


@pytest.mark.parametrize("name", ["best", "lead", "passage", "share", "expected", "answers", "covered"])
def test_what_speaks_for_an_answer_does_not_count_against_it(name: str) -> None:
    assert [value for value in coefficients(name) if value < 0] == []


@pytest.mark.parametrize("name", ["gap", "gaps", "unknown", "missing"])
def test_what_speaks_against_an_answer_does_not_count_for_it(name: str) -> None:
    assert [value for value in coefficients(name) if value > 0] == []


def test_every_threshold_can_be_reached_and_can_be_missed() -> None:
    assert all(0 < line.threshold < 1 for line in lines())


def test_a_question_may_be_surely_a_gaps_and_may_not_be() -> None:
    assert 0 < fitted().limits.gap < 1


# --- weights --------------------------------------------------------------------------------


def test_no_signal_counts_against_a_passage() -> None:
    weights = fitted().weights

    assert min(*astuple(weights.special), *astuple(weights.same), *astuple(weights.across)) >= 0


def test_what_was_said_before_counts_for_less_than_the_question() -> None:
    weights = fitted().weights

    assert 0 <= weights.answer_before < 1
    assert 0 <= weights.question_before < 1


# --- what is shown --------------------------------------------------------------------------


def pulls() -> list[Pull]:
    """What weighs an offer, for three kinds of question, with expected questions and without."""
    return [*fitted().choice.known.values(), *fitted().choice.bare.values()]


def test_offers_are_weighed_for_every_kind_of_question_with_expected_questions_and_without() -> None:
    assert set(fitted().choice.known) == set(fitted().choice.bare) == set(Kind)


def test_nothing_that_speaks_for_an_offer_counts_against_it() -> None:
    may_be_either = {"head", "note"}
    names = {each.name for each in fields(Pull)} - may_be_either

    assert [name for name in names if min(getattr(pull, name) for pull in pulls()) < 0] == []


def test_something_always_tells_one_sentence_from_another() -> None:
    assert [pull for pull in pulls() if not pull.cosine + pull.words + pull.expected > 0] == []


def test_an_answer_is_short_and_a_list_that_was_asked_for_may_be_longer() -> None:
    choice = fitted().choice

    assert 0 < choice.characters <= choice.list_characters <= 3000
    assert 1 <= choice.statements <= 5
    assert choice.slack >= 0


# --- where they come from -------------------------------------------------------------------


def test_the_numbers_were_fitted_with_the_models_that_are_the_default() -> None:
    assert fitted().embeddings == DEFAULT_EMBEDDINGS


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
        pytest.param("cosine", "cosin", id="of what an offer weighs"),
        pytest.param("embeddings", "embedings", id="the models"),
    ],
)
def test_a_number_that_is_missing_is_an_error(name: str, misspelt: str) -> None:
    written = FITTED.read_text("utf-8").replace(f'"{name}"', f'"{misspelt}"')

    with pytest.raises(ValidationError, match=name):
        Tuning.model_validate_json(written)
