"""citabot eval judge: what another language model makes of the answers of a run."""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.commands.common import settings_of
from bot.evaluation.asking import reporting
from evals.judging.items import Item, items_of
from evals.judging.judge import Judge, open_judge
from evals.judging.kept import Place, both, judge_all
from evals.judging.opinion import agreements_of, calibration_folder, opinion_of
from evals.judging.pairs import labelled
from evals.results import folder_of, load
from retrieval.errors import CitabotError
from retrieval.opening import open_index
from retrieval.settings import Settings


def judge_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--calibrate", action="store_true", help="judge labelled drafts instead, to see how far it agrees"
    )
    parser.add_argument("--again", action="store_true", help="judge everything, also what was judged before")


def judge(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    return _calibrate(arguments, settings) if arguments.calibrate else _judge(arguments, settings)


def _judge(arguments: argparse.Namespace, settings: Settings) -> int:
    open_judge(settings)  # one that cannot be opened is told before the index is read
    folder = folder_of(open_index(settings).fingerprint, arguments.results)
    done = load(folder)
    chosen = open_judge(settings, (record.composer for record in done.records))
    items = items_of(done.records)
    if not items:
        raise CitabotError("this run answered nothing, so there is nothing to judge; ask other questions.")
    _asked(chosen, dict(both(items)), folder, arguments, settings)
    opinion = opinion_of(done, settings, arguments.results)
    _print_lines(list(opinion.lines()) if opinion else [])
    print("next: citabot eval report")
    return 0


def _calibrate(arguments: argparse.Namespace, settings: Settings) -> int:
    chosen = open_judge(settings)
    wanted = {pair.place: pair.item for pair in labelled()}
    _asked(chosen, wanted, calibration_folder(arguments.results), arguments, settings)
    agreed = agreements_of(chosen.identity, arguments.results)
    lines = [(f"agreement, {aspect}", str(each)) for aspect, each in agreed.items()]
    _print_lines([("judge", str(chosen.identity)), *lines])
    return 0


def _asked(
    chosen: Judge,
    wanted: Mapping[Place, Item],
    folder: Path,
    arguments: argparse.Namespace,
    settings: Settings,
) -> None:
    """Have them judged. Raises CitabotError if the judge cannot be asked about each."""
    with reporting("judged") as told:
        judge_all(chosen, wanted, folder, at_once=settings.model_at_once, again=arguments.again, report=told)
    read, wrote = sum(each.read for each in chosen.usages), sum(each.wrote for each in chosen.usages)
    print(f"{len(chosen.usages)} requests, {read} tokens read, {wrote} written")
    if chosen.unreached:
        why = ", ".join(f"{trouble} {number}" for trouble, number in Counter(chosen.unreached).most_common())
        raise CitabotError(
            f"the judge {chosen.identity.name!r} could not be asked about {len(chosen.unreached)} of "
            f"{len(wanted)} ({why}); mend that, and run the same again: what it said is kept."
        )


def _print_lines(lines: Sequence[tuple[str, str]]) -> None:
    for name, value in lines:
        print(f"{name:25} {value}")
