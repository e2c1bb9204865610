"""Fit where an answer begins in a corpus of which nobody has written down what people ask.

From public questions of which it is known whether they have an answer, those that say that
they are fitted on (`is_fitted_on`): for English by the model for English, and without it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.bench_data import BenchQuestion, read_benches
from evals.fit_line import fit_line
from evals.fit_search import general, remembering, weighted
from retrieval.answer import Refused
from retrieval.decide import Line
from retrieval.evidence import Evidence, weigh
from retrieval.fuse import Kind, Weights
from retrieval.opening import open_parts
from retrieval.retrieve import Searcher
from retrieval.understand import understand


@dataclass(frozen=True, slots=True)
class PublicLine:
    """A line, and how well it tells on held-out folds of the questions that it was fitted on."""

    kind: Kind
    line: Line
    told: str


def public_lines(data: Path, kept: Path, embeddings: str, weights: Weights) -> Iterator[PublicLine]:
    """From every benchmark in `data` that has questions without an answer, by its index in `kept`."""
    for bench in read_benches(data):
        judged = [each for each in bench.judged if each.is_fitted_on]
        if judged:
            searcher = weighted(remembering(open_parts(kept / bench.name, embeddings).searcher), weights)
            yield _line(Kind.SPECIAL, searcher, judged)
            yield _line(Kind.SAME, general(searcher), judged)


def _line(kind: Kind, searcher: Searcher, judged: list[BenchQuestion]) -> PublicLine:
    told = [(each, found) for each in judged if (found := _evidence(searcher, each))]
    line, auroc = fit_line(
        [evidence for _, evidence in told],
        [bool(each.has_answer) for each, _ in told],
        [each.cluster for each, _ in told],
    )
    return PublicLine(kind, line, f"{auroc:.2f} of {len(told)}")


def _evidence(searcher: Searcher, question: BenchQuestion) -> Evidence | None:
    """None where nothing can be looked up, or nothing is found."""
    asked = understand(question.as_question())
    if isinstance(asked, Refused):
        return None
    retrieved = searcher.search(asked)
    return weigh(asked, retrieved, searcher.lexical, searcher.expected_lexical) if retrieved.hits else None
