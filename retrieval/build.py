"""Build a generation: load, split, embed, count words, check, make current.

Nothing is visible before the last rename: a build that fails or is killed leaves the
current generation as it is. Texts that the current generation embedded with the same model
are not embedded again.
"""

import hashlib
import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from chromadb.api import ClientAPI
from filelock import FileLock, Timeout

from retrieval.document import BlockKind, Document
from retrieval.embed import Embedder, Remembering, serving
from retrieval.errors import (
    BuildInProgressError,
    CorpusError,
    IndexMismatchError,
    IndexMissingError,
    SettingsError,
)
from retrieval.expected import FOLDER, complaints, expected_questions, read_gaps
from retrieval.generation import (
    FORMAT,
    Contents,
    Generations,
    Manifest,
    load_manifest,
    save_contents,
    save_manifest,
    stored_lines,
)
from retrieval.lexical import LexicalIndex, terms
from retrieval.loading import load
from retrieval.passage import Passage
from retrieval.sources import Corpus
from retrieval.split import split
from retrieval.store import (
    OURS,
    STORE_FAILURES,
    VectorStore,
    add,
    known_vectors,
    nearest,
    opened,
    server_prefix,
)

_log = logging.getLogger(__name__)
Known = dict[str, Sequence[float]]  # vectors by text
UNSEARCHED = (BlockKind.LINK,)  # units that are quoted with others only


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is."""

    step: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    manifest: Manifest
    folder: Path
    embedded: int  # texts that had to be embedded; the others were known


def build(
    home: Path,
    corpus: Corpus,
    embedders: Sequence[Embedder],
    report: Callable[[Progress], None],
    server: ClientAPI | None = None,
) -> Built:
    """Build a generation from `corpus` and make it current; put its vectors on `server` too.

    Raises BuildInProgressError when another process builds, CorpusError when a document cannot
    be loaded, SettingsError when `home` cannot be made; the current generation stays as it is
    in all these cases. A server that fails is left aside, with a warning in the log: the
    embedded store has everything.
    """
    generations = Generations.of(home)
    _make(generations.folder)
    try:
        with FileLock(generations.lock, timeout=0):
            return _build(generations, corpus, embedders, report, server)
    except Timeout:
        raise BuildInProgressError(
            f"another build is running in {home}; wait for it, then run: citabot index"
        ) from None


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"{folder} cannot be made ({error.strerror}); set --home or CITABOT_HOME to another folder."
        ) from error


def _build(
    generations: Generations,
    corpus: Corpus,
    embedders: Sequence[Embedder],
    report: Callable[[Progress], None],
    server: ClientAPI | None,
) -> Built:
    before = _current_or_none(generations)
    generations.sweep(keep=[before] if before else [])
    contents = read_contents(corpus, report)
    building = generations.begin(_new_id())
    save_contents(building, contents)
    models = [_Model.of(embedder, embedders, contents, before) for embedder in embedders]
    _embed(building, models, report)
    _index_words(building, contents)
    manifest = _manifest(building, corpus, contents, models)
    save_manifest(building, manifest)
    if server is not None:
        _upload(server, manifest.id, models)
    return Built(manifest, generations.finish(building), sum(model.embedded for model in models))


def read_contents(corpus: Corpus, report: Callable[[Progress], None]) -> Contents:
    """Documents, passages, expected questions and known gaps of a corpus, in its order."""
    documents: list[Document] = []
    for number, source in enumerate(corpus.sources, start=1):
        documents.append(load(source, corpus.path(source)))
        report(Progress("reading", number, len(corpus.sources)))
    passages = tuple(passage for document in documents for passage in split(document))
    if not passages:
        raise CorpusError(f"{corpus.folder} holds no text that could be quoted; put documents there.")
    wrong = sum(1 for _ in complaints(corpus.folder, passages))
    if wrong:
        _log.warning("wrong entries in %s: %d; run: citabot questions check", corpus.folder / FOLDER, wrong)
    expected = tuple(expected_questions(corpus.folder, passages))
    return Contents(tuple(documents), passages, expected, tuple(read_gaps(corpus.folder)))


def _current_or_none(generations: Generations) -> Path | None:
    try:
        return generations.current()
    except IndexMissingError:
        return None


def _new_id() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def _known(before: Path | None, embedder: Embedder) -> tuple[Known, Known]:
    """Texts and questions of the generation before with their vectors, if the same weights made them."""
    if before is None:
        return {}, {}
    try:
        manifest = load_manifest(before)
        made = zip(manifest.embedders, manifest.embedder_digests, strict=True)
        if (embedder.identity, embedder.digest()) not in made:
            return {}, {}
        with opened(before / "chroma") as client:
            store = VectorStore.of(client, embedder, embedder, key=embedder.key)
            texts = {**known_vectors(store.passages), **known_vectors(store.units)}
            return texts, known_vectors(store.questions)
    except (IndexMismatchError, *STORE_FAILURES) as error:
        _log.warning("the index in use cannot be read, all is embedded again: %s", type(error).__name__)
        return {}, {}


@dataclass(frozen=True, slots=True)
class Texts:
    """What one model embeds, by id."""

    passages: dict[str, str]  # "source#3"
    units: dict[str, str]  # "source#3/2": numbered from 1, 0 is the heading
    questions: dict[str, str]  # "expected/12" or "gap/3/5": positions among those of the contents, from 0


def texts_of(contents: Contents, embedder: Embedder, embedders: Sequence[Embedder]) -> Texts:
    """What `embedder` embeds, one of `embedders`: all passages that it reads, and the questions it serves."""
    read = [passage for passage in contents.passages if embedder.reads(passage.document.source.language)]
    units = {
        f"{passage.id}/{number}": passage.unit_text(unit)
        for passage in read
        for number, unit in enumerate(passage.units, start=1)
        if unit.kind not in UNSEARCHED
    }
    return Texts(
        passages={passage.id: passage.embedded_text for passage in read},
        units=headings_of(read) | units,
        questions=_questions(contents, embedder, embedders),
    )


def _questions(contents: Contents, embedder: Embedder, embedders: Sequence[Embedder]) -> dict[str, str]:
    """Those that `embedder` looks up: an expected one beside its document, one of a gap beside any."""

    def serves(language: str, document: Document) -> bool:
        return serving(embedders, language, document.source.language) is embedder

    expected = {
        f"expected/{number}": each.text
        for number, each in enumerate(contents.expected)
        if serves(each.language, each.passage.document)
    }
    gaps = {
        f"gap/{number}/{place}": text
        for number, gap in enumerate(contents.gaps)
        for place, (language, text) in enumerate(gap.asked())
        if any(serves(language, document) for document in contents.documents)
    }
    return expected | gaps


def headings_of(passages: Sequence[Passage]) -> dict[str, str]:
    """The heading of each section, as unit 0 of the section's first passage."""
    headings: dict[str, str] = {}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for passage in passages:
        place = (passage.document.id, passage.section)
        asks = passage.units[0].kind is BlockKind.QUESTION
        if passage.section and place not in seen and not asks:
            headings[f"{passage.id}/0"] = passage.titled_heading
        seen.add(place)
    return headings


