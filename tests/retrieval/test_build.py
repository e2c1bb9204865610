"""Building an index: what is embedded, what is kept, and what a build that ends badly leaves behind."""

import logging
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

import pytest

from retrieval.build import Progress, index_of_questions
from retrieval.errors import BuildInProgressError, CorpusError, SettingsError
from retrieval.generation import load_contents, load_manifest
from retrieval.lexical import terms
from retrieval.understand import Asked
from tests.retrieval.index_builders import (
    LEAVE,
    PERMISO,
    RENT,
    SPANISH,
    TINY,
    FakeEmbedder,
    built,
    corpus_of,
    current_id,
    expecting,
    first_found,
    folders,
    for_english,
    lacking,
    opened,
)

ROOT = Path(__file__).parents[2]
LEAVE_ASKED = expecting("Leave lasts 18 weeks.", en="How long is leave?", es="¿Cuánto dura el permiso?")
LUNCH_ASKED = lacking("Ask the kitchen.", en="Is lunch free?", es="¿Es gratis el almuerzo?")
ASKED = {**TINY, "questions/leave.yaml": LEAVE_ASKED, "questions/gaps.yaml": LUNCH_ASKED}
BUILDING = """
import sys
from pathlib import Path
from retrieval.build import Progress, build
from retrieval.sources import read_corpus
from tests.retrieval.index_builders import FakeEmbedder

def stop(progress):
    if progress == Progress(sys.argv[3], int(sys.argv[4]), int(sys.argv[5])):
        print("here", flush=True)
        sys.stdin.readline()

build(Path(sys.argv[1]), read_corpus(Path(sys.argv[2])), [FakeEmbedder()], stop)
"""


@contextmanager
def another_build(home: Path, files: dict[str, str], at: Progress) -> Iterator["subprocess.Popen[str]"]:
    """A build in a process of its own, which waits at one point for a line on its input."""
    corpus = corpus_of(home.parent / "corpus", files)
    with subprocess.Popen(
        [sys.executable, "-c", BUILDING, home, corpus.folder, at.step, str(at.done), str(at.total)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        yield process
        process.kill()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def warnings_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def fail_while_embedding(progress: Progress) -> None:
    if progress == Progress("embedding", 1, 2):
        raise RuntimeError("the model broke")


def test_a_first_build_embeds_each_passage_and_each_text_within_it_that_differs(home: Path) -> None:
    embedder = FakeEmbedder()

    made = built(home, {"leave.txt": "Leave lasts 18 weeks. It is paid.\n"}, embedders=[embedder])

    assert embedder.embedded == [
        "Leave lasts 18 weeks. It is paid.", "Leave lasts 18 weeks.", "It is paid."
    ]  # fmt: skip
    assert made.embedded == 3


def test_a_build_of_an_unchanged_corpus_embeds_nothing(home: Path) -> None:
    built(home)
    embedder = FakeEmbedder()

    made = built(home, embedders=[embedder])

    assert embedder.embedded == []
    assert made.embedded == 0


def test_a_build_embeds_only_the_texts_that_changed(home: Path) -> None:
    built(home, {"leave.txt": "Leave lasts 18 weeks. It is paid.\n", "rent.txt": RENT})
    embedder = FakeEmbedder()

    built(home, {"leave.txt": "Leave lasts 20 weeks. It is paid.\n", "rent.txt": RENT}, embedders=[embedder])

    assert embedder.embedded == ["Leave lasts 20 weeks. It is paid.", "Leave lasts 20 weeks."]


def test_texts_that_moved_to_another_document_are_not_embedded_again(home: Path) -> None:
    built(home)
    embedder = FakeEmbedder()

    built(home, {"new-name.txt": RENT, "rent.txt": LEAVE}, embedders=[embedder])

    assert embedder.embedded == []


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(FakeEmbedder(identity="fake 2"), id="another model"),
        pytest.param(FakeEmbedder(weights="trained further"), id="other weights under the same name"),
    ],
)
def test_vectors_of_another_model_are_not_used_again(home: Path, other: FakeEmbedder) -> None:
    built(home)

    made = built(home, embedders=[other])

    assert made.embedded == 2


