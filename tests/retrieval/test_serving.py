"""Which model serves whom: one made for a language in that language, the one for all everywhere else."""

from pathlib import Path

import pytest

from retrieval.embed import Embedder, general, serving
from retrieval.understand import Asked
from tests.retrieval.index_builders import (
    ASKED,
    LEAVE,
    PERMISO,
    RENT,
    SPANISH,
    FakeEmbedder,
    built,
    expecting,
    first_found,
    for_english,
    opened,
)

EVERY = FakeEmbedder()
ENGLISH = for_english()


@pytest.mark.parametrize(
    ("languages", "embedder"),
    [
        pytest.param(["en"], ENGLISH, id="English"),
        pytest.param(["en", "en"], ENGLISH, id="English about English"),
        pytest.param(["es"], EVERY, id="Spanish"),
        pytest.param(["es", "en"], EVERY, id="Spanish about English"),
        pytest.param(["en", "es"], EVERY, id="English about Spanish"),
        pytest.param(["xx"], EVERY, id="a language that nobody knows"),
    ],
)
def test_texts_are_served_by_the_model_made_for_their_languages_or_else_by_the_one_for_all(
    languages: list[str], embedder: Embedder
) -> None:
    assert serving([EVERY, ENGLISH], *languages) is embedder


def test_which_model_serves_does_not_depend_on_their_order() -> None:
    assert serving([ENGLISH, EVERY], "en") is ENGLISH
    assert serving([ENGLISH, EVERY], "es") is EVERY


def test_a_model_for_all_languages_serves_alone() -> None:
    assert serving([EVERY], "en", "es") is EVERY


def test_of_two_models_for_all_languages_the_first_serves() -> None:
    assert serving([EVERY, FakeEmbedder(identity="fake 2", key="other")], "es") is EVERY


def test_of_two_models_made_for_a_language_the_first_serves() -> None:
    second = FakeEmbedder(identity="english 2", key="other", languages=frozenset({"en", "fr"}))

    assert serving([EVERY, ENGLISH, second], "en") is ENGLISH
    assert serving([EVERY, ENGLISH, second], "fr") is second


def test_what_people_ask_is_known_to_the_first_model_for_all_languages() -> None:
    other = FakeEmbedder(identity="fake 2", key="other")

    assert general([ENGLISH, EVERY, other]) is EVERY


def test_a_model_without_languages_reads_all() -> None:
    assert EVERY.reads("ht")


def test_a_model_made_for_a_language_reads_no_other() -> None:
    assert (ENGLISH.reads("en"), ENGLISH.reads("es")) == (True, False)


# --- questions that people ask --------------------------------------------------------------


def asked_of(home: Path, question: str, *, language: str) -> tuple[list[str], list[str]]:
    """What the model for all languages embeds for a question, and what the one for English does."""
    every, english = FakeEmbedder(), for_english()
    first_found(opened(home, embedders=[every, english]), question, language=language)
    return every.asked, english.asked


@pytest.fixture(scope="module")
def english_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("english") / "home"
    built(home, {"leave.txt": LEAVE, "rent.txt": RENT}, embedders=[EVERY, ENGLISH])
    return home


@pytest.fixture(scope="module")
def known_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("known") / "home"
    built(home, ASKED, embedders=[EVERY, ENGLISH])
    return home


@pytest.fixture(scope="module")
def mixed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("mixed") / "home"
    files = {"rent.txt": RENT, "permiso.txt": PERMISO}
    asked = expecting("El permiso dura 18 semanas.", en="How long is leave?")
    built(home, {**files, "questions/permiso.yaml": asked}, SPANISH, embedders=[EVERY, ENGLISH])
    return home


def test_a_question_in_english_is_embedded_only_by_the_model_for_english(english_home: Path) -> None:
    assert asked_of(english_home, "How long is leave?", language="en") == ([], ["How long is leave?"])


def test_a_question_in_spanish_is_embedded_only_by_the_model_for_all(english_home: Path) -> None:
    assert asked_of(english_home, "¿Cuánto dura?", language="es") == (["¿Cuánto dura?"], [])


def test_a_question_in_english_to_documents_in_two_languages_is_embedded_by_both_models_once(
    mixed_home: Path,
) -> None:
    question = "Is leave long?"

    assert asked_of(mixed_home, question, language="en") == ([question], [question])


def test_a_question_in_english_is_embedded_by_the_model_for_all_too_where_questions_are_known(
    known_home: Path,
) -> None:
    question = "Is leave long?"

    assert asked_of(known_home, question, language="en") == ([question], [question])


def test_a_question_that_is_known_word_for_word_is_embedded_by_the_model_for_its_language_alone(
    known_home: Path,
) -> None:
    assert asked_of(known_home, "How long is leave?", language="en") == ([], ["How long is leave?"])


def test_a_question_in_spanish_is_embedded_once_where_questions_are_known(known_home: Path) -> None:
    assert asked_of(known_home, "¿Cuánto dura?", language="es") == (["¿Cuánto dura?"], [])


def test_a_question_in_spanish_to_documents_in_two_languages_is_embedded_once(mixed_home: Path) -> None:
    assert asked_of(mixed_home, "¿Cuánto dura?", language="es") == (["¿Cuánto dura?"], [])


def test_an_expected_question_in_english_leads_to_a_passage_in_spanish(mixed_home: Path) -> None:
    parts = opened(mixed_home, embedders=[FakeEmbedder(), for_english()])

    best = parts.searcher.search(Asked("How long is leave?", "en")).hits[0]

    assert best.passage.text == "El permiso dura 18 semanas."
    assert [words.quote.text for words in best.known] == ["El permiso dura 18 semanas."]
    assert best.expected > 0.5
