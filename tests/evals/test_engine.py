"""Two engines timed side by side."""

import pytest

from evals.engine import Timed, median, ratio, timed


def test_each_engine_goes_first_every_other_time() -> None:
    order: list[str] = []

    times = list(
        timed(["a", "b"], lambda text: order.append(f"ours {text}"), lambda text: order.append(text))
    )

    assert order == ["ours a", "a", "b", "ours b"]
    assert len(times) == 2


def nothing(text: str) -> None:
    """Embeds nothing."""


def test_each_engine_is_timed_by_itself_whoever_goes_first() -> None:
    clock = iter([0.0, 1.0, 1.0, 5.0, 10.0, 12.0, 12.0, 20.0]).__next__

    first, second = timed(["a", "b"], nothing, nothing, clock)

    assert (first, second) == (Timed(ours=1.0, theirs=4.0), Timed(ours=8.0, theirs=2.0))


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
