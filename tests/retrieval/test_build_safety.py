"""How a build goes, and what one that ends badly leaves behind."""

import gc
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

import pytest

from retrieval.errors import BuildInProgressError, CorpusError, SettingsError
from retrieval.read import Progress
from tests.retrieval.index_builders import (
    ASKED,
    TINY,
    built,
    corpus_of,
    current_id,
    expecting,
    first_found,
    folders,
    opened,
)

ROOT = Path(__file__).parents[2]
BUILDING = """
import sys
from pathlib import Path
from retrieval.build import build
from retrieval.read import Progress
from retrieval.sources import read_corpus
from tests.retrieval.index_builders import FakeEmbedder

def stop(progress):
    if progress == Progress(sys.argv[3], int(sys.argv[4]), int(sys.argv[5])):
        print("here", flush=True)
        sys.stdin.readline()

build(Path(sys.argv[1]), read_corpus(Path(sys.argv[2])), [FakeEmbedder()], stop)
"""


ANSWERING = """
import sys
from pathlib import Path
from tests.retrieval.index_builders import opened

answers = opened(Path(sys.argv[1]))
print("here", flush=True)
sys.stdin.readline()
"""


@contextmanager
def another_process(program: str, *arguments: object) -> Iterator["subprocess.Popen[str]"]:
    """It has come to the point at which it waits for a line on its input."""
    with subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        yield process
        process.kill()


@contextmanager
def another_build(home: Path, files: dict[str, str], at: Progress) -> Iterator["subprocess.Popen[str]"]:
    """A build in a process of its own, which waits at one point for a line on its input."""
    corpus = corpus_of(home.parent / "corpus", files)
    with another_process(BUILDING, home, corpus.folder, at.step, at.done, at.total) as process:
        yield process


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def fail_while_embedding(progress: Progress) -> None:
    if progress == Progress("embedding", 1, 2):
        raise RuntimeError("the model broke")


def test_a_build_reports_how_far_it_is(home: Path) -> None:
    reported: list[Progress] = []

    built(home, report=reported.append)

    assert reported == [
        Progress("reading", 1, 2), Progress("reading", 2, 2),
        Progress("embedding", 0, 4), Progress("embedding", 2, 4), Progress("embedding", 4, 4),
    ]  # fmt: skip


def test_a_build_reports_how_many_questions_it_has_learnt(home: Path) -> None:
    many = "\n".join(expecting("Leave lasts", en=f"Is rule {number} of leave true?") for number in range(150))
    reported: list[Progress] = []

    built(home, {**TINY, "questions/leave.yaml": many}, report=reported.append)

    assert reported[-2:] == [Progress("learning", 128, 150), Progress("learning", 150, 150)]


def test_a_finished_build_answers(home: Path) -> None:
    built(home)

    built(home, {"leave.txt": "Leave lasts 20 weeks.\n"})

    assert first_found(opened(home), "How long is leave?") == "Leave lasts 20 weeks."


def test_the_generation_before_is_kept_and_older_ones_are_removed(home: Path) -> None:
    made = [built(home).manifest.id for _ in range(3)]

    assert folders(home) == {made[1], made[2]}
    assert current_id(home) == made[2]


def test_a_generation_that_is_in_use_goes_on_answering_when_a_later_build_replaces_it(home: Path) -> None:
    built(home)
    in_use = opened(home)

    built(home, {"leave.txt": "Leave lasts 20 weeks.\n"})

    assert first_found(in_use, "How long is leave?") == "Leave lasts 18 weeks."
    assert first_found(opened(home), "How long is leave?") == "Leave lasts 20 weeks."


def test_a_generation_that_is_in_use_goes_on_answering_however_many_builds_follow(home: Path) -> None:
    built(home)
    in_use = opened(home)

    built(home, {"leave.txt": "Leave lasts 20 weeks.\n"})
    built(home, {"leave.txt": "Leave lasts 22 weeks.\n"})
    built(home, {"leave.txt": "Leave lasts 24 weeks.\n"})

    assert first_found(in_use, "How long is leave?") == "Leave lasts 18 weeks."


def test_a_generation_that_was_in_use_is_removed_by_the_next_build(home: Path) -> None:
    first = built(home).manifest.id
    in_use = opened(home)
    made = [built(home).manifest.id for _ in range(2)]
    kept = folders(home)

    del in_use
    gc.collect()
    last = built(home).manifest.id

    assert kept == {first, *made}
    assert folders(home) == {made[1], last}


def test_a_generation_whose_user_was_killed_is_removed_by_the_next_build(home: Path) -> None:
    first = built(home).manifest.id
    with another_process(ANSWERING, home) as answering:
        made = [built(home).manifest.id for _ in range(2)]
        kept = folders(home)
        answering.kill()
        answering.wait()
        last = built(home).manifest.id

    assert kept == {first, *made}
    assert folders(home) == {made[1], last}


def test_a_document_that_cannot_be_read_leaves_the_current_generation_answering(home: Path) -> None:
    before = built(home).manifest.id

    with pytest.raises(CorpusError, match=r"scan\.txt"):
        built(home, {**TINY, "scan.txt": "%PDF-1.7 \x00\x01"})

    assert current_id(home) == before
    assert first_found(opened(home), "How long is leave?") == "Leave lasts 18 weeks."


