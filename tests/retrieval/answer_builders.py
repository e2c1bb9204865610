"""What the answer path works on, for tests: sources, passages, hits, and an index in memory.

The index is a real one but for its model and its store: words are hashed into vectors, and a
dictionary holds them. Each builder's defaults are a short English leave guide in force.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import cast

import numpy as np
from langchain_chroma import Chroma
from langchain_core.documents import Document as StoredText

from retrieval.answer import Answered, Citation, Notice, Statement
from retrieval.answering import Parts
from retrieval.build import index_of_passages, index_of_questions
from retrieval.choose import Choice, Pull
from retrieval.decide import Limits, Line
from retrieval.document import BlockKind, Document, Quote, RawMap
from retrieval.embed import Embedder, general
from retrieval.evidence import Evidence
from retrieval.expected import ExpectedQuestion, KnownGap
from retrieval.followup import Before
from retrieval.fuse import Kind as Relation
from retrieval.fuse import Mix, Weights
from retrieval.generation import Contents
from retrieval.identifiers import IdentifierKind
from retrieval.lexical import LexicalIndex, words
from retrieval.loading import parse
from retrieval.look_up import Model
from retrieval.passage import Passage, Unit
from retrieval.recognise import Known, Recognised, Recogniser
from retrieval.retrieve import Hit, KnownWords, Searcher
from retrieval.sources import Kind, Source, Status
from retrieval.split import split
from retrieval.store import VectorStore
from retrieval.texts import texts_of
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
    text: str = "Is leave paid?",
    *,
    language: str = "en",
    question_before: str = "",
    answer_before: str = "",
    only: tuple[str, ...] = (),
    masked: tuple[IdentifierKind, ...] = (),
) -> Asked:
    return Asked(text, language, Before(question_before, answer_before), only, masked=masked)


def expected_question(
    passage: Passage, text: str = "May I rest at home?", *, wording: str | None = None, language: str = "en"
) -> ExpectedQuestion:
    """A question that leads to the passage by these of its words, or by all of them."""
    quote = passage.find(passage.text if wording is None else wording)
    assert quote is not None, f"{wording!r} is not in the passage"
    return ExpectedQuestion(text, language, passage, quote)


def known_gap(
    *questions: str, id: str = "lottery", language: str = "en", instead: Mapping[str, str] | None = None
) -> KnownGap:
    return KnownGap(
        id=id,
        questions={language: questions or ("How do I win a green card?",)},
        instead=dict(instead or {"en": "The documents say nothing of the lottery."}),
    )


def known_words(passage: Passage, wording: str | None = None, *, score: float) -> KnownWords:
    """These words of a passage, or all of it, and how sure it is that the question asks for them."""
    return KnownWords(expected_question(passage, wording=wording).quote, score)


def found(
    passage: Passage,
    *,
    score: float = 0.0,
    dense: float = 0.0,
    lexical: float = 0.0,
    kind: Relation = Relation.SAME,
    units: Mapping[int, float] | None = None,
    known: tuple[KnownWords, ...] = (),
) -> Hit:
    return Hit(passage, score, dense, lexical, kind, units or {}, known)


def words_of_questions(
    passages: Sequence[Passage], expected: Sequence[ExpectedQuestion] = ()
) -> LexicalIndex:
    return index_of_questions(contents_of(passages, expected))


def recognised_as(*answers: float, gaps: Sequence[float] = ()) -> Recognised:
    """How surely a question is of each topic with an answer, and of each gap."""
    return Recognised(np.array(answers), np.array(gaps), np.zeros(len(answers) + len(gaps)))


def evidence(*, kind: Relation = Relation.SAME, bare: bool = False, **numbers: float) -> Evidence:
    """Evidence in which whatever is not named is nought."""
    weighed = [each.name for each in fields(Evidence) if each.name not in ("kind", "bare")]
    return Evidence(kind=kind, bare=bare, **(dict.fromkeys(weighed, 0.0) | numbers))


def line(*, intercept: float = 0.0, threshold: float = 0.5, **coefficients: float) -> Line:
    """A regression in which whatever is not named has no say."""
    return Line(coefficients, intercept, threshold)


def limits(
    *, intercept: float = 0.0, threshold: float = 0.5, gap_from: float = 2.0, **coefficients: float
) -> Limits:
    """The same line for every kind of question, and for a bare corpus; so sure is nobody of a gap."""
    lines = dict.fromkeys(Relation, line(intercept=intercept, threshold=threshold, **coefficients))
    return Limits(lines, lines, gap_from)


ALWAYS = limits(threshold=0.0)
NEVER = limits(threshold=1.0)


def mix(
    *,
    passage: float = 0.0,
    unit: float = 0.0,
    expected: float = 0.0,
    words: float = 0.0,
    expected_words: float = 0.0,
) -> Mix:
    return Mix(passage, unit, expected, words, expected_words)


MEANING = mix(passage=1.0, unit=1.0, expected=1.0)


def weights(
    *,
    special: Mix = MEANING,
    same: Mix = MEANING,
    across: Mix = MEANING,
    answer_before: float = 0.5,
    question_before: float = 0.5,
) -> Weights:
    return Weights(special, same, across, answer_before, question_before)


def weighing(mixed: Mix) -> Weights:
    """The same for questions of every kind."""
    return weights(special=mixed, same=mixed, across=mixed)


ALIKE = weights()


def pull(**numbers: float) -> Pull:
    """What speaks for an offer, or what it weighs: nought unless it is named."""
    return Pull(**(dict.fromkeys((each.name for each in fields(Pull)), 0.0) | numbers))


def choice(
    *,
    slack: float = 0.01,
    passages: int = 10,
    statements: int = 3,
    characters: int = 700,
    list_characters: int = 3000,
    **weights: float,
) -> Choice:
    """The same weights for every kind of question and for a bare corpus: the cosine's is 1, others nought."""
    alike = dict.fromkeys(Relation, pull(**({"cosine": 1.0} | weights)))
    return Choice(alike, alike, slack, passages, statements, characters, list_characters)


