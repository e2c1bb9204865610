"""One more check of what a model writes: an NLI cross-encoder of sentence-transformers. Off by default."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from retrieval.errors import SettingsError
from retrieval.pretrained import digest, load_cross_encoder

_ENTAILMENT = "entailment"  # how the models that are trained on SNLI and MNLI name it


class NliModel:
    """Any `CrossEncoder` with a label "entailment", by name or path."""

    def __init__(self, name: str) -> None:
        """Raises SettingsError if it cannot be loaded or has no such label."""
        self._model = load_cross_encoder(name, setting="CITABOT_NLI")
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
