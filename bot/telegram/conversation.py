"""From a message to its answer: asked, looked up, sent, remembered.

What was said before is understood: the question before, the answer that somebody replies to, the
words that they mark. A question that is changed changes its answer.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from telegram import Bot, InlineKeyboardMarkup, Message, Update

from bot.crisis import Hotlines
from bot.telegram.addressed import addressed_text, asked_text, quoted_turns
from bot.telegram.allowance import Allowance, BusyError
from bot.telegram.buttons import below
from bot.telegram.desk import Context, Desk, place_of
from bot.telegram.html import pack, render, render_lines
from bot.telegram.library import Shelf
from bot.telegram.memory import Exchange, Place
from bot.telegram.phrases import BUSY, CLOSED, READING
from bot.telegram.post import Post, is_private
from bot.telegram.progress import typing
from bot.turns import spoken
from bot.wording import ASK_HOW, REFUSALS, UNEVALUATED, Words
from retrieval import lexical
from retrieval.answer import Answer, Answered, Reason, Refused
from retrieval.answering import Parts, Reply
from retrieval.followup import Turn
from retrieval.language import SPOKEN, detect
from retrieval.understand import Question, shown, understand

_log = logging.getLogger(__name__)
_NEAR = 3  # parts that are offered under "not what I asked"
_FEW_WORDS = 2  # which do not tell in which language they are


@dataclass(frozen=True, slots=True)
class Asking:
    """A question on its way, and where its answer goes."""

    text: str
    place: Place
    post: Post
    message: int  # id of the message that asks
    history: tuple[Turn, ...] = ()
    language: str | None = None  # ISO 639-1; None: that of the text
    offered: bool = False  # by a button, so that the question stands nowhere else
    before: Exchange | None = None  # what came of it before it was changed


@dataclass(frozen=True, slots=True)
class Ready:
    """An answer as it is sent."""

    reply: Reply
    answer: Answer  # in a language that citabot speaks
    messages: list[str]
    keyboard: InlineKeyboardMarkup | None


class Conversation:
    """Everybody's."""

    def __init__(self, desk: Desk, allowance: Allowance, hotlines: Hotlines) -> None:
        self._desk = desk
        self._allowance = allowance
        self._hotlines = hotlines

    async def command(self, update: Update, context: Context) -> None:
        """/ask and the question."""
        text = " ".join(context.args or ())
        if text:
            await self._message(update, context, text)
        elif post := self._desk.post(update, context):
            await post.say(post.words.say(ASK_HOW))

    async def message(self, update: Update, context: Context) -> None:
        """Text that is no command: a question in private, and in a group if it is put to the bot."""
        message = update.effective_message
        if message is None or not message.text:
            return
        text = _put_to(context.bot, message)
        if text:
            await self._message(update, context, text)
        elif text is not None and (post := self._desk.post(update, context)):
            await post.say(post.words.say(ASK_HOW))

    async def changed(self, update: Update, context: Context) -> None:
        """A message that was changed; one that was not answered lately is left alone."""
        message, place = update.effective_message, place_of(update)
        if message is None or place is None or not message.text:
            return
        exchange = self._desk.memory.asked_in(place, message.message_id)
        if message.text.startswith("/"):
            text = asked_text(message.text, context.bot)
        else:
            text = _put_to(context.bot, message) or ""
        if exchange is not None and text and shown(Question(text)) != exchange.question:
            await self._message(update, context, text, exchange)

    async def take_up(self, update: Update, context: Context, question: str, language: str) -> None:
        """A question that a button offered."""
        place, post = place_of(update), self._desk.post(update, context)
        if place is not None and post is not None:
            asking = Asking(question, place, post, post.below or 0, language=language, offered=True)
            await self._ask(update, asking)

    async def _message(
        self, update: Update, context: Context, text: str, before: Exchange | None = None
    ) -> None:
        message, place, post = update.effective_message, place_of(update), self._desk.post(update, context)
        if message is None or place is None or post is None:
            return
        language = self._language(text, place, post.words)
        history = self._history(message, place, before, context.bot.id)
        await self._ask(
            update, Asking(text, place, post, message.message_id, history, language, before=before)
        )

    def _language(self, text: str, place: Place, own: Words) -> str | None:
        """The person's own for a few words, unless it was not chosen and they tell another; None: theirs."""
        if len(lexical.words(text)) > _FEW_WORDS:
            return None
        if self._desk.memory.language(place.user) is not None:
            return own.language
        told = detect(text)  # English is what it takes for granted
        return None if own.language == "en" or (told in SPOKEN and told != "en") else own.language

    def _history(self, message: Message, place: Place, before: Exchange | None, bot: int) -> tuple[Turn, ...]:
        if before is not None:
            return ()
        quoted = quoted_turns(message, bot)
        if quoted:
            return quoted
        replied = message.reply_to_message
        exchange = self._desk.memory.answered_in(place, replied.message_id) if replied else None
        return exchange.turns if exchange else self._desk.memory.turns(place)

    async def _ask(self, update: Update, asking: Asking) -> None:
        if not await self._is_welcome(update, asking):
            return
        try:
            async with typing(asking.post):
                ready = await self._ready(asking)
        except BusyError:
            self._desk.counts.add("busy")
            await asking.post.say(asking.post.words.say(BUSY))
        except Exception as error:  # the person is told, whatever it was
            self._desk.counts.add("failed")
            _log.error("a question could not be answered: %s", type(error).__name__)
            await asking.post.say(asking.post.words.say(REFUSALS[Reason.UNAVAILABLE]))
        else:
            self._desk.counts.add_answer(ready.answer)
            await self._send(asking, ready)

    async def _is_welcome(self, update: Update, asking: Asking) -> bool:
        """Whether the question is taken; if not, it is said why, in a group only to who may ask at all."""
        words, place = asking.post.words, asking.place
        if not self._desk.may_ask(place.user, place.chat):
            if asking.post.is_private:
                await asking.post.say(words.say(CLOSED))
            return False
        refill = await self._allowance.spend(place.user, place.chat)
        if refill is None:
            return True
        self._desk.counts.add("too many")
        if await self._allowance.may_be_told(place.user):
            await asking.post.say(refill.said(words))
        return False

    async def _ready(self, asking: Asking) -> Ready:
        """The answer, and what leads on from it, by one index, even if another is opened meanwhile."""
        shelf = self._desk.shelf
        reply = await self._reply(asking, shelf)
        answer = spoken(reply.answer, asking.post.words.language)
        return Ready(reply, answer, self._messages(asking, answer), below(answer, shelf.presses))

    async def _reply(self, asking: Asking, shelf: Shelf) -> Reply:
        told, turns = self._desk.memory.was_told(asking.place), self._desk.turns
        question = Question(asking.text, asking.history, asking.language, told=told)
        async with turns.of(asking.place.user):
            if self._desk.provider is not None and asking.post.is_private:
                titles = await turns.compute(nearest_titles, question, shelf.parts)
                await asking.post.draft(self._reading(question, titles, asking.post.words))
            return await turns.compute(shelf.chain.invoke, question)

    def _reading(self, question: Question, titles: Sequence[str], words: Words) -> str:
        """What is being read, in the language of the question if citabot speaks it; empty for nothing."""
        language = question.language or detect(question.text)
        own = Words(language) if language in SPOKEN else words
        return own.say(READING, titles=own.listed(map(own.isolated, titles))) if titles else ""

    async def _send(self, asking: Asking, ready: Ready) -> None:
        reply, old = ready.reply, asking.before.answered_in if asking.before else ()
        exchange = Exchange(
            asking.message, reply.question, ready.answer, reply.fingerprint, _near(reply), old
        )
        self._desk.memory.add(asking.place, exchange)  # a button may be pressed before the call returns
        if old:
            ids = await asking.post.replace(old, ready.messages, ready.keyboard)
        else:
            ids = await asking.post.send(ready.messages, ready.keyboard)
        self._desk.memory.add(asking.place, replace(exchange, answered_in=ids))

    def _messages(self, asking: Asking, answer: Answer) -> list[str]:
        """Help in danger first, then the question if it stands nowhere else, then the answer."""
        words = Words(answer.language)
        first = render_lines(self._hotlines.before_an_answer(asking.text, words))
        offered = [f"<i>{escape(asking.text)}</i>"] if asking.offered else []
        trial = [f"<b>{escape(words.say(UNEVALUATED))}</b>"] if self._desk.unevaluated else []
        return pack([*filter(None, first), *trial, *offered, *render(answer, self._desk.settings.contact)])


def _put_to(bot: Bot, message: Message) -> str | None:
    """The question in a message that is no command; None if it is not put to the bot."""
    return message.text if is_private(message.chat) else addressed_text(message, bot)


def _near(reply: Reply) -> tuple[str, ...]:
    """The passages that were found and are not shown, nearest first."""
    if not reply.trace.readings:
        return ()
    citations = reply.answer.citations if isinstance(reply.answer, Answered) else ()
    quoted = {each.passage.id for each in citations}
    hits = reply.trace.readings[0].retrieved.hits
    return tuple([hit.passage.id for hit in hits if hit.passage.id not in quoted][:_NEAR])


def nearest_titles(question: Question, parts: Parts) -> tuple[str, ...]:
    """The short titles of the documents that a question comes nearest to; none if it cannot be looked up."""
    asked = understand(question)
    if isinstance(asked, Refused):
        return ()
    hits = parts.searcher.search(asked).hits[:_NEAR]
    return tuple(dict.fromkeys(hit.passage.document.source.short_title for hit in hits))
