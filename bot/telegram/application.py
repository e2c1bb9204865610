"""The Telegram bot: which message leads where.

Private chats: every text is a question. Groups: only /ask. Nothing that is sent is kept or
logged; what a button needs to open a passage travels in the button.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "true")  # how the library will report waiting times

from telegram import (
    BotCommand,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction, ParseMode
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.telegram.buttons import Buttons, Offered, Opened
from bot.telegram.delivery import deliver
from bot.telegram.html import below_banner, render, render_lines, render_passage
from bot.telegram.identity import token_of
from bot.telegram.ordering import InOrderPerChat
from bot.wording import (
    ASK_HOW,
    GONE,
    HELP,
    REFUSALS,
    SOURCES_HEADING,
    START,
    TEXT_ONLY,
    UNEVALUATED,
    Words,
)
from retrieval.answer import Reason
from retrieval.answering import Parts, as_runnable
from retrieval.language import SPOKEN
from retrieval.settings import Settings
from retrieval.understand import Question

_log = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_COMMANDS = {"start": START, "help": HELP}  # those that say one thing
_NEW = filters.UpdateType.MESSAGE  # an edited message is not answered twice
AnyApplication = Application[Any, Any, Any, Any, Any, Any]
_Context = ContextTypes.DEFAULT_TYPE
_Handler = Callable[[Update, _Context], Coroutine[Any, Any, None]]


def build_application(settings: Settings, parts: Parts, *, unevaluated: bool = False) -> AnyApplication:
    """The bot, ready to poll; every answer says so if it is `unevaluated`.

    Raises SettingsError without a token.
    """
    builder = ApplicationBuilder().token(token_of(settings)).concurrent_updates(InOrderPerChat())
    if settings.telegram_base_url:
        builder = builder.base_url(settings.telegram_base_url)
    application = builder.post_init(_announce_commands).build()
    desk = Desk(settings, parts, unevaluated=unevaluated)
    for name, sentence in _COMMANDS.items():
        application.add_handler(CommandHandler(name, desk.saying(sentence), _NEW))
    application.add_handler(CommandHandler("sources", desk.list_sources, _NEW))
    application.add_handler(CommandHandler("ask", desk.ask_command, _NEW))
    application.add_handler(CallbackQueryHandler(desk.press))
    private = filters.ChatType.PRIVATE & _NEW
    application.add_handler(MessageHandler(private & filters.TEXT & ~filters.COMMAND, desk.question))
    application.add_handler(MessageHandler(private & filters.COMMAND, desk.saying(HELP)))
    application.add_handler(MessageHandler(private, desk.saying(TEXT_ONLY)))
    application.add_error_handler(_report)
    return application


async def _announce_commands(application: AnyApplication) -> None:
    commands = [
        BotCommand("ask", "Ask in a group: /ask and your question"),
        BotCommand("sources", "The documents that I answer from"),
        BotCommand("help", "How to ask"),
    ]
    await deliver(lambda: application.bot.set_my_commands(commands))


async def _report(update: object, context: _Context) -> None:
    """Only the kind of error: its text may hold what somebody wrote."""
    failed = "Telegram could not be polled" if update is None else "an update could not be handled"
    _log.error("%s: %s", failed, type(context.error).__name__)


class Desk:
    """Takes messages, gives answers."""

    def __init__(self, settings: Settings, parts: Parts, *, unevaluated: bool = False) -> None:
        self._settings = settings
        self._unevaluated = unevaluated
        self._chain = as_runnable(parts)
        self._documents = parts.searcher.contents.documents
        self._buttons = Buttons(parts)

    def saying(self, sentence: str) -> _Handler:
        """A handler that says one of our own sentences."""

        async def say(update: Update, context: _Context) -> None:
            await _send(update, context, render_lines([_words(update).say(sentence)]))

        return say

    async def list_sources(self, update: Update, context: _Context) -> None:
        words = _words(update)
        lines = [f"• {words.source(document.source)}" for document in self._documents]
        await _send(update, context, render_lines([words.say(SOURCES_HEADING), *lines]))

    async def ask_command(self, update: Update, context: _Context) -> None:
        text = " ".join(context.args or ())
        if text:
            await self._answer(update, context, text)
        else:
            await _send(update, context, render_lines([_words(update).say(ASK_HOW)]))

    async def question(self, update: Update, context: _Context) -> None:
        message = update.effective_message
        if message is not None and message.text:
            await self._answer(update, context, message.text)

    async def _answer(
        self, update: Update, context: _Context, text: str, language: str | None = None
    ) -> None:
        await _show_typing(update)
        try:
            # the one place where work that computes leaves the loop that waits
            reply = await asyncio.to_thread(self._chain.invoke, Question(text, language=language))
        except Exception as error:  # the person is told, whatever it was
            _log.error("a question could not be answered: %s", type(error).__name__)
            sentence = _words(update).say(REFUSALS[Reason.UNAVAILABLE])
            await _send(update, context, render_lines([sentence]))
            return
        messages = render(reply.answer, self._settings.contact)
        if self._unevaluated:
            messages = below_banner(Words(reply.answer.language).say(UNEVALUATED), messages)
        await _send(update, context, messages, self._buttons.below(reply.answer))

    async def press(self, update: Update, context: _Context) -> None:
        """What a button leads to: a quote in its passage, a part of a document, a question."""
        query = update.callback_query
        if query is None:
            return
        await deliver(query.answer)  # first: Telegram waits a few seconds only
        opened = self._buttons.opened(query.data or "")
        match opened:
            case Offered():
                await self._answer(update, context, opened.question, opened.language)
            case Opened():
                words = Words(opened.language)
                await _send(update, context, render_passage(opened.passage, opened.quote, words))
            case None:
                await _send(update, context, render_lines([_words(update).say(GONE)]))


def _words(update: Update) -> Words:
    """In the language of the person's Telegram, if citabot speaks it."""
    code = (update.effective_user.language_code or "en") if update.effective_user else "en"
    short = code.split("-")[0].lower()
    return Words(short if short in SPOKEN else "en")


async def _show_typing(update: Update) -> None:
    chat = update.effective_chat
    if chat is not None:
        await deliver(lambda: chat.send_action(ChatAction.TYPING), pauses=())


async def _send(
    update: Update, context: _Context, messages: list[str], keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """All messages in order, the keyboard below the last."""
    for html in messages[:-1]:
        await deliver(partial(_send_one, update, context, html, None))
    await deliver(partial(_send_one, update, context, messages[-1], keyboard))


async def _send_one(
    update: Update, context: _Context, html: str, keyboard: InlineKeyboardMarkup | None
) -> Message | None:
    chat, message = update.effective_chat, update.effective_message
    if chat is None:
        return None
    reply_to = None
    if message is not None and chat.type != chat.PRIVATE:
        reply_to = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    thread = message.message_thread_id if message is not None and message.is_topic_message else None
    return await context.bot.send_message(
        chat.id, html, parse_mode=ParseMode.HTML, reply_markup=keyboard, link_preview_options=_NO_PREVIEW,
        reply_parameters=reply_to, message_thread_id=thread,
    )  # fmt: skip
