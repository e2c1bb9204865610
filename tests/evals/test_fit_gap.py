"""How sure it must be that a question is of a known gap, on questions laid out along axes.

Every topic is asked in two ways; what is learnt from one half is asked about the other. The
questions of each half lie around nought, so that what is learnt can be worked out. The kernel is
1 - e^-2 in one place, e^-4 - e^-2 between opposites and 0 at right angles: pairs of opposite topics,
however many, say nothing of each other. A question where its own topic's lies scores 1 - 0.1 v, v
being (1/(1.1 + e^-4 - 2 e^-2) + 1/(1.1 - e^-4)) / 2 = (1/0.847646 + 1/1.081684) / 2 = 1.052.
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
    # one pair: 1 - 0.1 * 1.052
    assert least_score(alike(X, -X)) == 0.895


def test_what_is_mistaken_for_another_gap_is_too_unsure() -> None:
    # two pairs, one as above; the other lies 45° off the wrong gap and 135° off its own, where the kernel is
    # e^-0.5858 - e^-2 = 0.4213 and e^-3.4142 - e^-2 = -0.1024. With w = (1/0.847646 - 1/1.081684) / 2 = 0.128 of
    # the opposite's, that is 0.4213 * 1.052 - 0.1024 * 0.128 = 0.430 sure of the wrong one
    off = (Z - Y) / np.sqrt(2)

    assert least_score([*alike(X, -X), (Y, off), (-Y, -off)]) == 0.895


def test_where_the_surest_are_as_often_wrong_as_right_nothing_is_sure_enough() -> None:
    assert least_score([*alike(X, -X), (Y, -Y), (-Y, Y)]) == 1.0


def test_nine_of_ten_of_the_right_gap_are_enough() -> None:
    # ten pairs, all as sure as 1 - 0.1 * 1.052; four of forty are swapped
    pairs = [place for axis in AXES[:9] for place in (axis, -axis)]

    assert least_score([*alike(*pairs), (AXES[9], -AXES[9]), (-AXES[9], AXES[9])]) == 0.895


def test_eight_of_ten_are_too_few() -> None:
    pairs = [place for axis in AXES[:8] for place in (axis, -axis)]
    swapped = [
        (place, -place) for place in (AXES[8], -AXES[8], AXES[9], -AXES[9])
    ]  # fmt: skip

    assert least_score([*alike(*pairs), *swapped]) == 1.0


def test_expected_questions_that_are_recognised_do_not_count() -> None:
    # two pairs, one of them expected questions: 1 - 0.1 * 1.052
    assert least_score(alike(X, -X), expected=alike(Y, -Y)) == 0.895


def test_an_expected_question_that_is_taken_for_a_gap_counts_against_it() -> None:
    assert least_score([*alike(X, -X), (Y, -Y)], expected=[(-Y, Y)]) == 1.0
