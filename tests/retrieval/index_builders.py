"""Small corpora, and embedders that cost nothing, for tests of the index."""

import hashlib
import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from chromadb.api import ClientAPI

from retrieval.answering import Parts
from retrieval.build import Built, build
from retrieval.embed import Embedder
from retrieval.generation import Generations
from retrieval.lexical import words
from retrieval.opening import open_generation
from retrieval.read import Progress
from retrieval.sources import Corpus, read_corpus
from retrieval.understand import Asked

LEAVE = "Leave lasts 18 weeks.\n"
RENT = "Rent is due on the first day of the month.\n"
TINY = {"leave.txt": LEAVE, "rent.txt": RENT}
PERMISO = "El permiso dura 18 semanas.\n"
SPANISH = {"id": "permiso", "file": "permiso.txt", "title": "P", "short_title": "P", "language": "es"}


class FakeEmbedder(Embedder):
    """Unit vectors that depend on a text's words alone; keeps what it was asked to embed."""

    def __init__(
        self,
        *,
        identity: str = "fake 1",
        key: str = "fake",
        languages: frozenset[str] = frozenset(),
        weights: str = "w",
        meanings: Mapping[str, str] | None = None,
    ) -> None:
        """`meanings` leads from a text to another that says nearly the same."""
        self.identity = identity
        self.key = key
        self.languages = languages
        self.embedded: list[str] = []  # what may answer
        self.asked: list[str] = []  # questions
        self._weights = weights
        self._meanings = meanings or {}

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded.extend(texts)
        return [self._vector(text) for text in texts]

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        self.asked.extend(texts)
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> list[float]:
        own, meant = vector_of(text), vector_of(self._meanings.get(text, text))
        return unit([0.3 * value + other for value, other in zip(own, meant, strict=True)])

    def digest(self) -> str:
        return hashlib.sha256(self._weights.encode()).hexdigest()


def for_english() -> FakeEmbedder:
    """A model that reads English alone, to stand beside one for all languages."""
    return FakeEmbedder(identity="english 1", key="english", languages=frozenset({"en"}))


def vector_of(text: str) -> list[float]:
    """What every fake model makes of a text: each of its words points somewhere, drawn by lot."""
    lots = [random.Random(word) for word in words(text) or [text]]
    return unit([sum(lot.gauss(0, 1) for lot in lots) for _ in range(16)])


def unit(vector: Sequence[float]) -> list[float]:
    """The same direction, one long."""
    length = sum(value * value for value in vector) ** 0.5
    return [value / length for value in vector]


def corpus_of(folder: Path, files: dict[str, str], *entries: dict[str, Any]) -> Corpus:
    """These files alone, some of them below questions/; `entries` go into sources.yaml."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    if entries:
        (folder / "sources.yaml").write_text(yaml.safe_dump(list(entries)), "utf-8")
    return read_corpus(folder)


def expecting(quote: str, **questions: str) -> str:
    """A file of expected questions: one entry with one question a language."""
    return yaml.safe_dump([{"quote": quote, "questions": {key: [text] for key, text in questions.items()}}])


def lacking(instead: str, **questions: str) -> str:
    """A file of known gaps: one gap with one question a language."""
    asked = {key: [text] for key, text in questions.items()}
    return yaml.safe_dump([{"id": "gap", "questions": asked, "instead": {"en": instead}}])


LEAVE_ASKED = expecting("Leave lasts 18 weeks.", en="How long is leave?", es="¿Cuánto dura el permiso?")
LUNCH_ASKED = lacking("Ask the kitchen.", en="Is lunch free?", es="¿Es gratis el almuerzo?")
ASKED = {**TINY, "questions/leave.yaml": LEAVE_ASKED, "questions/gaps.yaml": LUNCH_ASKED}


def built(
    home: Path,
    files: dict[str, str] = TINY,
    *entries: dict[str, Any],
    embedders: Sequence[Embedder] | None = None,
    report: Callable[[Progress], None] = lambda progress: None,
    server: ClientAPI | None = None,
) -> Built:
    """A generation of these files, which lie beside `home`."""
    corpus = corpus_of(home.parent / "corpus", files, *entries)
    return build(home, corpus, embedders or [FakeEmbedder()], report, server)


def opened(
    home: Path, *, embedders: Sequence[Embedder] | None = None, chroma_url: str | None = None
) -> Parts:
    """What answers from the current generation."""
    return open_generation(Generations.of(home).current(), embedders or [FakeEmbedder()], chroma_url)


def first_found(parts: Parts, query: str, *, language: str = "en") -> str:
    """The text of the best passage."""
    return parts.searcher.search(Asked(query, language)).hits[0].passage.text


def current_id(home: Path) -> str:
    return Generations.of(home).current().name


def folders(home: Path) -> set[str]:
    """What lies beside the pointer and the lock."""
    return {path.name for path in (home / "index").iterdir() if path.is_dir()}
