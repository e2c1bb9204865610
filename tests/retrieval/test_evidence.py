"""What speaks for an answer, worked out by hand."""

import math
from dataclasses import fields, replace
from typing import Any

import pytest

from retrieval.evidence import Evidence, rarities, share, weigh
from retrieval.expected import ExpectedQuestion
from retrieval.fuse import Kind
from retrieval.passage import Passage
from retrieval.recognise import Recognised
from retrieval.retrieve import Hit, NearGap, Retrieved
from retrieval.understand import Asked
from tests.retrieval.answer_builders import (
    asking,
    evidence,
    expected_question,
    found,
    issued,
    known_gap,
    known_words,
    lexical_index,
    passages_of,
    recognised_as,
    whole,
    words_of_questions,
)

LEAVE = whole("Leave is paid.", section=())
VISA = whole("Visas are free.", of=issued(id="visa", short_title="Notes"), section=())


def weighed(
    asked: Asked,
    *hits: Hit,
    cosines: tuple[float, ...] = (),
    gap: float | None = None,
    recognised: Recognised | None = None,
    passages: tuple[Passage, ...] = (),
    expected: tuple[ExpectedQuestion, ...] = (),
) -> Evidence:
    """The evidence of these hits, in a generation of `passages`, or of theirs."""
    own = passages or tuple(hit.passage for hit in hits)
    near = NearGap(known_gap(), gap) if gap is not None else None
    retrieved = Retrieved(hits, cosines, near, recognised)
    return weigh(asked, retrieved, lexical_index(own), words_of_questions(own, expected))


def asked_about(passage: Passage, *scores: float) -> Hit:
    """A hit with words that people ask for, as surely as this."""
    return found(passage, known=tuple(known_words(passage, score=score) for score in scores))


# --- meaning --------------------------------------------------------------------------------


def test_best_is_the_cosine_of_the_nearest_unit() -> None:
    hits = (found(LEAVE, units={0: 0.3, 1: 0.6}), found(VISA, units={1: 0.8}))

    assert weighed(asking(), *hits).best == 0.8


def test_a_hit_far_down_does_not_count() -> None:
    hits = [found(LEAVE, units={1: 0.5}, dense=0.5)] * 9 + [found(VISA, units={1: 0.9}, dense=0.9)]

    evidence = weighed(asking(), *hits)

    assert (evidence.best, evidence.passage) == (0.5, 0.5)


def test_lead_is_how_far_the_best_lies_above_the_mean_of_the_nearest() -> None:
    evidence = weighed(asking(), found(LEAVE, units={1: 0.9}), cosines=(0.9, 0.5, 0.4))

    assert evidence.lead == pytest.approx(0.9 - 0.6)


def test_what_lies_far_off_does_not_count_as_near() -> None:
    near = weighed(asking(), found(LEAVE, units={1: 0.9}), cosines=(0.8,) * 100)
    both = weighed(asking(), found(LEAVE, units={1: 0.9}), cosines=(0.8,) * 100 + (0.0,) * 100)

    assert near.lead == both.lead == pytest.approx(0.1)


def test_passage_is_the_dense_score_of_the_best_passage() -> None:
    assert weighed(asking(), found(LEAVE, dense=0.4), found(VISA, dense=0.7)).passage == 0.7


def test_share_is_the_score_of_the_best_passage() -> None:
    assert weighed(asking(), found(LEAVE, score=0.7), found(VISA, score=0.2)).share == 0.7


def test_hits_without_units_give_no_best() -> None:
    evidence = weighed(asking(), found(LEAVE))

    assert (evidence.best, evidence.lead) == (0.0, 0.0)


# --- what people ask ------------------------------------------------------------------------


def test_expected_is_how_surely_a_good_hit_answers_a_known_question() -> None:
    assert weighed(asking(), asked_about(LEAVE, 0.4), asked_about(VISA, 0.7)).expected == 0.7


def test_known_questions_of_one_passage_add_up() -> None:
    assert weighed(asking(), asked_about(LEAVE, 0.4, 0.3)).expected == pytest.approx(0.7)


