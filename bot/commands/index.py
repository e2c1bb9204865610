"""citabot index: build a generation from the corpus and make it current."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from chromadb.api import ClientAPI
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from bot.commands.common import add_home, settings_of
from retrieval.build import Built, build
from retrieval.embed import load_embedders
from retrieval.left_out import left_out
from retrieval.read import Progress
from retrieval.settings import Settings
from retrieval.sources import read_corpus
from retrieval.store import server_client


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Unchanged texts are not embedded again. The index in use stays as it is until the new one is\n"
        "complete.\n\nexample: citabot index --corpus corpus"
    )
    parser.add_argument(
        "--corpus", type=Path, metavar="DIR", help="folder of documents (default: CITABOT_CORPUS or ./corpus)"
    )
    add_home(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    corpus = read_corpus(settings.corpus)
    for warning in (*corpus.warnings, *left_out(corpus)):
        print(f"citabot: warning: {warning}", file=sys.stderr)
    embedders = load_embedders(settings.embeddings)
    with _reporting() as report:
        built = build(settings.home, corpus, embedders, report, _server(settings))
    print(_summary(built))
    return 0


def _server(settings: Settings) -> ClientAPI | None:
    if settings.chroma_url is None:
        return None
    try:
        return server_client(settings.chroma_url)
    except OSError as error:
        print(f"citabot: warning: {error}; the index is built without it.", file=sys.stderr)
        return None


def _summary(built: Built) -> str:
    manifest = built.manifest
    total = sum(map(sum, manifest.vectors.values())) + manifest.questions
    return (
        f"Indexed {manifest.documents} documents in {manifest.passages} passages; "
        f"{built.embedded} texts embedded, {total - built.embedded} known already. "
        f"Generation {manifest.id} is current."
    )


@contextmanager
def _reporting() -> Iterator[Callable[[Progress], None]]:
    """A bar on a terminal; elsewhere a line for each tenth of a step."""
    if not sys.stderr.isatty():
        yield _Lines().report
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True)) as bar:
        tasks = {step: bar.add_task(step, total=None) for step in ("reading", "embedding")}
        yield lambda progress: bar.update(tasks[progress.step], completed=progress.done, total=progress.total)


class _Lines:
    """Plain lines, few of them."""

    def __init__(self) -> None:
        self._said = ("", -1)

    def report(self, progress: Progress) -> None:
        tenth = 10 * progress.done // max(progress.total, 1)
        if (progress.step, tenth) != self._said:
            self._said = (progress.step, tenth)
            print(f"{progress.step}: {progress.done} of {progress.total}", file=sys.stderr, flush=True)
