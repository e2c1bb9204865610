"""How building and searching grow with the corpus: `python -m evals.scale`.

The corpus is made up, and so are the vectors (`evals.scale_data`), so that no model's time is
measured. Each size is built in one process and searched in another, so that peaks of memory do
not mix. Beside other work on the machine, compare ratios, not seconds.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, field, fields
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from evals.memory import peak_mib
from evals.output import require_writable, write
from evals.scale_data import Lots, write_corpus
from retrieval.build import Built, build
from retrieval.errors import CitabotError
from retrieval.generation import Generations
from retrieval.lexical import words
from retrieval.opening import open_generation
from retrieval.passage import Passage
from retrieval.read import Progress
from retrieval.retrieve import Searcher
from retrieval.sources import read_corpus
from retrieval.understand import Asked

DEFAULT_SIZES = (1_000, 10_000)
QUESTIONS = 100
_SEED = 7
_ASKED = 8  # words of a question
_HELP = """\
Makes a corpus of each size, builds its index, asks 100 questions of a passage's own words, and
prints what that took and how often it grew from each size to the next. Needs no network and no
model; 10,000 passages take a minute or two, 100,000 ten to twenty, 1 GB of disk and 2 GB of memory.
"""
_EXAMPLE = "example: python -m evals.scale --passages 1000 10000 100000 --json scale.json"


@dataclass(frozen=True, slots=True)
class Building:
    """What building an index took. Seconds are of the wall clock; the steps add up to the total."""

    passages: int
    vectors: int
    build_s: float
    build_cpu_s: float  # of all threads, with making the vectors up; other work on the machine matters less
    reading_s: float
    splitting_s: float  # and writing passages down
    lots_s: float  # making the vectors up
    storing_s: float  # vectors and their texts
    words_s: float  # the lexical index, and hashing what was built
    build_peak_mib: float
    disk_mib: float


@dataclass(frozen=True, slots=True)
class Searching:
    """What opening and searching an index took."""

    open_s: float
    first_ms: float  # the first search reads the vectors
    p50_ms: float
    p95_ms: float
    own_first: float  # share of questions whose own passage is the first hit, 0..1
    search_peak_mib: float


@dataclass(frozen=True, slots=True)
class Scale:
    """One size's figures."""

    building: Building
    searching: Searching

    def figures(self) -> dict[str, float]:
        return {**asdict(self.building), **asdict(self.searching)}


def main(argv: Sequence[str] | None = None) -> int:
    arguments = _parser().parse_args(argv)
    try:
        require_writable(arguments.json)
        results = [measured(size) for size in sorted(arguments.passages)]
        print(as_text(results))
        if arguments.json:
            write(arguments.json, json.dumps(as_json(results), indent=1) + "\n")
    except CitabotError as error:
        print(f"scale: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.scale", description=_HELP, epilog=_EXAMPLE)
    parser.add_argument(
        "--passages",
        type=_size,
        nargs="+",
        default=list(DEFAULT_SIZES),
        metavar="N",
        help=f"how large to make each corpus, at least 1; default: {' '.join(map(str, DEFAULT_SIZES))}",
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there as JSON")
    return parser


def _size(text: str) -> int:
    if int(text) < 1:
        raise ValueError
    return int(text)


def measured(size: int) -> Scale:
    """Build and search a corpus of about `size` passages. Raises CitabotError."""
    print(f"scale: {size:,} passages", file=sys.stderr)
    fresh = ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1)
    with tempfile.TemporaryDirectory() as scratch, fresh as processes:
        folder = Path(scratch)
        write_corpus(folder / "corpus", size)
        try:
            building = processes.submit(built, folder).result()
            return Scale(building, processes.submit(searched, folder).result())
        except BrokenProcessPool as error:
            raise CitabotError(
                f"a process was killed at {size:,} passages, perhaps for its memory; name fewer."
            ) from error


@dataclass
class _Watch:
    """When each step of a build was first and last heard of."""

    started: float = field(default_factory=time.perf_counter)
    first: dict[str, float] = field(default_factory=dict)
    last: dict[str, float] = field(default_factory=dict)

    def __call__(self, progress: Progress) -> None:
        self.last[progress.step] = time.perf_counter()
        self.first.setdefault(progress.step, self.last[progress.step])


def built(folder: Path) -> Building:
    """Build the index of `folder`'s corpus beside it."""
    embedder, watch, cpu_before = Lots(), _Watch(), time.process_time()
    made = build(folder / "home", read_corpus(folder / "corpus"), [embedder], watch)
    end, cpu = time.perf_counter(), time.process_time() - cpu_before
    embedding = watch.last["embedding"] - watch.first["embedding"]
    return Building(
        passages=made.manifest.passages,
        vectors=_vectors(made),
        build_s=end - watch.started,
        build_cpu_s=cpu,
        reading_s=watch.last["reading"] - watch.started,
        splitting_s=watch.first["embedding"] - watch.last["reading"],
        lots_s=embedder.seconds,
        storing_s=embedding - embedder.seconds,
        words_s=end - watch.last["embedding"],
        build_peak_mib=peak_mib(),
        disk_mib=sum(path.stat().st_size for path in made.folder.rglob("*") if path.is_file()) / 2**20,
    )


def _vectors(made: Built) -> int:
    return sum(sum(counts) for counts in made.manifest.vectors.values())


def searched(folder: Path) -> Searching:
    """Open the index beside `folder`'s corpus, and ask it what its own passages say."""
    start = time.perf_counter()
    searcher = open_generation(Generations.of(folder / "home").current(), [Lots()]).searcher
    opened = time.perf_counter() - start
    passages = random.Random(_SEED).choices(searcher.contents.passages, k=QUESTIONS)
    first, _ = _asked(searcher, passages[0])
    milliseconds, own = zip(*(_asked(searcher, passage) for passage in passages), strict=True)
    p50, p95 = (float(value) for value in np.percentile(milliseconds, [50, 95]))
    return Searching(opened, first, p50, p95, sum(own) / len(own), peak_mib())


def _asked(searcher: Searcher, passage: Passage) -> tuple[float, bool]:
    """Milliseconds, and whether the passage is found first by its topic and some of its words."""
    topic, *others = words(passage.text)
    asked = Asked(" ".join([topic, *random.Random(passage.id).sample(others, _ASKED - 1)]), "en")
    start = time.perf_counter()
    hits = searcher.search(asked).hits
    return (time.perf_counter() - start) * 1000, hits[0].passage is passage


def growth(results: Sequence[Scale]) -> Iterator[dict[str, float | None]]:
    """From each size to the next, how many times each figure is as large; None where it was 0."""
    for smaller, larger in pairwise(results):
        before, after = smaller.figures(), larger.figures()
        yield {name: after[name] / before[name] if before[name] else None for name in before}


def as_json(results: Sequence[Scale]) -> dict[str, object]:
    return {"sizes": [result.figures() for result in results], "growth": list(growth(results))}


def as_text(results: Sequence[Scale]) -> str:
    """A line for each figure: each size's, then how often it grew to the next."""
    grown = list(growth(results))
    rows = [
        [
            name,
            *(f"{result.figures()[name]:,.6g}" for result in results),
            *(_times(each[name]) for each in grown),
        ]
        for name in (each.name for part in (Building, Searching) for each in fields(part))
    ]
    return "\n".join(f"{name:<16}" + "".join(f"{cell:>12}" for cell in cells) for name, *cells in rows)


def _times(ratio: float | None) -> str:
    return "-" if ratio is None else f"× {ratio:.3g}"


if __name__ == "__main__":
    raise SystemExit(main())
