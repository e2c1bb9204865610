"""Where an answer begins, fitted on evidence made up for the purpose."""

from itertools import chain
from typing import Any

import numpy as np
import pytest

from evals.fit_line import fit_line, most_accurate, refusing_most
from retrieval.decide import Line, probability_of_answer
from retrieval.evidence import Evidence
from tests.retrieval.answer_builders import evidence

TEN = range(10)
FOR = ["best", "lead", "passage", "share", "expected", "covered"]


def line_of(answers: list[Evidence], refusals: list[Evidence]) -> tuple[Line, float]:
    labels = [True] * len(answers) + [False] * len(refusals)
    return fit_line([*answers, *refusals], labels, [f"q{place}" for place in range(len(labels))])


def spread(name: str, middle: float, *, scale: float = 1.0) -> list[Evidence]:
    """Ten pieces of evidence a little apart from each other."""
    seen: list[dict[str, Any]] = [{name: scale * (middle + 0.01 * place)} for place in TEN]
    return [evidence(**numbers) for numbers in seen]


def test_what_can_be_told_apart_is_told_apart() -> None:
    answers, refusals = spread("best", 0.8), spread("best", 0.2)

    line, auroc = line_of(answers, refusals)

    assert auroc == 1.0
    assert [probability_of_answer(each, line) >= line.threshold for each in answers] == [True] * 10
    assert [probability_of_answer(each, line) >= line.threshold for each in refusals] == [False] * 10


def test_nine_in_ten_of_what_has_no_answer_are_refused() -> None:
    probabilities = np.array([0.9, 0.9, *[0.305] * 9])
    answerable = np.array([True, False, *[False] * 9])

    # One of ten lies above all thresholds near it, nine below: from .305 + .1 on.
    assert refusing_most(probabilities, answerable) == pytest.approx(0.41)


def test_where_nine_in_ten_cannot_be_refused_as_many_are_as_can_be() -> None:
    probabilities, answerable = np.array([0.9, 0.95, 0.95]), np.array([True, False, False])

    assert refusing_most(probabilities, answerable) == pytest.approx(0.79)


def test_a_wrong_answer_counts_twice_a_refusal() -> None:
    probabilities = np.array([0.3, 0.7, 0.3, 0.3])
    answerable = np.array([True, True, True, False])

    assert most_accurate(probabilities, answerable) > 0.3


@pytest.mark.parametrize("name", FOR)
def test_what_speaks_for_an_answer_counts_for_it(name: str) -> None:
    line, _ = line_of(spread(name, 0.8), spread(name, 0.2))

    assert list(line.coefficients) == [name]
    assert line.coefficients[name] > 0


@pytest.mark.parametrize("name", FOR)
def test_what_speaks_for_an_answer_never_counts_against_it(name: str) -> None:
    line, _ = line_of(spread(name, 0.2), spread(name, 0.8))

    assert line.coefficients == {}


@pytest.mark.parametrize("name", ["gap", "unknown", "missing"])
def test_what_speaks_against_an_answer_counts_against_it(name: str) -> None:
    line, _ = line_of(spread(name, 0.2), spread(name, 0.8))

    assert list(line.coefficients) == [name]
    assert line.coefficients[name] < 0


@pytest.mark.parametrize("name", ["gap", "unknown", "missing"])
def test_what_speaks_against_an_answer_never_counts_for_it(name: str) -> None:
    line, _ = line_of(spread(name, 0.8), spread(name, 0.2))

    assert line.coefficients == {}


def test_what_only_the_questions_of_one_conversation_show_tells_nothing_of_them_held_out() -> None:
    # each conversation is known by evidence of its own, of which the others say nothing
    seen = [*chain.from_iterable(spread(name, 0.8) for name in FOR), *[evidence()] * 60]
    labels = [True] * 60 + [False] * 60
    alone = [f"q{place}" for place in range(120)]
    conversations = [f"c{place // 10}" for place in range(60)] + alone[60:]

    _, leaking = fit_line(seen, labels, alone)
    _, held_out = fit_line(seen, labels, conversations)

    assert leaking == 1.0
    assert held_out < 0.6


def test_coefficients_are_in_the_evidences_own_units() -> None:
    small, _ = line_of(spread("best", 0.8), spread("best", 0.2))
    large, _ = line_of(spread("best", 0.8, scale=10), spread("best", 0.2, scale=10))

    assert small.coefficients["best"] == pytest.approx(10 * large.coefficients["best"], rel=0.01)


def test_however_rare_answers_are_evidence_that_says_nothing_leaves_it_even() -> None:
    line, _ = line_of([evidence()] * 10, [evidence()] * 90)

    assert probability_of_answer(evidence(), line) == pytest.approx(0.5, abs=0.01)


def test_the_same_evidence_gives_the_same_line() -> None:
    answers = spread("best", 0.5) + spread("covered", 0.4)
    refusals = spread("best", 0.46) + spread("unknown", 0.4)

    assert line_of(answers, refusals) == line_of(answers, refusals)
