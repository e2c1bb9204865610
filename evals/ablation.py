"""What each piece of retrieval is worth: `python -m evals.ablation --keep DIR`.

Takes one piece away at a time, over the indexes that `python -m evals.benchmarks --keep DIR`
left, and prints a Markdown table of the questions that weights were not fitted on. The
weights of what stays are as they are, so that a piece's loss is an upper bound.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np

from evals.bench_data import Bench, BenchQuestion, read_benches
from evals.benchmarks import DEFAULT_DATA
from evals.fit_search import general, remembering, weighted
from evals.found import found_sources
from evals.intervals import estimates
from evals.ranking import MEASURES, measured
from retrieval.errors import CitabotError
from retrieval.fuse import Mix
from retrieval.opening import open_parts
from retrieval.retrieve import Searcher
from retrieval.settings import read_settings
from retrieval.understand import Asked, understand

_SHOWN = ("R@5", "nDCG@5", "hit@1", "hit@5")


@dataclass(frozen=True, slots=True)
class Variant:
    """The product with something changed."""

    name: str
    searcher: Searcher
    with_history: bool = True


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.ablation", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DEFAULT_DATA, metavar="DIR", help=f"default: {DEFAULT_DATA}"
    )
    parser.add_argument("--keep", type=Path, required=True, metavar="DIR", help="where the indexes are kept")
    arguments = parser.parse_args(argv)
    settings = read_settings()
    try:
        for bench in read_benches(arguments.data):
            parts = open_parts(arguments.keep / bench.name, settings.embeddings)
            print("\n".join(table(bench, remembering(parts.searcher))), end="\n\n")
    except CitabotError as error:
        print(f"ablation: {error}", file=sys.stderr)
        return 1
    return 0


def table(bench: Bench, searcher: Searcher) -> Iterator[str]:
    """Markdown, a row a variant."""
    questions = [question for question in bench.questions if not question.is_fitted_on]
    yield f"**{bench.name}**, {len(questions)} questions that weights were not fitted on"
    yield ""
    yield f"| | {' | '.join(_SHOWN)} |"
    yield f"| --- |{' --- |' * len(_SHOWN)}"
    for variant in variants(searcher, with_history=bench.has_history):
        yield f"| {variant.name} | {' | '.join(_cells(variant, questions))} |"


def variants(searcher: Searcher, *, with_history: bool) -> Iterator[Variant]:
    """The product, and the product without each of its pieces."""
    yield Variant("as shipped", searcher)
    yield Variant("no passage vectors", _without(searcher, "passage"))
    yield Variant("no sentence vectors", _without(searcher, "unit"))
    yield Variant("no BM25", _without(searcher, "words"))
    yield Variant("BM25 alone", _without(searcher, "passage", "unit"))
    yield Variant("one model for every language", general(searcher))
    if with_history:
        weights = searcher.weights
        yield Variant("no answer before", weighted(searcher, replace(weights, answer_before=0.0)))
        yield Variant("no question before", weighted(searcher, replace(weights, question_before=0.0)))
        yield Variant("no history", searcher, with_history=False)


def _without(searcher: Searcher, *signals: str) -> Searcher:
    weights = searcher.weights
    silenced = replace(
        weights,
        special=_silenced(weights.special, signals),
        same=_silenced(weights.same, signals),
        across=_silenced(weights.across, signals),
    )
    return weighted(searcher, silenced)


def _silenced(mix: Mix, signals: Sequence[str]) -> Mix:
    return Mix(*(0.0 if each.name in signals else getattr(mix, each.name) for each in fields(Mix)))


def _cells(variant: Variant, questions: Sequence[BenchQuestion]) -> Iterator[str]:
    values = np.array([measured(each.gold, _ranking(variant, each)) for each in questions])
    found = dict(zip(MEASURES, estimates(values, [each.cluster for each in questions]), strict=True))
    for name in _SHOWN:
        yield f"{found[name].value:.3f} ({found[name].low:.3f} to {found[name].high:.3f})"


def _ranking(variant: Variant, question: BenchQuestion) -> tuple[str, ...]:
    asked = understand(question.as_question(with_history=variant.with_history))
    return found_sources(variant.searcher, asked) if isinstance(asked, Asked) else ()


if __name__ == "__main__":
    raise SystemExit(main())
