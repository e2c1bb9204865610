"""How an answer came about, for a maintainer: what was found and how it was decided."""

from dataclasses import asdict
from typing import Any

from retrieval.answering import Parts, Reply
from retrieval.decide import probability_of_answer

_SHOWN = 5  # candidates


def explain_json(reply: Reply, parts: Parts) -> dict[str, Any]:
    """Empty when nothing could be looked up."""
    trace = reply.trace
    if trace.asked is None or trace.retrieved is None or trace.evidence is None:
        return {}
    line = parts.limits.line(trace.evidence)
    return {
        "looked_up": trace.asked.text,
        "language": trace.asked.language,
        "probability": round(probability_of_answer(trace.evidence, line), 3),
        "threshold": line.threshold,
        "evidence": {
            name: round(value, 3) if isinstance(value, float) else value
            for name, value in asdict(trace.evidence).items()
        },
        "dropped": trace.dropped,
        "candidates": [
            {
                "passage": hit.passage.id,
                "heading": hit.passage.heading,
                "score": round(hit.score, 3),
                "dense": round(hit.dense, 3),
                "lexical": round(hit.lexical, 2),
                "expected": [
                    {"question": each.question.text, "cosine": round(each.cosine, 3)}
                    for each in hit.expected[:1]
                ],
            }
            for hit in trace.retrieved.hits[:_SHOWN]
        ],
    }


def explain_text(reply: Reply, parts: Parts) -> str:
    """The same on one screen."""
    facts = explain_json(reply, parts)
    if not facts:
        return "Nothing could be looked up: the question was empty or too long."
    evidence = ", ".join(f"{name} {value}" for name, value in facts["evidence"].items())
    candidates = [
        f"  {each['score']:.3f} (dense {each['dense']:.3f}, lexical {each['lexical']:5.2f})  "
        f"{each['passage']}  {each['heading'][:60]}"
        + "".join(f"\n        asked so: {near['question']} ({near['cosine']})" for near in each["expected"])
        for each in facts["candidates"]
    ]
    return "\n".join(
        [
            f"looked up  {facts['looked_up']} [{facts['language']}]",
            f"decided    {facts['probability']} of an answer, shown from {facts['threshold']}: {evidence}",
            f"dropped    {facts['dropped']} statements that did not hold",
            "candidates",
            *candidates,
        ]
    )
