"""Figures over records: their counts, their intervals, the worst language."""

import pytest

from evals.figures import Figure, figures, shown, worst_language
from evals.metrics.metric import Metric, flag
from evals.metrics.reading import length
from evals.metrics.support import supported, to_the_point
from evals.record import Record
from tests.evals.eval_builders import gold, question
from tests.evals.record_builders import LEAVE, answered, cited, refused

SUPPORTED = flag("supported", "answered rightly", supported)
TO_THE_POINT = Metric("to_the_point", "quotes on gold", to_the_point)
LENGTH = Metric("length", "words", length, unit="number")


def right(language: str = "en", id: str = "q-1") -> Record:
    return answered(of=question(LEAVE, id=id, language=language))


def wrong(language: str = "en", id: str = "q-2") -> Record:
    return refused(question(LEAVE, id=id, language=language))


def test_a_figure_counts_only_the_records_that_it_applies_to() -> None:
    found = figures([right(), wrong(), refused(question(id="q-3"))], [SUPPORTED])

    assert [(each.by, each.group, each.value, each.count) for each in found] == [
        ("all", "all", 0.5, 2),
        ("language", "en", 0.5, 2),
        ("kind", "fact", 0.5, 2),
    ]


def test_a_figure_that_applies_to_nothing_is_no_figure() -> None:
    assert figures([refused(question())], [SUPPORTED]) == []
    assert figures([], [SUPPORTED]) == []


def test_one_of_one_is_not_certain() -> None:
    [overall, *_] = figures([right()], [SUPPORTED])

    # Wilson's interval of 1 of 1: 1 / (1 + 1.96²) to 1
    assert overall.low == pytest.approx(0.2065, abs=1e-4)
    assert overall.high == 1.0


def test_a_mean_has_an_interval_that_lies_around_it() -> None:
    half = answered(cited(), cited("Pay is due.", number=2), of=question(gold("Leave is"), id="q-3"))

    [overall, *_] = figures([right(), right(), half, half], [TO_THE_POINT])

    assert overall.value == 0.75
    assert 0.5 <= overall.low < 0.75 < overall.high <= 1.0


def test_a_share_that_is_all_or_nothing_for_every_record_is_not_certain() -> None:
    [overall, *_] = figures([right()] * 4, [TO_THE_POINT])

    # Wilson's interval of 4 of 4: 4 / (4 + 1.96²) to 1
    assert (overall.value, overall.low, overall.high) == pytest.approx((1.0, 0.5101, 1.0), abs=1e-4)


def test_a_share_that_is_the_same_for_every_record_is_not_certain() -> None:
    half = answered(cited(), cited("Pay is due.", number=2))

    [overall, *_] = figures([half, half], [TO_THE_POINT])

    # the same gold, so that they count once: Wilson's interval of a half of 1
    assert (overall.low, overall.high) == pytest.approx((0.0546, 0.9454), abs=1e-4)


def test_a_number_that_is_the_same_for_every_record_is_not_certain() -> None:
    [overall, *_] = figures([right()], [LENGTH])

    # of three words, none and six, drawn three times, all of one end is a draw in 27
    assert (overall.value, overall.low, overall.high) == (3.0, 0.0, 6.0)


def test_a_number_that_is_always_nothing_is_not_certain() -> None:
    [overall, *_] = figures([right()], [Metric("cost", "money", lambda record: 0.0, unit="number")])

    assert (overall.value, overall.low, overall.high) == (0.0, -1.0, 1.0)


def test_questions_that_the_same_words_answer_are_drawn_together() -> None:
    rent = question(gold("Rent is due."), id="q-3")
    long = answered(of=rent, text="Rent is due on the first day.")

    [apart, *_] = figures([right(), long], [LENGTH])
    [joined, *_] = figures([right(), right(), right(), long, long, long], [LENGTH])

    assert (apart.low, apart.high) == (joined.low, joined.high) == (3.0, 7.0)


def test_the_worst_language_is_the_lowest_of_those_with_enough_questions() -> None:
    records = [right("es"), wrong("es"), wrong("ht"), right("fr")]

    found = figures(records, [SUPPORTED])

    ht, es = worst_language(found, "supported"), worst_language(found, "supported", least=2)
    assert ht is not None
    assert es is not None
    assert (ht.group, es.group) == ("ht", "es")
    assert worst_language(found, "supported", least=3) is None


def test_the_standard_error_is_a_share_of_the_interval() -> None:
    assert Figure("m", "all", "all", 0.5, 0.304, 0.696, 25).error == pytest.approx(0.1, abs=1e-4)


def test_a_figure_is_told_with_its_interval_and_its_count() -> None:
    assert shown(Figure("m", "all", "all", 0.5, 0.304, 0.696, 25), share=True) == "50 % (30 to 70) of 25"
