"""Recorded passes: kept, found again, and seen when somebody edited one."""

from pathlib import Path

import pytest

from evals.figures import Figure
from evals.passes import read_pass, read_passes, record
from retrieval.errors import CitabotError
from tests.evals.record_builders import answered, pass_of, run_of

SUPPORTED = Figure("supported", "all", "all", 0.7801, 0.71, 0.83, 182)
PASS = pass_of(run_of(answered()), SUPPORTED)


def test_a_pass_that_was_recorded_is_found_by_its_fingerprint(tmp_path: Path) -> None:
    record(PASS, tmp_path / "passes")

    assert read_pass("f00d", tmp_path / "passes") == PASS


def test_a_state_that_nobody_evaluated_has_no_pass(tmp_path: Path) -> None:
    record(PASS, tmp_path)

    assert read_pass("beef", tmp_path) is None
    assert read_pass("f00d", tmp_path / "nowhere") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("0.7801", "0.9801", id="a figure"),
        pytest.param('"recorded_on": "2026', '"recorded_on": "2025', id="its day"),
        pytest.param("}", "", id="no JSON any more"),
        pytest.param('"fingerprint"', '"finger"', id="a key"),
    ],
)
def test_a_pass_that_was_edited_is_refused(tmp_path: Path, old: str, new: str) -> None:
    path = record(PASS, tmp_path)
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    with pytest.raises(
        CitabotError, match=r"f00d\.json is not as it was recorded; remove it and run: make eval"
    ):
        read_pass("f00d", tmp_path)


def test_a_pass_under_the_name_of_another_state_is_refused(tmp_path: Path) -> None:
    record(PASS, tmp_path).rename(tmp_path / "beef.json")

    with pytest.raises(CitabotError, match=r"beef\.json is not as it was recorded"):
        read_pass("beef", tmp_path)


def test_passes_are_listed_oldest_first(tmp_path: Path) -> None:
    record(pass_of(run_of(answered(), fingerprint="aaaa"), on="2026-03-01"), tmp_path)
    record(pass_of(run_of(answered(), fingerprint="bbbb"), on="2026-02-01"), tmp_path)

    assert [each.fingerprint for each in read_passes(tmp_path)] == ["bbbb", "aaaa"]
    assert read_passes(tmp_path / "nowhere") == []


def test_a_recorded_pass_has_a_line_for_each_figure(tmp_path: Path) -> None:
    lines = record(PASS, tmp_path).read_text("utf-8").splitlines()

    assert [line.strip() for line in lines if '"metric"' in line] == [
        '{"metric":"supported","by":"all","group":"all","value":0.7801,"low":0.71,"high":0.83,"count":182}'
    ]
