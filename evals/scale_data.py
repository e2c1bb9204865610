"""A corpus that is made up, of any size, and vectors that cost nothing, to see how the index grows.

The corpus: files of two-sentence paragraphs, their words drawn by Zipf's law from an invented
vocabulary. The vectors: drawn by lot from each text's hash, with a little of its topic added.
Always the same for the same size; no model, no network.
"""

import hashlib
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from retrieval.embed import Embedder

_SEED = 7
_VOCABULARY = 20_000  # words; the rarest are topics
_TOPICS = 500
_IN_A_FILE = 50  # paragraphs; each is a passage, being too long to be joined with its neighbour
_SENTENCE = 15  # words, the file's topic first
_DIMENSIONS = 384  # as many as the default models have
_TOPIC_SHARE = 0.5  # length of a text's topic beside its own lot of 1
_COMMON = 1.5  # length of what all texts share: cosines of models for all languages lie close together


def write_corpus(folder: Path, paragraphs: int) -> None:
    """Markdown files that together hold so many paragraphs."""
    lots = np.random.default_rng(_SEED)
    vocabulary = _invented(_VOCABULARY)
    frequent, topics = vocabulary[:-_TOPICS], vocabulary[-_TOPICS:]
    odds = 1 / np.arange(1, len(frequent) + 1)
    folder.mkdir()
    for number, start in enumerate(range(0, paragraphs, _IN_A_FILE)):
        count = min(_IN_A_FILE, paragraphs - start)
        drawn = lots.choice(len(frequent), (count, 2, _SENTENCE - 1), p=odds / odds.sum())
        text = [
            " ".join(
                _sentence([topics[number % _TOPICS], *(frequent[rank] for rank in ranks)]) for ranks in two
            )
            for two in drawn
        ]
        (folder / f"file-{number:05}.md").write_text("\n\n".join(text) + "\n", "utf-8")


def _invented(count: int) -> list[str]:
    """So many different words of three or four syllables."""
    lots = random.Random(_SEED)
    made: dict[str, None] = {}
    while len(made) < count:
        syllables = (lots.choice("bdfgklmnprstvz") + lots.choice("aeiou") for _ in range(lots.choice((3, 4))))
        made["".join(syllables)] = None
    return list(made)


def _sentence(chosen: Sequence[str]) -> str:
    return " ".join(chosen).capitalize() + "."


@dataclass
class Lots(Embedder):
    """Vectors drawn by lot, always the same for the same text; knows how long that took."""

    identity: str = "lots 1"
    key: str = "lots"
    languages: frozenset[str] = frozenset()  # reads every language, as one model of an index must
    seconds: float = 0.0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        start = time.perf_counter()
        vectors = [_vector(text) for text in texts]
        self.seconds += time.perf_counter() - start
        return vectors

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return self.embed_documents(texts)

    def digest(self) -> str:
        return hashlib.sha256(self.identity.encode()).hexdigest()


def _vector(text: str) -> list[float]:
    """A text's own lot, its topic, which is its first word, and what all texts share."""
    vector = _lot(text) + _TOPIC_SHARE * _topic(text.partition(" ")[0].lower()) + _COMMON * _topic("")
    return [float(value) for value in vector / np.linalg.norm(vector)]


@cache
def _topic(word: str) -> np.ndarray:
    return _lot(word)


def _lot(text: str) -> np.ndarray:
    """A unit vector."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    drawn = np.random.default_rng(seed).standard_normal(_DIMENSIONS)
    return np.asarray(drawn / np.linalg.norm(drawn))
