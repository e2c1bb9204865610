"""What a ranking is worth, against values worked out by hand."""

import pytest

from evals.ranking import MEASURES, measured, once


@pytest.mark.parametrize(
    ("gold", "ranking", "expected"),
    [
        # columns: R@5, R@10, nDCG@5, MRR@10, hit@1, hit@3, hit@5; 1 / log2(3) = 0.630930
        pytest.param("a", "axyzw", [1, 1, 1, 1, 1, 1, 1], id="the one gold comes first"),
        pytest.param("a", "xa", [1, 1, 0.630930, 0.5, 0, 1, 1], id="it comes second"),
        pytest.param("a", "xyza", [1, 1, 0.430677, 0.25, 0, 0, 1], id="fourth: 1 / log2(5)"),
        pytest.param("a", "vwxyza", [0, 1, 0, 1 / 6, 0, 0, 0], id="sixth is too late for five"),
        pytest.param("a", "bcdefghijka", [0, 0, 0, 0, 0, 0, 0], id="eleventh is too late for all"),
        pytest.param("a", "", [0, 0, 0, 0, 0, 0, 0], id="nothing was found"),
        pytest.param("ab", "xayzwb", [0.5, 1, 0.386853, 0.5, 0, 1, 1], id="0.630930 / 1.630930"),
        pytest.param("ab", "ba", [1, 1, 1, 1, 1, 1, 1], id="the order of gold does not matter"),
        pytest.param("abcdefg", "abcdefg", [5 / 7, 1, 1, 1, 1, 1, 1], id="the ideal list is cut at five"),
    ],
)  # fmt: skip
def test_a_ranking_is_measured_by_where_its_gold_stands(
    gold: str, ranking: str, expected: list[float]
) -> None:
    assert measured(frozenset(gold), tuple(ranking)) == pytest.approx(expected, abs=1e-6)


def test_the_measures_have_the_names_that_others_give_them() -> None:
    assert list(MEASURES) == ["R@5", "R@10", "nDCG@5", "MRR@10", "hit@1", "hit@3", "hit@5"]


def test_a_source_stands_at_the_place_of_its_best_passage() -> None:
    assert once(["b", "a", "b", "c", "a"]) == ("b", "a", "c")


def test_a_ranking_ends_after_ten_sources() -> None:
    assert once("abcdefghijkl") == tuple("abcdefghij")