def test_a_known_question_that_leads_to_no_good_hit_speaks_for_nothing() -> None:
    hits = [found(LEAVE)] * 9 + [asked_about(VISA, 0.9)]

    assert weighed(asking(), *hits).expected == 0.0


def test_gap_is_how_surely_the_question_is_a_known_gaps() -> None:
    assert weighed(asking(), found(LEAVE), gap=0.6, recognised=recognised_as(gaps=(0.6,))).gap == 0.6


def test_a_surer_gap_speaks_louder() -> None:
    sure = weighed(asking(), found(LEAVE), gap=0.6, recognised=recognised_as(gaps=(0.6,)))
    unsure = weighed(asking(), found(LEAVE), gap=0.1, recognised=recognised_as(gaps=(0.1,)))

    assert (sure.gap > unsure.gap, sure.gaps > unsure.gaps) == (True, True)


def test_all_known_questions_and_all_gaps_are_added_up_apart() -> None:
    evidence = weighed(asking(), found(LEAVE), recognised=recognised_as(0.3, 0.2, gaps=(0.1, 0.4)))

    assert (evidence.answers, evidence.gaps) == pytest.approx((0.5, 0.5))


def test_what_a_question_is_faintly_or_surely_not_counts_for_nothing() -> None:
    evidence = weighed(
        asking(), found(LEAVE), recognised=recognised_as(0.3, 0.05, -0.2, gaps=(-0.1, 0.04, 0.4))
    )

    assert (evidence.answers, evidence.gaps) == pytest.approx((0.3, 0.4))


def test_in_a_bare_corpus_questions_say_nothing() -> None:
    evidence = weighed(asking(), found(LEAVE))

    assert (evidence.bare, evidence.expected, evidence.gap) == (True, 0.0, 0.0)
    assert (evidence.answers, evidence.gaps) == (0.0, 0.0)


@pytest.mark.parametrize(
    "recognised",
    [
        pytest.param(recognised_as(0.0), id="with known questions alone"),
        pytest.param(recognised_as(gaps=(0.0,)), id="with gaps alone"),
    ],
)
def test_a_corpus_of_which_something_is_known_is_not_bare(recognised: Recognised) -> None:
    assert not weighed(asking(), found(LEAVE), recognised=recognised).bare


# --- words ----------------------------------------------------------------------------------


def test_covered_is_the_share_of_the_questions_words_in_one_passage() -> None:
    # "leave" and "free" stand in one passage of two each, so they weigh the same
    assert weighed(asking("free leave"), found(LEAVE), found(VISA)).covered == pytest.approx(0.5)


def test_a_question_whose_every_word_stands_in_a_passage_is_covered() -> None:
    assert weighed(asking("paid leave"), found(VISA), found(LEAVE)).covered == pytest.approx(1.0)


def test_unknown_is_the_share_of_the_questions_words_that_stand_nowhere_by_rarity() -> None:
    evidence = weighed(asking("zebra leave"), found(LEAVE), found(VISA))

    # two passages: a word in none weighs ln(1 + 2/1), a word in one ln(1 + 2/2)
    assert evidence.unknown == pytest.approx(math.log(3) / (math.log(3) + math.log(2)))


def test_a_word_of_a_passage_that_was_not_found_is_known() -> None:
    evidence = weighed(asking("free"), found(LEAVE), passages=(LEAVE, VISA))

    assert (evidence.unknown, evidence.covered) == (0.0, 0.0)


def test_a_word_of_an_expected_question_is_known() -> None:
    expected = (expected_question(LEAVE, "May zebras rest?"),)

    assert weighed(asking("zebra"), found(LEAVE), expected=expected).unknown == 0.0
    assert weighed(asking("zebra"), found(LEAVE)).unknown == 1.0


def test_a_slip_of_the_keyboard_does_not_make_a_question_unknown() -> None:
    visitors = whole("Visitors are received there.", section=())

    assert weighed(asking("visiters"), found(visitors)).unknown == 0.0
    assert weighed(asking("zebras"), found(visitors)).unknown == 1.0


