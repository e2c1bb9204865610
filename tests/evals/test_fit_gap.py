"""How near a question must be to a known gap to be taken for it, on questions laid out on a circle."""

import math
from collections.abc import Callable

import pytest

from evals.fit_gap import gap_cosine
from retrieval.embed import Embedder
from retrieval.expected import ExpectedQuestion, KnownGap
from tests.retrieval.answer_builders import contents_of, expected_question, known_gap, whole

GUIDE = whole("Leave is paid.")


class OnACircle(Embedder):
    """A text is an angle in degrees, so that the cosine of two texts is that of the angle between them."""

    identity = "on a circle"
    key = "circle"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise AssertionError("only questions are held against each other")

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        angles = [math.radians(float(text)) for text in texts]
        return [[math.cos(angle), math.sin(angle)] for angle in angles]

    def digest(self) -> str:
        return "0" * 64


def least_cosine(
    *gaps: KnownGap,
    beside: tuple[ExpectedQuestion, ...] = (),
    serves: Callable[[str], bool] = lambda language: True,
) -> float:
    return gap_cosine(contents_of([GUIDE], beside, gaps), OnACircle(), serves)


def test_without_gaps_nothing_is_near_one() -> None:
    assert least_cosine(beside=(expected_question(GUIDE, "000"), expected_question(GUIDE, "010"))) == 1.0


def test_questions_of_one_gap_are_as_near_as_the_farthest_of_them() -> None:
    assert least_cosine(known_gap("000", "010", "060")) == 0.643  # cos 50°


def test_a_question_that_lies_nearest_to_another_gap_is_too_far_to_be_taken_for_its_own() -> None:
    # cos 10° twice for the one that is right; cos 20° twice for two that are wrong: 2 of 4 are too few
    assert least_cosine(known_gap("000", "010"), known_gap("090"), known_gap("110")) == 0.985


def test_six_of_ten_of_the_right_gap_are_enough() -> None:
    # cos 10° six times right, cos 20° four times wrong
    right = (known_gap("000", "010"), known_gap("040", "050"), known_gap("080", "090"))
    wrong = (known_gap("150"), known_gap("170"), known_gap("230"), known_gap("250"))

    assert least_cosine(*right, *wrong) == 0.940


def test_where_even_the_nearest_are_of_another_gap_nothing_is_near_enough() -> None:
    assert least_cosine(known_gap("000", "090"), known_gap("010", "100")) == 1.0


def test_a_question_that_lies_nearest_to_an_expected_one_does_not_count() -> None:
    # 060 is nearest to the expected 070; that leaves 000 and 010
    assert least_cosine(known_gap("000", "010", "060"), beside=(expected_question(GUIDE, "070"),)) == 0.985


def test_a_question_alone_in_its_gap_beside_expected_ones_tells_nothing() -> None:
    assert least_cosine(known_gap("000"), beside=(expected_question(GUIDE, "010"),)) == 1.0


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(known_gap("001", language="es"), id="a gap"),
        pytest.param(None, id="an expected question"),
    ],
)
def test_what_another_model_serves_does_not_count(other: KnownGap | None) -> None:
    gaps = (known_gap("000", "010"), other) if other else (known_gap("000", "010"),)
    beside = () if other else (expected_question(GUIDE, "001", language="es"),)

    assert least_cosine(*gaps, beside=beside, serves=lambda language: language == "en") == 0.985


def test_gaps_that_another_model_serves_are_none() -> None:
    assert (
        least_cosine(known_gap("000", "010", language="es"), serves=lambda language: language == "en") == 1.0
    )
