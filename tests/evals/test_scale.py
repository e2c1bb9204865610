"""How the index grows: the corpus and vectors that are made up, the figures, and a tiny run."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from evals.scale import Building, Scale, Searching, as_text, growth, main
from evals.scale_data import Lots, write_corpus
from retrieval.read import read_contents
from retrieval.sources import read_corpus


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The JSON of a run over two tiny corpora."""
    path = tmp_path_factory.mktemp("scale") / "scale.json"
    assert main(["--passages", "120", "60", "--json", str(path)]) == 0
    written: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return written


def scale(*, passages: int = 1000, p50_ms: float = 5.0, own_first: float = 1.0) -> Scale:
    return Scale(
        Building(
            passages=passages, vectors=3 * passages, build_s=10.0, build_cpu_s=9.0, reading_s=1.0,
            splitting_s=1.0, lots_s=1.0, storing_s=6.0, words_s=1.0, build_peak_mib=200.0, disk_mib=10.0,
        ),
        Searching(
            open_s=1.0, first_ms=9.0, p50_ms=p50_ms, p95_ms=8.0, own_first=own_first, search_peak_mib=150.0
        ),
    )  # fmt: skip


def cosine(one: list[float], other: list[float]) -> float:
    return float(np.dot(one, other))


def test_every_paragraph_of_the_corpus_is_a_passage_of_two_sentences(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", 120)

    contents = read_contents(read_corpus(tmp_path / "corpus"), lambda progress: None)

    assert (len(contents.documents), len(contents.passages)) == (3, 120)
    assert {len(passage.units) for passage in contents.passages} == {2}


def test_a_larger_corpus_begins_with_the_smaller_one(tmp_path: Path) -> None:
    write_corpus(tmp_path / "small", 50)
    write_corpus(tmp_path / "large", 100)

    files = [(tmp_path / folder / "file-00000.md").read_text("utf-8") for folder in ("small", "large")]
    assert files[0] == files[1]


def test_a_text_has_the_same_unit_vector_each_time() -> None:
    once, again = Lots().embed_documents(["Rent is due."]), Lots().embed_queries(["Rent is due."])

    assert once == again
    assert len(once[0]) == 384
    assert cosine(once[0], once[0]) == pytest.approx(1.0)


def test_texts_of_one_topic_lie_nearer_to_each_other_than_to_another() -> None:
    rent, deposit, bread = Lots().embed_documents(["Rent is due.", "Rent is late.", "Bread is baked."])

    assert cosine(rent, deposit) > cosine(rent, bread)


def test_growth_is_how_many_times_a_figure_is_as_large() -> None:
    [grown] = growth([scale(passages=1000, p50_ms=5.0), scale(passages=10_000, p50_ms=7.5)])

    assert (grown["passages"], grown["p50_ms"]) == (10.0, 1.5)


def test_growth_from_nothing_is_unknown() -> None:
    [grown] = growth([scale(own_first=0.0), scale(own_first=0.5)])

    assert grown["own_first"] is None


def test_the_text_shows_sizes_first_then_growth() -> None:
    text = as_text([scale(passages=1000), scale(passages=10_000)])

    assert text.splitlines()[0].split() == ["passages", "1,000", "10,000", "×", "10"]


def test_a_size_below_one_is_wrong_usage() -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--passages", "0"])


@pytest.mark.slow
def test_sizes_are_measured_from_small_to_large(result: dict[str, Any]) -> None:
    assert [size["passages"] for size in result["sizes"]] == [60, 120]
    assert [size["vectors"] for size in result["sizes"]] == [180, 360]
    assert result["growth"][0]["passages"] == 2.0


@pytest.mark.slow
def test_the_steps_of_a_build_add_up_to_it(result: dict[str, Any]) -> None:
    smallest = result["sizes"][0]
    steps = ("reading_s", "splitting_s", "lots_s", "storing_s", "words_s")

    assert sum(smallest[step] for step in steps) == pytest.approx(smallest["build_s"])


@pytest.mark.slow
def test_searching_is_measured(result: dict[str, Any]) -> None:
    smallest = result["sizes"][0]

    assert 0 < smallest["p50_ms"] <= smallest["p95_ms"]
    assert smallest["own_first"] > 0.5
    assert smallest["search_peak_mib"] > 50


def test_figures_that_cannot_be_written_are_one_line_before_anything_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none" / "scale.json"

    status = main(["--passages", "60", "--json", str(missing)])

    assert status == 1
    assert capsys.readouterr().err == (
        f"scale: {missing} cannot be written (No such file or directory); name another file.\n"
    )
