"""Open the current generation, ready to answer."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import threadpoolctl
from chromadb.api import ClientAPI
from chromadb.errors import NotFoundError

from retrieval.answering import Parts
from retrieval.embed import Embedder, load_embedders
from retrieval.errors import IndexMismatchError
from retrieval.fingerprint import fingerprint
from retrieval.generation import (
    MANIFEST,
    RUN_INDEX,
    Contents,
    Generations,
    Manifest,
    damaged,
    load_contents,
    load_manifest,
)
from retrieval.hold import Hold
from retrieval.lexical import LexicalIndex
from retrieval.look_up import Model
from retrieval.recognise import Recogniser, load_recogniser
from retrieval.rerank import Reranker, SentenceTransformersReranker
from retrieval.retrieve import Searcher
from retrieval.settings import Settings
from retrieval.store import STORE_FAILURES, VectorStore, embedded_client, server_client, server_prefix
from retrieval.tuning import fitted
from retrieval.writing.opening import open_writer
from retrieval.writing.writer import Writer

_log = logging.getLogger(__name__)


def open_index(settings: Settings) -> Parts:
    """What answers, as the settings say. Raises IndexMissingError, IndexMismatchError or SettingsError."""
    return open_with(settings, open_writer(settings))


def open_with(settings: Settings, writer: Writer | None) -> Parts:
    """The same with a writer that is there already, so that what it may cost a day goes on."""
    return open_parts(
        settings.home,
        settings.embeddings,
        settings.chroma_url,
        settings.reranker,
        settings.caution,
        writer,
    )


def open_parts(
    home: Path,
    embeddings: str,
    chroma_url: str | None = None,
    reranker: str | None = None,
    caution: float = 0.0,
    writer: Writer | None = None,
) -> Parts:
    """What answers from the current generation of `home`, with the models that the setting names.

    Raises IndexMissingError, IndexMismatchError or SettingsError.
    """
    # What is asked beside this question needs the other cores more: a second thread of a model makes
    # its text a third quicker for a third more work, one of the linear algebra spins while it has none.
    threadpoolctl.threadpool_limits(1, user_api="blas")
    folder = Generations.of(home).current()
    second_look = SentenceTransformersReranker(reranker) if reranker else None
    embedders = load_embedders(embeddings, threads=1)
    return open_generation(folder, embedders, chroma_url, second_look, caution, writer)


def open_generation(
    folder: Path,
    embedders: Sequence[Embedder],
    chroma_url: str | None = None,
    reranker: Reranker | None = None,
    caution: float = 0.0,
    writer: Writer | None = None,
) -> Parts:
    """What answers from the generation in `folder`. Raises IndexMismatchError or SettingsError.

    A Chroma server that is out of reach or does not hold the generation is left aside: the
    generation's own files answer. So is a damaged vector store among these, as long as the
    server holds the same vectors.
    """
    held = _hold(folder)
    manifest = load_manifest(folder)
    chosen = tuple(embedder.identity for embedder in embedders)
    if manifest.embedders != chosen:
        raise IndexMismatchError(
            f"the index was built with embedders {list(manifest.embedders)}, the settings say "
            f"{list(chosen)}; {RUN_INDEX}"
        )
    contents = load_contents(folder)
    tuning = fitted()
    searcher = Searcher(
        contents=contents,
        lexical=_lexical(folder, "words", manifest),
        expected_lexical=_lexical(folder, "asked", manifest),
        models=_models(folder, manifest, embedders, chroma_url),
        recogniser=_recogniser(folder, contents, manifest),
        weights=tuning.weights,
        reranker=reranker,
        held=held,
    )
    limits = replace(tuning.limits, caution=caution)
    beside = [reranker.identity] if reranker else []
    beside += [f"caution {caution}"] if caution else []
    beside += [writer.identity] if writer else []
    return Parts(searcher, limits, tuning.choice, fingerprint(manifest, beside), writer=writer)


def _hold(folder: Path) -> Hold:
    try:
        return Hold(folder / MANIFEST)
    except OSError as error:
        raise damaged(folder) from error


def _lexical(folder: Path, name: str, manifest: Manifest) -> LexicalIndex:
    try:
        index = LexicalIndex.load(folder / name)
    except (OSError, EOFError, ValueError, TypeError, LookupError) as error:
        raise damaged(folder) from error
    if index.size != manifest.passages:
        raise damaged(folder)
    return index


def _recogniser(folder: Path, contents: Contents, manifest: Manifest) -> Recogniser | None:
    recogniser = load_recogniser(folder, contents)
    if manifest.questions != (len(recogniser.known.questions) if recogniser else 0):
        raise damaged(folder)
    return recogniser


def _models(
    folder: Path, manifest: Manifest, embedders: Sequence[Embedder], chroma_url: str | None
) -> tuple[Model, ...]:
    """Each model with the stores that hold its vectors whole, the server's first."""
    prefix = server_prefix(Generations(folder.parent).identity(), manifest.id)
    on_server = _on_server(prefix, manifest, embedders, chroma_url) if chroma_url else None
    embedded = _embedded(folder, manifest, embedders)
    if on_server and not embedded:
        _log.warning("the Chroma server alone holds this index; %s", RUN_INDEX)
    places = [stores for stores in (on_server, embedded) if stores]
    if not places:
        raise damaged(folder)
    return tuple(Model(embedder, tuple(stores)) for embedder, *stores in zip(embedders, *places, strict=True))


def _embedded(
    folder: Path, manifest: Manifest, embedders: Sequence[Embedder]
) -> tuple[VectorStore, ...] | None:
    """The generation in its own folder, a store for each model, if it is there whole."""
    store = folder / "chroma"
    try:
        return _whole(embedded_client(store), manifest, embedders) if store.is_dir() else None
    except STORE_FAILURES:
        return None


def _on_server(
    prefix: str, manifest: Manifest, embedders: Sequence[Embedder], url: str
) -> tuple[VectorStore, ...] | None:
    """The generation on the server, a store for each model, if it is there whole."""
    try:
        stores = _whole(server_client(url), manifest, embedders, prefix=prefix)
        if stores is None:
            _log.warning("the Chroma server does not hold this index; %s", RUN_INDEX)
        return stores
    except STORE_FAILURES as error:
        _log.warning("the Chroma server does not answer: %s", type(error).__name__)
    return None


def _whole(
    client: ClientAPI, manifest: Manifest, embedders: Sequence[Embedder], *, prefix: str = ""
) -> tuple[VectorStore, ...] | None:
    try:
        stores = tuple(
            VectorStore.of(client, embedder, key=embedder.key, prefix=prefix) for embedder in embedders
        )
    except NotFoundError:
        return None
    counted = {embedder.key: store.sizes() for embedder, store in zip(embedders, stores, strict=True)}
    return stores if counted == manifest.vectors else None
