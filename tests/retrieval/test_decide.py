"""Answer or refuse, with coefficients by hand; what a refusal names, and in whose words it is said."""

import math

import pytest

from retrieval.answer import Reason, Refused
from retrieval.decide import Limits, Proceed, decide, probability_of_answer, refuse
from retrieval.evidence import Evidence
from retrieval.expected import KnownGap
from retrieval.fuse import Kind
from retrieval.passage import Passage
from retrieval.retrieve import NearGap, Retrieved
from tests.retrieval.answer_builders import (
    NEVER,
    asking,
    evidence,
    found,
    issued,
    known_gap,
    limits,
    line,
    whole,
)

LEAVE = whole("Leave is paid.", section=("Leave",))
PAY = whole("Pay is due.", section=("Pay",))
LOTTERY = known_gap(
    "How do I win a green card?",
    instead={
        "es": "Los documentos no hablan de la lotería.",
        "en": "The documents say nothing of the lottery.",
    },
)


def retrieved(*passages: Passage) -> Retrieved:
    """These passages, best first."""
    return Retrieved(tuple(found(passage) for passage in passages), cosines=())


def near_the_gap(cosine: float, *, nearest: float = -1.0) -> Retrieved:
    """A question this near to the lottery's, and at `nearest` to the nearest expected one."""
    questions = sorted([nearest, cosine], reverse=True)
    return Retrieved((found(LEAVE),), (), tuple(questions), NearGap(LOTTERY, cosine))


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
        pytest.param(evidence(share=1.0), id="share"),
        pytest.param(evidence(expected=1.0), id="expected"),
        pytest.param(evidence(gap=1.0), id="gap"),
        pytest.param(evidence(covered=1.0), id="covered"),
        pytest.param(evidence(unknown=1.0), id="unknown"),
        pytest.param(evidence(missing=1.0), id="missing"),
    ],
)
def test_each_number_has_its_own_coefficient(weighed: Evidence) -> None:
    [name] = [name for name in Evidence.__dataclass_fields__ if getattr(weighed, name) == 1.0]

    # the logistic function of ln 3 is 3 / (3 + 1)
    assert probability_of_answer(weighed, line(**{name: math.log(3)})) == pytest.approx(0.75)


def test_the_numbers_add_up() -> None:
    weighed = evidence(best=0.5, missing=1.0)

    # 4 * 0.5 - 3 * 1 + 1 = 0
    assert probability_of_answer(weighed, line(best=4.0, missing=-3.0, intercept=1.0)) == pytest.approx(0.5)


@pytest.mark.parametrize(("intercept", "probability"), [(1e6, 1.0), (-1e6, 0.0)])
def test_enormous_numbers_are_certain_and_do_not_overflow(intercept: float, probability: float) -> None:
    assert probability_of_answer(evidence(), line(intercept=intercept)) == pytest.approx(probability)


@pytest.mark.parametrize(
    ("weighed", "threshold"),
    [
        pytest.param(evidence(kind=Kind.SPECIAL), 0.1, id="special"),
        pytest.param(evidence(kind=Kind.SAME), 0.2, id="same"),
        pytest.param(evidence(kind=Kind.ACROSS), 0.3, id="across"),
        pytest.param(evidence(kind=Kind.SPECIAL, bare=True), 0.4, id="special, bare"),
        pytest.param(evidence(kind=Kind.SAME, bare=True), 0.5, id="same, bare"),
        pytest.param(evidence(kind=Kind.ACROSS, bare=True), 0.6, id="across, bare"),
    ],
)
def test_each_kind_of_question_has_its_own_line_and_so_has_a_bare_corpus(
    weighed: Evidence, threshold: float
) -> None:
    lines = Limits(
        known={
            Kind.SPECIAL: line(threshold=0.1),
            Kind.SAME: line(threshold=0.2),
            Kind.ACROSS: line(threshold=0.3),
        },
        bare={
            Kind.SPECIAL: line(threshold=0.4),
            Kind.SAME: line(threshold=0.5),
            Kind.ACROSS: line(threshold=0.6),
        },
    )

    assert lines.line(weighed).threshold == threshold


