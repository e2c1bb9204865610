"""The commands of people, all but those that ask: each says one thing."""

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import InlineKeyboardMarkup, Update

from bot.telegram.buttons import languages, offers, pages
from bot.telegram.desk import Context, Desk, person_of
from bot.telegram.html import render_lines
from bot.telegram.library import Shelf
from bot.telegram.memory import MINUTES
from bot.telegram.phrases import (
    ASK_LINE,
    FEEDBACK_LINE,
    FORGOTTEN_HERE,
    HELP_LINE,
    PRIVACY_COUNTS,
    PRIVACY_FEEDBACK,
    PRIVACY_REMEMBERS,
    PRIVACY_TELEGRAM,
)
from bot.wording import (
    CONTACT_LINE,
    FORGET_LINE,
    FORGOTTEN,
    LANGUAGE_HOW,
    LANGUAGE_LINE,
    LANGUAGE_SET,
    PRIVACY_LINE,
    PRIVACY_MASKS,
    PRIVACY_NOTHING,
    SOURCES_HEADING,
    SOURCES_LINE,
    START,
    UNKNOWN_COMMAND,
    Words,
)
from retrieval.answer import Suggestion
from retrieval.language import SPOKEN

LINES = {
    "ask": ASK_LINE,
    "sources": SOURCES_LINE,
    "language": LANGUAGE_LINE,
    "privacy": PRIVACY_LINE,
    "forget": FORGET_LINE,
    "feedback": FEEDBACK_LINE,
    "contact": CONTACT_LINE,
    "help": HELP_LINE,
}
_log = logging.getLogger(__name__)
_ON_A_PAGE = 6  # documents
Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def saying(desk: Desk, sentence: str) -> Handler:
    """A handler that says one of our own sentences."""

    async def say(update: Update, context: Context) -> None:
        if post := desk.post(update, context):
            await post.say(post.words.say(sentence))

    return say


class Commands:
    """What each command says."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def start(self, update: Update, context: Context) -> None:
        if post := self._desk.post(update, context):
            shelf, language = self._desk.shelf, post.words.language
            keyboard = offers(await self._examples(shelf, language), shelf.presses, language)
            await post.send(render_lines([post.words.say(START)]), keyboard)

    async def _examples(self, shelf: Shelf, language: str) -> tuple[Suggestion, ...]:
        """Looked up in a turn that all who start share, so that it is done once."""
        if language in shelf.examples:
            return shelf.examples[language]
        turns = self._desk.turns
        try:
            async with turns.of("examples"):
                return await turns.compute(shelf.look_up_examples, language)
        except Exception as error:  # a greeting without examples is still one
            _log.error("examples could not be looked up: %s", type(error).__name__)
            return ()

    async def help(self, update: Update, context: Context) -> None:
        if post := self._desk.post(update, context):
            await post.say(post.words.help(LINES))

    async def unknown(self, update: Update, context: Context) -> None:
        if post := self._desk.post(update, context):
            await post.say(post.words.say(UNKNOWN_COMMAND), post.words.help(LINES))

    async def contact(self, update: Update, context: Context) -> None:
        if post := self._desk.post(update, context):
            await post.say(post.words.help_from_a_person(self._desk.settings.contact))

    async def forget(self, update: Update, context: Context) -> None:
        if person := person_of(update):
            self._desk.memory.forget(person)
        if post := self._desk.post(update, context):
            await post.say(post.words.say(FORGOTTEN), post.words.say(FORGOTTEN_HERE))

    async def privacy(self, update: Update, context: Context) -> None:
        if post := self._desk.post(update, context):
            await post.say(*privacy(post.words, self._desk.provider))

    async def language(self, update: Update, context: Context) -> None:
        if post := self._desk.post(update, context):
            await post.send(render_lines([post.words.say(LANGUAGE_HOW)]), languages(post.words))

    async def choose_language(self, update: Update, context: Context, chosen: str) -> None:
        """`chosen` is a code, or "auto"."""
        person = person_of(update)
        if person is None or chosen not in (*SPOKEN, "auto"):
            return
        self._desk.memory.choose_language(person, None if chosen == "auto" else chosen)
        if post := self._desk.post(update, context):
            spoken = post.words.language_name(post.words.language)
            await post.say(post.words.say(LANGUAGE_SET, language=spoken))

    async def sources(self, update: Update, context: Context) -> None:
        if post := self._desk.post(update, context):
            await post.send(*self._page(0, post.words))

    async def turn_sources(self, update: Update, context: Context, page: int) -> None:
        """Another page in the message where the button is."""
        post = self._desk.post(update, context)
        if post is None or post.below is None:
            return
        [html], keyboard = self._page(page, post.words)
        await post.change(post.below, html, keyboard)

    def _page(self, page: int, words: Words) -> tuple[list[str], InlineKeyboardMarkup | None]:
        documents = self._desk.shelf.documents
        count = max(1, -(-len(documents) // _ON_A_PAGE))
        first = min(page, count - 1) * _ON_A_PAGE
        lines = [f"• {words.source(each.source)}" for each in documents[first : first + _ON_A_PAGE]]
        messages = render_lines([words.say(SOURCES_HEADING), *lines])
        return messages, pages(min(page, count - 1), count, words)


def privacy(words: Words, provider: str | None) -> list[str]:
    """What is kept and who reads a question, as this bot is set up."""
    return [
        words.say(PRIVACY_NOTHING),
        words.count(PRIVACY_REMEMBERS, MINUTES),
        words.say(PRIVACY_MASKS),
        words.read_by(provider),
        words.say(PRIVACY_COUNTS),
        words.say(PRIVACY_FEEDBACK),
        words.say(PRIVACY_TELEGRAM),
    ]
