"""The vectors of questions: each text once by each model, all models side by side."""

from contextlib import AbstractContextManager
from threading import Barrier, Event

import pytest

from retrieval.embed import Embedder
from retrieval.understand import Asked
from retrieval.vectors import Vectors, embedding
from tests.retrieval.answer_builders import HashedWords, asking

PATIENCE = 5.0  # seconds, after which what was to happen never does
LEAVE = asking("Is leave paid?")


class Counting(HashedWords):
    """A model that keeps what it was asked, call by call."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[list[str]] = []

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        self.calls.append(texts)
        return super().embed_queries(texts)


class Meeting(HashedWords):
    """A model that embeds only while another does."""

    def __init__(self, key: str, barrier: Barrier) -> None:
        super().__init__(key=key)
        self._barrier = barrier

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        self._barrier.wait(PATIENCE)
        return super().embed_queries(texts)


class Waiting(HashedWords):
    """A model that takes until it is told to go on."""

    def __init__(self, key: str) -> None:
        super().__init__(key=key)
        self.goes_on = Event()

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        assert self.goes_on.wait(PATIENCE)
        return super().embed_queries(texts)


class Failing(HashedWords):
    """A model that is broken."""

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        raise RuntimeError("no vector")


def computing(asked: list[Asked], *models: Embedder) -> AbstractContextManager[Vectors]:
    """The vectors by these models; an answer before counts half."""
    return embedding(asked, {model.key: model.embed_queries for model in models}, answer_before=0.5)


def test_questions_are_embedded_together_and_each_text_once() -> None:
    model = Counting()
    again = asking("Is it long?", answer_before="Is leave paid?")

    with computing([LEAVE, again, LEAVE], model):
        pass

    assert model.calls == [["Is leave paid?", "Is it long?"]]


def test_each_question_has_its_own_vector() -> None:
    model = HashedWords()
    visa = asking("Are visas free?")

    with computing([LEAVE, visa], model) as vectors:
        found = [vectors.of(LEAVE, model).tolist(), vectors.of(visa, model).tolist()]

    assert found == [model.embed_query("Is leave paid?"), model.embed_query("Are visas free?")]


def test_an_answer_before_is_added_with_its_weight() -> None:
    model = HashedWords()
    leaning = asking("visas", answer_before="leave")

    with computing([leaning], model) as vectors:
        vector = vectors.of(leaning, model)

    assert sorted(value for value in vector if value) == pytest.approx([0.5, 1.0])


def test_models_embed_side_by_side() -> None:
    barrier = Barrier(2)
    one, other = Meeting("one", barrier), Meeting("other", barrier)

    with computing([LEAVE], one, other) as vectors:
        assert vectors.of(LEAVE, one).tolist() == vectors.of(LEAVE, other).tolist()


def test_who_needs_the_vector_of_one_model_does_not_wait_for_another() -> None:
    quick, slow = HashedWords(key="quick"), Waiting("slow")

    with computing([LEAVE], slow, quick) as vectors:
        assert vectors.of(LEAVE, quick).any()
        slow.goes_on.set()


def test_a_model_that_fails_fails_where_its_vector_is_needed() -> None:
    broken = Failing()

    with (
        computing([LEAVE], broken) as vectors,
        pytest.raises(RuntimeError, match="no vector"),
    ):
        vectors.of(LEAVE, broken)
