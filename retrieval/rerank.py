"""An optional second look: a cross-encoder reads the question with each of the best passages.

Off unless CITABOT_RERANKER names a model of a hub or a folder; needs torch. Weights and
thresholds are fitted without one: after switching it on, fit and evaluate anew.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from retrieval.pretrained import digest, load_cross_encoder

if TYPE_CHECKING:
    from retrieval.retrieve import Hit

DEPTH = 20  # hits that are read again; each costs a run of the model


class Reranker(Protocol):
    """Reads a question with texts."""

    identity: str

    def scores(self, question: str, texts: Sequence[str]) -> np.ndarray:
        """One number a text, higher for one that answers better."""
        ...


class SentenceTransformersReranker:
    """Any `CrossEncoder` of sentence-transformers, by name or path."""

    def __init__(self, name: str) -> None:
        self._model = load_cross_encoder(name, setting="CITABOT_RERANKER")
        self.identity = f"{name} {digest(self._model)}"

    def scores(self, question: str, texts: Sequence[str]) -> np.ndarray:
        return np.asarray(self._model.predict([(question, text) for text in texts]), dtype=np.float64)


def reranked(question: str, hits: "Sequence[Hit]", reranker: Reranker) -> "tuple[Hit, ...]":
    """The first DEPTH hits in the order of the model's scores, ties as they were, then the others.

    What they had of the shares together is shared out anew, by a softmax over the scores.
    """
    read = hits[:DEPTH]
    if not read:
        return ()
    scores = reranker.scores(question, [hit.passage.embedded_text for hit in read])
    likely = np.exp(scores - scores.max())
    total = sum(hit.score for hit in read)
    parts = total * likely / likely.sum()
    order = sorted(range(len(read)), key=lambda place: -scores[place])
    return (*(replace(read[place], score=float(parts[place])) for place in order), *hits[DEPTH:])
