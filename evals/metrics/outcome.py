"""Was it answered, refused or asked back as it should be?

Precision and recall of refusing are those of a class (van Rijsbergen 1979), over the questions
that were refused and over those that should be. Pure.
"""

from evals.metrics.metric import flag
from evals.record import Record


def outcome_right(record: Record) -> float:
    """1 if what came of it is what was expected."""
    return float(record.outcome == record.question.expected)


def refusal_precision(record: Record) -> float | None:
    """Of what was refused: 1 if it should be."""
    return float(record.question.expected == "refused") if record.outcome == "refused" else None


def refusal_recall(record: Record) -> float | None:
    """Of what should be refused: 1 if it was."""
    return float(record.outcome == "refused") if record.question.expected == "refused" else None


def false_answer(record: Record) -> float | None:
    """Of what should be refused: 1 if it was answered."""
    return float(record.outcome == "answered") if record.question.expected == "refused" else None


def false_refusal(record: Record) -> float | None:
    """Of what should be answered: 1 if it was refused."""
    return float(record.outcome == "refused") if record.question.expected == "answered" else None


METRICS = (
    flag("outcome", "answered, refused or asked back as expected", outcome_right),
    flag("refusal_precision", "of all refusals, those that were right", refusal_precision),
    flag("refusal_recall", "of what the documents do not answer, what was refused", refusal_recall),
    flag("false_answer", "of what the documents do not answer, what was answered", false_answer, lower=True),
    flag("false_refusal", "of what the documents answer, what was refused", false_refusal, lower=True),
)
