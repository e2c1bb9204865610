"""Which of the questions that somebody wrote down lie nearest to the one that was asked."""

from collections.abc import Sequence
from typing import Any

from retrieval.answering import Parts, Reading
from retrieval.recognise import Recognised, Recogniser
from retrieval.retrieve import Hit


def asked_so(hit: Hit, recognised: Recognised | None, recogniser: Recogniser | None) -> list[dict[str, Any]]:
    """The expected question of a passage that is most alike; none if there is none."""
    if recogniser is None or recognised is None:
        return []
    passages = [topic.passage for topic in recogniser.known.topics]
    own = [number for number, each in enumerate(passages) if each is not None and each.id == hit.passage.id]
    return _most_alike(own, recognised, recogniser)


def likeliest_gap(reading: Reading, parts: Parts) -> dict[str, Any] | None:
    """Its words are said from `limit` on, unless a passage is likelier; None if no gap is known."""
    near, recognised = reading.retrieved.gap, reading.retrieved.recognised
    recogniser = parts.searcher.recogniser
    if near is None or recogniser is None or recognised is None:
        return None
    own = [number for number, topic in enumerate(recogniser.known.topics) if topic.gap is near.gap]
    return {
        "id": near.gap.id,
        "score": round(near.score, 3),
        "limit": parts.limits.gap,
        "expected": _most_alike(own, recognised, recogniser),
    }


def _most_alike(
    topics: Sequence[int], recognised: Recognised, recogniser: Recogniser
) -> list[dict[str, Any]]:
    """The question of these topics with the highest cosine."""
    near = [number for topic in topics if (number := recogniser.nearest(recognised, topic)) is not None]
    best = sorted(near, key=lambda number: -recognised.cosines[number])[:1]
    return [
        {
            "question": recogniser.known.questions[number].text,
            "cosine": round(float(recognised.cosines[number]), 3),
        }
        for number in best
    ]
