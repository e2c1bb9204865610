"""Whether a difference between two runs is more than chance."""

import numpy as np
import pytest

from evals.paired import Difference, difference, mcnemar, permuted


def test_ten_that_rose_and_none_that_fell_are_no_chance() -> None:
    # both tails of ten equal tosses: 2 / 2^10
    assert mcnemar(10, 0) == pytest.approx(2 / 1024)


def test_as_many_that_rose_as_fell_are_chance() -> None:
    assert mcnemar(4, 4) == 1.0


def test_differences_all_of_one_sign_are_rarely_chance() -> None:
    # of 2^5 patterns of signs, two are as far from 0
    assert permuted(np.full(5, 0.3)) == pytest.approx(2 / 32, abs=0.01)


def test_nothing_changed_is_surely_chance() -> None:
    assert permuted(np.zeros(5)) == 1.0
    assert mcnemar(0, 0) == 1.0


def test_a_difference_counts_what_rose_and_what_fell() -> None:
    found = difference("supported", [(0, 1), (0, 1), (1, 0), (1, 1)], yes_or_no=True)

    assert found == Difference("supported", before=0.5, after=0.75, count=4, rose=2, fell=1, p=1.0)
    assert found.effect == 0.25


def test_of_no_pair_there_is_no_difference() -> None:
    assert difference("supported", [], yes_or_no=True) is None
