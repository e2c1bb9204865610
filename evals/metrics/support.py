"""Are the gold words shown?

A quote is on gold if it holds the gold words or lies within them, white space aside. Gold of one
part of a question are alternatives. Pure.
"""

from evals.metrics.metric import Metric, flag
from evals.record import Cited, GoldPlaces, Record


def supported(record: Record) -> float | None:
    """Of what should be answered: 1 if gold words are shown."""
    return float(bool(parts_shown(record))) if record.question.expected == "answered" else None


def complete(record: Record) -> float | None:
    """Of answerable questions with several parts: 1 if gold words of every part are shown."""
    parts = record.question.parts
    if record.question.expected != "answered" or len(parts) < 2:
        return None
    return float(parts_shown(record) == parts)


def left_open(record: Record) -> float | None:
    """Of what can be read in several ways: 1 if it was asked back, or two readings were shown."""
    if record.question.expected != "clarify":
        return None
    return float(record.outcome == "clarify" or len(parts_shown(record)) > 1)


def to_the_point(record: Record) -> float | None:
    """Of an answer to what should be answered: the share of its quotes that are on gold."""
    flags = on_gold(record)
    return sum(flags) / len(flags) if flags else None


def on_gold(record: Record) -> list[bool]:
    """Of each quote of an answer to what should be answered: is it on gold?"""
    if record.question.expected != "answered":
        return []
    return [any(_is_on(gold, cited) for gold in record.gold) for cited in record.citations]


def parts_shown(record: Record) -> frozenset[int]:
    """The parts of the question, or its readings, of which gold words are shown."""
    return frozenset(
        gold.part for gold in record.gold if any(_is_on(gold, cited) for cited in record.citations)
    )


def _is_on(gold: GoldPlaces, cited: Cited) -> bool:
    words, quote = _folded(gold.quote), _folded(cited.quote)
    return gold.source == cited.source and (words in quote or quote in words)


def _folded(text: str) -> str:
    return " ".join(text.split())


METRICS = (
    flag("supported", "questions with an answer that were answered with the right words", supported),
    flag("complete", "of questions with several parts, those of which every part was answered", complete),
    flag("left_open", "of questions with several readings, those that were not settled on one", left_open),
    Metric("to_the_point", "of the quotes shown, those that hold the right words", to_the_point),
)
