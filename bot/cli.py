"""The `citabot` command: parse, call one function, print.

Exit status 0 for success (a refusal is a success), 1 for a failure that a person must act
on, 2 for wrong usage. An error is one sentence, on one line of standard error.
"""

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from bot.errors import UsageError
from retrieval.errors import CitabotError

COMMANDS = {  # in the order of --help; each is a module of bot.commands
    "index": "build the index from the corpus and make it current",
    "ask": "answer one question, or a file of them",
    "search": "find passages, without answering",
    "chat": "ask in the terminal, as on Telegram",
    "serve": "run the Telegram bot",
    "sources": "list the documents",
    "show": "print a document, or one passage of it",
    "check": "look for what is wrong in the corpus",
    "questions": "propose or check expected questions",
    "eval": "evaluate the answers, and keep what is worse from being served",
    "doctor": "see whether everything that is needed is there",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    _quiet()
    try:
        status = _run(list(sys.argv[1:] if argv is None else argv))
        print(end="", flush=True)  # shows here, not when Python leaves, that the reader has gone
    except BrokenPipeError:  # whoever read the output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def main_and_exit() -> None:
    sys.exit(main())


def _run(arguments: Sequence[str]) -> int:
    try:
        parsed = _parser(arguments).parse_args(arguments)
        status: int = parsed.run(parsed)
    except CitabotError as error:
        print(f"citabot: {error}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    except KeyboardInterrupt:
        return 130
    except SystemExit as leaving:  # argparse leaves by itself after --help
        return leaving.code if isinstance(leaving.code, int) else 2
    return status


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see: {self.prog} --help")


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser; only the command that was named is loaded, which keeps the start quick."""
    parser = _Parser(
        prog="citabot",
        description="Answers policy questions with quotations from documents you chose, and nothing else.",
        epilog="example: citabot ask 'What is Continued Presence?'",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    named = next((word for word in arguments if not word.startswith("-")), None)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(
            name, help=summary, description=summary[0].upper() + summary[1:] + ".",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        if name == named:
            importlib.import_module(f"bot.commands.{name}").configure(command)
    return parser


def _quiet() -> None:
    """Keep tokens and questions out of the log.

    httpx logs each URL at INFO, and that of a language model or of a Chroma server may hold a key. What
    Telegram sent and its library cannot read, that library logs whole; so do the providers' with what a
    model was asked.
    """
    for name in ("httpx", "httpcore", "httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("telegram", "openai", "anthropic", "langchain_openai", "langchain_anthropic", "pybreaker"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