PLAIN = choice()


class HashedWords(Embedder):
    """A model that knows words and nothing of what they mean."""

    def __init__(self, *, key: str = "hashed", languages: frozenset[str] = frozenset()) -> None:
        self.identity = f"{key} words"
        self.key = key
        self.languages = languages

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return [_hashed(text) for text in texts]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [_hashed(text) for text in texts]

    def digest(self) -> str:
        return "0" * 64


def _hashed(text: str) -> list[float]:
    """Unit length; nought for a text without words."""
    vector = np.zeros(_DIMENSIONS)
    for word in words(text):
        vector[zlib.crc32(word.encode()) % _DIMENSIONS] += 1.0
    length = float(np.linalg.norm(vector))
    return [float(value) for value in (vector / length if length else vector)]


class Collection:
    """A store's collection in memory, with the cosines that it is told to find."""

    def __init__(self, cosines: Mapping[str, float]) -> None:
        self._cosines = cosines
        self.vectors: list[list[float]] = []  # what was looked up, in order

    def similarity_search_by_vector_with_relevance_scores(
        self, embedding: list[float], k: int, ids: list[str] | None = None
    ) -> list[tuple[StoredText, float]]:
        self.vectors.append(embedding)
        best = sorted(self.cosines(embedding).items(), key=lambda item: -item[1])
        looked_at = [(name, cosine) for name, cosine in best if ids is None or name in ids]
        return [(StoredText(id=name, page_content=""), 1.0 - cosine) for name, cosine in looked_at[:k]]

    def cosines(self, embedding: list[float]) -> Mapping[str, float]:
        return self._cosines


class SearchedCollection(Collection):
    """The same, with cosines to the texts that it holds."""

    def __init__(self, texts: Mapping[str, str], embedder: Embedder) -> None:
        super().__init__({})
        self._names = list(texts)
        embedded = embedder.embed_documents(list(texts.values()))
        self._vectors = np.array(embedded).reshape(len(texts), _DIMENSIONS)

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
    """Our collections in the place of Chroma's."""
    return VectorStore(cast(Chroma, passages), cast(Chroma, units))


def broken_store(error: Exception) -> VectorStore:
    gone = BrokenCollection(error)
    return store(gone, gone)


def told_store(passages: Mapping[str, float], units: Mapping[str, float] | None = None) -> VectorStore:
    """A store that finds what it is told, whatever is asked."""
    return store(Collection(passages), Collection(units or {}))


def searched_store(contents: Contents, embedder: Embedder | None = None) -> VectorStore:
    """A store of what the embedder embeds."""
    own = embedder or HashedWords()
    texts = texts_of(contents.passages, own)
    return store(SearchedCollection(texts.passages, own), SearchedCollection(texts.units, own))


def contents_of(
    passages: Sequence[Passage], expected: Sequence[ExpectedQuestion] = (), gaps: Sequence[KnownGap] = ()
) -> Contents:
    """A generation's contents, its documents in the order of their first passages."""
    documents = {passage.document.id: passage.document for passage in passages}
    return Contents(tuple(documents.values()), tuple(passages), tuple(expected), tuple(gaps))


def lexical_index(passages: Sequence[Passage]) -> LexicalIndex:
    return index_of_passages(contents_of(passages))


def learnt(contents: Contents, models: Sequence[Model]) -> Recogniser | None:
    """What a build learns of the questions that people ask; None if there are none."""
    known = Known.of(contents)
    if not known.questions:
        return None
    asking = general([model.embedder for model in models])
    vectors = asking.embed_queries([question.text for question in known.questions])
    return Recogniser.learn(known, np.array(vectors, dtype=np.float32))


def searcher(
    passages: Sequence[Passage],
    *,
    expected: Sequence[ExpectedQuestion] = (),
    gaps: Sequence[KnownGap] = (),
    stores: tuple[VectorStore, ...] | None = None,
    models: tuple[Model, ...] | None = None,
    weights: Weights = ALIKE,
) -> Searcher:
    """A generation of these passages in memory, with one model unless `models` are given."""
    contents = contents_of(passages, expected, gaps)
    models = models or (Model(HashedWords(), (searched_store(contents),) if stores is None else stores),)
    return Searcher(
        contents=contents,
        lexical=index_of_passages(contents),
        expected_lexical=index_of_questions(contents),
        models=models,
        weights=weights,
        recogniser=learnt(contents, models),
    )


def parts(
    passages: Sequence[Passage],
    *,
    expected: Sequence[ExpectedQuestion] = (),
    gaps: Sequence[KnownGap] = (),
    stores: tuple[VectorStore, ...] | None = None,
    limits: Limits = ALWAYS,
    choice: Choice = PLAIN,
    today: str = "2026-01-01",
    fingerprint: str = "f00d",
) -> Parts:
    """What answers from these passages."""
    return Parts(
        searcher(passages, expected=expected, gaps=gaps, stores=stores),
        limits,
        choice,
        fingerprint,
        lambda: date.fromisoformat(today),
    )
