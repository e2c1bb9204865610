"""The vectors of questions that are asked together, by each model that they need.

Every model embeds every text once, beside the others and beside its caller, who waits for a
vector only when it is needed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np

from retrieval.embed import Embedder
from retrieval.understand import Asked

Embeds = Callable[[list[str]], list[list[float]]]


class Vectors:
    """Vectors that are being computed."""

    def __init__(
        self, asked: Sequence[Asked], embeds: Mapping[str, Embeds], pool: Executor, answer_before: float
    ) -> None:
        texts = [text for each in asked for text in (each.text, each.before.answer) if text]
        self._places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        self._answer_before = answer_before
        self._embedded = {key: pool.submit(embed, list(self._places)) for key, embed in embeds.items()}

    def of(self, asked: Asked, embedder: Embedder) -> np.ndarray:
        """A question's vector: of length 1, or of any with an answer before it."""
        question = self._vector(asked.text, embedder)
        if not asked.before.answer:
            return question
        return np.asarray(question + self._answer_before * self._vector(asked.before.answer, embedder))

    def _vector(self, text: str, embedder: Embedder) -> np.ndarray:
        return np.asarray(self._embedded[embedder.key].result()[self._places[text]])


@contextmanager
def embedding(
    asked: Sequence[Asked], embeds: Mapping[str, Embeds], *, answer_before: float
) -> Iterator[Vectors]:
    """The vectors of these questions by each model, by its key, while they are computed.

    `answer_before` is what an answer that a question leans on weighs in its vector.
    """
    with ThreadPoolExecutor(len(embeds)) as pool:
        yield Vectors(asked, embeds, pool, answer_before)
