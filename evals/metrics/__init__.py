"""What answers are worth: one idea a module, each figure defined in one place.

A figure is a function from a record to a number, or to None where it does not apply. `metrics`
gathers them; `evals.figures` counts them by kind and language, with intervals.
"""

from functools import partial

from evals.metrics import citations, facts, finding, outcome, reading, similarity, support
from evals.metrics.metric import Metric, flag
from evals.metrics.notices import Due, noticed
from evals.metrics.spending import Prices, spending

__all__ = ["Metric", "Prices", "metrics"]


def metrics(due: Due, prices: Prices | None = None) -> tuple[Metric, ...]:
    """All of them, in the order of a report; `due` says which notices a person expects of a source."""
    return (
        *support.METRICS,
        *outcome.METRICS,
        *finding.METRICS,
        *citations.METRICS,
        flag("noticed", "answers with every notice that is due", partial(noticed, due=due)),
        *facts.METRICS,
        *similarity.METRICS,
        *reading.METRICS,
        *spending(prices),
    )
