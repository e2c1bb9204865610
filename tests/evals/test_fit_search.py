"""How evidence for a passage is mixed, fitted on candidates made up for the purpose."""

from collections.abc import Set
from dataclasses import dataclass

import numpy as np
import pytest

from evals.fit_search import ASKED_SIGNALS, FOUND_SIGNALS, Case, cases, fit_mix, remembering, weighted
from retrieval.fuse import Kind, Mix
from retrieval.look_up import Model
from retrieval.passage import Passage
from retrieval.understand import Asked
from tests.retrieval.answer_builders import (
    HashedWords,
    asking,
    contents_of,
    expected_question,
    mix,
    passages_of,
    searched_store,
    searcher,
    weights,
)

ALL = FOUND_SIGNALS | ASKED_SIGNALS
Signals = tuple[float, float, float, float, float]
NOTHING: Signals = (0.0, 0.0, 0.0, 0.0, 0.0)
EXPECTED = 2  # its place among the signals


def case(right: Signals, *wrong: Signals) -> Case:
    """Candidates of which the first one answers."""
    return Case(np.array([right, *wrong]), np.array([True] + [False] * len(wrong)))


def fitted(*found: Case, start: Mix | None = None, free: Set[str] = ALL) -> Mix:
    return fit_mix(found, start or mix(), free)


def test_without_questions_everything_stays_as_it_was() -> None:
    start = mix(passage=15.7454, words=0.1)

    assert fit_mix([], start, ALL) is start


def test_a_signal_that_tells_the_answer_weighs_as_much_as_the_penalty_allows() -> None:
    # One candidate has 1 and the other 0, a standard deviation of 1/2. In deviations the weight w is where
    # the slope of the surprise, 2 / (1 + exp 2w), is that of the penalty, 0.04 w: at 1.68, or 3.36 a unit.
    found = fitted(case((1.0, 0.0, 0.0, 0.0, 0.0), NOTHING))

    assert found.passage == pytest.approx(3.36, abs=0.01)


def test_the_penalty_draws_towards_the_start_and_not_towards_nought() -> None:
    # 10 a unit is 5 in deviations, where the surprise is 2 / (1 + exp 10) steep, as good as nothing
    found = fitted(case((1.0, 0.0, 0.0, 0.0, 0.0), NOTHING), start=mix(passage=10.0))

    assert found.passage == pytest.approx(10.0, abs=0.01)


def test_a_signal_that_speaks_for_what_does_not_answer_weighs_nothing() -> None:
    found = fitted(case((0.0, 0.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0, 0.0)), start=mix(unit=0.5))

    assert found.unit == 0.0


def test_a_signal_that_is_the_same_for_all_stays_as_it_was() -> None:
    start = mix(expected=55.22, words=0.25)

    found = fitted(case((1.0, 0.0, 0.7, 4.0, 0.0), (0.0, 0.0, 0.7, 4.0, 0.0)), start=start)

    assert (found.expected, found.words) == (55.22, 0.25)


def test_of_two_signals_the_one_that_tells_more_weighs_more() -> None:
    found = fitted(
        case((1.0, 1.0, 0.0, 0.0, 0.0), NOTHING),
        case((1.0, 0.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0, 0.0)),
        case((1.0, 1.0, 0.0, 0.0, 0.0), NOTHING),
    )

    assert found.passage > found.unit > 0.0


@pytest.mark.parametrize(
    ("free", "moved"),
    [
        pytest.param(FOUND_SIGNALS, [True, True, False, True, False], id="what any corpus has"),
        pytest.param(ASKED_SIGNALS, [False, False, True, False, True], id="what expected questions add"),
        pytest.param(frozenset({"words"}), [False, False, False, True, False], id="one"),
        pytest.param(frozenset(), [False] * 5, id="none"),
    ],
)
def test_only_what_is_free_is_fitted(free: Set[str], moved: list[bool]) -> None:
    start = mix(passage=0.5, unit=0.5, expected=0.5, words=0.5, expected_words=0.5)

    found = fitted(case((1.0, 1.0, 1.0, 1.0, 1.0), NOTHING), start=start, free=free)

    weights = [found.passage, found.unit, found.expected, found.words, found.expected_words]
    assert [weight > 0.5 for weight in weights] == moved


