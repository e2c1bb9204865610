"""Did the search find the gold? Over the first passages of the whole question. Pure."""

from evals.metrics.metric import Metric
from evals.ranking import ndcg
from evals.record import Record

_DEPTH = 5  # passages


def found_gold(record: Record) -> float | None:
    """Recall: the share of the question's parts with gold among the first five passages."""
    parts = record.question.parts
    if not parts:
        return None
    first = {found.passage for found in record.found[:_DEPTH]}
    reached = {gold.part for gold in record.gold if first.intersection(gold.passages)}
    return len(reached) / len(parts)


def ranked_gold(record: Record) -> float | None:
    """nDCG of the first five passages; each that holds gold words is worth 1 (see evals/ranking.py).

    0 where the documents have lost the gold.
    """
    if not record.gold:
        return None
    right = {passage for gold in record.gold for passage in gold.passages}
    return ndcg(right, [found.passage for found in record.found], depth=_DEPTH) if right else 0.0


_SEARCH = "the search finds less, see the models, the weights and how many passages are kept (retrieval/)"
METRICS = (
    Metric(
        "recall_at_5",
        "parts of the question with their words in the first five passages",
        found_gold,
        points_at=_SEARCH,
    ),
    Metric("ndcg_at_5", "how high the passages with the right words stand", ranked_gold, points_at=_SEARCH),
)
