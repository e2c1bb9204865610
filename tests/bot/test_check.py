"""`citabot check`: what is wrong in a corpus, and whether the index is of it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from retrieval.sources import sha256_of
from tests.bot.terminal import CORPUS, Citabot, Ran
from tests.retrieval.index_builders import LEAVE, RENT, TINY, built, corpus_of

DRIFT = "problem: the index was built from another state of the corpus; run: citabot index\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """One whose index holds the two files of TINY, which have no entries."""
    built(tmp_path / "home", TINY)
    return tmp_path / "home"


def checked(citabot: Citabot, home: Path) -> Ran:
    return citabot("check", "--corpus", home.parent / "corpus", "--home", home)


def entry(folder: Path, **changed: Any) -> dict[str, Any]:
    """A whole entry for leave.txt but for what is changed; None leaves a key out."""
    (folder / "leave.txt").write_text(LEAVE, "utf-8")
    fields = {
        "id": "leave", "file": "leave.txt", "title": "Leave", "short_title": "Leave", "publisher": "The office",
        "kind": "policy", "date": "2021-08", "status": "in_force", "review_by": "9999-12-31",
        "sha256": sha256_of(folder / "leave.txt"),
    } | changed  # fmt: skip
    return {name: value for name, value in fields.items() if value is not None}


def test_the_shipped_corpus_has_no_problem(citabot: Citabot, shipped_home: Path) -> None:
    ended = citabot("check", "--corpus", CORPUS, "--home", shipped_home)

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("3 documents, ")
    assert ": 0 problems, " in ended.out


def test_an_index_of_the_same_files_has_not_drifted(citabot: Citabot, home: Path) -> None:
    ended = checked(citabot, home)

    assert ended.status == 0
    assert "problem: " not in ended.out
    assert ended.out.splitlines()[-1].startswith("2 documents, 2 passages: 0 problems, ")


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({**TINY, "rent.txt": "Rent is due on the last day of the month.\n"}, id="another word"),
        pytest.param({"leave.txt": LEAVE}, id="a document less"),
        pytest.param({**TINY, "tax.txt": "Tax is due in May.\n"}, id="a document more"),
        pytest.param({"leave.txt": LEAVE, "lease.txt": RENT}, id="a document of another name"),
    ],
)
def test_an_index_of_other_files_has_drifted(citabot: Citabot, home: Path, files: dict[str, str]) -> None:
    corpus_of(home.parent / "corpus", files)

    ended = checked(citabot, home)

    assert ended.status == 1
    assert DRIFT in ended.out


def test_an_index_of_other_facts_about_the_same_file_has_drifted(citabot: Citabot, home: Path) -> None:
    corpus_of(home.parent / "corpus", TINY, {**entry(home.parent / "corpus"), "status": "historical"})

    assert DRIFT in checked(citabot, home).out


def test_an_index_that_is_damaged_is_a_problem(citabot: Citabot, home: Path) -> None:
    [contents] = (home / "index").glob("*/contents.jsonl")
    contents.write_bytes(contents.read_bytes()[:100])

    ended = checked(citabot, home)

    assert ended.status == 1
    assert f"problem: the index in {contents.parent} is damaged; run: citabot index\n" in ended.out


def test_a_corpus_without_an_index_is_a_problem(citabot: Citabot, tmp_path: Path) -> None:
    corpus_of(tmp_path / "corpus", TINY)

    ended = checked(citabot, tmp_path / "home")

    assert ended.status == 1
    home = tmp_path / "home"
    assert f"problem: there is no index in {home} yet; run: citabot index --home {home}\n" in ended.out


def test_a_whole_entry_is_no_reason_for_a_warning(citabot: Citabot, home: Path) -> None:
    corpus_of(home.parent / "corpus", {"leave.txt": LEAVE}, entry(home.parent / "corpus"))

    assert "warning: " not in checked(citabot, home).out


@pytest.mark.parametrize("due", ["2001-01-01", "2001-01", "2001"])
def test_a_review_that_is_overdue_is_a_warning(citabot: Citabot, home: Path, due: str) -> None:
    corpus_of(home.parent / "corpus", {"leave.txt": LEAVE}, entry(home.parent / "corpus", review_by=due))

    [warning] = [line for line in checked(citabot, home).out.splitlines() if line.startswith("warning: ")]

    assert warning.startswith("warning: leave: ")
    assert due in warning


def test_a_review_that_is_due_some_day_this_year_is_not_overdue(citabot: Citabot, home: Path) -> None:
    this_year = str(date.today().year)
    corpus_of(
        home.parent / "corpus", {"leave.txt": LEAVE}, entry(home.parent / "corpus", review_by=this_year)
    )

    assert "warning: " not in checked(citabot, home).out


@pytest.mark.parametrize("key", ["publisher", "kind", "date", "sha256"])
def test_a_fact_that_is_missing_is_a_warning(citabot: Citabot, home: Path, key: str) -> None:
    corpus_of(home.parent / "corpus", {"leave.txt": LEAVE}, entry(home.parent / "corpus", **{key: None}))

    assert f"warning: leave: has no {key}; add it to sources.yaml.\n" in checked(citabot, home).out


def test_a_file_without_an_entry_is_a_warning(citabot: Citabot, home: Path) -> None:
    corpus_of(home.parent / "corpus", TINY, entry(home.parent / "corpus"))

    assert "warning: rent.txt has no entry in sources.yaml: " in checked(citabot, home).out


def test_a_source_in_force_that_was_superseded_by_now_is_a_warning(citabot: Citabot, home: Path) -> None:
    corpus = home.parent / "corpus"
    corpus_of(corpus, {"leave.txt": LEAVE}, entry(corpus, superseded_on="2001-01-31"))

    assert (
        "warning: leave: has status 'in_force' and superseded_on 2001-01-31, which is over; "
        "change one of them.\n"
    ) in checked(citabot, home).out


def test_a_file_that_cannot_be_read_is_a_warning(citabot: Citabot, home: Path) -> None:
    (home.parent / "corpus" / "tax.pdf").write_bytes(b"%PDF-1.7")

    assert "warning: tax.pdf cannot be read and is left out; " in checked(citabot, home).out


def test_words_that_stand_in_two_passages_are_a_warning(citabot: Citabot, home: Path) -> None:
    corpus_of(home.parent / "corpus", {**TINY, "copy.txt": "LEAVE lasts\n18  weeks.\n"})

    assert "warning: the same words stand in copy#1 and leave#1; keep one.\n" in checked(citabot, home).out


def test_warnings_alone_are_a_success(citabot: Citabot, home: Path) -> None:
    ended = checked(citabot, home)

    assert "warning: leave: its status is unknown, and every answer from it says so.\n" in ended.out
    assert ended.status == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({"sha256": "0" * 64}, "has a sha256 that is not that of 'leave.txt'; ", id="wrong hash"),
        pytest.param({"date": "10-08-2021"}, "has date '10-08-2021'; write it as YYYY-MM-DD", id="bad date"),
        pytest.param(
            {"colour": "red"}, "has an unknown key 'colour'; known keys are id, file, ", id="unknown key"
        ),
        pytest.param({"file": "none.txt"}, "has file 'none.txt', which does not exist.", id="missing file"),
    ],
)
def test_an_entry_that_cannot_be_used_is_one_line(
    citabot: Citabot, home: Path, changed: dict[str, Any], said: str
) -> None:
    corpus = home.parent / "corpus"
    broken = entry(corpus, **changed)
    (corpus / "sources.yaml").write_text(f"[{broken}]".replace("None", "null"), "utf-8")

    ended = checked(citabot, home)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(f"citabot: {corpus / 'sources.yaml'}: source 'leave' {said}")
    assert ended.err.count("\n") == 1


def test_a_folder_that_is_not_there_is_one_line(citabot: Citabot, home: Path) -> None:
    ended = citabot("check", "--corpus", "/no/such/folder", "--home", home)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err == "citabot: there is no folder '/no/such/folder'; set CITABOT_CORPUS or --corpus.\n"
