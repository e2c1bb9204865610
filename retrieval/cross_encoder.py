"""Cross-encoders of sentence-transformers, of a hub or a folder; torch is loaded only when one is chosen."""

import hashlib
import os
from typing import TYPE_CHECKING

from retrieval.errors import SettingsError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


def load_cross_encoder(name: str, *, setting: str) -> "CrossEncoder":
    """The model that `setting` names. Raises SettingsError that says which setting to correct."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        from sentence_transformers import CrossEncoder  # 12 seconds and 1 GB
    except ImportError as error:
        raise SettingsError(
            f"{setting} is {name!r}, but sentence-transformers or torch is not installed; run make setup, or "
            "unset it."
        ) from error
    try:
        model: CrossEncoder = CrossEncoder(name)
        return model
    except (OSError, ValueError, LookupError) as error:
        reason = str(error).strip().split("\n", 1)[0].rstrip(".")
        raise SettingsError(
            f"the model {name!r} cannot be loaded ({reason}); check {setting}, or unset it."
        ) from error


def digest(model: "CrossEncoder") -> str:
    """Changes with every weight, whatever the model's name."""
    total = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        total.update(key.encode())
        total.update(tensor.cpu().numpy().tobytes())
    return total.hexdigest()
