"""citabot chat: the same conversation as on Telegram, in the terminal."""

import argparse
import io
import sys
from typing import assert_never

from bot.commands.common import add_home, settings_of
from bot.crisis import hotlines
from bot.render_text import render, render_part, render_passage
from bot.turns import tells, turns
from bot.wording import (
    CHAT_START,
    NO_SUCH_NUMBER,
    OPEN_HINT,
    PICK_HINT,
    READ_HINT,
    SOURCES_HEADING,
    Words,
)
from retrieval.answer import Answer, Answered, Clarify, Refused
from retrieval.answering import Parts, as_runnable
from retrieval.followup import Turn
from retrieval.opening import open_index
from retrieval.settings import Settings
from retrieval.understand import Question

_LEAVE = ("/quit", "/exit", "quit", "exit")
_BOLD = ("\033[1m", "\033[0m")
_TURNS = 10  # of the conversation, which are kept in mind: five questions and their answers
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


def _hint(answer: Answer) -> str | None:
    """What numbers are good for below an answer."""
    match answer:
        case Answered():
            return OPEN_HINT
        case Clarify():
            return PICK_HINT
        case Refused():
            return READ_HINT if answer.nearest else None
        case _:
            assert_never(answer)


class Chat:
    """One person's conversation: the last question and its answer, in memory only."""

    def __init__(self, parts: Parts, settings: Settings) -> None:
        self._parts = parts
        self._chain = as_runnable(parts)
        self._settings = settings
        self._hotlines = hotlines(settings.home)
        self._words = Words("en")
        self._last: Answer | None = None
        self._before: tuple[Turn, ...] = ()
        self._told = False  # where questions go

    def reply(self, line: str) -> str:
        """What to show for one line."""
        if line == "/sources":
            return self._sources()
        if line in ("/help", "/start"):
            return self._words.say(CHAT_START)
        if line.isascii() and line.strip("[]").isdigit():
            return self._choose(int(line.strip("[]")))
        return self._ask(Question(line, self._before, told=self._told))

    def _ask(self, question: Question) -> str:
        reply = self._chain.invoke(question)
        self._words = Words(reply.answer.language)
        self._last = reply.answer
        self._before = (*self._before, *turns(reply.question, reply.answer))[-_TURNS:]
        self._told = self._told or tells(reply.answer)
        help_first = self._hotlines.before_an_answer(question.text, self._words)
        shown = "\n\n".join([*help_first, render(reply.answer, self._settings.contact)])
        hint = _hint(reply.answer)
        return f"{shown}\n\n{self._words.say(hint)}" if hint else shown

    def _choose(self, number: int) -> str:
        """What stands under a number in the last answer: a quote, a question, a part of a document."""
        last, place = self._last, number - 1
        if isinstance(last, Answered) and 0 <= place < len(last.citations):
            bold = _BOLD if sys.stdout.isatty() else _MARKED
            return render_passage(last.citations[place], self._words, bold=bold)
        if isinstance(last, Clarify) and 0 <= place < len(last.suggestions):
            return self._ask(Question(last.suggestions[place].text, language=last.language, told=self._told))
        if isinstance(last, Refused) and 0 <= place < len(last.nearest):
            return render_part(last.nearest[place], self._words)
        return self._words.say(NO_SUCH_NUMBER, number=number)

    def _sources(self) -> str:
        documents = self._parts.searcher.contents.documents
        lines = [f"– {self._words.source(document.source)}" for document in documents]
        return "\n".join([self._words.say(SOURCES_HEADING), *lines])