@dataclass(frozen=True, slots=True)
class _Model:
    """A model with what it embeds; nothing is embedded twice."""

    embedder: Embedder
    texts: Texts
    as_texts: Remembering
    as_questions: Remembering

    @classmethod
    def of(
        cls, embedder: Embedder, embedders: Sequence[Embedder], contents: Contents, before: Path | None
    ) -> "_Model":
        texts, questions = _known(before, embedder)
        return cls(
            embedder,
            texts_of(contents, embedder, embedders),
            Remembering(embedder.embed_documents, texts),
            Remembering(embedder.embed_queries, questions),
        )

    @property
    def embedded(self) -> int:
        return self.as_texts.embedded + self.as_questions.embedded

    def store(self, client: ClientAPI, prefix: str = "") -> VectorStore:
        return VectorStore.of(client, self.as_texts, self.as_questions, key=self.embedder.key, prefix=prefix)

    def sizes(self) -> tuple[int, int, int]:
        return len(self.texts.passages), len(self.texts.units), len(self.texts.questions)

    def fill(self, store: VectorStore) -> Iterator[int]:
        """Put everything into the store; yields how many vectors each batch held."""
        yield from add(store.passages, self.texts.passages)
        yield from add(store.units, self.texts.units)
        yield from add(store.questions, self.texts.questions)


def _embed(building: Path, models: Sequence[_Model], report: Callable[[Progress], None]) -> None:
    done, total = 0, sum(sum(model.sizes()) for model in models)
    report(Progress("embedding", 0, total))
    with opened(building / "chroma") as client:
        for model in models:
            store = model.store(client)
            for count in model.fill(store):
                done += count
                report(Progress("embedding", done, total))
            _check(store, model)


def _upload(server: ClientAPI, identifier: str, models: Sequence[_Model]) -> None:
    """The generation's vectors on the server, and off it those of earlier ones."""
    try:
        for collection in server.list_collections():
            if collection.name.startswith(OURS):
                server.delete_collection(collection.name)
        for model in models:
            for _ in model.fill(model.store(server, prefix=server_prefix(identifier))):
                pass
    except STORE_FAILURES as error:
        _log.warning("the Chroma server did not take the index: %s", type(error).__name__)


def _check(store: VectorStore, model: _Model) -> None:
    """Everything is there, and a passage is nearest to itself (or to its double)."""
    if store.sizes() != model.sizes():
        raise IndexMismatchError("the index that was built is not complete; run: citabot index")
    for text in list(model.texts.passages.values())[:1]:
        found = nearest(store.passages, model.as_texts.embed_query(text), 1)
        if not found or max(found.values()) < 0.999:
            raise IndexMismatchError(
                "the index that was built does not find its own passages; run: citabot index"
            )


def _index_words(building: Path, contents: Contents) -> None:
    """Words of the passages, and words of the questions that lead to each."""
    index_of_passages(contents).save(building / "words")
    index_of_questions(contents).save(building / "asked")


def index_of_passages(contents: Contents) -> LexicalIndex:
    return LexicalIndex.build(
        [terms(passage.embedded_text, passage.document.source.language) for passage in contents.passages]
    )


def index_of_questions(contents: Contents) -> LexicalIndex:
    """By passage, the words of its expected questions, each stemmed in its own language."""
    asked: dict[str, list[str]] = {passage.id: [] for passage in contents.passages}
    for each in contents.expected:
        asked[each.passage.id].extend(terms(each.text, each.language))
    return LexicalIndex.build(list(asked.values()))


def content_hash(contents: Contents) -> str:
    """SHA-256 over everything that `save_contents` writes."""
    total = hashlib.sha256()
    for line in stored_lines(contents):
        total.update(line)
    return total.hexdigest()


def _manifest(building: Path, corpus: Corpus, contents: Contents, models: Sequence[_Model]) -> Manifest:
    return Manifest(
        format=FORMAT,
        id=building.name.removeprefix("building-"),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        corpus=str(corpus.folder.resolve()),
        embedders=tuple(model.embedder.identity for model in models),
        embedder_digests=tuple(model.embedder.digest() for model in models),
        content=content_hash(contents),
        documents=len(contents.documents),
        passages=len(contents.passages),
        vectors={model.embedder.key: model.sizes() for model in models},
    )
