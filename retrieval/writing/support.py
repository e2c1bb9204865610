"""How well a sentence rests on its quotes, as one number, from how their words align and what they claim.

A logistic regression over figures of both, fitted by `python -m evals.fit_support` on drafts
that are not the reported ones; its threshold is the lowest at which few unsupported sentences of
drafts left out of the fit are shown. Pure.
"""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator

from retrieval.writing.alignment import Alignment
from retrieval.writing.claims import CLASSES, Claims
from retrieval.writing.order import is_turned_around, turned, turns

FITTED = Path(__file__).with_name("support.json")
_FAINT = 0.3  # a cosine below which a word is not found on the other side


class Support(BaseModel):
    """Weights of the figures, and what their sum must reach, for one kind of sentence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weights: dict[str, float]  # by figure, 0 of one that does not tell; "intercept" besides
    threshold: float = Field(ge=0, le=1)

    def probability(self, figures: Mapping[str, float]) -> float:
        total = self.weights["intercept"] + sum(self.weights[name] * each for name, each in figures.items())
        return 1 / (1 + math.exp(-total))

    def is_enough(self, figures: Mapping[str, float]) -> bool:
        return self.probability(figures) >= self.threshold


Vector = Annotated[
    np.ndarray,
    PlainValidator(lambda given: np.asarray(given, dtype=np.float64)),
    PlainSerializer(lambda vector: [round(float(each), 4) for each in vector]),
]


class SupportTuning(BaseModel):
    """What was fitted, with what it gave."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    embedder: str  # the identity of the one that aligned
    same: Support  # sentence and quote in one language
    across: Support
    bearing: float  # the least likeness of question and sentence, quote or passage
    middles: dict[str, Vector]  # by language, the mean vector of its words
    fitted_on: str
    gave: dict[str, str]


def fitted_support() -> SupportTuning:
    return SupportTuning.model_validate_json(FITTED.read_text("utf-8"))


def figures(alignment: Alignment, likeness: float, claims: Claims, *, other_voice: bool) -> dict[str, float]:
    """What the regression weighs.

    The words: the one found worst, their mean and number; how much of the quote is left out; the
    likeness of both as wholes; how their order turns, unless one is a passive of the other
    (`other_voice`); and by class of mark what the sentence adds and leaves out.

    >>> stronger = Claims(added=frozenset({"must"}), left_out={})
    >>> found = figures(Alignment((0.9, 0.2), (1.0, 0.1)), 0.5, stronger, other_voice=False)
    >>> [round(found[name], 2) for name in ("least", "left", "like", "added must", "left may")]
    [0.2, 0.5, 0.5, 1.0, 0.0]
    """
    said, quoted = np.array(alignment.sentence or (0.0,)), np.array(alignment.quote or (1.0,))
    used = {place for place in alignment.path if place is not None}
    words = {
        "least": float(said.min()),  # a sentence without a word of meaning says nothing
        "mean": float(said.mean()),
        "words": math.log(len(said)),
        "left": float((quoted < _FAINT).mean()),
        "unused": 1 - len(used) / len(quoted),
        "like": likeness,
    }
    order = {
        "turns": float(max(0, turns(alignment.path) - 1)),  # one turn is a part that is put first
        "turned": turned(alignment.path),
        "swapped": float(is_turned_around(alignment.path)),
        "swapped, one voice": float(is_turned_around(alignment.path) and not other_voice),
    }
    added = {f"added {name}": float(name in claims.added) for name in CLASSES}
    return words | order | added | {f"left {name}": claims.left_out.get(name, 0.0) for name in CLASSES}
