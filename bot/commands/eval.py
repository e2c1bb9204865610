"""citabot eval: what answers are worth, and whether this state of citabot may be served."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import yaml
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.commands.common import add_home, open_index, settings_of
from evals import adding, exports, gates
from evals.asking import Asking, run
from evals.compare import markdown
from evals.feedback import candidates, read_feedback
from evals.figures import figures, shown, worst_language
from evals.metrics import metrics
from evals.output import write
from evals.passes import PASSES, Pass, read_pass, read_passes, record
from evals.questions import FOLDER, REPORT, TUNING, Kind, questions_digest, read_all, read_questions
from evals.report import latency, report
from evals.results import RESULTS, Run, folder_of, load
from evals.validation import complaints, uncovered
from retrieval.build import read_contents
from retrieval.embed import MiniLM
from retrieval.errors import CitabotError
from retrieval.language import SPOKEN, detect
from retrieval.settings import Settings
from retrieval.sources import read_corpus

_WORKERS = 4  # questions asked at a time, where answering waits for a network
_BOUNDED = ("supported", "refusal_recall", "recall_at_5", "false_answer", "false_refusal")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "make eval runs check, run, gate --record and report, one after the other; docs/evaluation.md tells\n"
        "what each one is for.\n\nexample: citabot eval run && citabot eval gate"
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, (summary, add_options, act) in _ACTIONS.items():
        action = actions.add_parser(
            name, help=summary, description=summary[0].upper() + summary[1:] + ".",
            formatter_class=argparse.RawDescriptionHelpFormatter, epilog=f"example: {_EXAMPLES[name]}",
        )  # fmt: skip
        add_options(action)
        add_home(action)
        action.add_argument(
            "--results",
            type=Path,
            default=RESULTS,
            metavar="DIR",
            help="folder of runs (default: evals/results)",
        )
        action.add_argument(
            "--passes", type=Path, default=PASSES, metavar="DIR",
            help="folder of recorded passes (default: evals/passes)",
        )  # fmt: skip
        action.set_defaults(run=act)


# --- check: are the questions in order? ------------------------------------------------------


def _check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="folder of documents")


def _check(arguments: argparse.Namespace) -> int:
    corpus = read_corpus(settings_of(arguments).corpus)
    files = {path.name: read_questions(path) for path in (*TUNING, *REPORT)}
    documents = read_contents(corpus, lambda progress: None).documents
    wrong = complaints(files, documents, apart=[path.name for path in REPORT])
    wrong += uncovered(read_all(REPORT), SPOKEN)
    for complaint in wrong:
        print(f"problem: {complaint}")
    reported = sum(len(files[path.name]) for path in REPORT)
    print(f"{reported} questions to report on, {len(read_all(TUNING))} to tune on: {len(wrong)} problems.")
    return 1 if wrong else 0


# --- run: ask them ---------------------------------------------------------------------------


def _run_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--questions", type=Path, nargs="+", default=REPORT, metavar="FILE",
        help=f"default: {', '.join(file.name for file in REPORT)} of evals/questions",
    )  # fmt: skip
    parser.add_argument(
        "--again", action="store_true", help="ask everything, also what was asked of this state before"
    )


def _run(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    files = {path.name: tuple(read_questions(path)) for path in arguments.questions}
    parts = open_index(settings)
    identities = [model.embedder.identity for model in parts.searcher.models]
    asking = Asking(files, arguments.results, _encode, _workers(settings), arguments.again)
    with _reporting() as told:
        run(asking, parts, identities, told)
    folder = folder_of(parts.fingerprint, arguments.results)
    _print_figures(load(folder))
    print(f"Written to {folder}; next: citabot eval gate")
    return 0


def _workers(settings: Settings) -> int:
    return _WORKERS if settings.chroma_url else 1


def _encode(texts: Sequence[str]) -> np.ndarray:
    return np.array(MiniLM().embed_documents(list(texts)))


def _print_figures(done: Run) -> None:
    known = metrics(gates.read_gates().notices)
    found = figures(done.records, known)
    units = {metric.name: metric.unit for metric in known}
    for figure in found:
        if figure.by == "all":
            print(f"{figure.metric:20} {shown(figure, share=units[figure.metric] == 'share')}")
    worst = worst_language(found, "supported")
    if worst is not None:
        print(f"{'worst language':20} {worst.group}: {shown(worst, share=True)} supported")
    if took := latency(tuple(done.milliseconds.values())):
        print(f"{'latency':20} {took} ms (p50 and p95)")


@contextmanager
def _reporting() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal; elsewhere a line for each quarter."""
    if not sys.stderr.isatty():
        yield _say_quarters
        return
    columns = (TextColumn("asking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("asking", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _say_quarters(done: int, of: int) -> None:
    if 4 * done // of > 4 * (done - 1) // of:
        print(f"asked {done} of {of}", file=sys.stderr, flush=True)


# --- gate: may this state be served? ---------------------------------------------------------


def _gate_options(parser: argparse.ArgumentParser) -> None:
    does = parser.add_mutually_exclusive_group()
    does.add_argument("--record", action="store_true", help="record the pass, for citabot serve to see")
    does.add_argument("--recorded", action="store_true", help="look only whether a pass is recorded")
    does.add_argument("--propose", action="store_true", help="print bounds that the run of today suggests")


def _gate(arguments: argparse.Namespace) -> int:
    fingerprint = open_index(settings_of(arguments)).fingerprint
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
    failed, note = _judged(done, arguments.passes)
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


def _judged(done: Run, folder: Path) -> tuple[list[str], str]:
    """Why it does not pass, a line each, and what it was held against."""
    last = next(iter(reversed(read_passes(folder))), None)
    failed = gates.failures(done, gates.read_gates(), last)
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


# --- compare, report, export: what a run shows -----------------------------------------------


def _compare_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", metavar="BEFORE", help="fingerprint of a run, or the folder that holds it")
    parser.add_argument("after", metavar="AFTER", help="the same of the run to hold against it")


def _compare(arguments: argparse.Namespace) -> int:
    before, after = (_named(name, arguments.results) for name in (arguments.before, arguments.after))
    print(markdown(before, after, metrics(gates.read_gates().notices)), end="")
    return 0


def _named(name: str, folder: Path) -> Run:
    return load(Path(name) if (Path(name) / "run.json").exists() else folder_of(name, folder))


def _out_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: report.html beside the run")


def _report(arguments: argparse.Namespace) -> int:
    folder = folder_of(open_index(settings_of(arguments)).fingerprint, arguments.results)
    done = load(folder)
    failed, _ = _judged(done, arguments.passes)
    known = metrics(gates.read_gates().notices)
    out = arguments.out or folder / "report.html"
    write(out, report(done, known, read_passes(arguments.passes), failed))
    print(f"Open {out} in a browser.")
    return 0


def _export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", choices=tuple(exports.EXPORTS))
    parser.add_argument("out", type=Path, metavar="FILE")


def _export(arguments: argparse.Namespace) -> int:
    done = load(folder_of(open_index(settings_of(arguments)).fingerprint, arguments.results))
    write(arguments.out, exports.EXPORTS[arguments.form](done.records))
    print(f"{len(done.records)} questions written to {arguments.out}.")
    return 0


# --- add, candidates: new questions ----------------------------------------------------------


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", metavar="QUESTION")
    parser.add_argument("--to", required=True, metavar="FILE", help="a file of evals/questions, or a path")
    parser.add_argument("--kind", required=True, choices=[kind.value for kind in Kind])
    parser.add_argument("--why", required=True, help="why it is worth asking")
    parser.add_argument("--expected", choices=("answered", "refused", "clarify"), default="answered")
    parser.add_argument(
        "--gold", nargs=2, action="append", default=[], metavar=("SOURCE", "WORDS"),
        help="words of a document that answer; of a question to ask back on, one for each reading",
    )  # fmt: skip
    parser.add_argument("--fact", action="append", default=[], help="words of the gold that must be shown")
    parser.add_argument("--forbid", action="append", default=[], help="what must not be shown")
    parser.add_argument("--lang", metavar="xx", help="default: the question's")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="folder of documents")


def _add(arguments: argparse.Namespace) -> int:
    path = Path(arguments.to) if "/" in arguments.to else FOLDER / arguments.to
    others = {each.name: read_questions(each) for each in sorted(FOLDER.glob("*.yaml")) if each != path}
    own = read_questions(path) if path.exists() else []
    known = [question.id for each in (*others.values(), own) for question in each]
    readings = arguments.expected == "clarify"
    question = adding.new_question({
        "id": adding.next_id(path, known), "question": arguments.question,
        "language": arguments.lang or detect(arguments.question), "kind": arguments.kind,
        "expected": arguments.expected, "facts": tuple(arguments.fact), "forbidden": tuple(arguments.forbid),
        "gold": [
            {"source": source, "quote": words, "part": place if readings else 1}
            for place, (source, words) in enumerate(arguments.gold, start=1)
        ],
        "why": arguments.why, "since": date.today().isoformat(),
    })  # fmt: skip
    corpus = read_corpus(settings_of(arguments).corpus)
    documents = read_contents(corpus, lambda progress: None).documents
    files = {**others, path.name: [*own, question]}
    wrong = [
        each for each in complaints(files, documents, [file.name for file in REPORT]) if question.id in each
    ]
    if wrong:
        raise CitabotError(wrong[0])
    adding.append(path, question)
    print(f"{adding.as_yaml(question)}\nAdded to {path}.")
    return 0


def _candidates_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feedback", type=Path, metavar="FEEDBACK.jsonl")


def _candidates(arguments: argparse.Namespace) -> int:
    known = read_all([*TUNING, *REPORT])
    for entry in candidates(read_feedback(arguments.feedback), known):
        print(entry)
    return 0


_Action = tuple[str, Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int]]
_ACTIONS: dict[str, _Action] = {
    "check": ("say what is wrong with the questions", _check_options, _check),
    "run": ("ask the questions, and keep what came of them", _run_options, _run),
    "gate": ("say whether this state may be served", _gate_options, _gate),
    "compare": ("hold two runs against each other, as Markdown", _compare_options, _compare),
    "report": ("write the run as one HTML file", _out_option, _report),
    "export": ("write the run for other programs", _export_options, _export),
    "add": ("add a question to a file", _add_options, _add),
    "candidates": ("make questions to review from feedback", _candidates_options, _candidates),
}
_EXAMPLES = {
    "check": "citabot eval check",
    "run": "citabot eval run --again",
    "gate": "citabot eval gate --record",
    "compare": "citabot eval compare 334aa0f36c183878 9c41d7705be2a316",
    "report": "citabot eval report --out report.html",
    "export": "citabot eval export junit results.xml",
    "add": "citabot eval add 'Who decides on a T visa?' --to tuning.yaml --kind fact --why 'was asked' "
    "--gold ice-victims-2021 'Immigration benefits adjudicated by USCIS'",
    "candidates": "citabot eval candidates feedback.jsonl",
}
