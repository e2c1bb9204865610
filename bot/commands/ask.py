"""citabot ask: one answer, or a file of them."""

import argparse
import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.commands.common import (
    add_batch,
    add_home,
    print_json,
    require_known,
    require_one_or_batch,
    run_batch,
    settings_of,
)
from bot.errors import UsageError
from bot.explain.facts import explain_json
from bot.explain.screen import explain_text
from bot.render_json import reply_json
from bot.render_text import render
from retrieval.answering import Parts, Reply, as_runnable
from retrieval.followup import Turn, has_answer
from retrieval.opening import open_index
from retrieval.settings import Settings
from retrieval.understand import Question

_LANGUAGE = "[a-z]{2,3}"  # ISO 639


class TurnLine(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"]
    text: str


class AskLine(BaseModel):
    """A line of --batch."""

    id: str | int | None = None
    question: str
    history: list[TurnLine] = Field(default_factory=list)
    lang: str | None = Field(default=None, pattern=f"^{_LANGUAGE}$")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        'A line of --batch: {"id": "q7", "question": "…", "history": [{"role": "user", "text": "…"}],'
        ' "lang": "es"}\n\nexample: citabot ask --json \'What is Continued Presence?\''
    )
    parser.add_argument("question", nargs="?", metavar="QUESTION", help="in any language")
    add_batch(parser)
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    parser.add_argument(
        "--explain", action="store_true", help="also say what was found and how it was decided"
    )
    parser.add_argument(
        "--lang", type=_language, metavar="xx",
        help="language of the interface, two or three letters (default: the question's)",
    )  # fmt: skip
    parser.add_argument("--only", nargs="+", metavar="SOURCE", help="answer from these sources alone")
    add_home(parser)
    parser.set_defaults(run=run)


def _language(text: str) -> str:
    if not re.fullmatch(_LANGUAGE, text):
        raise argparse.ArgumentTypeError(f"{text!r} is no language code, such as es")
    return text


def run(arguments: argparse.Namespace) -> int:
    require_one_or_batch(arguments, arguments.question, "QUESTION")
    if arguments.batch is not None and arguments.explain:
        raise UsageError("--explain goes with one QUESTION; leave it away, or ask the questions one by one.")
    settings = settings_of(arguments)
    parts = open_index(settings)
    known = [document.id for document in parts.searcher.contents.documents]
    only = require_known(arguments.only or (), known)
    chain = as_runnable(parts)
    if arguments.batch is not None:
        return run_batch(
            arguments, AskLine,
            lambda line: reply_json(chain.invoke(_question(line, arguments.lang, only)), settings.contact),
        )  # fmt: skip
    reply = chain.invoke(Question(arguments.question, language=arguments.lang, only=only))
    _show(reply, parts, settings, as_json=arguments.json, explain=arguments.explain)
    return 0


def _question(line: AskLine, language: str | None, only: tuple[str, ...]) -> Question:
    history = tuple(Turn(turn.role, turn.text) for turn in line.history)
    return Question(line.question, history, line.lang or language, only, told=has_answer(history))


def _show(reply: Reply, parts: Parts, settings: Settings, *, as_json: bool, explain: bool) -> None:
    if as_json:
        content: dict[str, Any] = reply_json(reply, settings.contact)
        print_json(content | {"explain": explain_json(reply, parts)} if explain else content)
        return
    print(render(reply.answer, settings.contact))
    if explain:
        print(f"\n{explain_text(reply, parts)}")
