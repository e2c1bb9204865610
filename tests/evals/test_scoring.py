"""What an answer is worth beside its gold, and how sure a count is."""

import math

import pytest

from evals.questions import Gold
from evals.scoring import (
    Count,
    beside_the_point,
    count,
    is_supported,
    parts_shown,
    shown,
)
from retrieval.answer import Answer, Clarify, Reason, Refused, Suggestion
from tests.evals.eval_builders import gold, question
from tests.retrieval.answer_builders import answered, cited, whole

GUIDE = whole("Parents may take 18 weeks of leave.\nPay is due. Ask us.")
LEAVE = cited(GUIDE, "Parents may take 18 weeks of leave.")
PAY = cited(GUIDE, "Pay is due.", number=2)
REFUSED = Refused(Reason.NOT_IN_SOURCES, "en")
ASKED_BACK = Clarify((Suggestion("How long is leave?", 0), Suggestion("When is pay due?", 1)), "en")


# --- counts ---------------------------------------------------------------------------------


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


# --- gold -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(gold("Parents may take 18 weeks of leave."), id="the quote itself"),
        pytest.param(gold("18 weeks"), id="words within the quote"),
        pytest.param(gold("Parents may take 18 weeks of leave. Pay is due."), id="more than the quote"),
        pytest.param(gold(" 18\n weeks "), id="white space aside"),
    ],
)
def test_a_quote_that_shares_the_gold_words_supports_the_answer(wanted: Gold) -> None:
    assert is_supported(question(wanted), answered(LEAVE))


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(gold("Pay is due."), id="other words"),
        pytest.param(gold("18 weeks", source="other-guide"), id="another source"),
        pytest.param(gold("18 Weeks"), id="another case"),
        pytest.param(gold("of leave. Pay is"), id="only some of the words"),
    ],
)
def test_a_quote_that_does_not_share_them_does_not(wanted: Gold) -> None:
    assert not is_supported(question(wanted), answered(LEAVE))


def test_one_of_several_golds_will_do() -> None:
    assert is_supported(question(gold("Ask us."), gold("18 weeks")), answered(LEAVE))


@pytest.mark.parametrize(
    "reached", [pytest.param(REFUSED, id="a refusal"), pytest.param(ASKED_BACK, id="asking back")]
)
def test_where_nothing_is_shown_nothing_is_supported(reached: Answer) -> None:
    assert not is_supported(question(gold("18 weeks")), reached)


def test_words_of_any_part_support_an_answer() -> None:
    assert is_supported(question(gold("18 weeks"), gold("Ask us.", part=2)), answered(LEAVE))


def test_quotes_without_gold_words_are_beside_the_point() -> None:
    assert beside_the_point(question(gold("18 weeks")), answered(LEAVE, PAY)) == Count(1, 2)


def test_a_refusal_shows_nothing_beside_the_point() -> None:
    assert beside_the_point(question(gold("18 weeks")), REFUSED) == Count(0, 0)


def test_what_is_shown_is_folded_and_named_by_its_source() -> None:
    crossing = cited(GUIDE, "leave.\nPay is due.")

    assert shown(answered(crossing)) == [("leave-guide", "leave. Pay is due.")]


# --- parts ----------------------------------------------------------------------------------


def test_a_part_is_shown_by_any_of_its_golds() -> None:
    wanted = question(
        gold("Ask us."), gold("18 weeks"), gold("Pay is due.", part=2), gold("Rent is due.", part=3)
    )

    assert parts_shown(wanted, answered(LEAVE, PAY)) == {1, 2}


def test_a_refusal_shows_no_part() -> None:
    assert parts_shown(question(gold("18 weeks")), REFUSED) == frozenset()
