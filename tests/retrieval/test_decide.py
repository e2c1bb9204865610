"""Answer or refuse, with coefficients by hand; which sections a refusal names."""

import math

import pytest

from retrieval.answer import Reason, Refused
from retrieval.decide import Proceed, decide, probability_of_answer, refuse
from retrieval.evidence import Evidence
from retrieval.passage import Passage
from retrieval.retrieve import Retrieved
from tests.retrieval.answer_builders import asking, evidence, found, issued, limits, whole

LEAVE = whole("Leave is paid.", section=("Leave",))
PAY = whole("Pay is due.", section=("Pay",))


def retrieved(*passages: Passage) -> Retrieved:
    """These passages, best first."""
    return Retrieved(tuple(found(passage) for passage in passages), cosines=())


# --- the threshold --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("best", "outcome"),
    [
        pytest.param(0.51, Proceed, id="above"),
        pytest.param(0.5, Proceed, id="exactly there"),
        pytest.param(0.49, Refused, id="below"),
    ],
)
def test_an_answer_begins_at_the_threshold(best: float, outcome: type) -> None:
    # 2 * 0.5 - 1 = 0, and the logistic function of 0 is one half
    decision = decide(
        asking(), retrieved(LEAVE), evidence(best=best), limits(best=2.0, intercept=-1.0, threshold=0.5)
    )

    assert isinstance(decision, outcome)


def test_what_goes_on_is_all_that_was_found_with_its_probability() -> None:
    decision = decide(asking(), retrieved(PAY, LEAVE), evidence(), limits(threshold=0.2))

    assert isinstance(decision, Proceed)
    assert [hit.passage for hit in decision.hits] == [PAY, LEAVE]
    assert decision.probability == 0.5


@pytest.mark.parametrize(
    "weighed",
    [
        pytest.param(evidence(best=1.0), id="best"),
        pytest.param(evidence(lead=1.0), id="lead"),
        pytest.param(evidence(passage=1.0), id="passage"),
        pytest.param(evidence(covered=1.0), id="covered"),
        pytest.param(evidence(unknown=1.0), id="unknown"),
        pytest.param(evidence(missing=1.0), id="missing"),
        pytest.param(evidence(across=1.0), id="across"),
    ],
)
def test_each_number_has_its_own_coefficient(weighed: Evidence) -> None:
    [name] = [name for name in Evidence.__dataclass_fields__ if getattr(weighed, name) == 1.0]

    # the logistic function of ln 3 is 3 / (3 + 1)
    assert probability_of_answer(weighed, limits(**{name: math.log(3)})) == pytest.approx(0.75)


def test_the_numbers_add_up() -> None:
    weighed = evidence(best=0.5, missing=1.0)

    # 4 * 0.5 - 3 * 1 + 1 = 0
    assert probability_of_answer(weighed, limits(best=4.0, missing=-3.0, intercept=1.0)) == pytest.approx(0.5)


@pytest.mark.parametrize(("intercept", "probability"), [(1e6, 1.0), (-1e6, 0.0)])
def test_enormous_numbers_are_certain_and_do_not_overflow(intercept: float, probability: float) -> None:
    assert probability_of_answer(evidence(), limits(intercept=intercept)) == pytest.approx(probability)


def test_nothing_is_answered_to_words_that_occur_nowhere() -> None:
    decision = decide(asking(), retrieved(LEAVE), evidence(best=1.0, unknown=1.0), limits(threshold=0.0))

    assert isinstance(decision, Refused)


def test_a_question_whose_words_all_stand_in_one_passage_is_answered_below_the_threshold() -> None:
    decision = decide(asking(), retrieved(LEAVE), evidence(covered=1.0), limits(threshold=1.0))

    assert isinstance(decision, Proceed)


def test_one_known_word_among_unknown_ones_may_be_answered() -> None:
    decision = decide(asking(), retrieved(LEAVE), evidence(unknown=0.99), limits(threshold=0.0))

    assert isinstance(decision, Proceed)


# --- refusals -------------------------------------------------------------------------------


def test_a_refusal_says_that_it_is_not_in_the_sources_in_the_askers_language() -> None:
    assert refuse(asking(language="vi"), retrieved(LEAVE)) == Refused(Reason.NOT_IN_SOURCES, "vi", (LEAVE,))


def test_a_refusal_names_each_section_once_by_its_closest_passage() -> None:
    again = whole("Leave is long.", section=("Leave",))

    assert refuse(asking(), retrieved(LEAVE, PAY, again)).nearest == (LEAVE, PAY)


def test_sections_of_the_same_name_in_two_documents_are_two() -> None:
    other = whole("Leave is unpaid.", of=issued(id="other"), section=("Leave",))

    assert refuse(asking(), retrieved(LEAVE, other)).nearest == (LEAVE, other)


def test_a_refusal_names_three_sections_at_most() -> None:
    sections = [whole(f"This is part {name}.", section=(name,)) for name in ("a", "b", "c", "d")]

    assert refuse(asking(), retrieved(*sections)).nearest == tuple(sections[:3])


def test_with_nothing_found_a_refusal_names_nothing() -> None:
    assert refuse(asking(), retrieved()).nearest == ()