# --- two models -----------------------------------------------------------------------------


def test_a_model_made_for_a_language_embeds_the_documents_in_it_alone(home: Path) -> None:
    every, english = FakeEmbedder(), for_english()

    built(home, {"leave.txt": LEAVE, "permiso.txt": PERMISO}, SPANISH, embedders=[every, english])

    assert english.embedded == ["Leave lasts 18 weeks."]
    assert every.embedded == [
        "P\nEl permiso dura 18 semanas.", "Leave lasts 18 weeks.", "El permiso dura 18 semanas."
    ]  # fmt: skip


def test_a_build_of_an_unchanged_corpus_embeds_nothing_with_either_model(home: Path) -> None:
    built(home, ASKED, embedders=[FakeEmbedder(), for_english()])
    every, english = FakeEmbedder(), for_english()

    made = built(home, ASKED, embedders=[every, english])

    assert (every.embedded, every.asked, english.embedded, english.asked) == ([], [], [], [])
    assert made.embedded == 0


def test_a_second_model_leaves_what_the_first_has_embedded(home: Path) -> None:
    built(home)
    every, english = FakeEmbedder(), for_english()

    built(home, embedders=[every, english])

    assert every.embedded == []
    assert english.embedded == ["Leave lasts 18 weeks.", "Rent is due on the first day of the month."]


def test_models_in_another_order_embed_nothing_again(home: Path) -> None:
    built(home, ASKED, embedders=[FakeEmbedder(), for_english()])

    made = built(home, ASKED, embedders=[for_english(), FakeEmbedder()])

    assert made.embedded == 0


def test_a_manifest_counts_the_vectors_of_each_model(home: Path) -> None:
    files = {**ASKED, "permiso.txt": PERMISO}

    made = built(home, files, SPANISH, embedders=[FakeEmbedder(), for_english()])

    assert load_manifest(made.folder).embedders == ("fake 1", "english 1")
    assert load_manifest(made.folder).vectors == {"fake": (3, 3, 3), "english": (2, 2, 2)}


# --- expected questions and known gaps ------------------------------------------------------


def test_a_question_is_embedded_only_by_the_model_that_serves_its_language(home: Path) -> None:
    every, english = FakeEmbedder(), for_english()

    built(home, ASKED, embedders=[every, english])

    assert english.asked == ["How long is leave?", "Is lunch free?"]
    assert every.asked == ["¿Cuánto dura el permiso?", "¿Es gratis el almuerzo?"]


def test_without_the_model_for_english_the_other_one_embeds_every_question(home: Path) -> None:
    built(home, ASKED, embedders=[FakeEmbedder(), for_english()])
    every = FakeEmbedder()

    built(home, ASKED, embedders=[every])

    assert every.embedded == []
    assert every.asked == ["How long is leave?", "Is lunch free?"]


def test_a_build_embeds_only_the_questions_that_changed(home: Path) -> None:
    built(home, ASKED)
    embedder = FakeEmbedder()
    changed = LEAVE_ASKED.replace("How long is leave?", "How many weeks of leave are there?")

    built(home, {**ASKED, "questions/leave.yaml": changed}, embedders=[embedder])

    assert (embedder.embedded, embedder.asked) == ([], ["How many weeks of leave are there?"])


def test_a_question_that_a_document_asks_word_for_word_is_embedded_as_a_question_too(home: Path) -> None:
    embedder = FakeEmbedder()
    asked = expecting("18 weeks.", en="How long is leave?")

    built(
        home, {"leave.txt": "How long is leave? 18 weeks.\n", "questions/leave.yaml": asked}, embedders=[embedder]
    )  # fmt: skip

    assert "How long is leave?" in embedder.embedded
    assert embedder.asked == ["How long is leave?"]


