"""citabot chat: the same conversation as on Telegram, in the terminal."""

import argparse
import io
import re
import sys
import unicodedata
from itertools import chain
from typing import assert_never

from bot.commands.common import add_home, settings_of
from bot.crisis import hotlines
from bot.render_text import render, render_part, render_passage
from bot.turns import EXCHANGES, spoken, tells, turns
from bot.wording import (
    ASK_HOW,
    CHAT_START,
    CONTACT_LINE,
    FORGET_LINE,
    FORGOTTEN,
    LANGUAGE_HOW,
    LANGUAGE_LINE,
    LANGUAGE_SET,
    NO_SUCH_NUMBER,
    OPEN_HINT,
    PICK_HINT,
    PRIVACY_LINE,
    PRIVACY_MASKS,
    PRIVACY_NOTHING,
    READ_HINT,
    SOURCES_HEADING,
    SOURCES_LINE,
    UNKNOWN_COMMAND,
    Words,
)
from retrieval.answer import Answer, Answered, Clarify, Refused
from retrieval.answering import Parts, as_runnable
from retrieval.followup import Turn
from retrieval.language import SPOKEN
from retrieval.opening import open_index
from retrieval.settings import Settings
from retrieval.understand import Question
from retrieval.writing.provider import Provider

_LINES = {
    "sources": SOURCES_LINE,
    "language": LANGUAGE_LINE,
    "privacy": PRIVACY_LINE,
    "forget": FORGET_LINE,
    "contact": CONTACT_LINE,
}
_COMMAND = re.compile(r"/(?P<name>\w+)(?:\s+(?P<rest>.+))?")
_NUMBER = re.compile(r"[\[(]?(\d{1,9})[\]).]?")
_LISTED = 2  # digits; a longer number that is not listed, such as 911, is a question
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
    while (line := _read()) is not None and line.casefold() not in _LEAVE:
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
    """One person's conversation: the last questions and their answers, in memory only."""

    def __init__(self, parts: Parts, settings: Settings) -> None:
        self._parts = parts
        self._chain = as_runnable(parts)
        self._settings = settings
        self._hotlines = hotlines(settings.home)
        self._forget()

    def reply(self, line: str) -> str:
        """What to show for one line."""
        command = _COMMAND.fullmatch(line)
        if command:
            return self._obey(command["name"].casefold(), command["rest"] or "")
        number = _NUMBER.fullmatch(unicodedata.normalize("NFKC", line))
        chosen = self._choose(number[1]) if number else None
        return chosen or self._ask(line)

    def _obey(self, command: str, rest: str) -> str:
        match command:
            case "help" | "start":
                return self._help(CHAT_START)
            case "sources":
                return self._sources()
            case "language":
                return self._choose_language(rest.casefold())
            case "privacy":
                return self._privacy()
            case "forget":
                said = self._words.say(FORGOTTEN)
                self._forget()
                return said
            case "contact":
                return self._words.help_from_a_person(self._settings.contact)
            case "ask":
                return self._ask(rest) if rest else self._words.say(ASK_HOW)
            case _:
                return self._help(UNKNOWN_COMMAND)

    def _forget(self) -> None:
        self._language: str | None = None  # ISO 639-1; None: that of the last answer
        self._words = Words("en")
        self._last: Answer | None = None
        self._exchanges: tuple[tuple[Turn, ...], ...] = ()  # oldest first
        self._told = False  # where questions go

    def _ask(self, question: str) -> str:
        before = tuple(chain.from_iterable(self._exchanges))
        return self._look_up(Question(question, before, told=self._told))

    def _look_up(self, question: Question) -> str:
        reply = self._chain.invoke(question)
        answer = spoken(reply.answer, self._language) if self._language else reply.answer
        words = Words(answer.language)
        self._words = Words(self._language or answer.language)
        self._last = answer
        self._exchanges = (*self._exchanges, turns(reply.question, answer))[-EXCHANGES:]
        self._told = self._told or tells(answer)
        help_first = self._hotlines.before_an_answer(question.text, words)
        shown = "\n\n".join([*help_first, render(answer, self._settings.contact)])
        hint = _hint(answer)
        return f"{shown}\n\n{words.say(hint)}" if hint else shown

    def _choose(self, number: str) -> str | None:
        """What stands under a number in the last answer: a quote, a question, a part of a document.

        None if nothing does, and the number is longer than those of a list.
        """
        last, place = self._last, int(number) - 1
        if isinstance(last, Answered) and 0 <= place < len(last.citations):
            bold = _BOLD if sys.stdout.isatty() else _MARKED
            return render_passage(last.citations[place], self._words, bold=bold)
        if isinstance(last, Clarify) and 0 <= place < len(last.suggestions):
            question = last.suggestions[place].text
            return self._look_up(Question(question, language=last.language, told=self._told))
        if isinstance(last, Refused) and 0 <= place < len(last.nearest):
            return render_part(last.nearest[place], self._words)
        is_long = len(number) > _LISTED
        return None if is_long else self._words.say(NO_SUCH_NUMBER, number=int(number))

    def _choose_language(self, code: str) -> str:
        if code not in SPOKEN:
            choices = [f"/language {each} – {Words(each).language_name(each)}" for each in SPOKEN]
            return "\n".join([self._words.say(LANGUAGE_HOW), *choices])
        self._language, self._words = code, Words(code)
        return self._words.say(LANGUAGE_SET, language=self._words.language_name(code))

    def _privacy(self) -> str:
        provider = Provider.of(self._settings)
        name = provider.name if provider and provider.outside else None
        said = [self._words.say(PRIVACY_NOTHING), self._words.say(PRIVACY_MASKS), self._words.read_by(name)]
        return "\n\n".join(said)

    def _help(self, opening: str) -> str:
        return "\n\n".join([self._words.say(opening), self._words.commands(_LINES)])

    def _sources(self) -> str:
        documents = self._parts.searcher.contents.documents
        lines = [f"– {self._words.source(document.source)}" for document in documents]
        return "\n".join([self._words.say(SOURCES_HEADING), *lines])
