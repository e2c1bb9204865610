"""Open the current generation, ready to answer."""

import logging
from pathlib import Path

from retrieval.answering import Parts
from retrieval.embed import Embedder, load_embedder
from retrieval.errors import IndexMismatchError
from retrieval.fingerprint import fingerprint
from retrieval.generation import RUN_INDEX, Generations, Manifest, load_contents, load_manifest
from retrieval.lexical import LexicalIndex
from retrieval.retrieve import Searcher
from retrieval.store import STORE_FAILURES, VectorStore, embedded_client, server_client, server_prefix, size
from retrieval.tuning import fitted

_log = logging.getLogger(__name__)


def open_parts(home: Path, embeddings: str, chroma_url: str | None = None) -> Parts:
    """What answers from the current generation of `home`, with the model that the setting names.

    Raises IndexMissingError, IndexMismatchError or SettingsError.
    """
    folder = Generations.of(home).current()
    # Two threads for one question gain little, and beside another busy process lose seconds.
    return open_generation(folder, load_embedder(embeddings, threads=1), chroma_url)


def open_generation(folder: Path, embedder: Embedder, chroma_url: str | None = None) -> Parts:
    """What answers from the generation in `folder`. Raises IndexMismatchError or SettingsError.

    A Chroma server that is out of reach or does not hold the generation is left aside: the
    generation's own files answer. So is a damaged vector store among these, as long as the
    server holds the same vectors.
    """
    manifest = load_manifest(folder)
    if manifest.embedder != embedder.identity:
        raise IndexMismatchError(
            f"the index was built with embedder {manifest.embedder!r}, the settings say "
            f"{embedder.identity!r}; {RUN_INDEX}"
        )
    tuning = fitted()
    searcher = Searcher(
        contents=load_contents(folder),
        lexical=_lexical(folder, manifest),
        stores=_stores(folder, manifest, embedder, chroma_url),
        embedder=embedder,
        weights=tuning.weights,
    )
    return Parts(searcher, tuning.limits, tuning.choice, fingerprint(manifest))


def _lexical(folder: Path, manifest: Manifest) -> LexicalIndex:
    try:
        index = LexicalIndex.load(folder / "bm25")
    except (OSError, EOFError, ValueError, TypeError, LookupError) as error:
        raise _damaged(folder) from error
    if index.size != manifest.passages:
        raise _damaged(folder)
    return index


def _damaged(folder: Path) -> IndexMismatchError:
    return IndexMismatchError(f"the index in {folder} is damaged; {RUN_INDEX}")


def _stores(
    folder: Path, manifest: Manifest, embedder: Embedder, chroma_url: str | None
) -> tuple[VectorStore, ...]:
    """Those that hold the generation whole, the server's first."""
    on_server = _on_server(manifest, embedder, chroma_url) if chroma_url else None
    embedded = _embedded(folder, manifest, embedder)
    if on_server and not embedded:
        _log.warning("the Chroma server alone holds this index; %s", RUN_INDEX)
    stores = tuple(store for store in (on_server, embedded) if store)
    if not stores:
        raise _damaged(folder)
    return stores


def _embedded(folder: Path, manifest: Manifest, embedder: Embedder) -> VectorStore | None:
    """The generation in its own folder, if it is there whole."""
    try:
        store = VectorStore.of(embedded_client(folder / "chroma"), embedder)
        return store if _is_whole(store, manifest) else None
    except STORE_FAILURES:
        return None


def _on_server(manifest: Manifest, embedder: Embedder, url: str) -> VectorStore | None:
    """The generation on the server, if it is there whole."""
    try:
        store = VectorStore.of(server_client(url), embedder, prefix=server_prefix(manifest.id))
        if _is_whole(store, manifest):
            return store
        _log.warning("the Chroma server does not hold this index; %s", RUN_INDEX)
    except STORE_FAILURES as error:
        _log.warning("the Chroma server does not answer: %s", type(error).__name__)
    return None


def _is_whole(store: VectorStore, manifest: Manifest) -> bool:
    return (size(store.passages), size(store.units)) == (manifest.passages, manifest.units)
