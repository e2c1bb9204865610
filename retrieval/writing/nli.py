"""One more check of what a model writes: an NLI cross-encoder of sentence-transformers. Off by default."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.errors import SettingsError
from retrieval.rerank import digest

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_ENTAILMENT = "entailment"  # how the models that are trained on SNLI and MNLI name it


class NliModel:
    """Any `CrossEncoder` with a label "entailment", by name or path."""

    def __init__(self, name: str) -> None:
        """Raises SettingsError if it cannot be loaded or has no such label."""
        self._model = _load(name)
        config = self._model.config
        labels: Mapping[Any, str] = (config.id2label if config else None) or {}
        numbers = {str(label).casefold(): int(number) for number, label in labels.items()}
        if _ENTAILMENT not in numbers:
            raise SettingsError(
                f"CITABOT_NLI is {name!r}, whose labels are {sorted(numbers)}; choose one with 'entailment'."
            )
        self._entailment = numbers[_ENTAILMENT]
        self.identity = f"{name} {digest(self._model)}"

    def entails(self, premise: str, hypothesis: str) -> bool:
        """Is "it follows" the likeliest of its labels?"""
        scores = np.asarray(self._model.predict([(premise, hypothesis)]))[0]
        return int(scores.argmax()) == self._entailment


def _load(name: str) -> "CrossEncoder":
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        from sentence_transformers import CrossEncoder  # 12 seconds and 1 GB, only when one is chosen

        model: CrossEncoder = CrossEncoder(name)
        return model
    except ImportError as error:
        raise SettingsError(
            f"CITABOT_NLI is {name!r}, but sentence-transformers is not installed; run make setup."
        ) from error
    except (OSError, ValueError, LookupError) as error:
        reason = str(error).strip().split("\n", 1)[0].rstrip(".")
        raise SettingsError(
            f"the NLI model {name!r} cannot be loaded ({reason}); check CITABOT_NLI, or unset it."
        ) from error
