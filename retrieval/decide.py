"""Answer or refuse, from the evidence.

A logistic regression over the evidence, with fitted coefficients and threshold, of its own
for each kind of question. What is nearly a known gap is refused in the gap's words. Pure.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.answer import Reason, Refused
from retrieval.evidence import Evidence
from retrieval.expected import KnownGap
from retrieval.fuse import Kind
from retrieval.retrieve import Hit, Retrieved
from retrieval.understand import Asked

_ALL = 0.999  # of the question's words occur nowhere: nothing that was found can be about it
_NEAREST = 3  # sections named under a refusal


@dataclass(frozen=True, slots=True)
class Line:
    """Where an answer begins for one kind of question."""

    coefficients: Mapping[str, float]  # by field of Evidence
    intercept: float
    threshold: float  # least probability at which an answer is given
    gap: float  # least cosine at which a question is the one of a known gap


@dataclass(frozen=True, slots=True)
class Limits:
    """The lines of a corpus with expected questions and known gaps, and of a bare one."""

    known: Mapping[Kind, Line]
    bare: Mapping[Kind, Line]

    def line(self, evidence: Evidence) -> Line:
        return (self.bare if evidence.bare else self.known)[evidence.kind]


@dataclass(frozen=True, slots=True)
class Proceed:
    """There is an answer in these passages."""

    hits: tuple[Hit, ...]
    probability: float


def decide(asked: Asked, retrieved: Retrieved, evidence: Evidence, limits: Limits) -> Proceed | Refused:
    """Go on with the passages that were found, or refuse and name the nearest sections."""
    line = limits.line(evidence)
    probability = probability_of_answer(evidence, line)
    literal = evidence.covered > _ALL  # all that was asked stands in one place: looked up, not reasoned
    likely = probability >= line.threshold and evidence.unknown < _ALL
    if literal or likely:
        return Proceed(retrieved.hits, probability)
    return refuse(asked, retrieved, gap=_known_gap(retrieved, line))


def _known_gap(retrieved: Retrieved, line: Line) -> KnownGap | None:
    """The gap that the question is, if no expected question lies nearer."""
    near = retrieved.gap
    if near is None or near.cosine < max([line.gap, *retrieved.questions[:1]]):
        return None
    return near.gap


def refuse(asked: Asked, retrieved: Retrieved, *, gap: KnownGap | None = None) -> Refused:
    """Not in the sources; the nearest sections, each once, or what a known gap says instead."""
    nearest = {
        (hit.passage.document.id, hit.passage.heading): hit.passage for hit in reversed(retrieved.hits)
    }
    closest = sorted(nearest.values(), key=[hit.passage for hit in retrieved.hits].index)
    return Refused(Reason.NOT_IN_SOURCES, asked.language, tuple(closest[:_NEAREST]), gap)


def probability_of_answer(evidence: Evidence, line: Line) -> float:
    """Of an answer being there, 0 to 1."""
    total = line.intercept + sum(
        coefficient * getattr(evidence, name) for name, coefficient in line.coefficients.items()
    )
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
