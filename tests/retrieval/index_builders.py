"""Small corpora, and an embedder that costs nothing, for tests of the index."""

import hashlib
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from chromadb.api import ClientAPI

from retrieval.answering import Parts
from retrieval.build import Built, Progress, build
from retrieval.embed import Embedder
from retrieval.generation import Generations
from retrieval.opening import open_generation
from retrieval.sources import Corpus, read_corpus
from retrieval.understand import Asked

LEAVE = "Leave lasts 18 weeks.\n"
RENT = "Rent is due on the first day of the month.\n"
TINY = {"leave.txt": LEAVE, "rent.txt": RENT}


class FakeEmbedder(Embedder):
    """Unit vectors that depend on the text alone; keeps what it was asked to embed."""

    def __init__(self, *, identity: str = "fake 1", weights: str = "w") -> None:
        self.identity = identity
        self.embedded: list[str] = []
        self._weights = weights

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded.extend(texts)
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        drawn = random.Random(text)
        vector = [drawn.gauss(0, 1) for _ in range(8)]
        length = sum(value * value for value in vector) ** 0.5
        return [value / length for value in vector]

    def digest(self) -> str:
        return hashlib.sha256(self._weights.encode()).hexdigest()


def corpus_of(folder: Path, files: dict[str, str], *entries: dict[str, Any]) -> Corpus:
    """These files alone; `entries` go into sources.yaml."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    if entries:
        (folder / "sources.yaml").write_text(yaml.safe_dump(list(entries)), "utf-8")
    return read_corpus(folder)


def built(
    home: Path,
    files: dict[str, str] = TINY,
    *,
    embedder: Embedder | None = None,
    report: Callable[[Progress], None] = lambda progress: None,
    server: ClientAPI | None = None,
) -> Built:
    """A generation of these files, which lie beside `home`."""
    return build(
        home, corpus_of(home.parent / "corpus", files), embedder or FakeEmbedder(), report, server
    )  # fmt: skip


def opened(home: Path, *, chroma_url: str | None = None) -> Parts:
    """What answers from the current generation."""
    return open_generation(Generations.of(home).current(), FakeEmbedder(), chroma_url)


def first_found(parts: Parts, query: str) -> str:
    """The text of the best passage."""
    return parts.searcher.search(Asked(query, "en")).hits[0].passage.text


def current_id(home: Path) -> str:
    return Generations.of(home).current().name


def folders(home: Path) -> set[str]:
    """What lies beside the pointer and the lock."""
    return {path.name for path in (home / "index").iterdir() if path.is_dir()}
