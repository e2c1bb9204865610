"""`@bot question` in any chat: quotes to paste, from retrieval alone, since Telegram waits seconds only.

Each result is one quote with whatever an answer would say beside it. Whether the quotes answer
the question is for who pastes them to judge: nothing is decided here, and nothing refused. A query comes
with every key that is struck, so each person has one looked up at a time, and then only their newest.
"""

import logging
from hashlib import sha256

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode

from bot.telegram.allowance import BusyError
from bot.telegram.delivery import deliver
from bot.telegram.desk import Context, Desk
from bot.telegram.html import render
from bot.wording import Words
from retrieval.answer import Answered, Citation, Refused, Statement
from retrieval.answering import Parts
from retrieval.document import BlockKind, Quote
from retrieval.language import SPOKEN
from retrieval.notices import notices
from retrieval.retrieve import Hit, unit_numbers
from retrieval.understand import Asked, Question, understand

_log = logging.getLogger(__name__)
_RESULTS = 5
_SHORTEST = 3  # characters of a question that is worth looking up while somebody types
_AGAIN = (0.3,)  # seconds before another try; soon nobody waits any more
_CACHED = 60  # seconds for which Telegram may show the same results again
_KNOWN = 0.3  # how sure it is that these are the words that people ask for, from which on they are quoted
_UNQUOTED = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.QUESTION, BlockKind.LINK)


class Inline:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._newest: dict[int, str] = {}  # id of the query by person, while it is worked on

    async def query(self, update: Update, context: Context) -> None:
        query = update.inline_query
        if query is None:
            return
        self._desk.counts.add("inline")
        self._newest[query.from_user.id] = query.id
        articles = await self._articles(query, self._desk.words(update).language)
        if self._is_newest(query):
            del self._newest[query.from_user.id]
            await deliver(
                lambda: query.answer(articles, cache_time=_CACHED, is_personal=True), pauses=_AGAIN
            )  # fmt: skip

    async def _articles(self, query: InlineQuery, fallback: str) -> list[InlineQueryResultArticle]:
        person, turns = query.from_user.id, self._desk.turns
        if len(query.query.strip()) < _SHORTEST or not self._desk.may_ask(person):
            return []
        try:
            async with turns.of(("inline", person)):
                if not self._is_newest(query):
                    return []
                found = await turns.compute(results, query.query, self._desk.shelf.parts, fallback)
            return [_article(answer) for answer in found]
        except BusyError:
            self._desk.counts.add("busy")
        except Exception as error:  # an empty list is all that can be shown
            _log.error("an inline question could not be looked up: %s", type(error).__name__)
        return []

    def _is_newest(self, query: InlineQuery) -> bool:
        return self._newest.get(query.from_user.id) == query.id


def results(text: str, parts: Parts, fallback: str) -> list[Answered]:
    """One quote from each of the nearest passages, as an answer of its own; best first.

    `fallback` is spoken where citabot does not speak the language of the question.
    """
    asked = understand(Question(text))
    if isinstance(asked, Refused):
        return []
    language = asked.language if asked.language in SPOKEN else fallback
    hits = parts.searcher.search(asked).hits[:_RESULTS]
    quoted = [(hit, quote) for hit in hits if (quote := _quote(hit)) is not None]
    return [_answered(hit, quote, asked, language, parts) for hit, quote in quoted]


def _quote(hit: Hit) -> Quote | None:
    """The words of a passage that come nearest; None if it has none to quote."""
    if hit.known and hit.known[0].score >= _KNOWN:
        return hit.known[0].quote
    quotable = [(number, unit) for number, unit in unit_numbers(hit.passage) if unit.kind not in _UNQUOTED]
    if not quotable:
        return None
    _, unit = max(quotable, key=lambda pair: hit.units.get(pair[0], -1.0))
    return Quote(hit.passage.document, unit.start, unit.end)


def _answered(hit: Hit, quote: Quote, asked: Asked, language: str, parts: Parts) -> Answered:
    citation = Citation(1, quote, hit.passage)
    beside = notices(asked, [citation], missing=(), today=parts.today())
    statement = Statement(" ".join(quote.text.split()), (1,))
    return Answered((statement,), (citation,), beside, language)


def _article(answer: Answered) -> InlineQueryResultArticle:
    [citation] = answer.citations
    message = InputTextMessageContent(
        render(answer, None)[0], ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    place = f"{citation.passage.id}:{citation.quote.start}"
    return InlineQueryResultArticle(
        id=sha256(place.encode()).hexdigest()[:32], title=Words(answer.language).section(citation.passage),
        input_message_content=message, description=answer.statements[0].text[:200],
    )  # fmt: skip
