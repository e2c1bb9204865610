"""Measure the search on public questions, beside baselines: `python -m evals.benchmarks`.

Every question goes through the product's own understanding and search; a ranking is of
documents, each at its best passage. What is measured: `evals.ranking`; how sure that is:
`evals.intervals`; what it is compared with: `evals.baselines`; the data: `evals.bench_data`.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from evals.baselines import Rank, from_index, tutorial
from evals.bench_data import QUERIES, Bench, BenchQuestion, read_benches
from evals.bench_report import as_table, as_text
from evals.bench_results import BenchResult, Indexing, Run, difference, system_result
from evals.bench_telling import tellings
from evals.found import found_sources
from evals.memory import peak_mib
from evals.output import require_writable, write
from evals.ranking import once
from retrieval.answering import Parts
from retrieval.build import build
from retrieval.embed import MiniLM, load_embedders
from retrieval.errors import CitabotError
from retrieval.opening import open_parts
from retrieval.settings import read_settings
from retrieval.understand import Asked, understand

DEFAULT_DATA = Path("../shared/bench")
_STDOUT = "-"
_HELP = """\
Indexes the documents of each benchmark, asks its questions, and prints how often the documents
that answer are found, with 95 % intervals (bootstrap over conversations), how long a question
takes, how well questions without an answer are refused, and the same for simpler systems. Reads
DIR/<name>/corpus/*.md and DIR/<name>/queries.public.jsonl. Needs no network; takes many minutes.
"""
_EXAMPLE = "example: python -m evals.benchmarks --only xquad --keep /tmp/bench --json results.json"


def main(argv: Sequence[str] | None = None) -> int:
    arguments = _parser().parse_args(argv)
    table = None if arguments.table in (None, _STDOUT) else Path(arguments.table)
    try:
        require_writable(table, arguments.json)
        benches = read_benches(arguments.data, only=arguments.only, queries=arguments.queries)
        with tempfile.TemporaryDirectory() as scratch:
            keep = arguments.keep or Path(scratch)
            results = [run(bench, keep / bench.name, baselines=arguments.baselines) for bench in benches]
        print(as_table(results) if arguments.table == _STDOUT else as_text(results))
        if table:
            write(table, as_table(results))
        if arguments.json:
            write(arguments.json, json.dumps([asdict(result) for result in results], indent=1) + "\n")
    except CitabotError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks", description=_HELP, epilog=_EXAMPLE)
    parser.add_argument(
        "--data", type=Path, default=DEFAULT_DATA, metavar="DIR", help=f"default: {DEFAULT_DATA}"
    )
    parser.add_argument("--only", metavar="NAME", help="one benchmark of the folder")
    parser.add_argument(
        "--queries", default=QUERIES, metavar="FILE_NAME", help=f"the file of questions; default: {QUERIES}"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep the indexes there; only what changed is embedded again"
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the results there as JSON")
    parser.add_argument(
        "--table",
        nargs="?",
        const=_STDOUT,
        metavar="OUT",
        help="write Markdown tables there; without OUT, print them instead of text",
    )
    parser.add_argument(
        "--no-baselines", dest="baselines", action="store_false", help="measure the product alone"
    )
    return parser


def run(bench: Bench, home: Path, *, baselines: bool) -> BenchResult:
    """Measure a benchmark; its index lies in `home`. Raises CitabotError."""
    settings = read_settings()
    index = _indexed(bench, home, settings.embeddings)
    parts = open_parts(home, settings.embeddings, reranker=settings.reranker)
    ours = [_asked(system, bench) for system in _products(parts, bench)]
    peak = peak_mib()
    others = list(_baseline_runs(parts, bench)) if baselines else []
    return BenchResult(
        name=bench.name,
        asked=bench.asked,
        counted=len(bench.questions),
        index=index,
        peak_mib=peak,
        systems=tuple(system_result(each, bench.questions) for each in [*ours, *others]),
        differences=tuple(difference(our, other, bench.questions) for our in ours for other in others),
        telling=tuple(tellings(parts, bench, baselines=baselines)),
    )


def _indexed(bench: Bench, home: Path, embeddings: str) -> Indexing:
    _say(f"{bench.name}: indexing")
    embedders = load_embedders(embeddings)
    start = time.perf_counter()
    built = build(home, bench.corpus, embedders, lambda progress: None)
    seconds = time.perf_counter() - start
    return Indexing(built.manifest.documents, built.manifest.passages, built.embedded, seconds)


@dataclass(frozen=True, slots=True)
class _System:
    """A way to find documents."""

    name: str
    rank: Rank
    remembers: bool = False  # is given the conversation before the question


def _products(parts: Parts, bench: Bench) -> list[_System]:
    """The product, and where questions have a history, the product without it."""
    rank = partial(found_sources, parts.searcher)
    forgetful = [_System("citabot without history", rank)] if bench.has_history else []
    return [_System("citabot", rank, remembers=True), *forgetful]


def _baseline_runs(parts: Parts, bench: Bench) -> Iterator[Run]:
    for name, rank in from_index(parts.searcher).items():
        yield _asked(_System(name, rank), bench)
    _say(f"{bench.name}: building the tutorial pipeline")
    with tempfile.TemporaryDirectory() as folder, tutorial(bench.corpus, Path(folder), MiniLM()) as rank:
        yield _asked(_System("tutorial pipeline", rank), bench)


def _asked(system: _System, bench: Bench) -> Run:
    _say(f"{bench.name}: asking {system.name}")
    timed = [_timed(system, question) for question in bench.questions]
    rankings, seconds = zip(*timed, strict=True)
    return Run(system.name, rankings, seconds)


def _timed(system: _System, question: BenchQuestion) -> tuple[tuple[str, ...], float]:
    """Source ids, best first, and the seconds that it took; none for a question that cannot be looked up."""
    start = time.perf_counter()
    asked = understand(question.as_question(with_history=system.remembers))
    found = system.rank(asked) if isinstance(asked, Asked) else ()
    return once(found), time.perf_counter() - start


def _say(step: str) -> None:
    print(f"benchmarks: {step}", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
