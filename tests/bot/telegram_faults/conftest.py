"""What the tests of a bad network share: one bot at work, and people who are new in each test."""

from collections.abc import Iterator

import pytest

from retrieval.answering import Parts
from tests.bot.conftest import NUMBERS
from tests.bot.telegram_desk import desk
from tests.bot_api import BotApi, Person


@pytest.fixture(scope="module")
def api(shipped_parts: Parts) -> Iterator[BotApi]:
    """One bot at work for all tests of a file but those that need one of their own."""
    with BotApi() as server, desk(server, shipped_parts):
        yield server


@pytest.fixture
def cem(api: BotApi) -> Person:
    return api.private(user_id=next(NUMBERS), first_name="Cem")


@pytest.fixture
def dora(api: BotApi) -> Person:
    return api.private(user_id=next(NUMBERS), first_name="Dora")
