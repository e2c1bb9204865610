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


_TOO_MUCH = "too much is answered, see the threshold and the caution (retrieval/decide.py)"
_TOO_LITTLE = "too much is refused, see the threshold and the caution (retrieval/decide.py)"
METRICS = (
    flag("outcome", "answered, refused or asked back as expected", outcome_right),
    flag("refusal_precision", "of all refusals, those that were right", refusal_precision),
    flag(
        "refusal_recall",
        "questions without an answer that were refused",
        refusal_recall,
        points_at=_TOO_MUCH,
    ),
    flag(
        "false_answer",
        "questions without an answer that were answered all the same",
        false_answer,
        lower=True,
        points_at=_TOO_MUCH,
    ),
    flag(
        "false_refusal",
        "questions with an answer that were refused",
        false_refusal,
        lower=True,
        points_at=_TOO_LITTLE,
    ),
)
