"""The Telegram bot for tests: a desk that answers people, small corpora, what a message shows.

with strict_bot_api() as api, desk(api, parts):
    reply = ask(api.private(user_id=7), "What is Continued Presence?")
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from bot.telegram.application import build_application
from retrieval.answer import Answered, Citation, Statement
from retrieval.answering import Parts
from retrieval.build import build
from retrieval.decide import Line
from retrieval.document import Document, Quote, RawMap
from retrieval.embed import Embedder
from retrieval.fuse import Kind
from retrieval.opening import open_generation
from retrieval.passage import Passage
from retrieval.settings import read_settings
from retrieval.sources import Source, read_corpus
from tests.bot_api import BotApi, Person, SentMessage, polling
from tests.bot_api_entities import utf16_slice
from tests.retrieval.answer_builders import choice

GENEROUS = {"per_minute": 1000, "chat_per_minute": 1000}  # for tests that ask more than a person would
WAIT = 20.0  # seconds; a busy machine is no failure
CONTINUED_PRESENCE = "What is Continued Presence?"
FILING_FEE = "What is the filing fee for a U visa?"  # a known gap
HARPSICHORD = "Who tuned the harpsichord at the castle?"  # nothing is known of it


def desk(
    api: BotApi,
    parts: Parts,
    *,
    home: Path = Path("no-such-home"),
    reopen: Callable[[], Parts] | None = None,
    provider: str | None = None,
    **others: Any,
) -> AbstractContextManager[None]:
    """The bot polls while the block runs; `others` are further settings."""
    settings = read_settings(
        home=home, telegram_base_url=api.base_url, TELEGRAM_BOT_TOKEN=api.token, **{**GENEROUS, **others}
    )
    return polling(build_application(settings, parts, reopen=reopen, provider=provider))


@contextmanager
def strict_bot_api() -> Iterator[BotApi]:
    """A server on which every call must be right and nothing that is sent may be left out."""
    with BotApi() as api:
        yield api
        assert (api.refused, api.dropped_entities, api.dropped_links) == ([], 0, 0)


def ask(person: Person, text: str) -> SentMessage:
    """The first message that answers."""
    person.say(text)
    return person.wait_reply(timeout=WAIT)


def press(person: Person, message: SentMessage, button: str | int) -> SentMessage:
    """The first message that a button leads to."""
    person.press(message, button)
    return person.wait_reply(timeout=WAIT)


def forge(person: Person, answer: SentMessage, **query: Any) -> SentMessage:
    """What comes back when a client sends a callback of its own making from below `answer`."""
    world = person.chat.world
    with world.changed:
        below = {"message": world.json_of(answer), "chat_instance": "7"}
        person.chat.deliver(
            {"callback_query": {"id": world.open_callback(), "from": person.user, **below, **query}}
        )
    return person.wait_reply(timeout=WAIT)


def all_replies(api: BotApi, person: Person, text: str) -> list[SentMessage]:
    """Every message that answers; the next thing that is asked shows where they end."""
    before = len(messages_to(api, person.id))
    person.say(text)
    return _until_help(api, person, before)


def all_opened(api: BotApi, person: Person, message: SentMessage, button: str) -> list[SentMessage]:
    """Every message that a button leads to."""
    before = len(messages_to(api, person.id))
    person.press(message, button)
    return _until_help(api, person, before)


def _until_help(api: BotApi, person: Person, before: int) -> list[SentMessage]:
    person.say("/help")
    api.wait_until(
        lambda: any("/sources" in message.text for message in messages_to(api, person.id)[before:]),
        "the help that was asked for last", timeout=WAIT,
    )  # fmt: skip
    return messages_to(api, person.id)[before:-1]


def messages_to(api: BotApi, chat_id: int) -> list[SentMessage]:
    return [message for message in api.sent if message.chat_id == chat_id]


def marked(message: SentMessage, kind: str) -> list[str]:
    """The stretches of a message that an entity of this kind covers."""
    return [
        utf16_slice(message.text, entity.offset, entity.end)
        for entity in message.content.entities
        if entity.type == kind
    ]


def folded(text: str) -> str:
    return " ".join(text.split())


def unspaced(text: str) -> str:
    return "".join(text.split())


class OneVector(Embedder):
    """One vector for every text, so that only words decide."""

    identity = "one vector"
    key = "one"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[1.0, 0.0] for _ in texts]

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return self.embed_documents(texts)

    def digest(self) -> str:
        return "0" * 64


def small_parts(folder: Path, files: dict[str, str], *entries: dict[str, Any]) -> Parts:
    """What answers from these files alone, whatever they say; `entries` go into sources.yaml."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in files.items():
        (corpus / name).write_text(text, "utf-8")
    if entries:
        (corpus / "sources.yaml").write_text(yaml.safe_dump(list(entries)), "utf-8")
    embedders = [OneVector()]
    built = build(folder / "home", read_corpus(corpus), embedders, lambda progress: None)
    parts = open_generation(built.folder, embedders)
    return never_refusing(replace(parts, choice=choice(words=1.0, list=1.0)))


def never_refusing(parts: Parts) -> Parts:
    """The same, but whatever is nearest is an answer."""
    limits = parts.limits
    known, bare = _without_threshold(limits.known), _without_threshold(limits.bare)
    return replace(parts, limits=replace(limits, known=known, bare=bare))


def _without_threshold(lines: Mapping[Kind, Line]) -> dict[Kind, Line]:
    return {kind: replace(line, threshold=0.0) for kind, line in lines.items()}


def document(text: str, *, short_title: str = "Leave guide", url: str | None = None) -> Document:
    """A document with a text as it is, whatever loading would make of it."""
    source = Source(
        id="leave-guide", file="leave-guide.txt", title=short_title, short_title=short_title, url=url
    )
    return Document(source, text, blocks=(), raw_map=RawMap((0,), (0,)))


def answered(
    text: str,
    *,
    start: int = 0,
    end: int | None = None,
    section: str = "Leave",
    short_title: str = "Leave guide",
    url: str | None = None,
    language: str = "en",
) -> Answered:
    """An answer that quotes `text` from `start` to `end`; its passage is all of the text."""
    shown = document(text, short_title=short_title, url=url)
    passage = Passage("leave-guide#1", shown, 0, len(text), (section,), units=())
    quote = Quote(shown, start, len(text) if end is None else end)
    statement = Statement(folded(quote.text), (1,))
    return Answered((statement,), (Citation(1, quote, passage),), notices=(), language=language)
