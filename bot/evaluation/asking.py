"""citabot eval check, run: are the questions in order, and what comes of them?"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.commands.common import settings_of
from bot.evaluation.showing import known_metrics, write_report
from evals import asking
from evals.figures import figures, shown, worst_language
from evals.judging.judge import identity_of
from evals.metrics import Metric
from evals.questions import REPORT, TUNING, read_all, read_questions
from evals.report import latency
from evals.results import Run, folder_of, load
from evals.validation import complaints, uncovered
from retrieval.embed import MiniLM
from retrieval.language import SPOKEN
from retrieval.loading import load as load_document
from retrieval.opening import open_index
from retrieval.settings import Settings
from retrieval.sources import read_corpus

_WAITING = 4  # questions asked at a time, where answering waits for a network


def check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="folder of documents")


def check(arguments: argparse.Namespace) -> int:
    corpus = read_corpus(settings_of(arguments).corpus)
    files = {path.name: read_questions(path) for path in (*TUNING, *REPORT)}
    documents = [load_document(source, corpus.path(source)) for source in corpus.sources]
    wrong = complaints(files, documents, apart=[path.name for path in REPORT])
    wrong += uncovered(read_all(REPORT), SPOKEN)
    for complaint in wrong:
        print(f"problem: {complaint}")
    reported = sum(len(files[path.name]) for path in REPORT)
    print(f"{reported} questions to report on, {len(read_all(TUNING))} to tune on: {len(wrong)} problems.")
    return 1 if wrong else 0


def run_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--questions", type=Path, nargs="+", default=REPORT, metavar="FILE",
        help=f"default: {', '.join(file.name for file in REPORT)} of evals/questions",
    )  # fmt: skip
    parser.add_argument(
        "--again", action="store_true", help="ask everything, also what was asked of this state before"
    )


def run(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    identity_of(settings)  # a judge that cannot be one is refused before anything is asked
    files = {path.name: tuple(read_questions(path)) for path in arguments.questions}
    parts = open_index(settings)
    identities = [model.embedder.identity for model in parts.searcher.models]
    questions = asking.Asking(files, arguments.results, _encode, _workers(settings), arguments.again)
    with reporting("asked") as told:
        asking.run(questions, parts, identities, told)
    folder = folder_of(parts.fingerprint, arguments.results)
    done = load(folder)
    _print_figures(done, known_metrics(settings))
    written = write_report(done, folder / "report.html", arguments, settings)
    print(f"Open {written} in a browser; next: citabot eval gate")
    return 0


def _workers(settings: Settings) -> int:
    """As many at a time as there are cores, or as a network can be waited for."""
    return _WAITING if settings.chroma_url or settings.model else min(_WAITING, os.cpu_count() or 1)


def _encode(texts: Sequence[str]) -> np.ndarray:
    return np.array(MiniLM().embed_documents(list(texts)))


def _print_figures(done: Run, known: Sequence[Metric]) -> None:
    found = figures(done.records, known)
    units = {metric.name: metric.unit for metric in known}
    for figure in found:
        if figure.by == "all":
            print(f"{figure.metric:20} {shown(figure, share=units[figure.metric] == 'share')}")
    worst = worst_language(found, "supported")
    if worst is not None:
        print(f"{'worst language':20} {worst.group}: {shown(worst, share=True)} supported")
    if took := latency(tuple(done.milliseconds.values()), done.at_once):
        print(f"{'latency':20} {took} (p50 and p95, ms)")


@contextmanager
def reporting(did: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal; elsewhere a line for each quarter."""
    if not sys.stderr.isatty():
        yield partial(_say_quarters, did)
        return
    columns = (TextColumn(did), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(did, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _say_quarters(did: str, done: int, of: int) -> None:
    if done and 4 * done // of > 4 * (done - 1) // of:
        print(f"{did} {done} of {of}", file=sys.stderr, flush=True)