def test_a_question_without_carrying_words_is_neither_covered_nor_unknown() -> None:
    evidence = weighed(asking("What should I do?"), found(LEAVE))

    assert (evidence.covered, evidence.unknown) == (0.0, 0.0)


def test_across_languages_words_say_nothing() -> None:
    evidence = weighed(asking("zebra leave", language="es"), found(LEAVE, kind=Kind.ACROSS))

    assert (evidence.covered, evidence.unknown) == (0.0, 0.0)


@pytest.mark.parametrize("kind", [Kind.SAME, Kind.SPECIAL])
def test_in_one_language_words_count_whatever_the_model(kind: Kind) -> None:
    assert weighed(asking("paid leave"), found(LEAVE, kind=kind)).covered == pytest.approx(1.0)


def test_the_kind_of_the_best_passage_decides() -> None:
    spanish = whole("La licencia es pagada.", of=issued(id="es", language="es"))

    evidence = weighed(
        asking("licencia", language="es"),
        found(spanish, kind=Kind.SAME),
        found(LEAVE, kind=Kind.ACROSS),
    )

    assert (evidence.kind, evidence.covered > 0) == (Kind.SAME, True)


# --- the kind of thing ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        pytest.param("How many weeks are there?", 1.0, id="a number that is not there"),
        pytest.param("Is leave paid?", 0.0, id="nothing in particular"),
        pytest.param("List the kinds of leave", 0.0, id="a list may look like anything"),
    ],
)
def test_what_is_asked_for_may_be_missing(question: str, missing: float) -> None:
    assert weighed(asking(question), found(LEAVE, units={1: 0.9})).missing == missing


def test_a_number_in_a_near_sentence_is_not_missing() -> None:
    eighteen = whole("It lasts 18 weeks.", of=issued(id="weeks"))

    evidence = weighed(
        asking("How many weeks are there?"), found(LEAVE, units={1: 0.9}), found(eighteen, units={1: 0.5})
    )

    assert evidence.missing == 0.0


def test_a_number_in_a_sentence_far_down_is_missing() -> None:
    sentences = "Leave is paid. It is good. It is long. It is free. It is safe. It is fair. It is calm."
    [passage] = passages_of(f"## Leave\n\n{sentences} It lasts 18 weeks.\n")
    near = {number: 1 - number / 10 for number in range(1, 9)}

    assert weighed(asking("How many weeks are there?"), found(passage, units=near)).missing == 1.0


def test_one_missing_kind_of_two_is_enough() -> None:
    numbered = whole("Leave lasts 18 of them.")

    assert weighed(asking("How long is leave?"), found(numbered, units={1: 0.9})).missing == 1.0


# --- shares ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found_terms", "expected"),
    [
        pytest.param(frozenset({"leav"}), 0.25, id="the common one"),
        pytest.param(frozenset({"visa"}), 0.75, id="the rare one"),
        pytest.param(frozenset({"leav", "visa", "more"}), 1.0, id="all"),
        pytest.param(frozenset({"more"}), 0.0, id="none"),
        pytest.param(frozenset[str](), 0.0, id="nothing found"),
    ],
)
def test_a_share_is_by_rarity(found_terms: frozenset[str], expected: float) -> None:
    assert share(found_terms, {"leav": 1.0, "visa": 3.0}) == expected


def test_a_share_of_no_terms_is_nought() -> None:
    assert share(frozenset({"leav"}), {}) == 0.0


def test_a_question_knows_the_rarity_of_each_of_its_terms_once() -> None:
    rarity = rarities(asking("leave, leave and a zebra"), lexical_index([LEAVE, VISA]))

    assert rarity == pytest.approx({"leav": math.log(2), "zebra": math.log(3)})


def test_numbers_come_in_the_order_of_the_fields_without_what_cannot_be_weighed() -> None:
    names = [each.name for each in fields(Evidence)]

    numbers = replace(evidence(), **dict[str, Any]({names[2]: 1.0, names[-1]: 2.0})).numbers()

    assert names[:2] == ["kind", "bare"]
    assert numbers == (1.0, *(0.0,) * (len(names) - 4), 2.0)
