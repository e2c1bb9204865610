"""How well a sentence rests on its quotes is one number, weighed by what was fitted."""

import pytest
from pydantic import ValidationError

from retrieval.writing.alignment import Alignment
from retrieval.writing.marks import LISTED
from retrieval.writing.support import Support, SupportTuning, figures, fitted_support
from tests.retrieval.writing.builders import EVERY_WORD, tuning


@pytest.mark.parametrize(
    ("sentence", "quote", "least", "left"),
    [
        pytest.param((0.9, 0.2), (1.0, 0.1), 0.2, 0.5, id="the worst word, and half of the quote left out"),
        pytest.param((0.9,), (0.3, 0.29), 0.9, 0.5, id="a word of the quote that is only just found"),
        pytest.param((1.0,), (), 1.0, 0.0, id="a quote without words leaves none out"),
        pytest.param((), (0.0,), 0.0, 1.0, id="a sentence without words says nothing"),
    ],
)
def test_what_is_weighed_of_an_alignment(
    sentence: tuple[float, ...], quote: tuple[float, ...], least: float, left: float
) -> None:
    assert figures(Alignment(sentence, quote), 0.4) == {"least": least, "left": left, "like": 0.4}


@pytest.mark.parametrize(
    ("least", "probability"),
    [
        pytest.param(0.8, 0.5, id="an even chance where the sum is nought"),
        pytest.param(0.9, 1 / (1 + 2.718281828459045**-1), id="the logistic function of one"),
        pytest.param(0.7, 1 / (1 + 2.718281828459045), id="and of minus one"),
    ],
)
def test_the_weighed_sum_becomes_a_probability(least: float, probability: float) -> None:
    # EVERY_WORD is 10 x - 8
    assert EVERY_WORD.probability({"least": least, "left": 0.3, "like": 0.3}) == pytest.approx(probability)


def test_a_probability_at_the_threshold_is_enough_and_one_below_is_not() -> None:
    assert EVERY_WORD.is_enough({"least": 0.8})
    assert not EVERY_WORD.is_enough({"least": 0.799})


def test_a_figure_without_a_weight_is_an_error() -> None:
    with pytest.raises(KeyError):
        EVERY_WORD.probability({"most": 1.0})


@pytest.mark.parametrize("threshold", [-0.01, 1.01])
def test_a_threshold_is_a_probability(threshold: float) -> None:
    with pytest.raises(ValidationError):
        Support(weights={"intercept": 0.0}, threshold=threshold)


def test_a_tuning_is_read_as_it_was_written() -> None:
    given = tuning(bearing=0.25).model_copy(update={"middles": {"en": [0.12345, -1.0]}})

    read = SupportTuning.model_validate_json(given.model_dump_json())

    assert read.bearing == 0.25
    assert read.middles["en"].tolist() == [0.1235, -1.0]


def test_a_tuning_with_something_that_nobody_reads_is_refused() -> None:
    with pytest.raises(ValidationError, match="extra"):
        SupportTuning.model_validate(tuning().model_dump() | {"extra": 1})


def test_what_is_shipped_weighs_what_is_read_of_an_alignment_in_every_language() -> None:
    shipped = fitted_support()

    assert set(shipped.same.weights) == set(shipped.across.weights) == {"intercept", "least", "left", "like"}
    assert set(shipped.middles) == set(LISTED)
    assert {middle.shape for middle in shipped.middles.values()} == {(384,)}
