"""citabot chat: the same conversation as on Telegram, in the terminal."""

import argparse
import io
import sys

from bot.commands.common import add_home, open_index, settings_of
from bot.render_text import render, render_passage
from bot.wording import CHAT_START, HELP, NO_SUCH_QUOTE, OPEN_HINT, SOURCES_HEADING, Words
from retrieval.answer import Answer, Answered
from retrieval.answering import Parts, as_runnable
from retrieval.followup import Turn
from retrieval.settings import Settings
from retrieval.understand import Question

_LEAVE = ("/quit", "/exit", "quit", "exit")
_BOLD = ("\033[1m", "\033[0m")
_MARKED = ("**", "**")  # where the terminal has no bold


def configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Type a question, the number of a quote to read it in its passage, /sources, /help or /quit.\n"
        "Nothing that you type is kept.\n\nexample: citabot chat"
    )
    add_home(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    chat = Chat(open_index(settings), settings)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # bytes that are no text must not cost the lines after them
    print(Words("en").say(CHAT_START))
    while (line := _read()) is not None and line not in _LEAVE:
        if line:
            print(f"\n{chat.reply(line)}\n")
    return 0


def _read() -> str | None:
    """What was typed; None at the end of the input."""
    try:
        return input("> ").strip()
    except (EOFError, RuntimeError):  # RuntimeError: there is no standard input at all
        print()
        return None


def _turns(line: str, answer: Answer) -> tuple[Turn, ...]:
    """A question and, if there was one, its answer, for the question after them."""
    asked = Turn("user", line)
    if not isinstance(answer, Answered):
        return (asked,)
    return asked, Turn("assistant", " ".join(statement.text for statement in answer.statements))


class Chat:
    """One person's conversation: the last question and its answer, in memory only."""

    def __init__(self, parts: Parts, settings: Settings) -> None:
        self._parts = parts
        self._chain = as_runnable(parts)
        self._settings = settings
        self._words = Words("en")
        self._last: Answered | None = None
        self._before: tuple[Turn, ...] = ()

    def reply(self, line: str) -> str:
        """What to show for one line."""
        if line == "/sources":
            return self._sources()
        if line in ("/help", "/start"):
            return self._words.say(HELP)
        if line.isascii() and line.strip("[]").isdigit():
            return self._open(int(line.strip("[]")))
        return self._ask(line)

    def _ask(self, line: str) -> str:
        reply = self._chain.invoke(Question(line, self._before))
        self._words = Words(reply.answer.language)
        self._last = reply.answer if isinstance(reply.answer, Answered) else None
        self._before = _turns(line, reply.answer)
        shown = render(reply.answer, self._settings.contact)
        return f"{shown}\n\n{self._words.say(OPEN_HINT)}" if self._last else shown

    def _open(self, number: int) -> str:
        citations = self._last.citations if self._last else ()
        if not 1 <= number <= len(citations):
            return self._words.say(NO_SUCH_QUOTE, number=number)
        bold = _BOLD if sys.stdout.isatty() else _MARKED
        return render_passage(citations[number - 1], self._words, bold=bold)

    def _sources(self) -> str:
        documents = self._parts.searcher.contents.documents
        lines = [f"– {self._words.source(document.source)}" for document in documents]
        return "\n".join([self._words.say(SOURCES_HEADING), *lines])
