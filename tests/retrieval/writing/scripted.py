"""A scripted language model, set and opened as a user sets and opens one, and what it may say."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from retrieval.answer import Answered
from retrieval.answering import Parts, answer
from retrieval.settings import Settings, read_settings
from retrieval.understand import Question
from retrieval.writing.calling import Caller
from retrieval.writing.opening import open_checker, open_writer
from retrieval.writing.provider import Provider, open_chat_model
from retrieval.writing.writer import Writer
from tests.model_server import ModelServer, Received, Says

NOWHERE = Path("no-such-home")
ELSEWHERE = Provider("Example", outside=True)
_PASSAGE = re.compile(r'<passage number="(\d+)">\n(.*?)\n</passage>', re.S)


def settings(server: ModelServer, **given: Any) -> Settings:
    """Those of someone whose model runs on a server of their own."""
    return read_settings(
        **({"home": NOWHERE, "model": "scripted", "model_base_url": f"{server.url}/v1"} | given)
    )


def writer(server: ModelServer, **given: Any) -> Writer:
    """What writes with it."""
    opened = open_writer(settings(server, **given))
    assert opened is not None
    return opened


def writer_elsewhere(
    server: ModelServer, *, clock: Callable[[], float] = time.monotonic, daily_tokens: int = 10**6
) -> Writer:
    """The same, as if the server were somebody else's."""
    chosen = settings(server)
    caller = Caller(open_chat_model(chosen), at_once=1, daily_tokens=daily_tokens)
    return Writer(
        caller, open_checker(chosen), ELSEWHERE, name="scripted", seconds=20, remembers=True, clock=clock
    )


def said(text: str, *quotes: str, passage: int = 1) -> dict[str, Any]:
    """A statement of a draft; without quotes it rests on its own words."""
    return {"text": text, "quotes": [{"passage": passage, "text": each} for each in quotes or (text,)]}


def drafts(*statements: dict[str, Any]) -> Says:
    return Says({"statements": list(statements)})


def translates(*texts: str) -> Says:
    return Says({"texts": list(texts)})


def completes(question: str) -> Says:
    return Says({"question": question})


def wants(request: Received, field: str) -> bool:
    """Is it a request for this: "statements", "texts" or "question"?"""
    return request.schema is not None and field in request.schema["properties"]


def passages_in(request: Received) -> dict[int, str]:
    """The passages that a model was given, by number."""
    return {int(number): text for number, text in _PASSAGE.findall(request.text)}


def number_of(wording: str, request: Received) -> int:
    """Of the passage that a model was given with these words in it."""
    [number] = [number for number, text in passages_in(request).items() if wording in text]
    return number


def asked(question: Question, of: Parts) -> Answered:
    """The answer to a question that has one."""
    found = answer(question, of).answer
    assert isinstance(found, Answered)
    return found


def texts(found: Answered) -> list[str]:
    """Of its statements."""
    return [statement.text for statement in found.statements]
