"""citabot eval gate: may this state be served?"""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

import yaml

from bot.commands.common import settings_of
from evals import gates
from evals.figures import figures
from evals.judging.opinion import Opinion, opinion_of
from evals.metrics import metrics
from evals.passes import Pass, read_pass, read_passes, record
from evals.questions import REPORT, questions_digest, read_all
from evals.results import Run, folder_of, load
from retrieval.opening import open_index

_BOUNDED = ("supported", "refusal_recall", "recall_at_5", "false_answer", "false_refusal")


def gate_options(parser: argparse.ArgumentParser) -> None:
    does = parser.add_mutually_exclusive_group()
    does.add_argument("--record", action="store_true", help="record the pass, for citabot serve to see")
    does.add_argument("--recorded", action="store_true", help="look only whether a pass is recorded")
    does.add_argument("--propose", action="store_true", help="print bounds that the run of today suggests")


def gate(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    fingerprint = open_index(settings).fingerprint
    if arguments.recorded:
        return _say_recorded(read_pass(fingerprint, arguments.passes), fingerprint)
    done = load(folder_of(fingerprint, arguments.results))
    if arguments.propose:
        found = figures(done.records, metrics(gates.read_gates().notices))
        print(
            yaml.safe_dump(
                gates.proposed(found, _BOUNDED), default_flow_style=None, sort_keys=False, width=200
            )
        )
        return 0
    opinion = opinion_of(done, settings, arguments.results)
    failed, note = judged(done, arguments.passes, opinion)
    for name, value in opinion.lines() if opinion else ():
        print(f"gate: {name}: {value}")
    for line in failed:
        print(f"gate: {line}", file=sys.stderr)
    if failed:
        print(f"gate: {fingerprint} does not pass, {len(failed)} reasons.", file=sys.stderr)
        return 1
    print(f"gate: {fingerprint} passes, {len(done.records)} questions. {note}")
    if arguments.record:
        print(f"gate: recorded in {_recorded(done, arguments.passes)}; commit it with the change.")
    return 0


def _say_recorded(found: Pass | None, fingerprint: str) -> int:
    if found is None:
        print(f"gate: no pass is recorded for {fingerprint}; run: make eval", file=sys.stderr)
        return 1
    print(f"gate: {fingerprint} passed on {found.recorded_on[:10]}.")
    return 0


def judged(done: Run, folder: Path, opinion: Opinion | None) -> tuple[list[str], str]:
    """Why it does not pass, a line each, and what it was held against."""
    last = next(iter(reversed(read_passes(folder))), None)
    failed = gates.failures(done, gates.read_gates(), last, opinion)
    if done.head.questions_sha256 != questions_digest(read_all(REPORT)):
        failed.append("the run asked other questions than those to report on; run: citabot eval run")
    if last is None:
        return failed, "No pass was recorded before."
    if not gates.is_comparable(done, last):
        return (
            failed,
            f"The questions changed since the pass {last.fingerprint}: nothing was held against it.",
        )
    return failed, f"Held against the pass {last.fingerprint} of {last.recorded_on[:10]}."


def _recorded(done: Run, folder: Path) -> Path:
    """Where the pass stands; one of the same state, questions and gates is left as it is."""
    digest, head = gates.gates_digest(), done.head
    known = read_pass(head.fingerprint, folder)
    if known and (known.gates_sha256, known.questions_sha256) == (digest, head.questions_sha256):
        return folder / f"{head.fingerprint}.json"
    passed = Pass(
        fingerprint=head.fingerprint, recorded_on=datetime.now(UTC).isoformat(timespec="seconds"),
        sources=head.sources, embedders=head.embedders, questions=head.questions,
        questions_sha256=head.questions_sha256, records_sha256=head.records_sha256, gates_sha256=digest,
        figures=tuple(figures(done.records, metrics(gates.read_gates().notices))),
    )  # fmt: skip
    return record(passed, folder)
