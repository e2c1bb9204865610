"""How far a judge agrees with people, and on what it is measured."""

from collections import Counter

import pytest

from evals.judging.agreement import agreement
from evals.judging.kept import Judgement, Place
from evals.judging.pairs import Pair, labelled
from evals.scoring import Count
from retrieval.answering import Parts
from tests.evals.judge_builders import faithful, graded, item


def pair(number: int, *labels: bool) -> Pair:
    return Pair("faithfulness", item(*["A sentence."] * len(labels), id=f"p-{number}"), labels)


def said(pairs: list[Pair], *found: Judgement) -> dict[Place, Judgement]:
    return {each.place: judgement for each, judgement in zip(pairs, found, strict=True)}


def test_agreement_is_counted_over_sentences_and_by_label() -> None:
    # labels: + + + -    judge: + - + -    right: 3 of 4
    # chance: (3/4)(2/4) + (1/4)(2/4) = 1/2, so kappa = (3/4 - 1/2) / (1 - 1/2) = 1/2
    pairs = [pair(1, True, True), pair(2, True), pair(3, False)]

    found = agreement(pairs, said(pairs, faithful([True], [False]), faithful([True]), faithful([False])))

    assert (found.right, found.of_good, found.of_bad) == (Count(3, 4), Count(2, 3), Count(1, 1))
    assert found.kappa == pytest.approx(0.5)
    assert str(found).startswith("3 of 4 (75 %, 30 to 95), kappa 0.50; of what is good 2 of 3")


def test_one_claim_that_is_not_supported_makes_a_sentence_unsupported() -> None:
    pairs = [pair(1, False)]

    assert agreement(pairs, said(pairs, faithful([True, True, False]))).right == Count(1, 1)


def test_a_judge_that_agrees_with_everything_is_worth_nothing() -> None:
    # it gives one label alone: what it has in common with people is what chance gives it
    pairs = [pair(1, True), pair(2, False)]

    found = agreement(pairs, said(pairs, faithful([True]), faithful([True])))

    assert (found.right, found.of_bad, found.kappa) == (Count(1, 2), Count(0, 1), 0.0)


def test_what_was_not_judged_counts_as_missed_under_either_label() -> None:
    pairs = [pair(1, True), pair(2, False), pair(3, True), pair(4, False)]

    found = agreement(pairs, said(pairs, faithful(), faithful(), faithful([True]), faithful([False])))

    assert (found.right, found.of_good, found.of_bad, found.unjudged) == (
        Count(2, 4),
        Count(1, 2),
        Count(1, 2),
        2,
    )
    assert found.kappa == 1.0


def test_there_is_no_kappa_where_people_and_judge_give_one_label_alone() -> None:
    pairs = [pair(1, True)]

    assert agreement(pairs, said(pairs, faithful([True]))).kappa is None


def test_an_answer_that_fits_in_part_is_relevant() -> None:
    shown = [Pair("relevance", item(id=f"p-{number}"), (number < 2,)) for number in range(3)]

    found = agreement(shown, said(shown, graded(2), graded(1), graded(0)))

    assert found.right == Count(3, 3)


# --- the labelled set -------------------------------------------------------------------------


def test_the_labelled_set_has_enough_of_each_label() -> None:
    labels = Counter((each.aspect, label) for each in labelled() for label in each.labels)

    assert min(labels.values()) >= 60
    assert len(labels) == 4


def test_a_marked_sentence_is_not_supported_and_the_rest_of_its_statement_is() -> None:
    [found] = [each for each in labelled() if each.item.id == "t-en-sec-01-1"]

    assert list(zip(found.item.sentences, found.labels, strict=True)) == [
        ("You may request parole on behalf of another individual by filing Form I-131.", True),
        ("USCIS normally answers within ninety days of receiving it.", False),
    ]


def test_a_draft_is_beside_the_question_of_one_from_other_documents() -> None:
    found = {each.item.id: each for each in labelled() if each.aspect == "relevance"}

    own, other = found["t-en-hon-01"], found["t-en-hon-01-other"]
    assert (own.labels, other.labels) == ((True,), (False,))
    assert own.item.sentences == other.item.sentences
    assert other.item.question == "Can a minor be sentenced to death or to life in prison for terrorism?"


def test_every_draft_is_in_the_set_once() -> None:
    places = [each.place for each in labelled()]

    assert len(set(places)) == len(places)


@pytest.mark.slow
def test_every_quote_of_the_set_is_its_documents_own(shipped_parts: Parts) -> None:
    documents = [" ".join(each.text.split()).casefold() for each in shipped_parts.searcher.contents.documents]
    quotes = [quote for each in labelled() for quote in each.item.quotes]

    missing = [
        each for each in quotes if not any(" ".join(each.split()).casefold() in text for text in documents)
    ]

    assert quotes
    assert missing == []
