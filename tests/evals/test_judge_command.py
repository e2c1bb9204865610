"""`citabot eval judge`, as a person types it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from evals.judging.pairs import labelled
from evals.results import folder_of, save
from retrieval.answering import Parts
from tests.evals.eval_builders import question
from tests.evals.judge_builders import agreeable
from tests.evals.record_builders import LEAVE, answered, refused, run_of
from tests.model_server import Answers, Fails, ModelServer

KEY = "quokka-in-the-key"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """A judge that finds everything good, set as the judge."""
    with ModelServer(default=Answers(agreeable)) as server:
        monkeypatch.setenv("CITABOT_JUDGE", "scripted")
        monkeypatch.setenv("CITABOT_JUDGE_BASE_URL", f"{server.url}/v1")
        monkeypatch.setenv("CITABOT_JUDGE_KEY", KEY)
        yield server


@pytest.fixture
def folders(tmp_path: Path, shipped_home: Path, shipped_parts: Parts) -> list[str]:
    """Options that name a ready index, and the run of an answer and a refusal."""
    folder = folder_of(shipped_parts.fingerprint, tmp_path / "results")
    folder.mkdir(parents=True)
    run = run_of(
        answered(of=question(LEAVE, id="q-1")),
        refused(question(id="q-2")),
        fingerprint=shipped_parts.fingerprint,
    )
    save(folder, run)
    return [
        "--home", str(shipped_home), "--results", str(tmp_path / "results"), "--passes", str(tmp_path / "passes"),
    ]  # fmt: skip


@pytest.mark.slow
def test_a_run_is_judged_calibrated_and_reported(
    tmp_path: Path, folders: list[str], server: ModelServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "judge", *folders]) == 0
    said = capsys.readouterr().out
    assert said.startswith(
        "2 requests, 200 tokens read, 40 written\njudge                     scripted (127.0.0.1), prompts "
    )
    assert "run: citabot eval judge --calibrate\n" in said
    assert "faithfulness" not in said

    assert main(["eval", "judge", "--calibrate", *folders]) == 0
    # an agreeable judge: right where people say supported, wrong where they do not
    assert "agreement, faithfulness   131 of 206 (64 %, 57 to 70), kappa 0.00; " in capsys.readouterr().out

    assert main(["eval", "judge", *folders]) == 0
    said = capsys.readouterr().out
    assert "0 requests, 0 tokens read, 0 written\n" in said
    assert "faithfulness              100 % (21 to 100) of 1\n" in said
    assert "agreement, relevance      80 of 165 " in said

    assert main(["eval", "report", "--out", str(tmp_path / "out.html"), *folders]) == 0
    assert "What another language model makes of it" in (tmp_path / "out.html").read_text("utf-8")
    main(["eval", "gate", *folders])
    assert "gate: agreement, faithfulness: 131 of 206" in capsys.readouterr().out
    assert len(server.requests) == 2 + len(labelled())


@pytest.mark.slow
def test_a_judge_that_is_gone_is_said_and_nothing_is_lost(
    folders: list[str], server: ModelServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.script(Fails(429), Fails(500))

    assert main(["eval", "judge", *folders]) == 1
    said = capsys.readouterr().err
    assert "the judge 'scripted' could not be asked about 2 of 2 (" in said
    assert KEY not in said
    assert main(["eval", "judge", *folders]) == 0


@pytest.mark.parametrize("action", ["judge", "run"])
def test_the_model_that_answers_is_refused_as_judge_before_anything_is_asked(
    action: str,
    tmp_path: Path,
    server: ModelServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CITABOT_MODEL", "openai:scripted")

    assert main(["eval", action, "--home", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        "citabot: CITABOT_JUDGE is 'scripted', which answers, too; name another model.\n"
    )
    assert server.requests == []


def test_without_a_judge_it_is_said_what_to_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "judge", "--calibrate", "--home", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        "citabot: no judge is set; set CITABOT_JUDGE to a language model, as CITABOT_MODEL is set, and another "
        "than that one.\n"
    )
