"""Measure retrieval on public questions, beside baselines: `python -m evals.benchmarks`.

Reads a folder that holds `<name>/corpus/*.md` and `<name>/queries.public.jsonl` (fields id,
question, gold, and, where there are any, history and lang). Every question goes through the
product's own search. Shares come with Wilson's 95 % interval; the time of a query is a ratio
to the baseline's, measured in the same run.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import BaseModel, Field

from evals.scoring import Count, count
from retrieval.answering import Parts
from retrieval.build import build
from retrieval.embed import load_embedder
from retrieval.lexical import terms
from retrieval.opening import open_parts
from retrieval.settings import read_settings
from retrieval.sources import read_corpus
from retrieval.understand import Asked, Question, Turn, understand

DEFAULT_DATA = Path("../shared/bench")
_QUERIES = "queries.public.jsonl"
_DEPTH = 5  # ranks that count


class BenchTurn(BaseModel):
    role: str
    text: str


class BenchQuestion(BaseModel):
    """A line of a benchmark's questions; fields that are not needed here are passed over."""

    id: str
    question: str
    gold: list[str]
    history: list[BenchTurn] = Field(default_factory=list)
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one system gave for one question."""

    question: BenchQuestion
    sources: tuple[str, ...]  # ids, best first, each once
    seconds: float


Ranker = Callable[[Asked], Iterable[str]]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DEFAULT_DATA, metavar="DIR", help=f"default: {DEFAULT_DATA}"
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the indexes there and use them again")
    parser.add_argument("--only", metavar="NAME", help="one benchmark of the folder")
    arguments = parser.parse_args(argv)
    names = [name for name in _benchmarks(arguments.data) if arguments.only in (None, name)]
    if not names:
        print(
            f"benchmarks: {arguments.data} holds no <name>/{_QUERIES} with a corpus folder beside it; "
            "name a folder with --data.",
            file=sys.stderr,
        )
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        for name in names:
            print(_report(arguments.data / name, (arguments.keep or Path(scratch)) / name))
    return 0


def _benchmarks(data: Path) -> list[str]:
    found = (path.parent for path in data.glob(f"*/{_QUERIES}"))
    return sorted(folder.name for folder in found if (folder / "corpus").is_dir())


def _report(folder: Path, home: Path) -> str:
    parts = _opened(folder / "corpus", home)
    questions = [each for each in _questions(folder / _QUERIES) if each.gold]
    systems: dict[str, Ranker] = {
        "BM25 alone (baseline)": lambda asked: _by_words(parts, asked),
        "citabot": lambda asked: _by_search(parts, asked),
    }
    rankings = {name: [_ranked(ranker, each) for each in questions] for name, ranker in systems.items()}
    baseline, product = rankings.values()
    lines = [f"{folder.name}: {len(questions)} questions, {len(parts.searcher.contents.passages)} passages"]
    for name, ranked in rankings.items():
        lines += [f"  {name}", *_figures(ranked)]
    ratio = _median_time(product) / _median_time(baseline)
    return "\n".join([*lines, f"  a query takes {ratio:.1f} times as long as the baseline's (medians)"])


def _opened(corpus: Path, home: Path) -> Parts:
    settings = read_settings()
    print(f"benchmarks: indexing {corpus}", file=sys.stderr)
    build(home, read_corpus(corpus), load_embedder(settings.embeddings), lambda progress: None)
    return open_parts(home, settings.embeddings)


def _questions(path: Path) -> Iterator[BenchQuestion]:
    with path.open(encoding="utf-8") as lines:
        yield from (BenchQuestion.model_validate(json.loads(line)) for line in lines)


def _ranked(ranker: Ranker, question: BenchQuestion) -> Ranking:
    turns = tuple(Turn(turn.role, turn.text) for turn in question.history)
    asked = understand(Question(question.question, turns))
    start = time.perf_counter()
    sources = tuple(dict.fromkeys(ranker(asked))) if isinstance(asked, Asked) else ()
    return Ranking(question, sources, time.perf_counter() - start)


def _by_search(parts: Parts, asked: Asked) -> Iterator[str]:
    return (hit.passage.document.id for hit in parts.searcher.search(asked, limit=30).hits)


def _by_words(parts: Parts, asked: Asked) -> Iterator[str]:
    scores = parts.searcher.lexical.scores(terms(asked.text, "en"))
    passages = parts.searcher.contents.passages
    return (passages[int(place)].document.id for place in np.argsort(-scores, kind="stable")[:30])


def _figures(rankings: Sequence[Ranking]) -> Iterator[str]:
    for language in sorted({each.question.lang for each in rankings}):
        chosen = [each for each in rankings if each.question.lang == language]
        recall = np.mean([_recall(each) for each in chosen])
        yield f"    {language}  hit@1 {_hits(chosen, 1)}  hit@5 {_hits(chosen, 5)}  R@5 {recall:.3f}"


def _hits(rankings: Sequence[Ranking], depth: int) -> Count:
    return count([bool(set(each.question.gold) & set(each.sources[:depth])) for each in rankings])


def _recall(ranking: Ranking) -> float:
    """The part of a question's gold among the first ranks."""
    found = set(ranking.question.gold) & set(ranking.sources[:_DEPTH])
    return len(found) / len(set(ranking.question.gold))


def _median_time(rankings: Sequence[Ranking]) -> float:
    return float(np.median([each.seconds for each in rankings]))


if __name__ == "__main__":
    raise SystemExit(main())