def test_a_question_in_english_about_a_document_in_spanish_is_embedded_by_the_model_that_reads_both(
    home: Path,
) -> None:
    every, english = FakeEmbedder(), for_english()
    asked = expecting("El permiso dura 18 semanas.", en="How long is leave?")

    built(
        home, {"permiso.txt": PERMISO, "questions/permiso.yaml": asked}, SPANISH, embedders=[every, english]
    )  # fmt: skip

    assert every.asked == ["How long is leave?"]


def test_a_gap_in_english_is_known_where_no_document_is_in_english(home: Path) -> None:
    models = [FakeEmbedder(), for_english()]
    built(home, {"permiso.txt": PERMISO, "questions/gaps.yaml": LUNCH_ASKED}, SPANISH, embedders=models)

    found = opened(home, embedders=models).searcher.search(Asked("Is lunch free?", "en"))

    assert found.gap is not None
    assert found.gap.cosine == pytest.approx(1.0, abs=1e-6)


def test_a_question_leads_to_its_passage_by_its_own_words(home: Path) -> None:
    contents = load_contents(built(home, ASKED).folder)

    leave, rent = index_of_questions(contents).scores(terms("los permisos", "es"))

    assert leave > rent == 0.0


def test_entries_whose_words_are_gone_are_left_out_with_one_warning_and_the_build_goes_on(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files = {
        **ASKED,
        "leave.txt": "Leave lasts 20 weeks.\n",
        "questions/rent.yaml": expecting("Rent is due", en="When is rent due?")
        + expecting("Rent is high.", en="What does it cost?"),
    }
    embedder = FakeEmbedder()

    made = built(home, files, embedders=[embedder])

    assert [each.text for each in load_contents(made.folder).expected] == ["When is rent due?"]
    assert embedder.asked == ["When is rent due?", "Is lunch free?", "¿Es gratis el almuerzo?"]
    assert warnings_in(caplog) == [
        f"wrong entries in {home.parent / 'corpus' / 'questions'}: 2; run: citabot questions check"
    ]
    assert current_id(home) == made.manifest.id


def test_a_file_of_questions_that_cannot_be_read_leaves_the_current_generation_answering(home: Path) -> None:
    before = built(home, ASKED).manifest.id

    with pytest.raises(CorpusError, match=r"leave\.yaml: entry 1: quote: Field required; correct it\."):
        built(home, {**ASKED, "questions/leave.yaml": LEAVE_ASKED.replace("quote", "words")})

    assert current_id(home) == before
    assert first_found(opened(home), "How long is leave?") == "Leave lasts 18 weeks."


# --- how a build goes -----------------------------------------------------------------------


def test_a_build_reports_how_far_it_is(home: Path) -> None:
    reported: list[Progress] = []

    built(home, report=reported.append)

    assert reported == [
        Progress("reading", 1, 2), Progress("reading", 2, 2),
        Progress("embedding", 0, 4), Progress("embedding", 2, 4), Progress("embedding", 4, 4),
    ]  # fmt: skip


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
        pytest.param("contents.jsonl", id="contents"),
        pytest.param("manifest.json", id="manifest"),
        pytest.param("chroma/chroma.sqlite3", id="the store's own file"),
    ],
)
def test_an_index_whose_parts_were_overwritten_is_mended_by_building_again(home: Path, damaged: str) -> None:
    path = built(home).folder / damaged
    if path.is_dir():
        rmtree(path)
    path.write_bytes(b"junk" * 1000)

    built(home)

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


def test_a_home_that_cannot_be_made_is_an_error_that_says_what_to_set(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file")

    with pytest.raises(SettingsError) as refused:
        built(home)

    assert str(refused.value) == (
        f"{home / 'index'} cannot be made (Not a directory); set --home or CITABOT_HOME to another folder."
    )
