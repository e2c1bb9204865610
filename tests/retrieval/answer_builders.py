"""What the answer path works on, for tests: sources, passages, hits, and an index in memory.

The index is a real one but for its model and its store: words are hashed into vectors, and a
dictionary holds them. Each builder's defaults are a short English leave guide in force.
"""

import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

import numpy as np
from langchain_chroma import Chroma
from langchain_core.documents import Document as StoredText

from retrieval.answer import Answered, Citation, Notice, Statement
from retrieval.answering import Parts
from retrieval.build import texts_of
from retrieval.compose import Choice
from retrieval.decide import Limits
from retrieval.document import BlockKind, Document, Quote, RawMap
from retrieval.embed import Embedder
from retrieval.evidence import Evidence
from retrieval.generation import Contents
from retrieval.lexical import LexicalIndex, terms, words
from retrieval.loading import parse
from retrieval.passage import Passage, Unit
from retrieval.retrieve import Hit, Searcher, Weights
from retrieval.sources import Kind, Source, Status
from retrieval.split import split
from retrieval.store import VectorStore
from retrieval.understand import Asked

_DIMENSIONS = 4096


def issued(
    *,
    id: str = "leave-guide",
    short_title: str = "Leave guide",
    publisher: str | None = None,
    kind: Kind | None = None,
    date: str | None = None,
    language: str = "en",
    status: Status = Status.IN_FORCE,
    superseded_on: str | None = None,
    superseded_by: str | None = None,
    status_note: dict[str, str] | None = None,
    review_by: str | None = None,
    url: str | None = None,
) -> Source:
    return Source(
        id=id, file=f"{id}.md", title=f"{short_title}, in full", short_title=short_title, publisher=publisher,
        kind=kind, date=date, language=language, status=status, superseded_on=superseded_on,
        superseded_by=superseded_by, status_note=status_note or {}, review_by=review_by, url=url,
    )  # fmt: skip


def superseded(*, id: str = "old-guide", short_title: str = "Old guide") -> Source:
    return issued(
        id=id, short_title=short_title, status=Status.SUPERSEDED,
        superseded_on="2025-01-31", superseded_by="Guide 2",
    )  # fmt: skip


def whole(
    text: str,
    *,
    of: Source | None = None,
    section: tuple[str, ...] = ("Leave",),
    page_starts: tuple[int, ...] = (),
) -> Passage:
    """A passage that is all of its document; its one unit is all of the passage."""
    document = Document(of or issued(), text, blocks=(), raw_map=RawMap((0,), (0,)), page_starts=page_starts)
    unit = Unit(BlockKind.PARAGRAPH, 0, len(text))
    return Passage(f"{document.id}#1", document, 0, len(text), section, (unit,))


def markdown_document(raw: str, *, of: Source | None = None) -> Document:
    return parse(of or issued(), raw, markdown=True)


def passages_of(raw: str, *, of: Source | None = None) -> tuple[Passage, ...]:
    """The passages of a Markdown text."""
    return split(markdown_document(raw, of=of))


def cited(passage: Passage, wording: str, *, number: int = 1) -> Citation:
    """A citation of `wording` where it first stands in the passage."""
    start = passage.document.text.index(wording, passage.start)
    return Citation(number, Quote(passage.document, start, start + len(wording)), passage)


def answered(*citations: Citation, notices: tuple[Notice, ...] = (), language: str = "en") -> Answered:
    """An answer with one statement a citation, numbered as they come."""
    statements = tuple(Statement(" ".join(each.quote.text.split()), (each.number,)) for each in citations)
    return Answered(statements, citations, notices, language)


def asking(
    text: str = "Is leave paid?", *, language: str = "en", before: str = "", only: tuple[str, ...] = ()
) -> Asked:
    return Asked(text, language, before, only)


def found(
    passage: Passage,
    *,
    score: float = 0.0,
    dense: float = 0.0,
    lexical: float = 0.0,
    units: Mapping[int, float] | None = None,
) -> Hit:
    return Hit(passage, score, dense, lexical, units or {})


def evidence(
    *,
    best: float = 0.0,
    lead: float = 0.0,
    passage: float = 0.0,
    covered: float = 0.0,
    unknown: float = 0.0,
    missing: float = 0.0,
    across: float = 0.0,
) -> Evidence:
    return Evidence(best, lead, passage, covered, unknown, missing, across)


