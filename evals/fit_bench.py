"""Fit the mixes on public questions, of which there are more than of our own.

Only questions that say so (`is_fitted_on`) are used; the benchmarks report the others by
themselves. `special` is fitted on English questions by the model for English, `same` on the
same questions without it, `across` on questions in other languages. Of several weights for
the conversation those win that find most.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np

from evals.bench_data import BenchQuestion, read_benches
from evals.fit_search import FOUND_SIGNALS, cases, fit_mix, general, remembering, weighted
from evals.found import found_sources
from evals.ranking import ndcg, recall
from retrieval.fuse import Kind, Weights
from retrieval.opening import open_parts
from retrieval.passage import Passage
from retrieval.retrieve import Searcher
from retrieval.understand import Asked, understand

_DEPTH = 5
_ANSWER_BEFORE, _QUESTION_BEFORE = (0.0, 0.4, 0.6, 0.8, 1.0), (0.0, 0.2, 0.4)  # tried in turn


@dataclass(frozen=True, slots=True)
class _Public:
    """A public question and the documents that answer it."""

    asked: Asked
    gold: frozenset[str]

    def is_gold(self, passage: Passage) -> bool:
        return passage.document.id in self.gold


def public_weights(data: Path, kept: Path, embeddings: str, start: Weights) -> Weights:
    """Fitted on every benchmark in `data` whose index `python -m evals.benchmarks --keep KEPT` has built."""
    weights = start
    for bench in read_benches(data):
        searcher = remembering(open_parts(kept / bench.name, embeddings).searcher)
        asked = list(_asked(question for question in bench.questions if question.is_fitted_on))
        if bench.has_history:
            weights = max(_for_conversations(searcher, asked, weights), key=lambda each: each[0])[1]
            same = cases(weighted(general(searcher), weights), asked, Kind.SAME)
            weights = replace(weights, same=fit_mix(same, weights.same, FOUND_SIGNALS))
        across = cases(weighted(searcher, weights), asked, Kind.ACROSS)
        weights = replace(weights, across=fit_mix(across, weights.across, FOUND_SIGNALS))
    return weights


def _asked(questions: Iterator[BenchQuestion]) -> Iterator[_Public]:
    for question in questions:
        asked = understand(question.as_question())
        if isinstance(asked, Asked):
            yield _Public(asked, question.gold)


def _for_conversations(
    searcher: Searcher, asked: Sequence[_Public], start: Weights
) -> Iterator[tuple[float, Weights]]:
    """What each weight of the conversation finds, with the mix that suits it."""
    for answer_before, question_before in product(_ANSWER_BEFORE, _QUESTION_BEFORE):
        tried = replace(start, answer_before=answer_before, question_before=question_before)
        special = fit_mix(cases(weighted(searcher, tried), asked, Kind.SPECIAL), tried.special, FOUND_SIGNALS)
        weights = replace(tried, special=special)
        yield float(np.mean([_worth(weighted(searcher, weights), each) for each in asked])), weights


def _worth(searcher: Searcher, public: _Public) -> float:
    """Recall and nDCG at five, added up."""
    ranking = found_sources(searcher, public.asked)
    return recall(public.gold, ranking, depth=_DEPTH) + ndcg(public.gold, ranking, depth=_DEPTH)