def test_of_several_candidates_that_answer_one_found_is_enough() -> None:
    both = Case(np.array([(1.0, 0, 0, 0, 0), (0.0, 1, 0, 0, 0), NOTHING]), np.array([True, True, False]))
    start = mix(passage=20.0)

    found = fitted(both, start=start)

    assert found.passage == pytest.approx(20.0, abs=0.01)
    assert found.unit == pytest.approx(0.0, abs=0.01)


# --- candidates -----------------------------------------------------------------------------

GUIDE = passages_of("## Leave\n\nLeave is paid.\n\n## Pay\n\nPay is due in May.\n")


class Counting(HashedWords):
    """A model that keeps what it was asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        self.asked.extend(texts)
        return super().embed_queries(texts)


@dataclass(frozen=True)
class Wanting:
    """A question that one passage answers, by a word of it."""

    asked: Asked
    word: str

    def is_gold(self, passage: Passage) -> bool:
        return self.word in passage.text


def golds(asking: Wanting, kind: Kind = Kind.SAME) -> list[list[bool]]:
    return [[bool(is_gold) for is_gold in found.gold] for found in cases(searcher(GUIDE), [asking], kind)]


def test_a_question_is_a_case_with_all_its_candidates() -> None:
    assert golds(Wanting(asking("Is leave paid?"), "Leave")) == [[True, False]]


def test_a_question_whose_answer_is_no_candidate_is_no_case() -> None:
    assert golds(Wanting(asking("Is leave paid?"), "zebra")) == []


def test_a_question_of_another_kind_is_no_case() -> None:
    assert golds(Wanting(asking("Is leave paid?"), "Leave"), Kind.ACROSS) == []
    assert golds(Wanting(asking("Is leave paid?", language="es"), "Leave"), Kind.ACROSS) == [[True, False]]


def test_a_searcher_that_remembers_questions_finds_the_same() -> None:
    plain = searcher(GUIDE)

    assert remembering(plain).search(asking("Is leave paid?")) == plain.search(asking("Is leave paid?"))


def test_a_searcher_that_remembers_questions_embeds_each_once() -> None:
    counting = Counting()
    remembered = remembering(
        searcher(GUIDE, models=(Model(counting, (searched_store(contents_of(GUIDE)),)),))
    )

    remembered.search(asking("Is leave paid?"))
    remembered.search(asking("Is leave paid?"))

    assert counting.asked == ["Is leave paid?"]


def test_other_weights_change_nothing_else() -> None:
    plain = searcher(GUIDE)

    heavy = weighted(plain, weights(answer_before=0.1))

    assert (heavy.weights.answer_before, heavy.models) == (0.1, plain.models)


@pytest.mark.parametrize(
    ("wanting", "signal"),
    [
        # Two known questions a and b without a word in common, less the middle m = (a + b) / 3: their cosine is
        # (2a - b)(2b - a) / 5 = -4/5, their kernel 1.1 - e^-2 = 0.9647 with the ridge and e^-3.6 - e^-2 = -0.1080
        pytest.param(
            "who hands out wages", 0.895, id="an expected question: 1 - 0.1 * 0.9647 / (0.9647^2 - 0.1080^2)"
        ),
        # z - m has the length √11/3, and (z - m)(2a - b) / 3 = -1/9: the cosine to both is -1/√55 = -0.1348,
        # the kernel e^-2.2697 - e^-2 = -0.0320
        pytest.param("zebras", -0.037, id="as far from both: -0.0320 / (0.9647 - 0.1080)"),
    ],
)
def test_how_sure_it_is_that_a_passage_is_asked_for_is_among_its_signals(wanting: str, signal: float) -> None:
    asked_for = searcher(
        GUIDE,
        expected=[
            expected_question(GUIDE[1], "who hands out wages"),
            expected_question(GUIDE[0], "may parents rest"),
        ],
    )

    [found] = cases(asked_for, [Wanting(asking(wanting), "Pay is due")], Kind.SAME)

    [of_gold] = found.signals[found.gold]
    assert of_gold[EXPECTED] == pytest.approx(signal, abs=0.001)
