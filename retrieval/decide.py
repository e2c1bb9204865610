"""Answer or refuse, from the evidence.

A logistic regression over the evidence, with coefficients and threshold from
decision.json, which `python -m evals.fit` writes from the tuning questions. Pure.
"""

import json
import math
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from retrieval.answer import Reason, Refused
from retrieval.evidence import Evidence
from retrieval.retrieve import Hit, Retrieved
from retrieval.understand import Asked

FITTED = Path(__file__).with_name("decision.json")
_NEAREST = 3  # sections named under a refusal


class Limits(BaseModel):
    """Where an answer begins. Written by `python -m evals.fit`, reviewed like code."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    coefficients: dict[str, float]  # by field of Evidence
    intercept: float
    threshold: Annotated[float, Field(ge=0, le=1)]  # least probability at which an answer is given
    fitted_on: str  # which questions, how many, what they gave


@dataclass(frozen=True, slots=True)
class Proceed:
    """There is an answer in these passages."""

    hits: tuple[Hit, ...]
    probability: float


def fitted_limits() -> Limits:
    return Limits.model_validate(json.loads(FITTED.read_text("utf-8")))


def decide(asked: Asked, retrieved: Retrieved, evidence: Evidence, limits: Limits) -> Proceed | Refused:
    """Go on with the passages that were found, or refuse and name the nearest sections."""
    probability = probability_of_answer(evidence, limits)
    if probability >= limits.threshold:
        return Proceed(retrieved.hits, probability)
    return refuse(asked, retrieved)


def refuse(asked: Asked, retrieved: Retrieved) -> Refused:
    """Not in the sources; the nearest sections, each once."""
    nearest = {(hit.passage.document.id, hit.passage.heading): hit.passage for hit in reversed(retrieved.hits)}
    closest = sorted(nearest.values(), key=[hit.passage for hit in retrieved.hits].index)
    return Refused(Reason.NOT_IN_SOURCES, asked.language, tuple(closest[:_NEAREST]))


def probability_of_answer(evidence: Evidence, limits: Limits) -> float:
    """Of an answer being there, 0 to 1."""
    values = {field.name: getattr(evidence, field.name) for field in fields(evidence)}
    total = limits.intercept + sum(limits.coefficients[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
