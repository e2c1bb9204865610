"""How well a sentence rests on its quotes is one number, weighed by what was fitted."""

import pytest
from pydantic import ValidationError

from retrieval.writing.alignment import Alignment
from retrieval.writing.claims import Claims
from retrieval.writing.marks import LISTED
from retrieval.writing.support import Support, SupportTuning, figures, fitted_support
from tests.retrieval.writing.builders import ALIKE, EVERY_WORD, tuning


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
    found = figures(Alignment(sentence, quote), 0.4, ALIKE, other_voice=False)

    assert (found["least"], found["left"], found["like"]) == (least, left, 0.4)


def test_the_words_of_a_quote_that_a_sentence_does_not_come_by_are_unused() -> None:
    one_of_four = Alignment((0.9,), (0.2, 0.9, 0.2, 0.2), path=(1,))

    assert figures(one_of_four, 0.4, ALIKE, other_voice=False)["unused"] == 0.75


@pytest.mark.parametrize(
    ("path", "turns", "swapped"),
    [
        pytest.param((0, 1, 2, 3), 0.0, 0.0, id="the same order"),
        pytest.param((10, 11, 0, 1), 0.0, 0.0, id="a part put first is one turn, which is free"),
        pytest.param((20, 21, 10, 11, 0, 1), 1.0, 1.0, id="three parts the other way round"),
    ],
)
def test_the_order_of_words_is_weighed(path: tuple[int, ...], turns: float, swapped: float) -> None:
    found = figures(Alignment((1.0,), (1.0,) * 30, path), 0.4, ALIKE, other_voice=False)

    assert (found["turns"], found["swapped"], found["swapped, one voice"]) == (turns, swapped, swapped)


def test_parties_in_the_opposite_order_weigh_less_in_a_passive() -> None:
    found = figures(Alignment((1.0,), (1.0,) * 3, (2, 1, 0)), 0.4, ALIKE, other_voice=True)

    assert (found["swapped"], found["swapped, one voice"]) == (1.0, 0.0)


def test_what_is_added_counts_whole_and_what_is_left_out_as_far_as_it_is_used() -> None:
    differing = Claims(added=frozenset({"must"}), left_out={"may": 0.25})

    found = figures(Alignment((1.0,), (1.0,)), 0.4, differing, other_voice=False)

    assert (found["added must"], found["added may"], found["left may"], found["left must"]) == (
        1.0,
        0.0,
        0.25,
        0.0,
    )


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


def test_what_is_shipped_lets_no_claim_that_is_added_or_left_out_speak_for_a_sentence() -> None:
    shipped = fitted_support()

    both = [*shipped.same.weights.items(), *shipped.across.weights.items()]
    assert max(weight for name, weight in both if name.startswith(("added ", "left "))) == 0


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

    read = figures(Alignment((), ()), 0.0, ALIKE, other_voice=False)
    assert set(shipped.same.weights) == set(shipped.across.weights) == {"intercept", *read}
    assert set(shipped.middles) == set(LISTED)
    assert {middle.shape for middle in shipped.middles.values()} == {(384,)}
