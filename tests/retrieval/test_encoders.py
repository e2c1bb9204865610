"""What both encoders promise of any text: a vector of unit length, the same in any company."""

import numpy as np
import pytest

from retrieval.e5 import E5Encoder
from retrieval.minilm import MiniLMEncoder
from tests.retrieval.test_e5 import WEIGHTS
from tests.retrieval.test_minilm import FOLDER

SHORT = "Leave lasts 18 weeks."
LONG = "Rent is due on the first day of the month. " * 80  # 880 tokens, more than either reads together
TEXTS = [SHORT, "¿Cuántas semanas dura el permiso?", "产假有多少周？ 🙂", "", LONG]


@pytest.fixture(scope="module", params=["multilingual-e5", "MiniLM"])
def encoder(request: pytest.FixtureRequest) -> E5Encoder | MiniLMEncoder:
    if request.param == "MiniLM":
        return MiniLMEncoder(FOLDER, threads=2)
    return E5Encoder(WEIGHTS, threads=2)


def test_vectors_have_unit_length(encoder: E5Encoder | MiniLMEncoder) -> None:
    vectors = encoder.encode(TEXTS)

    assert vectors.shape == (5, 384)
    assert np.linalg.norm(vectors, axis=1).tolist() == pytest.approx([1.0] * 5, abs=1e-5)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\t", id="white space"),
        pytest.param("\x00", id="a control character"),
        pytest.param("a" * 5000, id="one long word"),
        pytest.param("नेपाली", id="a script that one of them does not know"),
        pytest.param("\U0001f642\ue000", id="signs that neither knows"),
    ],
)
def test_any_text_has_a_vector(encoder: E5Encoder | MiniLMEncoder, text: str) -> None:
    assert np.linalg.norm(encoder.encode([text])) == pytest.approx(1.0, abs=1e-5)


def test_no_texts_have_no_vectors(encoder: E5Encoder | MiniLMEncoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: E5Encoder | MiniLMEncoder) -> None:
    among = encoder.encode(TEXTS)

    assert encoder.encode([SHORT]) == pytest.approx(among[:1], abs=1e-5)
    assert encoder.encode([LONG]) == pytest.approx(among[4:], abs=1e-5)
