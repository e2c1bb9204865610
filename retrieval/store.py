"""The vectors of a generation: Chroma behind LangChain's vector store interface.

For each embedding model two collections: whole passages, and their units (sentences and list
items). Embedded by default, in the generation's own folder, or on a server, whose collections
carry the ids of the home and of the generation.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.config import Settings
from chromadb.errors import ChromaError
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from retrieval.errors import SettingsError

_OURS = "citabot-"  # what the names of all our collections on a server begin with
STORE_FAILURES = (ChromaError, OSError, httpx.HTTPError)  # what a store that is gone raises
_PATIENCE = 5.0  # seconds that a server may take to answer; then the embedded store does
_PORT = 8000  # Chroma's own
_BATCH = 128  # texts at a time: a fifth less work for the store than 64, and the progress bar still moves


def embedded_client(folder: Path) -> Client:
    """Chroma in this process, kept in `folder`."""
    return cast(Client, chromadb.PersistentClient(path=str(folder), settings=_settings()))


@contextmanager
def opened(folder: Path) -> Iterator[Client]:
    """The client of the store in `folder`, its files closed again at the end."""
    client = embedded_client(folder)
    try:
        yield client
    finally:
        client.close()


def server_client(url: str) -> ClientAPI:
    """Chroma on a server. Raises SettingsError for an address that is none, OSError when out of reach."""
    scheme, host, port = _address(url)
    try:
        httpx.get(f"{scheme}://{host}:{port}/api/v2/heartbeat", timeout=_PATIENCE)
        client = chromadb.HttpClient(host=host, port=port, ssl=scheme == "https", settings=_settings())
    except (ValueError, httpx.InvalidURL, *STORE_FAILURES) as error:  # ValueError: this is no Chroma
        raise ConnectionError(f"no Chroma server answers at {url}") from error
    # chromadb waits for ever for a server that has frozen, and has no setting for it
    client._server._session.timeout = httpx.Timeout(_PATIENCE)  # type: ignore[attr-defined]
    return client


def _address(url: str) -> tuple[str, str, int]:
    """Scheme, host and port."""
    try:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname:
            return parts.scheme, parts.hostname, parts.port or _PORT
    except ValueError:  # a port that is no number, or too great a one
        pass
    raise SettingsError(f"CITABOT_CHROMA_URL is {url!r}; write it as http://host:8000.")


def _settings() -> Settings:
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    return Settings(anonymized_telemetry=False)


def server_prefix(home: str, generation: str = "") -> str:
    """What the names of a generation's collections on a server begin with; without one, of all its home's."""
    return f"{_OURS}{home}-{generation}-" if generation else f"{_OURS}{home}-"


@dataclass(frozen=True, slots=True)
class VectorStore:
    """The collections of one model in one generation."""

    passages: Chroma
    units: Chroma

    @classmethod
    def of(
        cls, client: ClientAPI, embeddings: Embeddings, *, key: str, prefix: str = "", new: bool = False
    ) -> "VectorStore":
        """The collections of the model `key` on `client`, made there if `new`, else one of STORE_FAILURES."""
        return cls(
            _collection(client, embeddings, f"{prefix}{key}-passages", new=new),
            _collection(client, embeddings, f"{prefix}{key}-units", new=new),
        )

    def sizes(self) -> tuple[int, int]:
        """How many passages and units there are."""
        return size(self.passages), size(self.units)


def _collection(client: ClientAPI, embeddings: Embeddings, name: str, *, new: bool) -> Chroma:
    return Chroma(
        collection_name=name,
        client=client,
        embedding_function=embeddings,
        # Of the 50 nearest among 20,000 sentences 400 finds 99.9 %, 200 99.0 to 99.6 %, 100 96 to 97 %.
        collection_configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
        create_collection_if_not_exists=new,
    )


def add(store: Chroma, texts: Mapping[str, str]) -> Iterator[int]:
    """Add texts by id; yields how many each batch held."""
    ids = list(texts)
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        store.add_texts([texts[name] for name in batch], ids=batch)
        yield len(batch)


def nearest(
    store: Chroma, vector: Sequence[float], count: int, *, among: list[str] | None = None
) -> dict[str, float]:
    """Ids of the nearest texts with their cosine, best first; with `among` of these ids alone, all stored."""
    found = store.similarity_search_by_vector_with_relevance_scores(list(vector), k=count, ids=among)
    return {document.id: 1.0 - distance for document, distance in found if document.id is not None}


def known_vectors(store: Chroma) -> dict[str, Sequence[float]]:
    """Every embedded text with its vector."""
    content = store.get(include=["documents", "embeddings"])
    return dict(zip(content["documents"], content["embeddings"], strict=True))


def size(store: Chroma) -> int:
    return len(store.get(include=[])["ids"])
