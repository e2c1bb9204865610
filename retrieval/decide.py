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
from retrieval.followup import points
from retrieval.fuse import Kind
from retrieval.manner import asks_for_advice, instructs
from retrieval.retrieve import Retrieved
from retrieval.understand import Asked

_ALL = 0.999  # of the question's words occur nowhere: nothing that was found can be about it
_NEAREST = 3  # sections named under a refusal


@dataclass(frozen=True, slots=True)
class Line:
    """Where an answer begins for one kind of question."""

    coefficients: Mapping[str, float]  # by field of Evidence
    intercept: float
    threshold: float  # least probability at which an answer is given, fitted


@dataclass(frozen=True, slots=True)
class Limits:
    """The lines of a corpus with expected questions and known gaps, and of a bare one."""

    known: Mapping[Kind, Line]
    bare: Mapping[Kind, Line]
    gap: float  # how sure it must be that a question is of a known gap to be refused in its words

    caution: float = 0.0  # log-odds by which every threshold is raised

    def line(self, evidence: Evidence) -> Line:
        return (self.bare if evidence.bare else self.known)[evidence.kind]

    def threshold(self, evidence: Evidence) -> float:
        """Least probability at which an answer is given.

        >>> round(1 / (1 + math.exp(-(math.log(0.6 / 0.4) + 1.0))), 2)  # .6, with a caution of 1
        0.8
        """
        fitted = self.line(evidence).threshold
        lifted = fitted * math.exp(self.caution)
        return lifted / (lifted + 1 - fitted)


@dataclass(frozen=True, slots=True)
class Proceed:
    """There is an answer in what was found."""

    probability: float


def decide(asked: Asked, retrieved: Retrieved, evidence: Evidence, limits: Limits) -> Proceed | Refused:
    """Go on with the passages that were found, or refuse and name the nearest sections."""
    line = limits.line(evidence)
    probability = probability_of_answer(evidence, line)
    leans = bool(asked.before.answer)  # its own words say too little, also to be a gap's
    gap = None if leans else _known_gap(retrieved, limits)
    # All of it stands in one place: looked up, not reasoned. Unless it is known that this is no answer.
    literal = evidence.covered > _ALL and not leans and gap is None
    # A word for what was said, such as "it", is known, whatever the others are.
    understood = evidence.unknown < _ALL or (leans and points(asked.text, asked.language))
    likely = probability >= limits.threshold(evidence) and understood
    if literal or likely:
        return Proceed(probability)
    return refuse(asked, retrieved, gap=gap)


def _known_gap(retrieved: Retrieved, limits: Limits) -> KnownGap | None:
    """The gap that the question is, if no passage is as likely to be asked for."""
    near = retrieved.gap
    if near is None or near.score < max([limits.gap, *(hit.expected for hit in retrieved.hits)]):
        return None
    return near.gap


def refuse(asked: Asked, retrieved: Retrieved, *, gap: KnownGap | None = None) -> Refused:
    """Why not, and the nearest sections, each once, or what a known gap says instead."""
    nearest = {
        (hit.passage.document.id, hit.passage.heading): hit.passage for hit in reversed(retrieved.hits)
    }
    closest = sorted(nearest.values(), key=[hit.passage for hit in retrieved.hits].index)
    return Refused(_reason(asked), asked.language, asked.said or asked.text, tuple(closest[:_NEAREST]), gap)


def _reason(asked: Asked) -> Reason:
    if instructs(asked.text):
        return Reason.INJECTION
    if asks_for_advice(asked.text, asked.language):
        return Reason.PERSONAL_ADVICE
    return Reason.NOT_IN_SOURCES


def probability_of_answer(evidence: Evidence, line: Line) -> float:
    """Of an answer being there, 0 to 1."""
    total = line.intercept + sum(
        coefficient * getattr(evidence, name) for name, coefficient in line.coefficients.items()
    )
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
