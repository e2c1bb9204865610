"""`citabot eval`, as a person types it."""

from pathlib import Path

import pytest
import yaml

from bot.cli import main
from evals.passes import record
from evals.questions import REPORT, read_all, read_questions
from evals.results import folder_of, load, save
from retrieval.answering import Parts
from tests.evals.record_builders import answered, pass_of, refused, run_of

QUESTIONS = """\
- id: one-001
  question: What is Continued Presence?
  language: en
  kind: definition
  expected: answered
  gold:
    - source: ice-victims-2021
      quote: Continued Presence is an ICE-approved immigration designation
  why: by hand
  since: "2026-01-01"
"""
TOKEN = "7731:quokka-in-the-token"
NOT_EVALUATED = "is recorded in"


@pytest.fixture
def folders(tmp_path: Path, shipped_home: Path) -> list[str]:
    """Options that name a ready index, and empty folders for what is left behind."""
    return [
        "--home", str(shipped_home), "--results", str(tmp_path / "results"), "--passes", str(tmp_path / "passes"),
    ]  # fmt: skip


@pytest.fixture
def fingerprint(shipped_parts: Parts) -> str:
    return shipped_parts.fingerprint


def keep(tmp_path: Path, fingerprint: str, *, right: bool = True) -> None:
    """Leave a run of the report questions behind, all alike, without asking them."""
    records = [answered(of=each) if right and each.has_answer else refused(each) for each in read_all(REPORT)]
    folder = folder_of(fingerprint, tmp_path / "results")
    folder.mkdir(parents=True)
    save(folder, run_of(*records, fingerprint=fingerprint))


# --- check, add, candidates ------------------------------------------------------------------


def test_the_shipped_questions_are_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "check"]) == 0
    assert capsys.readouterr().out.endswith("to tune on: 0 problems.\n")


def test_a_changed_document_names_the_questions_that_it_breaks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ice-victims-2021.txt").write_text("Nothing is said any more.\n", "utf-8")

    status = main(["eval", "check", "--corpus", str(tmp_path)])

    assert status == 1
    said = capsys.readouterr().out
    assert "problem: rep-003: ice-victims-2021 does not say “Continued Presence is an ICE-approved" in said


def test_a_question_is_added_below_what_a_file_holds(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"# Mine.\n{QUESTIONS}", "utf-8")

    status = main([
        "eval", "add", "Which office adjudicates T visas?", "--to", str(path), "--kind", "fact", "--why", "was asked",
        "--gold", "ice-victims-2021", "Immigration benefits adjudicated by USCIS", "--fact", "USCIS",
    ])  # fmt: skip

    assert status == 0
    assert path.read_text("utf-8").startswith(f"# Mine.\n{QUESTIONS}- id: one-002\n")
    added = read_questions(path)[1]
    assert (added.language, added.facts, added.gold[0].source) == ("en", ("USCIS",), "ice-victims-2021")


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        pytest.param(
            ["--gold", "ice-victims-2021", "USCIS pays a fee"], "ice-victims-2021 does not say “USCIS pays a fee”",
            id="words that are not there",
        ),
        pytest.param(["--gold", "rent-guide", "USCIS"], "its source 'rent-guide' is not in the corpus", id="no such source"),
        pytest.param([], "every other one needs some", id="nothing that answers"),
    ],
)  # fmt: skip
def test_a_question_that_is_wrong_is_not_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], complaint: str
) -> None:
    path = tmp_path / "mine.yaml"

    status = main(
        ["eval", "add", "Who pays?", "--to", str(path), "--kind", "fact", "--why", "was asked", *options]
    )

    assert status == 1
    assert complaint in capsys.readouterr().err
    assert not path.exists()


