"""How an answer came about, as JSON: each reading of the question with what was found for it.

Numbers are rounded as they are shown. Fields are added, never renamed.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bot.explain.fates import Fate, fates
from bot.explain.known import asked_so, likeliest_gap
from retrieval.answering import Parts, Reading, Reply
from retrieval.decide import Line, Proceed, probability_of_answer
from retrieval.evidence import Evidence
from retrieval.lexical import terms, words
from retrieval.recognise import Recogniser
from retrieval.retrieve import Hit
from retrieval.understand import Asked
from retrieval.writing.writer import Written

IF_WRONG = (
    "No candidate is right: write an expected question in corpus/questions/; try citabot search.",
    "One is right, but was refused: see what was weighed, and corpus/questions/gaps.yaml.",
    "Other words were shown: see the offers; tie a question to the right ones in corpus/questions/.",
)
_CANDIDATES = 5
_OFFERS = 8


def explain_json(reply: Reply, parts: Parts) -> dict[str, Any]:
    """The whole question, then its parts; empty when nothing could be looked up."""
    if not reply.trace.readings:
        return {}
    whole, *single = [_reading(reading, reply, parts) for reading in reply.trace.readings]
    return {
        **whole,
        "dropped": reply.trace.dropped,
        "written": _written(reply.trace.written),
        "parts": single,
        "if_wrong": list(IF_WRONG),
    }


def _written(written: Written | None) -> dict[str, Any] | None:
    """What came of asking a language model; None if it was not asked."""
    if written is None:
        return None
    trouble = written.trouble.value if written.trouble else None
    return {"shown": len(written.held), "dropped": written.dropped, "trouble": trouble}


def _reading(reading: Reading, reply: Reply, parts: Parts) -> dict[str, Any]:
    asked, hits = reading.asked, reading.retrieved.hits[:_CANDIDATES]
    return {
        "looked_up": asked.text,
        "language": asked.language,
        "masked": [kind.value for kind in asked.masked],
        "nowhere": list(_nowhere(asked, parts)),
        **_decision(reading, parts),
        "candidates": [_candidate(hit, reading, parts.searcher.recogniser) for hit in hits],
        "gap": likeliest_gap(reading, parts),
        "offers": [_offer(fate) for fate in fates(reading, reply, parts)[:_OFFERS]],
    }


def _nowhere(asked: Asked, parts: Parts) -> Iterator[dict[str, Any]]:
    """The words of the question that occur in no document, each once."""
    searcher = parts.searcher
    for word, term in _carrying(asked, asked.language).items():
        if not searcher.lexical.knows(term):
            yield {
                "word": word,
                "in_an_expected_question": searcher.expected_lexical.knows(term),
                "like_a_known_word": searcher.lexical.knows_like(term),
            }


def _carrying(asked: Asked, language: str) -> dict[str, str]:
    """The question's words that carry meaning, as `language` stems them."""
    carrying = (word for word in words(asked.text) if terms(word, asked.language))
    return {word: stems[0] for word in carrying if (stems := terms(word, language))}


def _decision(reading: Reading, parts: Parts) -> dict[str, Any]:
    """What was decided, and from what; without evidence where nothing was found."""
    decision, evidence = reading.decision, reading.evidence
    told = {"decision": "answer" if isinstance(decision, Proceed) else decision.reason.value}
    if evidence is None:
        return told | {
            "probability": None,
            "threshold": None,
            "distance": None,
            "evidence": {},
            "weighed": {},
        }
    line = parts.limits.line(evidence)
    probability = probability_of_answer(evidence, line)
    return told | {
        "probability": round(probability, 3),
        "threshold": line.threshold,
        "distance": round(probability - line.threshold, 3),
        "evidence": {name: _rounded(value) for name, value in asdict(evidence).items()},
        "weighed": _weighed(evidence, line),
    }


def _weighed(evidence: Evidence, line: Line) -> dict[str, float]:
    """What each piece of evidence adds, in nats."""
    added = {name: weight * getattr(evidence, name) for name, weight in line.coefficients.items()}
    return {name: round(nats, 2) for name, nats in {"intercept": line.intercept, **added}.items()}


def _rounded(value: Any) -> Any:
    return round(value, 3) if isinstance(value, float) else value


def _candidate(hit: Hit, reading: Reading, recogniser: Recogniser | None) -> dict[str, Any]:
    language = hit.passage.document.source.language
    held = set(terms(hit.passage.embedded_text, language))
    return {
        "passage": hit.passage.id,
        "heading": hit.passage.heading,
        "score": round(hit.score, 3),
        "dense": round(hit.dense, 3),
        "lexical": round(hit.lexical, 2),
        "known": round(hit.expected, 3),
        "expected": asked_so(hit, reading.retrieved.recognised, recogniser),
        "holds": [word for word, term in _carrying(reading.asked, language).items() if term in held],
    }


def _offer(fate: Fate) -> dict[str, Any]:
    return {
        "value": round(fate.value, 2),
        "kept": fate.dropped is None,
        "why": fate.dropped,
        "passage": fate.passage,
        "text": fate.text,
        "shows": len(fate.offer.shows),
        "shown": fate.shown,
    }
