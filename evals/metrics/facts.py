"""Are the facts that were asked for in the answer, and what must not be there absent? Pure."""

from evals.metrics.metric import Metric, flag
from evals.record import Record


def fact_coverage(record: Record) -> float | None:
    """The share of the required facts that stand in the statements, letter case and white space aside."""
    facts = record.question.facts
    if not facts:
        return None
    said = _folded(record.shown_text)
    return sum(_folded(fact) in said for fact in facts) / len(facts)


def clean(record: Record) -> float | None:
    """1 if nothing that is forbidden was shown, as a statement or as something to choose."""
    if not record.question.forbidden:
        return None
    return float(not forbidden_shown(record))


def forbidden_shown(record: Record) -> list[str]:
    """What was shown and must not be; a refusal may say the question back."""
    said = _folded("\n".join([record.shown_text, *record.suggestions]))
    return [each for each in record.question.forbidden if _folded(each) in said]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


METRICS = (
    Metric("fact_coverage", "required facts that the answer shows", fact_coverage),
    flag("clean", "answers without what must not be shown", clean),
)
