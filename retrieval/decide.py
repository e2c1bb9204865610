"""Answer or refuse, from the evidence.

A logistic regression over the evidence, with fitted coefficients and threshold. Pure.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

from retrieval.answer import Reason, Refused
from retrieval.evidence import Evidence
from retrieval.retrieve import Hit, Retrieved
from retrieval.understand import Asked

_ALL = 0.999  # of the question's words occur nowhere: nothing that was found can be about it
_NEAREST = 3  # sections named under a refusal


@dataclass(frozen=True, slots=True)
class Limits:
    """Where an answer begins."""

    coefficients: Mapping[str, float]  # by field of Evidence
    intercept: float
    threshold: float  # least probability at which an answer is given


@dataclass(frozen=True, slots=True)
class Proceed:
    """There is an answer in these passages."""

    hits: tuple[Hit, ...]
    probability: float


def decide(asked: Asked, retrieved: Retrieved, evidence: Evidence, limits: Limits) -> Proceed | Refused:
    """Go on with the passages that were found, or refuse and name the nearest sections."""
    probability = probability_of_answer(evidence, limits)
    literal = evidence.covered > _ALL  # all that was asked stands in one place: looked up, not reasoned
    likely = probability >= limits.threshold and evidence.unknown < _ALL
    if literal or likely:
        return Proceed(retrieved.hits, probability)
    return refuse(asked, retrieved)


def refuse(asked: Asked, retrieved: Retrieved) -> Refused:
    """Not in the sources; the nearest sections, each once."""
    nearest = {
        (hit.passage.document.id, hit.passage.heading): hit.passage for hit in reversed(retrieved.hits)
    }
    closest = sorted(nearest.values(), key=[hit.passage for hit in retrieved.hits].index)
    return Refused(Reason.NOT_IN_SOURCES, asked.language, tuple(closest[:_NEAREST]))


def probability_of_answer(evidence: Evidence, limits: Limits) -> float:
    """Of an answer being there, 0 to 1."""
    values = {field.name: getattr(evidence, field.name) for field in fields(evidence)}
    total = limits.intercept + sum(limits.coefficients[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
