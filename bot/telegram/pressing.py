"""What happens when a button is pressed. That the press arrived has been confirmed by then."""

import asyncio
import logging
from datetime import date
from typing import assert_never

from telegram import Update

from bot.telegram import feedback
from bot.telegram.buttons import after_regret, below_passage, consent
from bot.telegram.commands import Commands
from bot.telegram.conversation import Conversation
from bot.telegram.desk import Context, Desk, place_of
from bot.telegram.html import render_lines, render_passage
from bot.telegram.memory import Draft, Exchange
from bot.telegram.phrases import (
    FEEDBACK_DROPPED,
    FEEDBACK_FAILED,
    FEEDBACK_GONE,
    FEEDBACK_HOW,
    FEEDBACK_KEPT,
    FEEDBACK_SHOW,
    NOT_ASKED_ALONE,
    NOT_ASKED_PARTS,
)
from bot.telegram.post import Post
from bot.telegram.presses import Offered, Opened, Presses, Wish, WishKind
from bot.wording import GONE, Words

_log = logging.getLogger(__name__)


class Pressing:
    """Leads each press where it belongs."""

    def __init__(self, desk: Desk, commands: Commands, conversation: Conversation) -> None:
        self._desk = desk
        self._commands = commands
        self._conversation = conversation

    async def press(self, update: Update, context: Context) -> None:
        query, post = update.callback_query, self._desk.post(update, context)
        if query is None or post is None:
            return
        presses = self._desk.shelf.presses
        match presses.read(query.data or ""):
            case Offered() as offered:
                await self._conversation.take_up(update, context, offered.question, offered.language)
            case Opened() as opened:
                await self._open(post, opened, presses)
            case Wish() as wish:
                await self._grant(wish, update, context, post)
            case None:
                await post.say(post.words.say(GONE))

    async def note(self, update: Update, context: Context) -> None:
        """/feedback and what was wrong."""
        post, text = self._desk.post(update, context), " ".join(context.args or ())
        if post is None:
            return
        if text:
            place = place_of(update)
            last = self._desk.memory.last(place) if place else None
            await self._show_feedback(update, post, last, text)
        else:
            await post.say(post.words.say(FEEDBACK_HOW))

    async def _open(self, post: Post, opened: Opened, presses: Presses) -> None:
        """A passage in a message of its own, or in the place of the one beside it."""
        messages = render_passage(opened.passage, opened.quote, Words(opened.language))
        keyboard = below_passage(opened, presses)
        if opened.in_place and post.below is not None and len(messages) == 1:
            await post.change(post.below, messages[0], keyboard)
        else:
            await post.send(messages, keyboard)

    async def _grant(self, wish: Wish, update: Update, context: Context, post: Post) -> None:
        match wish.kind:
            case WishKind.BACK:
                # below a message so old that Telegram does not show it to the bot any more, too
                if update.callback_query and (message := update.callback_query.message):
                    await post.remove(message.message_id)
            case WishKind.NOT_ASKED:
                await self._regret(update, post)
            case WishKind.TELL:
                place = place_of(update)
                told = self._desk.memory.asked_in(place, wish.number) if place else None
                await self._show_feedback(update, post, told)
            case WishKind.KEEP | WishKind.DROP:
                await self._decide(wish, update, post)
            case WishKind.LANGUAGE:
                await self._commands.choose_language(update, context, wish.argument)
            case WishKind.SOURCES:
                await self._commands.turn_sources(update, context, wish.number)
            case _:
                assert_never(wish.kind)

    async def _regret(self, update: Update, post: Post) -> None:
        """Not what was asked: other parts that came near, and a way to tell the maintainers."""
        self._desk.counts.add("not what was asked")
        exchange, presses = self._exchange(update, post), self._desk.shelf.presses
        words = Words(exchange.answer.language) if exchange else post.words
        named = [presses.named(each) for each in exchange.near] if exchange else []
        near = tuple(passage for passage in named if passage is not None)
        said = words.say(NOT_ASKED_PARTS if near else NOT_ASKED_ALONE)
        await post.send(
            render_lines([said]), after_regret(near, presses, words, exchange.asked_in if exchange else None)
        )

    def _exchange(self, update: Update, post: Post) -> Exchange | None:
        """What the message with the button answered, if that is remembered."""
        place = place_of(update)
        if place is None or post.below is None:
            return None
        return self._desk.memory.answered_in(place, post.below)

    async def _show_feedback(
        self, update: Update, post: Post, exchange: Exchange | None, note: str = ""
    ) -> None:
        place = place_of(update)
        if place is None:
            return
        kept = feedback.record(exchange, note, today=date.today())
        self._desk.memory.hold_draft(place, update.update_id, kept)
        lines = [post.words.say(FEEDBACK_SHOW), feedback.as_line(kept)]
        await post.send(render_lines(lines), consent(update.update_id, post.words))

    async def _decide(self, wish: Wish, update: Update, post: Post) -> None:
        """Keep the feedback that is shown, or nothing, as its own person wants; a group may press too."""
        place, memory = place_of(update), self._desk.memory
        if place is None or memory.drafted_in(wish.number) not in (place, None):
            return
        draft = memory.take_draft(place, wish.number)
        if wish.kind is WishKind.DROP:
            await self._settle(post, FEEDBACK_DROPPED)
        elif draft is None:
            await self._settle(post, FEEDBACK_GONE)
        else:
            await self._settle(post, await self._kept(draft))

    async def _kept(self, draft: Draft) -> str:
        """What to say of it."""
        try:
            await asyncio.to_thread(feedback.keep, self._desk.settings.home, draft)
        except OSError as error:
            _log.error("feedback could not be kept: %s", error.strerror)
            return FEEDBACK_FAILED
        self._desk.counts.add("feedback")
        return FEEDBACK_KEPT

    async def _settle(self, post: Post, sentence: str) -> None:
        """In the place of what was shown, so that its buttons are gone; else below it."""
        [html] = render_lines([post.words.say(sentence)])
        if post.below is None or not await post.change(post.below, html):
            await post.say(post.words.say(sentence))
