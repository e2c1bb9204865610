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
    """What answers from the current generation of `home`.

    Raises IndexMissingError, IndexMismatchError or SettingsError. A Chroma server that is out of reach
    or does not hold the generation is left aside: the generation's own files answer.
    """
    folder = Generations.of(home).current()
    manifest = load_manifest(folder)
    embedder = load_embedder(embeddings)
    if manifest.embedder != embedder.identity:
        raise IndexMismatchError(
            f"the index was built with embedder {manifest.embedder!r}, the settings say "
            f"{embedder.identity!r}; {RUN_INDEX}"
        )
    tuning = fitted()
    searcher = Searcher(
        contents=load_contents(folder),
        lexical=LexicalIndex.load(folder / "bm25"),
        stores=_stores(folder, manifest, embedder, chroma_url),
        embedder=embedder,
        weights=tuning.weights,
    )
    return Parts(searcher, tuning.limits, tuning.choice, fingerprint(manifest))


def _stores(
    folder: Path, manifest: Manifest, embedder: Embedder, chroma_url: str | None
) -> tuple[VectorStore, ...]:
    embedded = VectorStore.of(embedded_client(folder / "chroma"), embedder)
    on_server = _on_server(manifest, embedder, chroma_url) if chroma_url else None
    return (on_server, embedded) if on_server else (embedded,)


def _on_server(manifest: Manifest, embedder: Embedder, url: str) -> VectorStore | None:
    """The generation on the server, if it is there whole."""
    try:
        store = VectorStore.of(server_client(url), embedder, prefix=server_prefix(manifest.id))
        if (size(store.passages), size(store.units)) == (manifest.passages, manifest.units):
            return store
        _log.warning("the Chroma server does not hold this index; %s", RUN_INDEX)
    except STORE_FAILURES as error:
        _log.warning("the Chroma server does not answer: %s", type(error).__name__)
    return None
