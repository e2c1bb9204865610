"""citabot eval compare, report, figures, export: what runs and recorded passes show."""

import argparse
from pathlib import Path

from bot.commands.common import settings_of
from bot.evaluation.gating import judged
from evals import exports, gates
from evals.compare import markdown
from evals.judging.opinion import opinion_of
from evals.metrics import Metric, Prices, metrics
from evals.output import write
from evals.passes import read_passes
from evals.report import report as report_of
from evals.results import Run, folder_of, load
from evals.table import table
from retrieval.opening import open_index
from retrieval.settings import Settings


def compare_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", metavar="BEFORE", help="fingerprint of a run, or the folder that holds it")
    parser.add_argument("after", metavar="AFTER", help="the same of the run to hold against it")


def compare(arguments: argparse.Namespace) -> int:
    before, after = (_named(name, arguments.results) for name in (arguments.before, arguments.after))
    print(markdown(before, after, known_metrics(settings_of(arguments))), end="")
    return 0


def known_metrics(settings: Settings) -> tuple[Metric, ...]:
    """All, with what a model cost where the settings know its prices."""
    prices = Prices(*settings.model_prices) if settings.model_prices else None
    return metrics(gates.read_gates().notices, prices)


def _named(name: str, folder: Path) -> Run:
    return load(Path(name) if (Path(name) / "run.json").exists() else folder_of(name, folder))


def report_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: report.html beside the run")


def report(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    folder = folder_of(open_index(settings).fingerprint, arguments.results)
    out = arguments.out or folder / "report.html"
    print(f"Open {write_report(load(folder), out, arguments, settings)} in a browser.")
    return 0


def write_report(done: Run, out: Path, arguments: argparse.Namespace, settings: Settings) -> Path:
    """The run as it is judged today, as one HTML file; returns where it is."""
    opinion = opinion_of(done, settings, arguments.results)
    failed, _ = judged(done, arguments.passes, opinion)
    write(out, report_of(done, known_metrics(settings), read_passes(arguments.passes), failed, opinion))
    return out


def export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", choices=tuple(exports.EXPORTS))
    parser.add_argument("out", type=Path, metavar="FILE")


def export(arguments: argparse.Namespace) -> int:
    done = load(folder_of(open_index(settings_of(arguments)).fingerprint, arguments.results))
    write(arguments.out, exports.EXPORTS[arguments.form](done.records))
    print(f"{len(done.records)} questions written to {arguments.out}.")
    return 0


def figures(arguments: argparse.Namespace) -> int:
    recorded = read_passes(arguments.passes)
    print(table(recorded[-1]) if recorded else "No pass is recorded yet; run: make eval")
    return 0
