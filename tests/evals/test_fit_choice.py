"""What is shown, fitted on offers made up for the purpose."""

from dataclasses import dataclass
from typing import Any

import pytest

from evals.fit_choice import Offered, fit_choice
from retrieval.around import Around
from retrieval.choose import Choice, Chosen, Offer
from retrieval.fuse import Kind
from tests.retrieval.answer_builders import passages_of
from tests.retrieval.choose_builders import offer

GUIDE = passages_of(
    "## Leave\n\nLeave is paid.\n\n## Pay\n\nPay is due in May.\n\n## Rent\n\nRent is due in June.\n"
)
AROUND = Around(GUIDE)
LEAVE, PAY, RENT = ((passage, passage.units[0]) for passage in GUIDE)


@dataclass(frozen=True)
class Wanting:
    """A question that a passage with this word in it answers."""

    word: str

    def is_right(self, words: Chosen) -> bool:
        return self.word in words[0].text


def offered(*offers: Offer, wanting: str = "Leave") -> Offered:
    return Offered(Wanting(wanting), offers)


def speaking(kind: Kind = Kind.SPECIAL, *, bare: bool = False, **numbers: Any) -> Offered:
    """Two sentences of which the first answers; these numbers speak for it."""
    return offered(offer(LEAVE, kind=kind, is_bare=bare, **numbers), offer(PAY, kind=kind, is_bare=bare))


def speaking_against(**numbers: Any) -> Offered:
    """Two sentences of which the first answers; these numbers speak for the other one."""
    return offered(offer(LEAVE, kind=Kind.SPECIAL), offer(PAY, kind=Kind.SPECIAL, **numbers))


def fitted(*found: Offered, bare: tuple[Offered, ...] = ()) -> Choice:
    return fit_choice(found, bare, AROUND)


UNTOUCHED = fitted(offered(offer(PAY)))  # what is there where no offer is right


# --- weights --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "signal", ["cosine", "words", "expected", "passage", "share", "list", "head", "note"]
)
def test_what_tells_the_words_that_answer_weighs_more(signal: str) -> None:
    speaks: dict[str, Any] = {signal: 0.1}

    start, found = UNTOUCHED.known[Kind.SPECIAL], fitted(speaking(**speaks)).known[Kind.SPECIAL]

    assert getattr(found, signal) > getattr(start, signal)


@pytest.mark.parametrize("signal", ["cosine", "words", "expected", "passage", "share", "list"])
def test_what_should_speak_for_words_never_speaks_against_them(signal: str) -> None:
    found = fitted(*[speaking_against(**{signal: 5.0})] * 3).known[Kind.SPECIAL]

    assert getattr(found, signal) == pytest.approx(0.0, abs=0.001)


@pytest.mark.parametrize("signal", ["head", "note"])
def test_that_words_are_a_heading_or_a_footnote_may_speak_against_them(signal: str) -> None:
    found = fitted(speaking_against(**{signal: 1.0})).known[Kind.SPECIAL]

    assert getattr(found, signal) < 0.0


def test_each_kind_of_question_has_its_own_weights() -> None:
    found = fitted(speaking(Kind.SPECIAL, words=0.1), speaking(Kind.ACROSS, cosine=0.1))

    assert found.known[Kind.SPECIAL].words > UNTOUCHED.known[Kind.SPECIAL].words
    assert found.known[Kind.ACROSS].words == UNTOUCHED.known[Kind.ACROSS].words
    assert found.known[Kind.ACROSS].cosine > UNTOUCHED.known[Kind.ACROSS].cosine


def test_languages_without_a_model_of_their_own_take_what_serves_across_languages() -> None:
    found = fitted(speaking(Kind.ACROSS, cosine=0.1))

    assert found.known[Kind.SAME] == found.known[Kind.ACROSS]


def test_a_bare_corpus_is_weighed_by_itself() -> None:
    found = fitted(speaking(Kind.SAME, words=0.1), bare=(speaking(Kind.SAME, bare=True, cosine=0.1),))

    assert found.bare[Kind.SAME].cosine > UNTOUCHED.bare[Kind.SAME].cosine
    assert found.bare[Kind.SAME].words == UNTOUCHED.bare[Kind.SAME].words
    assert found.bare[Kind.ACROSS] == UNTOUCHED.bare[Kind.ACROSS]


@pytest.mark.parametrize(
    ("shows", "is_right"),
    [
        pytest.param((LEAVE, PAY), True, id="one of two"),
        pytest.param((LEAVE, PAY, RENT), False, id="one of three"),
    ],
)
def test_a_list_is_right_if_half_of_it_is(shows: tuple[Chosen, ...], is_right: bool) -> None:
    a_list = offered(offer(*shows, kind=Kind.SPECIAL, is_head=True, head=1.0), offer(PAY, kind=Kind.SPECIAL))

    assert (fitted(a_list).known[Kind.SPECIAL].head > 0.0) is is_right


# --- how much is shown ----------------------------------------------------------------------


def test_where_the_best_words_answer_nothing_is_shown_beside_them() -> None:
    clear = offered(offer(LEAVE, kind=Kind.SPECIAL, cosine=0.9), offer(PAY, kind=Kind.SPECIAL, cosine=0.8))

    assert fitted(clear).slack == 0.0


def test_where_the_second_best_often_answer_they_are_shown_beside_the_best() -> None:
    # nothing tells them apart: alone, the best answer one question of two; both together answer both,
    # at the cost of half of what is shown standing beside the point, 0.3 * 1/2
    near = (offer(LEAVE, kind=Kind.SPECIAL, cosine=0.80), offer(PAY, kind=Kind.SPECIAL, cosine=0.75))

    assert fitted(offered(*near), offered(*near, wanting="Pay")).slack == 0.2


def test_what_stands_beside_the_point_costs_less_than_an_answer_is_worth_but_something() -> None:
    # one question of five needs the second best: 0.8 alone, 0.85 with both; one of ten: 0.9 alone, 0.85
    near = (offer(LEAVE, kind=Kind.SPECIAL, cosine=0.80), offer(PAY, kind=Kind.SPECIAL, cosine=0.75))
    one_in_five = [*[offered(*near)] * 4, offered(*near, wanting="Pay")]
    one_in_ten = [*[offered(*near)] * 9, offered(*near, wanting="Pay")]

    assert fitted(*one_in_five).slack > 0.0
    assert fitted(*one_in_ten).slack == 0.0
