"""The product with one piece taken away at a time."""

from dataclasses import astuple
from pathlib import Path

import pytest

from evals.ablation import Variant, main, variants
from tests.retrieval.answer_builders import passages_of, searcher


def named(name: str, *, with_history: bool = True) -> Variant:
    of = searcher(passages_of("Leave lasts 18 weeks."))
    [found] = [each for each in variants(of, with_history=with_history) if each.name == name]
    return found


def test_what_is_taken_away_weighs_nothing() -> None:
    assert named("no BM25").searcher.weights.special.words == 0.0
    assert named("no sentence vectors").searcher.weights.across.unit == 0.0
    assert named("no passage vectors").searcher.weights.same.passage == 0.0


def test_what_stays_weighs_what_it_did() -> None:
    shipped, without = named("as shipped"), named("no BM25")

    assert astuple(without.searcher.weights.special)[:3] == astuple(shipped.searcher.weights.special)[:3]


def test_without_history_nothing_is_said_of_it() -> None:
    of = searcher(passages_of("Leave lasts 18 weeks."))

    assert [each.name for each in variants(of, with_history=False)] == [
        "as shipped",
        "no passage vectors",
        "no sentence vectors",
        "no BM25",
        "BM25 alone",
        "one model for every language",
    ]


def test_a_folder_that_is_not_there_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--data", str(tmp_path / "nothing"), "--keep", str(tmp_path)])

    assert status == 1
    assert capsys.readouterr().err.startswith("ablation: there is no folder")
