"""The second look at the best passages."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import SettingsError
from retrieval.fuse import Kind
from retrieval.rerank import DEPTH, SentenceTransformersReranker, reranked
from retrieval.retrieve import Hit
from tests.retrieval.answer_builders import passages_of
from tests.retrieval.tiny_transformer import make_cross_encoder


class Told:
    """A model that gives the scores that it is told."""

    identity = "told"

    def __init__(self, scores: Sequence[float]) -> None:
        self._scores = scores
        self.read: list[str] = []

    def scores(self, question: str, texts: Sequence[str]) -> np.ndarray:
        self.read.extend(texts)
        return np.array(self._scores)


def hit(text: str, score: float) -> Hit:
    [passage] = passages_of(text)
    return Hit(passage, score, dense=0.5, lexical=1.0, kind=Kind.SPECIAL)


def test_the_passage_that_the_model_likes_best_comes_first() -> None:
    hits = [hit("Rent is due.", 0.6), hit("Leave lasts 18 weeks.", 0.3)]

    again = reranked("How long is leave?", hits, Told([0.1, 2.0]))

    assert [each.passage.text for each in again] == ["Leave lasts 18 weeks.", "Rent is due."]


def test_what_the_passages_had_of_the_shares_is_shared_out_anew() -> None:
    hits = [hit("Rent is due.", 0.6), hit("Leave lasts 18 weeks.", 0.3)]

    again = reranked("How long is leave?", hits, Told([0.0, 0.0]))

    assert [round(each.score, 6) for each in again] == [0.45, 0.45]


def test_passages_that_the_model_likes_alike_keep_their_order() -> None:
    hits = [hit("Rent is due.", 0.6), hit("Leave lasts 18 weeks.", 0.3)]

    again = reranked("How long is leave?", hits, Told([1.0, 1.0]))

    assert [each.passage.text for each in again] == ["Rent is due.", "Leave lasts 18 weeks."]


def test_passages_beyond_the_depth_are_not_read_and_stay_behind() -> None:
    hits = [hit(f"Rule {number} holds.", 0.01) for number in range(DEPTH + 1)]
    told = Told([float(number) for number in range(DEPTH)])

    again = reranked("Which rule?", hits, told)

    assert len(told.read) == DEPTH
    assert again[0].passage.text == f"Rule {DEPTH - 1} holds."
    assert again[-1] is hits[-1]


def test_nothing_found_is_nothing_read() -> None:
    assert reranked("Which rule?", [], Told([])) == ()


@pytest.mark.slow
def test_a_cross_encoder_of_a_folder_gives_one_number_a_text(tmp_path: Path) -> None:
    reranker = SentenceTransformersReranker(str(make_cross_encoder(tmp_path / "model")))

    scores = reranker.scores("leave lasts", ["rent is due", "leave lasts 18 weeks", "rent is due"])

    assert scores.shape == (3,)
    assert scores[0] == pytest.approx(scores[2])


@pytest.mark.slow
def test_a_cross_encoder_is_known_by_its_weights(tmp_path: Path) -> None:
    one = make_cross_encoder(tmp_path / "model", seed=1)
    first = SentenceTransformersReranker(str(one)).identity
    one.rename(tmp_path / "old")
    again = make_cross_encoder(tmp_path / "model", seed=2)

    assert SentenceTransformersReranker(str(again)).identity != first


@pytest.mark.slow
def test_a_cross_encoder_that_is_not_there_is_an_error_that_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="check CITABOT_RERANKER, or unset it"):
        SentenceTransformersReranker(str(tmp_path / "nothing"))
