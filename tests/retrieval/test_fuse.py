"""Shares worked out by hand: what weighs how much, and what groups are to each other."""

import math

import numpy as np
import pytest

from retrieval.fuse import Candidates, Kind, shares
from tests.retrieval.answer_builders import mix, weighing, weights

THREE_TO_ONE = math.log(3)  # nats between two candidates of which one gets three quarters


def group(*signals: tuple[float, float, float, float, float], kind: Kind = Kind.SAME) -> Candidates:
    """Candidates with these signals: passage, unit, expected, words, expected words."""
    return Candidates(kind, np.arange(len(signals)), np.array(signals).reshape(len(signals), 5))


def near(*cosines: float, kind: Kind = Kind.SAME) -> Candidates:
    """Candidates for which nothing speaks but their passages' cosines."""
    return group(*((cosine, 0.0, 0.0, 0.0, 0.0) for cosine in cosines), kind=kind)


# --- one group ------------------------------------------------------------------------------


def test_candidates_for_which_the_same_speaks_share_alike() -> None:
    [alike] = shares([near(0.4, 0.4)], weighing(mix(passage=10.0)))

    assert alike.tolist() == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize(
    ("signals", "name"),
    [
        pytest.param((1.0, 0.0, 0.0, 0.0, 0.0), "passage", id="passage"),
        pytest.param((0.0, 1.0, 0.0, 0.0, 0.0), "unit", id="unit"),
        pytest.param((0.0, 0.0, 1.0, 0.0, 0.0), "expected", id="expected"),
        pytest.param((0.0, 0.0, 0.0, 1.0, 0.0), "words", id="words"),
        pytest.param((0.0, 0.0, 0.0, 0.0, 1.0), "expected_words", id="expected words"),
    ],
)
def test_each_signal_has_its_own_weight(signals: tuple[float, float, float, float, float], name: str) -> None:
    nothing = (0.0, 0.0, 0.0, 0.0, 0.0)

    [told] = shares([group(signals, nothing)], weighing(mix(**{name: THREE_TO_ONE})))

    assert told.tolist() == pytest.approx([0.75, 0.25])


def test_what_speaks_for_a_candidate_adds_up() -> None:
    both, neither = (0.5, 0.25, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0, 0.0)
    weighed = mix(passage=THREE_TO_ONE, unit=2 * THREE_TO_ONE)

    # a half of one and a quarter of two make one
    [told] = shares([group(both, neither)], weighing(weighed))

    assert told.tolist() == pytest.approx([0.75, 0.25])


def test_only_differences_tell_not_how_high_all_cosines_lie() -> None:
    low, high = near(0.1, 0.2), near(0.8, 0.9)
    weighed = weighing(mix(passage=10.0))

    assert shares([low], weighed)[0].tolist() == pytest.approx(shares([high], weighed)[0].tolist())


def test_a_candidate_by_itself_has_the_whole() -> None:
    [told] = shares([near(0.1)], weighing(mix(passage=10.0)))

    assert told.tolist() == [1.0]


@pytest.mark.parametrize("cosine", [1.0, -1.0])
def test_enormous_weights_do_not_overflow(cosine: float) -> None:
    [told] = shares([near(cosine, 0.0)], weighing(mix(passage=1e6)))

    assert sorted(told.tolist()) == [0.0, 1.0]


# --- several groups -------------------------------------------------------------------------


def test_the_shares_of_all_groups_together_are_one() -> None:
    first, second = shares(
        [near(0.1, 0.7, kind=Kind.SPECIAL), near(0.9, kind=Kind.ACROSS)], weighing(mix(passage=3.0))
    )

    assert first.sum() + second.sum() == pytest.approx(1.0)


def test_a_group_whose_cosines_all_lie_higher_is_not_ahead() -> None:
    english, others = shares(
        [near(0.2, 0.4, kind=Kind.SPECIAL), near(0.8, 1.0, kind=Kind.ACROSS)], weighing(mix(passage=5.0))
    )

    assert english.tolist() == pytest.approx(others.tolist())


def test_each_kind_of_question_has_its_own_mix() -> None:
    own = weights(
        special=mix(passage=THREE_TO_ONE), same=mix(passage=0.0), across=mix(passage=2 * THREE_TO_ONE)
    )

    # three to one, one to one, nine to one
    assert shares([near(1.0, 0.0, kind=Kind.SPECIAL)], own)[0].tolist() == pytest.approx([0.75, 0.25])
    assert shares([near(1.0, 0.0, kind=Kind.SAME)], own)[0].tolist() == pytest.approx([0.5, 0.5])
    assert shares([near(1.0, 0.0, kind=Kind.ACROSS)], own)[0].tolist() == pytest.approx([0.9, 0.1])


def test_a_group_of_nothing_takes_nothing() -> None:
    nothing, something = shares([near(kind=Kind.ACROSS), near(0.4)], weighing(mix(passage=1.0)))

    assert (nothing.tolist(), something.tolist()) == ([], [1.0])


def test_of_nothing_there_are_no_shares() -> None:
    assert shares([], weights()) == []
