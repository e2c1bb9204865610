"""Two engines timed side by side."""

import time

import pytest

from evals.engine import Timed, median, ratio, timed


def test_each_engine_goes_first_every_other_time() -> None:
    order: list[str] = []

    times = list(
        timed(["a", "b"], lambda text: order.append(f"ours {text}"), lambda text: order.append(text))
    )

    assert order == ["ours a", "a", "b", "ours b"]
    assert len(times) == 2


def test_a_slow_engine_is_told_from_a_quick_one() -> None:
    [found] = timed(["a"], lambda text: None, lambda text: time.sleep(0.02))

    assert found.theirs > 0.02 > found.ours


def test_the_ratio_is_the_geometric_mean_over_questions() -> None:
    found = ratio([Timed(1.0, 2.0), Timed(1.0, 8.0)])

    assert found.value == pytest.approx(0.25)
    assert 0.125 <= found.low <= 0.25 <= found.high <= 0.5


def test_medians_are_told_in_milliseconds() -> None:
    found = median([Timed(0.010, 0.020), Timed(0.030, 0.040), Timed(0.500, 0.600)])

    assert str(found) == "30.0 against 40.0 ms"


def test_there_is_no_ratio_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing to take the mean of"):
        ratio([])
