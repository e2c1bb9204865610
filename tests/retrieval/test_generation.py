"""Generations: what is kept of one, and what is said of one that is damaged or foreign."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from retrieval.build import build
from retrieval.embed import Embedder
from retrieval.errors import IndexMismatchError, IndexMissingError
from retrieval.expected import expected_questions, read_gaps
from retrieval.generation import Generations, load_contents, load_manifest
from retrieval.lexical import LexicalIndex
from retrieval.loading import load
from retrieval.opening import open_generation
from retrieval.settings import DEFAULT_HOME
from retrieval.sources import UndeclaredSource
from retrieval.split import split
from retrieval.store import opened
from tests.retrieval.index_builders import (
    TINY,
    FakeEmbedder,
    built,
    corpus_of,
    expecting,
    for_english,
    lacking,
)

LEAVE_ASKED = expecting("18 weeks", en="How long is leave?", es="¿Cuánto dura el permiso?")
LUNCH_ASKED = lacking("Ask the kitchen.", en="Is lunch free?")


@pytest.fixture(scope="module")
def sound_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("sound") / "home"
    built(home, {**TINY, "questions/leave.yaml": LEAVE_ASKED, "questions/gaps.yaml": LUNCH_ASKED})
    return home


@pytest.fixture
def home(sound_home: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return copytree(sound_home, tmp_path / "home")


def current(home: Path) -> Path:
    return Generations.of(home).current()


def overwrite(part: str, content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / part).write_bytes(content)


def remove(part: str) -> Callable[[Path], object]:
    def act(folder: Path) -> None:
        rmtree(folder / part) if (folder / part).is_dir() else (folder / part).unlink()

    return act


def cut_in_half(part: str) -> Callable[[Path], object]:
    def act(folder: Path) -> None:
        content = (folder / part).read_bytes()
        (folder / part).write_bytes(content[: len(content) // 2])

    return act


def without_last_line(folder: Path) -> None:
    lines = (folder / "contents.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "contents.jsonl").write_bytes(b"".join(lines[:-1]))


def with_another_word(folder: Path) -> None:
    content = (folder / "contents.jsonl").read_bytes()
    (folder / "contents.jsonl").write_bytes(content.replace(b"18 weeks", b"81 weeks"))


def with_other_words_counted(folder: Path) -> None:
    rmtree(folder / "words")
    LexicalIndex.build([["leave"], ["rent"], ["tax"]]).save(folder / "words")


def without_vectors(folder: Path) -> None:
    rmtree(folder / "chroma")
    (folder / "chroma").mkdir()


def without_a_unit(folder: Path) -> None:
    with opened(folder / "chroma") as client:
        client.get_collection("fake-units").delete(ids=["leave#1/1"])


def with_nobody_asking(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, "questions": 0}), "utf-8")


DAMAGE = [
    pytest.param(remove("manifest.json"), id="no manifest"),
    pytest.param(overwrite("manifest.json", b""), id="empty manifest"),
    pytest.param(overwrite("manifest.json", b"[]"), id="manifest that is a list"),
    pytest.param(overwrite("manifest.json", b"\xff\xfe"), id="manifest that is no text"),
    pytest.param(overwrite("manifest.json", b'{"format": 3}'), id="manifest that lacks everything"),
    pytest.param(remove("contents.jsonl"), id="no contents"),
    pytest.param(overwrite("contents.jsonl", b""), id="empty contents"),
    pytest.param(cut_in_half("contents.jsonl"), id="contents cut in half"),
    pytest.param(without_last_line, id="contents that lack a line"),
    pytest.param(with_another_word, id="contents with another word"),
    pytest.param(remove("words"), id="no words"),
    pytest.param(remove("words/params.index.json"), id="words without their parameters"),
    pytest.param(overwrite("words/params.index.json", b"[]"), id="words with other parameters"),
    pytest.param(cut_in_half("words/vocab.index.json"), id="words cut in half"),
    pytest.param(overwrite("words/data.csc.index.npy", b""), id="words without scores"),
    pytest.param(with_other_words_counted, id="words of another index"),
    pytest.param(remove("asked"), id="no words of expected questions"),
    pytest.param(cut_in_half("asked/vocab.index.json"), id="words of expected questions cut in half"),
    pytest.param(remove("known.npz"), id="nothing learnt"),
    pytest.param(overwrite("known.npz", b"junk" * 1000), id="junk instead of what was learnt"),
    pytest.param(cut_in_half("known.npz"), id="what was learnt cut in half"),
    pytest.param(with_nobody_asking, id="a manifest that counts other questions"),
    pytest.param(remove("chroma"), id="no vectors"),
    pytest.param(without_vectors, id="an empty store"),
    pytest.param(without_a_unit, id="a store that lacks a sentence"),
    pytest.param(cut_in_half("chroma/chroma.sqlite3"), id="a store cut in half"),
    pytest.param(overwrite("chroma/chroma.sqlite3", b"junk" * 1000), id="a store of junk"),
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_index_says_so_and_what_to_run(home: Path, damage: Callable[[Path], object]) -> None:
    damage(current(home))

    with pytest.raises(IndexMismatchError) as refused:
        open_generation(current(home), [FakeEmbedder()])

    assert str(refused.value) == f"the index in {current(home)} is damaged; run: citabot index"


@pytest.mark.parametrize(
    "manifest",
    [
        pytest.param(b'{"format": 99, "vectors": "elsewhere"}', id="a later one"),
        pytest.param(b'{"format": 1, "embedder": "fake 1"}', id="the first"),
        pytest.param(b'{"format": 2, "vectors": {"fake": [2, 2, 3]}}', id="the one before"),
    ],
)
def test_an_index_of_another_version_says_so_and_what_to_run(home: Path, manifest: bytes) -> None:
    overwrite("manifest.json", manifest)(current(home))

    with pytest.raises(IndexMismatchError) as refused:
        open_generation(current(home), [FakeEmbedder()])

    assert str(refused.value) == (
        f"the index in {current(home)} was written by another version of citabot; run: citabot index"
    )


@pytest.mark.parametrize(
    ("embedders", "named"),
    [
        pytest.param([FakeEmbedder(identity="fake 2")], "['fake 2']", id="another model"),
        pytest.param([FakeEmbedder(), for_english()], "['fake 1', 'english 1']", id="one model more"),
    ],
)
def test_an_index_of_other_models_names_them_and_what_to_run(
    home: Path, embedders: list[Embedder], named: str
) -> None:
    with pytest.raises(IndexMismatchError) as refused:
        open_generation(current(home), embedders)

    assert str(refused.value) == (
        f"the index was built with embedders ['fake 1'], the settings say {named}; run: citabot index"
    )


def test_an_index_of_two_models_does_not_open_with_one_of_them(tmp_path: Path) -> None:
    built(tmp_path / "home", embedders=[FakeEmbedder(), for_english()])

    with pytest.raises(IndexMismatchError, match=r"the settings say \['fake 1'\]"):
        open_generation(current(tmp_path / "home"), [FakeEmbedder()])


def test_an_index_that_lacks_what_one_of_two_models_embedded_is_damaged(tmp_path: Path) -> None:
    models = [FakeEmbedder(), for_english()]
    folder = built(tmp_path / "home", embedders=models).folder
    with opened(folder / "chroma") as client:
        client.delete_collection("english-units")

    with pytest.raises(IndexMismatchError, match=r"is damaged; run: citabot index"):
        open_generation(folder, models)
    with opened(folder / "chroma") as client:
        assert "english-units" not in {collection.name for collection in client.list_collections()}


def test_an_index_without_vectors_gets_none_by_being_opened(home: Path) -> None:
    rmtree(current(home) / "chroma")

    with pytest.raises(IndexMismatchError, match=r"is damaged; run: citabot index"):
        open_generation(current(home), [FakeEmbedder()])

    assert not (current(home) / "chroma").exists()


def missing(folder: Path) -> None:
    (folder / "current").unlink()


def no_text(folder: Path) -> None:
    (folder / "current").write_bytes(b"\xff\xfe")


def a_folder(folder: Path) -> None:
    (folder / "current").unlink()
    (folder / "current").mkdir()


@pytest.mark.parametrize("pointer", [missing, no_text, a_folder])
def test_a_home_without_a_pointer_that_can_be_read_has_no_index_yet(
    home: Path, pointer: Callable[[Path], None]
) -> None:
    pointer(home / "index")

    with pytest.raises(IndexMissingError) as refused:
        current(home)

    assert str(refused.value) == f"there is no index in {home} yet; run: citabot index --home {home}"


def test_the_usual_home_without_an_index_needs_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(IndexMissingError, match=r"^there is no index in .* yet; run: citabot index$"):
        Generations.of(DEFAULT_HOME).current()


@pytest.mark.parametrize(
    "pointer",
    [
        pytest.param("", id="nothing"),
        pytest.param("20200101T000000-abcdef", id="what was removed"),
        pytest.param("..", id="a folder above"),
        pytest.param("a\x00b", id="no name"),
        pytest.param("x" * 5000, id="longer than a name can be"),
    ],
)
def test_a_pointer_to_nothing_says_that_the_index_is_gone(home: Path, pointer: str) -> None:
    (home / "index" / "current").write_text(pointer, "utf-8")

    with pytest.raises(IndexMissingError) as refused:
        current(home)

    assert str(refused.value) == f"the index in {home} is gone; run: citabot index --home {home}"


def test_what_is_read_back_is_what_was_loaded_split_and_asked(tmp_path: Path) -> None:
    corpus = corpus_of(
        tmp_path / "corpus",
        {
            "leave.txt": "Leave lasts 18 weeks.\n\fIt is paid.\n",
            "rent.md": "# Rent\n\nYou may:\n\n- pay\n- owe\n",
            "questions/leave.yaml": LEAVE_ASKED,
            "questions/gaps.yaml": LUNCH_ASKED,
        },
        {"id": "leave", "file": "leave.txt", "title": "Leave", "short_title": "Leave", "date": "2021-08"},
    )

    made = build(tmp_path / "home", corpus, [FakeEmbedder()], lambda progress: None)

    contents = load_contents(made.folder)
    assert contents.documents == tuple(load(source, corpus.path(source)) for source in corpus.sources)
    assert contents.passages == tuple(passage for each in contents.documents for passage in split(each))
    assert contents.expected == tuple(expected_questions(corpus.folder, contents.passages))
    assert contents.gaps == tuple(read_gaps(corpus.folder))
    assert [len(contents.expected), len(contents.gaps)] == [2, 1]


def test_a_source_without_an_entry_is_still_one_when_it_is_read_back(home: Path) -> None:
    sources = [document.source for document in load_contents(current(home)).documents]

    assert [type(source) for source in sources] == [UndeclaredSource, UndeclaredSource]


def test_a_manifest_counts_what_the_generation_holds(home: Path) -> None:
    manifest = load_manifest(current(home))

    assert (manifest.documents, manifest.passages, manifest.questions) == (2, 2, 3)
    assert manifest.vectors == {"fake": (2, 2)}
    assert manifest.id == current(home).name
