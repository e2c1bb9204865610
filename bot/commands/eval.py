"""citabot eval: what answers are worth, and whether this state of citabot may be served."""

import argparse
from collections.abc import Callable
from pathlib import Path

from bot.commands.common import add_home
from bot.evaluation import asking, gating, judging, showing, writing
from evals.passes import PASSES
from evals.results import RESULTS


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "make eval runs check, run and gate --record, one after the other; docs/evaluation.md tells what\n"
        "each one is for.\n\nexample: citabot eval run && citabot eval gate"
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
            "--results", type=Path, default=RESULTS, metavar="DIR",
            help="folder of runs (default: evals/results)",
        )  # fmt: skip
        action.add_argument(
            "--passes", type=Path, default=PASSES, metavar="DIR",
            help="folder of recorded passes (default: evals/passes)",
        )  # fmt: skip
        action.set_defaults(run=act)


_Action = tuple[str, Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int]]
_ACTIONS: dict[str, _Action] = {
    "check": ("say what is wrong with the questions", asking.check_options, asking.check),
    "run": ("ask the questions, and keep what came of them", asking.run_options, asking.run),
    "judge": ("have another language model judge the answers", judging.judge_options, judging.judge),
    "gate": ("say whether this state may be served", gating.gate_options, gating.gate),
    "compare": ("hold two runs against each other, as Markdown", showing.compare_options, showing.compare),
    "report": ("write the report of a run anew, one HTML file", showing.report_options, showing.report),
    "figures": ("print the figures of the last recorded pass", lambda parser: None, showing.figures),
    "export": ("write the run for other programs", showing.export_options, showing.export),
    "add": ("add a question to a file", writing.add_options, writing.add),
    "candidates": ("make questions to review from feedback", writing.candidates_options, writing.candidates),
}
_EXAMPLES = {
    "check": "citabot eval check",
    "run": "citabot eval run --again",
    "judge": "citabot eval judge --calibrate && citabot eval judge",
    "gate": "citabot eval gate --record",
    "compare": "citabot eval compare 334aa0f36c183878 9c41d7705be2a316",
    "report": "citabot eval report --out report.html",
    "figures": "citabot eval figures",
    "export": "citabot eval export junit results.xml",
    "add": "citabot eval add 'Who decides on a T visa?' --to tuning.yaml --kind fact --why 'was asked' "
    "--gold ice-victims-2021 'Immigration benefits adjudicated by USCIS'",
    "candidates": "citabot eval candidates feedback.jsonl",
}
