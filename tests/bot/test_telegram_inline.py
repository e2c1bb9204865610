"""Inline mode on Telegram: quotes to paste into any chat."""

import itertools
import time
from collections.abc import Iterator

import pytest

from retrieval.answering import Parts
from tests.bot.guide import guide_parts
from tests.bot.telegram_desk import CONTINUED_PRESENCE, WAIT, desk, strict_bot_api
from tests.bot_api import BotApi, Person

NUMBERS = itertools.count(1)  # of people
DEFINITION = (
    "Continued Presence is an ICE-approved immigration designation requested by law enforcement nationwide "
    "for human trafficking victims."
)


@pytest.fixture(scope="module")
def api(shipped_parts: Parts) -> Iterator[BotApi]:
    """One bot at work for all tests; all that it sends must be right and shown whole."""
    with strict_bot_api() as server, desk(server, shipped_parts):
        yield server


@pytest.fixture
def ada(api: BotApi) -> Person:
    """Somebody new in each test."""
    return api.private(user_id=next(NUMBERS), first_name="Ada")


def test_the_first_result_is_the_quote_with_its_notice_and_reference(ada: Person) -> None:
    first, *_ = ada.type_inline(CONTINUED_PRESENCE, timeout=WAIT)

    assert first.title == "ICE policy notification on crime victims: What is Continued Presence?"
    assert first.description == DEFINITION
    assert first.content.text.startswith("⚠️ No longer in force: ")
    assert f"{DEFINITION} [1]" in first.content.text
    assert "10 August 2021 · no longer in force · FAQ › What is Continued Presence?" in first.content.text


def test_each_result_quotes_another_passage(ada: Person) -> None:
    results = ada.type_inline(CONTINUED_PRESENCE, timeout=WAIT)

    assert len(results) == 5
    assert len({result.content.text for result in results}) == 5


def test_results_come_within_a_second(ada: Person) -> None:
    ada.type_inline(CONTINUED_PRESENCE, timeout=WAIT)
    began = time.monotonic()
    ada.type_inline("For how long can victims work?", timeout=WAIT)

    assert time.monotonic() - began < 1.0


def test_a_question_in_spanish_gets_spanish_words_around_english_quotes(ada: Person) -> None:
    first, *_ = ada.type_inline("¿Qué es Continued Presence y qué permite a las víctimas?", timeout=WAIT)

    assert first.content.text.startswith("⚠️ Ya no está vigente: ")
    assert "inglés" in first.content.text


@pytest.mark.parametrize("text", ["", "  ", "wh", "🙂🙂🙂🙂", "x" * 3000])
def test_what_cannot_be_looked_up_gets_no_result(ada: Person, text: str) -> None:
    assert ada.type_inline(text, timeout=WAIT) == ()


def test_who_is_not_allowed_gets_no_result() -> None:
    with strict_bot_api() as api, desk(api, guide_parts(), allowed=(8,)):
        outside = api.private(user_id=7).type_inline("When is rent due?", timeout=WAIT)
        inside = api.private(user_id=8).type_inline("When is rent due?", timeout=WAIT)

    assert outside == ()
    assert inside[0].description == "Rent is due in May, says the office."


def test_nobody_sees_the_results_of_somebody_else(api: BotApi, ada: Person) -> None:
    ada.type_inline(CONTINUED_PRESENCE, timeout=WAIT)

    assert api.calls_of("answerInlineQuery")[-1].params["is_personal"] == "true"
