"""How sure it must be that a question is of a known gap, on questions laid out along axes.

Every topic is asked in two ways; what is learnt from one half is asked about the other. The
questions of each half lie around their middle, so that what is learnt can be worked out: with n
pairs of opposite topics, a question where its own topic's lies scores 1 - 0.1 v, v being the mean
of 1/(1.1 + e^-4 + (2n-2) e^-2), n - 1 times 1/(1.1 + e^-4 - 2 e^-2) and n times 1/(1.1 - e^-4), by 2n.
"""

from collections.abc import Sequence

import numpy as np

from evals.fit_gap import gap_score
from retrieval.recognise import Known, KnownQuestion, Recogniser, Topic
from tests.retrieval.answer_builders import expected_question, known_gap, whole

Asked = tuple[np.ndarray, np.ndarray]  # where a topic's two questions lie
AXES = np.eye(11, dtype=np.float32)
X, Y, Z = AXES[:3]
ANSWER = expected_question(whole("Leave is paid."))


def alike(*places: np.ndarray) -> list[Asked]:
    """Topics whose two questions lie in one place."""
    return [(place, place) for place in places]


def least_score(gaps: Sequence[Asked], *, expected: Sequence[Asked] = ()) -> float:
    topics = [
        *(Topic(ANSWER.passage, ANSWER.quote, None) for _ in expected),
        *(Topic(None, None, known_gap()) for _ in gaps),
    ]
    questions = [KnownQuestion("?", "en", number) for number in range(len(topics)) for _ in range(2)]
    vectors = np.array([place for topic in (*expected, *gaps) for place in topic])
    return gap_score(Recogniser.learn(Known(tuple(topics), tuple(questions)), vectors))


def test_where_nobody_has_written_down_what_people_ask_nothing_is_a_gap() -> None:
    assert gap_score(None) == 1.0


def test_without_gaps_nothing_is_one() -> None:
    assert least_score([], expected=alike(X, -X)) == 1.0


def test_gaps_that_are_always_recognised_may_be_as_unsure_as_the_least_sure_of_them() -> None:
    # one pair: v = (1/1.388986 without its middle term is 1/1.118316 + 1/1.081684) / 2 = 0.909
    assert least_score(alike(X, -X)) == 0.909


def test_what_is_mistaken_for_another_gap_is_too_unsure() -> None:
    # two pairs: v = (1/1.388986 + 1/0.847646 + 2/1.081684) / 4 = 0.937; the others lie 45° off: wrong, less sure
    off = (Z - Y) / np.sqrt(2)

    assert least_score([*alike(X, -X), (Y, off), (-Y, -off)]) == 0.906


def test_where_the_surest_are_as_often_wrong_as_right_nothing_is_sure_enough() -> None:
    assert least_score([*alike(X, -X), (Y, -Y), (-Y, Y)]) == 1.0


def test_nine_of_ten_of_the_right_gap_are_enough() -> None:
    # ten pairs: v = (1/3.554346 + 9/0.847646 + 10/1.081684) / 20 = 1.007; four of forty are swapped
    pairs = [place for axis in AXES[:9] for place in (axis, -axis)]

    assert least_score([*alike(*pairs), (AXES[9], -AXES[9]), (-AXES[9], AXES[9])]) == 0.899


def test_eight_of_ten_are_too_few() -> None:
    pairs = [place for axis in AXES[:8] for place in (axis, -axis)]
    swapped = [
        (place, -place) for place in (AXES[8], -AXES[8], AXES[9], -AXES[9])
    ]  # fmt: skip

    assert least_score([*alike(*pairs), *swapped]) == 1.0


def test_expected_questions_that_are_recognised_do_not_count() -> None:
    # two pairs, one of them expected questions
    assert least_score(alike(X, -X), expected=alike(Y, -Y)) == 0.906


def test_an_expected_question_that_is_taken_for_a_gap_counts_against_it() -> None:
    assert least_score([*alike(X, -X), (Y, -Y)], expected=[(-Y, Y)]) == 1.0
