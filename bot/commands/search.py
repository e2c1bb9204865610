"""citabot search: retrieval alone."""

import argparse
import time
from typing import Any

from pydantic import BaseModel, Field

from bot.commands.ask import TurnLine
from bot.commands.common import (
    add_batch,
    add_home,
    print_json,
    require_one_or_batch,
    run_batch,
    settings_of,
)
from bot.render_json import hit_json
from retrieval.answer import Reason, Refused
from retrieval.answering import Parts
from retrieval.errors import CitabotError
from retrieval.followup import Turn
from retrieval.opening import open_index
from retrieval.retrieve import Hit
from retrieval.understand import LONGEST, Question, shown, understand


class SearchLine(BaseModel):
    """A line of --batch."""

    id: str | int | None = None
    query: str
    history: list[TurnLine] = Field(default_factory=list)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        'A line of --batch: {"id": "q7", "query": "…", "history": [{"role": "user", "text": "…"}]}\n\n'
        "example: citabot search -k 5 'parole for people outside the country'"
    )
    parser.add_argument("query", nargs="?", metavar="QUERY", help="in any language")
    parser.add_argument("-k", type=_count, default=10, metavar="N", help="passages to return (default: 10)")
    add_batch(parser)
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    add_home(parser)
    parser.set_defaults(run=run)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 1000")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    require_one_or_batch(arguments, arguments.query, "QUERY")
    parts = open_index(settings_of(arguments))
    if arguments.batch is not None:
        return run_batch(arguments, SearchLine, lambda line: _found(parts, line, arguments.k))
    found = _found(parts, SearchLine(query=arguments.query), arguments.k)
    if arguments.json:
        print_json(found)
    else:
        print("\n\n".join(_line(result) for result in found["results"]) or "Nothing was found.")
    return 0


def _found(parts: Parts, line: SearchLine, count: int) -> dict[str, Any]:
    start = time.perf_counter()
    question = Question(line.query, tuple(Turn(turn.role, turn.text) for turn in line.history))
    hits = _search(parts, question, count)
    spent = round(1000 * (time.perf_counter() - start), 1)
    return {
        "query": shown(question),
        "results": [hit_json(hit) for hit in hits],
        "timings": {"retrieve": spent, "total": spent},
    }


def _search(parts: Parts, question: Question, count: int) -> tuple[Hit, ...]:
    asked = understand(question)
    if isinstance(asked, Refused):
        too_long = asked.reason is Reason.TOO_LONG
        cure = f"write it in at most {LONGEST} characters" if too_long else "write in words what to look for"
        raise CitabotError(f"the query cannot be looked up ({asked.reason.value}); {cure}.")
    return parts.searcher.search(asked, limit=count).hits


def _line(result: dict[str, Any]) -> str:
    place = " › ".join(result["section"])
    return f"{result['score']:.3f}  {result['passage']}  {place}\n{result['text']}"
