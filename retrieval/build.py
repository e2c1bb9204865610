"""Build a generation: load, split, embed, count words, check, make current.

Nothing is visible before the last rename: a build that fails or is killed leaves the
current generation as it is. Texts that the current generation embedded with the same model
are not embedded again.
"""

import hashlib
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from chromadb.api import ClientAPI
from filelock import FileLock, Timeout

from retrieval.document import BlockKind, Document
from retrieval.embed import Embedder, RememberingEmbedder
from retrieval.errors import (
    BuildInProgressError,
    CorpusError,
    IndexMismatchError,
    IndexMissingError,
    SettingsError,
)
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
    size,
)

_log = logging.getLogger(__name__)
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
    embedder: Embedder,
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
            return _build(generations, corpus, embedder, report, server)
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
    embedder: Embedder,
    report: Callable[[Progress], None],
    server: ClientAPI | None,
) -> Built:
    before = _current_or_none(generations)
    generations.sweep(keep=[before] if before else [])
    contents = read_contents(corpus, report)
    building = generations.begin(_new_id())
    save_contents(building, contents)
    remembering = RememberingEmbedder(embedder, _known(before, embedder))
    _embed(building, contents, remembering, report)
    _index_words(building, contents)
    manifest = _manifest(building, corpus, contents, embedder)
    save_manifest(building, manifest)
    if server is not None:
        _upload(server, manifest.id, contents, remembering)
    return Built(manifest, generations.finish(building), remembering.embedded)


def read_contents(corpus: Corpus, report: Callable[[Progress], None]) -> Contents:
    """Documents and passages of a corpus, in its order."""
    documents: list[Document] = []
    for number, source in enumerate(corpus.sources, start=1):
        documents.append(load(source, corpus.path(source)))
        report(Progress("reading", number, len(corpus.sources)))
    passages = tuple(passage for document in documents for passage in split(document))
    if not passages:
        raise CorpusError(f"{corpus.folder} holds no text that could be quoted; put documents there.")
    return Contents(tuple(documents), passages)


def _current_or_none(generations: Generations) -> Path | None:
    try:
        return generations.current()
    except IndexMissingError:
        return None


def _new_id() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def _known(before: Path | None, embedder: Embedder) -> dict[str, Sequence[float]]:
    """Vectors of the generation before, if the same weights made them and they can be read."""
    if before is None:
        return {}
    try:
        manifest = load_manifest(before)
        if (manifest.embedder, manifest.embedder_digest) != (embedder.identity, embedder.digest()):
            return {}
        with opened(before / "chroma", embedder) as store:
            return {**known_vectors(store.passages), **known_vectors(store.units)}
    except (IndexMismatchError, *STORE_FAILURES) as error:
        _log.warning("the index in use cannot be read, all is embedded again: %s", type(error).__name__)
        return {}


def texts_of(contents: Contents) -> tuple[dict[str, str], dict[str, str]]:
    """What is embedded, by id: passages, and their units, numbered from 1 ("source#3/2")."""
    passages = {passage.id: passage.embedded_text for passage in contents.passages}
    units = {
        f"{passage.id}/{number}": passage.unit_text(unit)
        for passage in contents.passages
        for number, unit in enumerate(passage.units, start=1)
        if unit.kind not in UNSEARCHED
    }
    return passages, headings_of(contents) | units


def headings_of(contents: Contents) -> dict[str, str]:
    """The heading of each section, as unit 0 of the section's first passage."""
    headings: dict[str, str] = {}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for passage in contents.passages:
        place = (passage.document.id, passage.section)
        asks = passage.units[0].kind is BlockKind.QUESTION
        if passage.section and place not in seen and not asks:
            headings[f"{passage.id}/0"] = passage.titled_heading
        seen.add(place)
    return headings


def _embed(
    building: Path, contents: Contents, embedder: RememberingEmbedder, report: Callable[[Progress], None]
) -> None:
    passages, units = texts_of(contents)
    done, total = 0, len(passages) + len(units)
    report(Progress("embedding", 0, total))
    with opened(building / "chroma", embedder) as store:
        for collection, texts in ((store.passages, passages), (store.units, units)):
            for count in add(collection, texts):
                done += count
                report(Progress("embedding", done, total))
        _check(store, passages, units, embedder)


def _upload(server: ClientAPI, identifier: str, contents: Contents, embedder: RememberingEmbedder) -> None:
    """The generation's vectors on the server, and off it those of earlier ones."""
    try:
        for collection in server.list_collections():
            if collection.name.startswith(OURS):
                server.delete_collection(collection.name)
        store = VectorStore.of(server, embedder, prefix=server_prefix(identifier))
        passages, units = texts_of(contents)
        for collection_of, texts in ((store.passages, passages), (store.units, units)):
            for _ in add(collection_of, texts):
                pass
    except STORE_FAILURES as error:
        _log.warning("the Chroma server did not take the index: %s", type(error).__name__)


def _check(
    store: VectorStore, passages: dict[str, str], units: dict[str, str], embedder: RememberingEmbedder
) -> None:
    """Everything is there, and a passage is nearest to itself (or to its double)."""
    if (size(store.passages), size(store.units)) != (len(passages), len(units)):
        raise IndexMismatchError("the index that was built is not complete; run: citabot index")
    text = next(iter(passages.values()))
    found = nearest(store.passages, embedder.embed_documents([text])[0], 1)
    if not found or max(found.values()) < 0.999:
        raise IndexMismatchError(
            "the index that was built does not find its own passages; run: citabot index"
        )


def _index_words(building: Path, contents: Contents) -> None:
    index = LexicalIndex.build(
        [terms(passage.embedded_text, passage.document.source.language) for passage in contents.passages]
    )
    index.save(building / "bm25")


def content_hash(contents: Contents) -> str:
    """SHA-256 over everything that `save_contents` writes."""
    total = hashlib.sha256()
    for line in stored_lines(contents):
        total.update(line)
    return total.hexdigest()


def _manifest(building: Path, corpus: Corpus, contents: Contents, embedder: Embedder) -> Manifest:
    return Manifest(
        format=FORMAT,
        id=building.name.removeprefix("building-"),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        corpus=str(corpus.folder.resolve()),
        embedder=embedder.identity,
        embedder_digest=embedder.digest(),
        content=content_hash(contents),
        documents=len(contents.documents),
        passages=len(contents.passages),
        units=len(texts_of(contents)[1]),
    )
