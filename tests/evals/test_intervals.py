"""The interval of a mean, and of other figures, over clusters."""

import numpy as np
import pytest

from evals.intervals import Estimate, estimate, estimates


def column(*values: float) -> np.ndarray:
    """One measure of some questions."""
    return np.array(values, dtype=float)[:, None]


def test_what_is_always_the_same_is_sure() -> None:
    constant = column(*[0.25] * 8)

    assert estimates(constant, list("aabbccdd")) == [Estimate(0.25, 0.25, 0.25)]


def test_questions_of_one_conversation_are_drawn_together() -> None:
    hits = column(1, 0, 1, 0)

    assert estimates(hits, ["a"] * 4) == [Estimate(0.5, 0.5, 0.5)]


def test_of_two_conversations_that_differ_anything_may_be_true() -> None:
    # drawn twice of a hit and a miss, the mean is 0, 1/2 or 1 in a quarter, half and quarter of resamples
    assert estimates(column(1, 0), ["a", "b"]) == [Estimate(0.5, 0.0, 1.0)]


def test_a_mean_weighs_questions_and_not_conversations() -> None:
    [found] = estimates(column(1, 1, 1, 0), ["a", "a", "a", "b"])

    assert found == Estimate(0.75, 0.0, 1.0)


def test_the_interval_of_a_hundred_tosses_is_that_of_the_normal_distribution() -> None:
    [found] = estimates(column(*[1, 0] * 50), [str(number) for number in range(100)])

    # 1.96 * sqrt(0.25 / 100) = 0.098
    assert (found.value, found.low, found.high) == pytest.approx((0.5, 0.402, 0.598), abs=0.02)


def test_the_same_questions_give_the_same_interval_each_time() -> None:
    hits, clusters = column(1, 0, 0, 1, 1), list("abcde")

    assert estimates(hits, clusters) == estimates(hits, clusters)


def test_each_measure_has_its_own_interval() -> None:
    both = np.hstack([column(1, 1), column(0, 0)])

    assert estimates(both, ["a", "b"]) == [Estimate(1.0, 1.0, 1.0), Estimate(0.0, 0.0, 0.0)]


def test_nothing_has_no_mean() -> None:
    with pytest.raises(ValueError, match="nothing to take the mean of"):
        estimates(np.zeros((0, 7)), [])


# --- figures that are no mean ---------------------------------------------------------------


def ratio(times: np.ndarray) -> np.ndarray:
    """How often the first question counts for each time that the second does; NaN without the second."""
    found: np.ndarray = np.full(len(times), np.nan)
    np.divide(times[:, 0], times[:, 1], out=found, where=times[:, 1] > 0)
    return found


def never(times: np.ndarray) -> np.ndarray:
    return np.full(len(times), np.nan)


def test_a_mean_has_the_interval_that_any_figure_has() -> None:
    hits, clusters = column(1, 0, 0, 1, 1), list("aabbc")

    def mean(times: np.ndarray) -> np.ndarray:
        return np.asarray((times @ hits)[:, 0] / times.sum(axis=1))

    [expected] = estimates(hits, clusters)
    assert estimate(mean, clusters) == expected


def test_a_figure_of_one_conversation_is_sure() -> None:
    assert estimate(ratio, ["a", "a"]) == Estimate(1.0, 1.0, 1.0)


def test_resamples_in_which_a_figure_does_not_apply_are_left_out() -> None:
    # of what is drawn the second question alone gives 0, both give 1, and the first alone gives nothing
    assert estimate(ratio, ["a", "b"]) == Estimate(1.0, 0.0, 1.0)


def test_a_figure_that_does_not_apply_is_none() -> None:
    assert estimate(never, ["a", "b"]) is None
