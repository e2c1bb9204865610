"""How sure a count is."""

import math

import pytest

from evals.scoring import Count, count


@pytest.mark.parametrize(
    ("counted", "low", "high"),
    [
        # z² = 3.841459. With no hits of n the interval is 0 to z² / (n + z²); with n of n, n / (n + z²) to 1
        pytest.param(Count(0, 10), 0.0, 0.277533, id="none of ten: 3.841459 / 13.841459"),
        pytest.param(Count(10, 10), 0.722467, 1.0, id="ten of ten: 10 / 13.841459"),
        pytest.param(Count(0, 1), 0.0, 0.793451, id="none of one: 3.841459 / 4.841459"),
        pytest.param(Count(1, 1), 0.206549, 1.0, id="one of one: 1 / 4.841459"),
        # half of n: 1/2 ± z / (2 √(n + z²))
        pytest.param(
            Count(5, 10), 0.236593, 0.763407, id="five of ten: 1.959964 / (2 √13.841459) = 0.263407"
        ),
        pytest.param(Count(50, 100), 0.403832, 0.596168, id="fifty of a hundred: 1.959964 / (2 √103.841459)"),
    ],
)
def test_the_interval_of_a_share_is_wilsons(counted: Count, low: float, high: float) -> None:
    assert counted.interval() == pytest.approx((low, high), abs=1e-6)


def test_where_nothing_was_counted_anything_may_be() -> None:
    assert Count(0, 0).interval() == (0.0, 1.0)


def test_the_share_of_nothing_is_not_nought() -> None:
    assert math.isnan(Count(0, 0).share)


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        pytest.param(Count(5, 10), "5 of 10 (50 %, 24 to 76)", id="some"),
        pytest.param(Count(0, 10), "0 of 10 (0 %, 0 to 28)", id="none of some"),
        pytest.param(Count(10, 10), "10 of 10 (100 %, 72 to 100)", id="all"),
        pytest.param(Count(0, 0), "none", id="nothing counted"),
    ],
)
def test_a_count_is_shown_with_its_interval(counted: Count, said: str) -> None:
    assert str(counted) == said


@pytest.mark.parametrize(
    ("flags", "counted"),
    [([True, False, True], Count(2, 3)), ([], Count(0, 0))],
)
def test_flags_are_counted(flags: list[bool], counted: Count) -> None:
    assert count(flags) == counted