def limits(*, intercept: float = 0.0, threshold: float = 0.5, **coefficients: float) -> Limits:
    """A regression in which whatever is not named has no say."""
    silent = dict.fromkeys(("best", "lead", "passage", "covered", "unknown", "missing", "across"), 0.0)
    return Limits(silent | coefficients, intercept, threshold)


ALWAYS = limits(threshold=0.0)
NEVER = limits(threshold=1.0)


def choice(
    *,
    words: float = 0.0,
    place: float = 0.0,
    whole: float = 0.0,
    slack: float = 0.01,
    passages: int = 10,
    statements: int = 3,
    characters: int = 700,
    list_characters: int = 3000,
) -> Choice:
    return Choice(words, place, whole, slack, passages, statements, characters, list_characters)


class HashedWords(Embedder):
    """A model that knows words and nothing of what they mean."""

    identity = "hashed words"

    def embed_query(self, text: str) -> list[float]:
        vector = np.zeros(_DIMENSIONS)
        for word in words(text):
            vector[zlib.crc32(word.encode()) % _DIMENSIONS] += 1.0
        length = float(np.linalg.norm(vector))
        return [float(value) for value in (vector / length if length else vector)]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def digest(self) -> str:
        return "0" * 64


class Collection:
    """A store's collection in memory, with the cosines that it is told to find."""

    def __init__(self, cosines: Mapping[str, float]) -> None:
        self._cosines = cosines
        self.vectors: list[list[float]] = []  # what was looked up, in order

    def similarity_search_by_vector_with_relevance_scores(
        self, embedding: list[float], k: int
    ) -> list[tuple[StoredText, float]]:
        self.vectors.append(embedding)
        best = sorted(self.cosines(embedding).items(), key=lambda item: -item[1])
        return [(StoredText(id=name, page_content=""), 1.0 - cosine) for name, cosine in best[:k]]

    def cosines(self, embedding: list[float]) -> Mapping[str, float]:
        return self._cosines


class SearchedCollection(Collection):
    """The same, with cosines to the texts that it holds."""

    def __init__(self, texts: Mapping[str, str], embedder: Embedder) -> None:
        super().__init__({})
        self._names = list(texts)
        self._vectors = np.array(embedder.embed_documents(list(texts.values())))

    def cosines(self, embedding: list[float]) -> Mapping[str, float]:
        found = self._vectors @ np.array(embedding)
        return dict(zip(self._names, (float(value) for value in found), strict=True))


class BrokenCollection(Collection):
    """A collection whose store is gone."""

    def __init__(self, error: Exception) -> None:
        super().__init__({})
        self._error = error

    def cosines(self, embedding: list[float]) -> Mapping[str, float]:
        raise self._error


def store(passages: Collection, units: Collection) -> VectorStore:
    """Our two collections in the place of Chroma's."""
    return VectorStore(cast(Chroma, passages), cast(Chroma, units))


def broken_store(error: Exception) -> VectorStore:
    return store(BrokenCollection(error), BrokenCollection(error))


def told_store(passages: Mapping[str, float], units: Mapping[str, float]) -> VectorStore:
    """A store that finds what it is told, whatever is asked."""
    return store(Collection(passages), Collection(units))


def searched_store(contents: Contents) -> VectorStore:
    passages, units = texts_of(contents)
    return store(SearchedCollection(passages, HashedWords()), SearchedCollection(units, HashedWords()))


def lexical_index(passages: Sequence[Passage]) -> LexicalIndex:
    return LexicalIndex.build(
        [terms(passage.embedded_text, passage.document.source.language) for passage in passages]
    )


def searcher(
    passages: Sequence[Passage],
    *,
    stores: tuple[VectorStore, ...] | None = None,
    dense: float = 1.0,
    dense_across: float = 1.0,
    before: float = 0.5,
) -> Searcher:
    """A generation of these passages in memory."""
    documents = {passage.document.id: passage.document for passage in passages}
    contents = Contents(tuple(documents.values()), tuple(passages))
    return Searcher(
        contents,
        lexical_index(passages),
        (searched_store(contents),) if stores is None else stores,
        HashedWords(),
        Weights(dense, dense_across, before),
    )


def parts(
    passages: Sequence[Passage],
    *,
    stores: tuple[VectorStore, ...] | None = None,
    limits: Limits = ALWAYS,
    today: str = "2026-01-01",
    fingerprint: str = "f00d",
) -> Parts:
    """What answers from these passages."""
    return Parts(
        searcher(passages, stores=stores), limits, choice(), fingerprint, lambda: date.fromisoformat(today)
    )