def test_feedback_becomes_entries_to_review(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "feedback.jsonl"
    path.write_text(
        '{"question": "Who pays?", "language": "en", "note": "wrong", "date": "2026-11-21"}\n', "utf-8"
    )

    assert main(["eval", "candidates", str(path)]) == 0
    assert yaml.safe_load(capsys.readouterr().out)[0]["question"] == "Who pays?"


# --- run, report, export, compare ------------------------------------------------------------


@pytest.mark.slow
def test_a_run_can_be_reported_exported_and_compared(
    tmp_path: Path, folders: list[str], fingerprint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.yaml").write_text(QUESTIONS, "utf-8")
    out = tmp_path / "out"

    assert main(["eval", "run", "--questions", str(tmp_path / "one.yaml"), *folders]) == 0
    assert "supported            100 % (21 to 100) of 1\n" in capsys.readouterr().out
    assert load(folder_of(fingerprint, tmp_path / "results")).records[0].outcome == "answered"
    assert main(["eval", "report", "--out", str(out), *folders]) == 0
    assert "What is Continued Presence?" in out.read_text("utf-8")
    assert main(["eval", "export", "junit", str(out), *folders]) == 0
    assert 'tests="1" failures="0"' in out.read_text("utf-8")
    capsys.readouterr()
    assert main(["eval", "compare", fingerprint, fingerprint, *folders]) == 0
    assert "1 questions were asked both times; 0 answers changed" in capsys.readouterr().out


def test_what_was_never_run_cannot_be_compared(
    folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "compare", "aaaa", "bbbb", *folders]) == 1
    assert "there is no complete run in" in capsys.readouterr().err


# --- gate ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_without_a_run_the_gate_says_what_to_run(
    folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "gate", *folders]) == 1
    assert capsys.readouterr().err.endswith("; run: citabot eval run\n")


@pytest.mark.slow
def test_a_run_that_does_not_pass_records_nothing(
    tmp_path: Path, folders: list[str], fingerprint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(tmp_path, fingerprint, right=False)

    status = main(["eval", "gate", "--record", *folders])

    assert status == 1
    lines = capsys.readouterr().err.splitlines()
    assert any(line.startswith("gate: supported is 0 % of") for line in lines)
    assert lines[-1].startswith(f"gate: {fingerprint} does not pass, ")
    assert not (tmp_path / "passes").exists()


@pytest.mark.slow
def test_a_run_over_other_questions_does_not_pass(
    tmp_path: Path, folders: list[str], fingerprint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_of(fingerprint, tmp_path / "results")
    folder.mkdir(parents=True)
    save(folder, run_of(answered(), fingerprint=fingerprint))

    assert main(["eval", "gate", *folders]) == 1
    assert "gate: the run asked other questions than those to report on" in capsys.readouterr().err


@pytest.mark.slow
def test_bounds_are_printed_for_the_run_of_today(
    tmp_path: Path, folders: list[str], fingerprint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(tmp_path, fingerprint)

    assert main(["eval", "gate", "--propose", *folders]) == 0
    # 86 of 86 were refused; one question more may fail: 85 of 86, in whole hundredths
    assert yaml.safe_load(capsys.readouterr().out)["refusal_recall"]["all"] == 0.98


@pytest.mark.slow
def test_whether_a_pass_is_recorded_is_said(
    tmp_path: Path, folders: list[str], fingerprint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "gate", "--recorded", *folders]) == 1
    assert capsys.readouterr().err == f"gate: no pass is recorded for {fingerprint}; run: make eval\n"

    record(pass_of(run_of(answered(), fingerprint=fingerprint)), tmp_path / "passes")

    assert main(["eval", "gate", "--recorded", *folders]) == 0
    assert capsys.readouterr().out == f"gate: {fingerprint} passed on 2026-01-01.\n"


# --- serve -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_what_was_not_evaluated_is_not_served(
    tmp_path: Path, shipped_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)

    status = main(["serve", "--home", str(shipped_home), "--passes", str(tmp_path)])

    assert status == 1
    said = capsys.readouterr().err
    assert NOT_EVALUATED in said
    assert said.endswith("run: make eval, or to try it out: citabot serve --unevaluated\n")


@pytest.mark.slow
def test_what_has_an_edited_pass_is_not_served(
    tmp_path: Path, shipped_home: Path, fingerprint: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    path = record(pass_of(run_of(answered(), fingerprint=fingerprint)), tmp_path)
    path.write_text(path.read_text("utf-8").replace("a model", "another"), "utf-8")

    status = main(["serve", "--home", str(shipped_home), "--passes", str(tmp_path)])

    assert status == 1
    assert "is not as it was recorded; remove it and run: make eval" in capsys.readouterr().err


def test_in_production_nothing_goes_round_the_evaluation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CITABOT_ENV", "production")

    status = main(["serve", "--unevaluated", "--home", str(tmp_path)])

    assert status == 1
    assert capsys.readouterr().err == (
        "citabot: --unevaluated is for development, and CITABOT_ENV is 'production'; run: make eval, and serve "
        "without it.\n"
    )
