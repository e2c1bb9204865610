"""Fitting, on twenty questions over an index in memory."""

import pytest

from evals.fit import fit
from evals.questions import EvalQuestion
from retrieval.answer import Answered
from retrieval.answering import answer
from retrieval.decide import Proceed, decide
from retrieval.tuning import Tuning
from retrieval.understand import Question
from tests.evals.eval_builders import gold, question
from tests.retrieval.answer_builders import asking, evidence, parts, passages_of

THINGS = ("bread", "water", "paper", "soap", "tea", "rice", "wool", "salt", "milk", "coal")
GUIDE = "".join(f"## {thing}\n\nYou collect {thing} at counter {thing}.\n\n" for thing in THINGS)
QUESTIONS: list[EvalQuestion] = [
    *(
        question(
            gold(f"You collect {thing} at counter {thing}."),
            id=thing,
            text=f"collect {thing} counter {thing}",
        )
        for thing in THINGS
    ),
    *(question(id=f"no-{thing}", text=f"zebra number {place}") for place, thing in enumerate(THINGS)),
]


@pytest.fixture(scope="module")
def tuning() -> Tuning:
    return fit(parts(passages_of(GUIDE)), QUESTIONS)


def test_the_fit_says_what_it_was_made_on(tuning: Tuning) -> None:
    assert tuning.fitted_on == "evals/questions/tuning.yaml, 20 questions, 10 answerable"


def test_questions_that_can_be_told_apart_are_told_apart(tuning: Tuning) -> None:
    assert tuning.gave == {
        "supported": "10 of 10 (100 %, 72 to 100)",
        "answerable refused": "0 of 10 (0 %, 0 to 28)",
        "unanswerable refused": "10 of 10 (100 %, 72 to 100)",
        "auroc on held-out folds": "1.00",
    }


@pytest.mark.parametrize("name", ["best", "lead", "passage", "covered"])
def test_no_evidence_for_an_answer_counts_against_it(tuning: Tuning, name: str) -> None:
    assert tuning.limits.coefficients[name] >= 0


@pytest.mark.parametrize("name", ["unknown", "missing"])
def test_no_evidence_against_an_answer_counts_for_it(tuning: Tuning, name: str) -> None:
    assert tuning.limits.coefficients[name] <= 0


def test_the_fitted_limits_answer_the_clear_cases(tuning: Tuning) -> None:
    the_parts = parts(passages_of(GUIDE), limits=tuning.limits)

    reached = answer(Question("collect milk counter milk", language="en"), the_parts).answer

    assert isinstance(reached, Answered)
    assert [each.text for each in reached.statements] == ["You collect milk at counter milk."]


def test_the_fitted_limits_refuse_where_nothing_speaks_for_an_answer(tuning: Tuning) -> None:
    found = parts(passages_of(GUIDE)).searcher.search(asking("zebra"))

    assert not isinstance(decide(asking("zebra"), found, evidence(), tuning.limits), Proceed)