def test_a_hash_that_is_not_the_documents_leaves_the_current_generation_answering(home: Path) -> None:
    before = built(home).manifest.id
    entry = {"id": "leave", "file": "leave.txt", "title": "Leave", "short_title": "Leave", "sha256": "0" * 64}

    with pytest.raises(CorpusError, match=r"source 'leave' has a sha256 that is not that of 'leave\.txt'"):
        corpus_of(home.parent / "corpus", TINY, entry)

    assert current_id(home) == before
    assert first_found(opened(home), "How long is leave?") == "Leave lasts 18 weeks."


def test_a_build_that_breaks_half_way_leaves_the_current_generation_answering(home: Path) -> None:
    before = built(home).manifest.id

    with pytest.raises(RuntimeError, match="the model broke"):
        built(home, {"leave.txt": "Leave lasts 20 weeks.\n"}, report=fail_while_embedding)

    assert current_id(home) == before
    assert first_found(opened(home), "How long is leave?") == "Leave lasts 18 weeks."


def test_what_a_broken_build_left_is_swept_by_the_next_one(home: Path) -> None:
    before = built(home).manifest.id
    with pytest.raises(RuntimeError, match="the model broke"):
        built(home, {"leave.txt": "Leave lasts 20 weeks.\n"}, report=fail_while_embedding)
    left = folders(home) - {before}

    after = built(home).manifest.id

    assert [name.startswith("building-") for name in left] == [True]
    assert folders(home) == {before, after}


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(Progress("embedding", 0, 2), id="before the first vector"),
        pytest.param(Progress("embedding", 2, 2), id="after the last vector"),
    ],
)
def test_a_build_that_is_killed_leaves_the_current_generation_answering(home: Path, at: Progress) -> None:
    before = built(home).manifest.id

    with another_build(home, {"leave.txt": "Leave lasts 20 weeks.\n"}, at) as process:
        process.kill()

    assert process.returncode == -signal.SIGKILL
    assert current_id(home) == before
    assert first_found(opened(home), "How long is leave?") == "Leave lasts 18 weeks."
    after = built(home).manifest.id
    assert folders(home) == {before, after}


def test_a_build_that_is_killed_before_it_points_to_its_generation_leaves_the_old_one(home: Path) -> None:
    before = built(home).manifest.id
    unpointed = built(home, {"leave.txt": "Leave lasts 20 weeks.\n"}).manifest.id
    (home / "index" / "current").write_text(before, "utf-8")
    (home / "index" / "current.new").write_text(unpointed[:9], "utf-8")

    assert first_found(opened(home), "How long is leave?") == "Leave lasts 18 weeks."
    after = built(home).manifest.id
    assert folders(home) == {before, after}


def test_a_second_build_is_refused_in_one_sentence_while_the_first_goes_on(home: Path) -> None:
    with another_build(home, {"leave.txt": "Leave lasts 20 weeks.\n"}, Progress("embedding", 0, 2)) as first:
        with pytest.raises(BuildInProgressError) as refused:
            built(home)
        first.communicate("go on\n")

    assert str(refused.value) == f"another build is running in {home}; wait for it, then run: citabot index"
    assert first.returncode == 0
    assert first_found(opened(home), "How long is leave?") == "Leave lasts 20 weeks."


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param("chroma", id="vectors"),
        pytest.param("words", id="words of the passages"),
        pytest.param("asked", id="words of the expected questions"),
        pytest.param("known.npz", id="what was learnt"),
        pytest.param("contents.jsonl", id="contents"),
        pytest.param("manifest.json", id="manifest"),
        pytest.param("chroma/chroma.sqlite3", id="the store's own file"),
    ],
)
def test_an_index_whose_parts_were_overwritten_is_mended_by_building_again(home: Path, damaged: str) -> None:
    path = built(home, ASKED).folder / damaged
    if path.is_dir():
        rmtree(path)
    path.write_bytes(b"junk" * 1000)

    built(home, ASKED)

    assert first_found(opened(home), "How long is leave?") == "Leave lasts 18 weeks."


@pytest.mark.parametrize(
    "pointer",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff\xfe", id="no text"),
        pytest.param(b"..", id="a folder above"),
        pytest.param(b"x" * 5000, id="longer than a name can be"),
    ],
)
def test_an_index_whose_pointer_was_overwritten_is_mended_by_building_again(
    home: Path, pointer: bytes
) -> None:
    built(home)
    (home / "index" / "current").write_bytes(pointer)

    built(home)

    assert first_found(opened(home), "How long is leave?") == "Leave lasts 18 weeks."


def test_an_index_that_cannot_be_written_is_an_error_that_says_where_and_what_to_do(home: Path) -> None:
    (home / "index" / "build.lock").mkdir(parents=True)

    with pytest.raises(SettingsError) as refused:
        built(home)

    assert str(refused.value) == (
        f"{home / 'index' / 'build.lock'} cannot be written (Is a directory); "
        "mend it there, or set --home or CITABOT_HOME to another folder."
    )


def test_a_home_that_cannot_be_made_is_an_error_that_says_what_to_set(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file")

    with pytest.raises(SettingsError) as refused:
        built(home)

    assert str(refused.value) == (
        f"{home / 'index'} cannot be made (Not a directory); set --home or CITABOT_HOME to another folder."
    )