def test_a_question_is_judged_by_the_line_of_its_kind() -> None:
    lines = {Kind.SPECIAL: line(threshold=0.4), Kind.SAME: line(), Kind.ACROSS: line(threshold=0.6)}
    both = Limits(known=lines, bare=lines)

    # without coefficients every probability is one half
    assert isinstance(decide(asking(), retrieved(LEAVE), evidence(kind=Kind.SPECIAL), both), Proceed)
    assert isinstance(decide(asking(), retrieved(LEAVE), evidence(kind=Kind.ACROSS), both), Refused)


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


# --- known gaps -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cosine", "gap"),
    [
        pytest.param(0.91, LOTTERY, id="nearer than need be"),
        pytest.param(0.9, LOTTERY, id="exactly near enough"),
        pytest.param(0.89, None, id="not near enough"),
    ],
)
def test_a_question_near_a_known_gap_is_refused_as_that_gap(cosine: float, gap: KnownGap | None) -> None:
    decision = decide(asking(), near_the_gap(cosine), evidence(), limits(threshold=1.0, gap_from=0.9))

    assert isinstance(decision, Refused)
    assert decision.gap is gap


@pytest.mark.parametrize(
    ("nearest", "gap"),
    [
        pytest.param(0.96, None, id="the expected one is nearer"),
        pytest.param(0.94, LOTTERY, id="the gap is nearer"),
    ],
)
def test_a_question_nearer_to_an_expected_one_is_not_the_gaps(nearest: float, gap: KnownGap | None) -> None:
    near = near_the_gap(0.95, nearest=nearest)

    decision = decide(asking(), near, evidence(), limits(threshold=1.0, gap_from=0.9))

    assert isinstance(decision, Refused)
    assert decision.gap is gap


def test_how_near_a_gap_must_lie_goes_by_the_kind_of_question() -> None:
    lines = {
        Kind.SPECIAL: line(threshold=1.0, gap_from=0.8),
        Kind.SAME: line(threshold=1.0, gap_from=0.9),
        Kind.ACROSS: line(threshold=1.0, gap_from=0.95),
    }
    both = Limits(known=lines, bare=lines)

    english = decide(asking(), near_the_gap(0.85), evidence(kind=Kind.SPECIAL), both)
    across = decide(asking(language="es"), near_the_gap(0.85), evidence(kind=Kind.ACROSS), both)

    assert isinstance(english, Refused)
    assert isinstance(across, Refused)
    assert (english.gap, across.gap) == (LOTTERY, None)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        pytest.param("en", "The documents say nothing of the lottery.", id="English"),
        pytest.param("es", "Los documentos no hablan de la lotería.", id="Spanish, which is written first"),
        pytest.param("vi", "Los documentos no hablan de la lotería.", id="a language that is not written"),
    ],
)
def test_a_gap_speaks_the_askers_language_or_else_the_first_that_is_written(
    language: str, words: str
) -> None:
    decision = decide(
        asking(language=language), near_the_gap(0.95), evidence(), limits(threshold=1.0, gap_from=0.9)
    )

    assert isinstance(decision, Refused)
    assert decision.gap is not None
    assert (decision.language, decision.gap.said(decision.language)) == (language, words)


def test_a_gap_does_not_keep_back_what_the_documents_answer() -> None:
    decision = decide(asking(), near_the_gap(0.95), evidence(), limits(threshold=0.0, gap_from=0.9))

    assert isinstance(decision, Proceed)


def test_beside_a_gap_the_nearest_sections_are_still_named() -> None:
    decision = decide(asking(), near_the_gap(0.95), evidence(), limits(threshold=1.0, gap_from=0.9))

    assert decision == Refused(Reason.NOT_IN_SOURCES, "en", (LEAVE,), LOTTERY)


def test_without_known_gaps_a_refusal_has_none() -> None:
    decision = decide(asking(), retrieved(LEAVE), evidence(), NEVER)

    assert isinstance(decision, Refused)
    assert decision.gap is None
