"""What speaks for an answer, worked out by hand."""

import math

import pytest

from retrieval.evidence import Evidence, rarities, share, weigh
from retrieval.fuse import Kind
from retrieval.passage import Passage
from retrieval.retrieve import Hit, NearGap, NearQuestion, Retrieved
from retrieval.understand import Asked
from tests.retrieval.answer_builders import (
    asking,
    expected_question,
    found,
    issued,
    known_gap,
    lexical_index,
    passages_of,
    whole,
)

LEAVE = whole("Leave is paid.", section=())
VISA = whole("Visas are free.", of=issued(id="visa", short_title="Notes"), section=())


def weighed(
    asked: Asked,
    *hits: Hit,
    cosines: tuple[float, ...] = (),
    questions: tuple[float, ...] = (),
    gap: NearGap | None = None,
    passages: tuple[Passage, ...] = (),
) -> Evidence:
    """The evidence of these hits, in a generation of `passages`, or of theirs."""
    index = lexical_index(passages or [hit.passage for hit in hits])
    return weigh(asked, Retrieved(hits, cosines, questions, gap), index)


def asked_about(passage: Passage, cosine: float) -> Hit:
    """A hit with an expected question that lies this near."""
    return found(passage, expected=(NearQuestion(expected_question(passage), cosine),))


# --- meaning --------------------------------------------------------------------------------


def test_best_is_the_cosine_of_the_nearest_unit() -> None:
    hits = (found(LEAVE, units={0: 0.3, 1: 0.6}), found(VISA, units={1: 0.8}))

    assert weighed(asking(), *hits).best == 0.8


def test_only_the_first_three_hits_count() -> None:
    hits = [found(LEAVE, units={1: 0.5}, dense=0.5)] * 3 + [found(VISA, units={1: 0.9}, dense=0.9)]

    evidence = weighed(asking(), *hits)

    assert (evidence.best, evidence.passage) == (0.5, 0.5)


def test_lead_is_how_far_the_best_lies_above_the_mean_of_the_nearest() -> None:
    evidence = weighed(asking(), found(LEAVE, units={1: 0.9}), cosines=(0.9, 0.5, 0.4))

    assert evidence.lead == pytest.approx(0.9 - 0.6)


def test_no_more_than_thirty_units_are_the_nearest() -> None:
    evidence = weighed(asking(), found(LEAVE, units={1: 0.9}), cosines=(0.8,) * 30 + (0.0,) * 30)

    assert evidence.lead == pytest.approx(0.1)


def test_passage_is_the_dense_score_of_the_best_passage() -> None:
    assert weighed(asking(), found(LEAVE, dense=0.4), found(VISA, dense=0.7)).passage == 0.7


def test_share_is_the_score_of_the_best_passage() -> None:
    assert weighed(asking(), found(LEAVE, score=0.7), found(VISA, score=0.2)).share == 0.7


def test_hits_without_units_give_no_best() -> None:
    evidence = weighed(asking(), found(LEAVE))

    assert (evidence.best, evidence.lead) == (0.0, 0.0)


# --- what people ask ------------------------------------------------------------------------


def test_expected_is_how_far_the_nearest_expected_question_lies_above_the_mean() -> None:
    # the mean of the three is 0.6
    evidence = weighed(asking(), asked_about(LEAVE, 0.8), asked_about(VISA, 0.9), questions=(0.9, 0.8, 0.1))

    assert evidence.expected == pytest.approx(0.9 - 0.6)


def test_an_expected_question_that_leads_to_no_good_hit_speaks_for_nothing() -> None:
    hits = (found(LEAVE), found(LEAVE), found(LEAVE), asked_about(VISA, 0.9))

    evidence = weighed(asking(), *hits, questions=(0.9, 0.8, 0.1))

    assert evidence.expected == pytest.approx(0.1 - 0.6)


def test_gap_is_how_far_the_nearest_question_of_a_gap_lies_above_the_mean() -> None:
    evidence = weighed(
        asking(), asked_about(LEAVE, 0.9), questions=(0.9, 0.8, 0.1), gap=NearGap(known_gap(), 0.8)
    )

    assert evidence.gap == pytest.approx(0.8 - 0.6)


def test_without_a_gap_near_the_farthest_question_stands_for_it() -> None:
    evidence = weighed(asking(), asked_about(LEAVE, 0.9), questions=(0.9, 0.8, 0.1))

    assert evidence.gap == pytest.approx(0.1 - 0.6)


def test_in_a_bare_corpus_questions_say_nothing() -> None:
    evidence = weighed(asking(), found(LEAVE))

    assert (evidence.bare, evidence.expected, evidence.gap) == (True, 0.0, 0.0)


def test_a_corpus_with_gaps_alone_is_not_bare() -> None:
    evidence = weighed(asking(), found(LEAVE), questions=(0.4,), gap=NearGap(known_gap(), 0.4))

    assert (evidence.bare, evidence.gap) == (False, 0.0)


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


def test_a_number_in_the_fourth_nearest_sentence_is_missing() -> None:
    [passage] = passages_of("## Leave\n\nLeave is paid. It is good. It is long. It lasts 18 weeks.\n")

    evidence = weighed(
        asking("How many weeks are there?"), found(passage, units={1: 0.9, 2: 0.8, 3: 0.7, 4: 0.6})
    )

    assert evidence.missing == 1.0


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
    evidence = Evidence(Kind.SAME, True, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0)

    assert evidence.numbers() == (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0)
