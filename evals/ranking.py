"""How well a ranking of sources finds a question's gold. Pure.

A ranking holds source ids, best first, each once. Gold is never empty. Every measure is 0 to
1, and no rank beyond the tenth counts.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import partial

DEPTH = 10  # ranks that any measure looks at
Measure = Callable[[Set[str], Sequence[str]], float]


def once(sources: Iterable[str]) -> tuple[str, ...]:
    """The first ranks, each source at its best place.

    >>> once(["leave", "rent", "leave", "pay"])
    ('leave', 'rent', 'pay')
    """
    return tuple(dict.fromkeys(sources))[:DEPTH]


def recall(gold: Set[str], ranking: Sequence[str], *, depth: int) -> float:
    """The part of the gold among the first `depth` ranks."""
    return len(gold & set(ranking[:depth])) / len(gold)


def ndcg(gold: Set[str], ranking: Sequence[str], *, depth: int) -> float:
    """Normalised discounted cumulative gain, with gold worth 1 and all else 0.

    Gold at rank r gains 1 / log2(r + 1); the best possible ranking is cut at `depth` as well.
    Järvelin and Kekäläinen, TOIS 2002.
    """
    gained = sum(_gain(rank) for rank, name in enumerate(ranking[:depth], start=1) if name in gold)
    return gained / sum(_gain(rank) for rank in range(1, min(len(gold), depth) + 1))


def _gain(rank: int) -> float:
    return 1 / math.log2(rank + 1)


def reciprocal_rank(gold: Set[str], ranking: Sequence[str], *, depth: int) -> float:
    """One over the first rank that holds gold; 0 if that lies beyond `depth`."""
    ranks = (rank for rank, name in enumerate(ranking[:depth], start=1) if name in gold)
    return 1 / next(ranks, math.inf)


def hit(gold: Set[str], ranking: Sequence[str], *, depth: int) -> float:
    """1 if any of the first `depth` ranks holds gold."""
    return float(not gold.isdisjoint(ranking[:depth]))


MEASURES: Mapping[str, Measure] = {
    "R@5": partial(recall, depth=5),
    "R@10": partial(recall, depth=10),
    "nDCG@5": partial(ndcg, depth=5),
    "MRR@10": partial(reciprocal_rank, depth=10),
    "hit@1": partial(hit, depth=1),
    "hit@3": partial(hit, depth=3),
    "hit@5": partial(hit, depth=5),
}


def measured(gold: Set[str], ranking: Sequence[str]) -> list[float]:
    """All of MEASURES, in their order."""
    return [measure(gold, ranking) for measure in MEASURES.values()]
