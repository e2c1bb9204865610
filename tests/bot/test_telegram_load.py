"""Fifty people at once: everybody is answered, once, and nobody in somebody else's place."""

from collections import Counter

import pytest

from retrieval.answering import Parts
from tests.bot.load_telegram import crowd
from tests.bot.telegram_desk import desk, strict_bot_api

pytestmark = pytest.mark.slow


def test_fifty_people_who_ask_twice_get_two_answers_each(shipped_parts: Parts) -> None:
    with strict_bot_api() as api, desk(api, shipped_parts):
        waits = crowd(api)

    assert len(waits) == 100
    assert Counter(message.chat_id for message in api.sent) == dict.fromkeys(range(1, 51), 2)
    assert [call.method for call in api.calls].count("sendMessage") == 100
