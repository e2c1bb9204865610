"""What a build embeds, and what it takes over from the generation before."""

from pathlib import Path

import pytest

from retrieval.generation import load_manifest
from tests.retrieval.index_builders import (
    ASKED,
    LEAVE,
    PERMISO,
    RENT,
    SPANISH,
    FakeEmbedder,
    built,
    for_english,
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


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
        pytest.param(FakeEmbedder(key="other", identity="other 1"), id="another kind of model"),
    ],
)
def test_vectors_of_another_model_are_not_used_again(home: Path, other: FakeEmbedder) -> None:
    built(home, ASKED)

    made = built(home, ASKED, embedders=[other])

    assert len(other.embedded) == 2
    assert len(other.asked) == 4
    assert made.embedded == 6


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
    assert load_manifest(made.folder).vectors == {"fake": (3, 3), "english": (2, 2)}
    assert load_manifest(made.folder).questions == 4
