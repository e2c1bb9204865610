"""Open the current generation, ready to answer."""

import logging
from pathlib import Path

from retrieval.answering import Parts
from retrieval.embed import Embedder, load_embedder
from retrieval.errors import IndexMismatch
from retrieval.fingerprint import fingerprint
from retrieval.generation import RUN_INDEX, Generations, Manifest, load_contents, load_manifest
from retrieval.lexical import LexicalIndex
from retrieval.retrieve import Searcher
from retrieval.tuning import fitted
from retrieval.store import VectorStore, embedded_client, server_client

_log = logging.getLogger(__name__)


def open_parts(home: Path, embeddings: str, chroma_url: str | None = None) -> Parts:
    """What answers from the current generation of `home`.

    Raises IndexMissing, IndexMismatch or SettingsError. A Chroma server that is out of reach
    or does not hold the generation is left aside: the generation's own files answer.
    """
    folder = Generations.of(home).current()
    manifest = load_manifest(folder)
    embedder = load_embedder(embeddings)
    if manifest.embedder != embedder.identity:
        raise IndexMismatch(
            f"the index was built with embedder {manifest.embedder!r}, the settings say "
            f"{embedder.identity!r}; {RUN_INDEX}"
        )
    tuning = fitted()
    searcher = Searcher(
        contents=load_contents(folder),
        lexical=LexicalIndex.load(folder / "bm25"),
        store=_store(folder, manifest, embedder, chroma_url),
        embedder=embedder,
        weights=tuning.weights,
    )
    return Parts(searcher, tuning.limits, tuning.choice, fingerprint(manifest))


def _store(folder: Path, manifest: Manifest, embedder: Embedder, chroma_url: str | None) -> VectorStore:
    return VectorStore.of(embedded_client(folder / "chroma"), embedder)
