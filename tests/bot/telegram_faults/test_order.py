"""Side by side, and in order: what a chat writes, what it presses, and what others do meanwhile."""

from retrieval.answering import Parts
from tests.bot.telegram_desk import CONTINUED_PRESENCE, WAIT, ask
from tests.bot.telegram_faults.network import gated, told, wait_for_messages


def test_what_a_chat_asks_is_answered_in_order(shipped_parts: Parts) -> None:
    with gated(shipped_parts) as (api, gate):
        ada, bea = api.private(user_id=7), api.private(user_id=8)
        ada.say(CONTINUED_PRESENCE)
        gate.reached.wait(WAIT)
        ada.say("/start")
        ask(bea, "/start")  # by then the bot has Ada's second message too
        meanwhile = told(api, ada)
        gate.opened.set()
        wait_for_messages(api, ada, 2)

    assert meanwhile == []
    assert told(api, ada) == ["answer", "start"]


def test_two_chats_are_answered_side_by_side(shipped_parts: Parts) -> None:
    with gated(shipped_parts) as (api, gate):
        ada, bea = api.private(user_id=7), api.private(user_id=8)
        ada.say(CONTINUED_PRESENCE)
        gate.reached.wait(WAIT)
        ask(bea, CONTINUED_PRESENCE)
        meanwhile = told(api, ada), told(api, bea)

    assert meanwhile == ([], ["answer"])
    assert told(api, ada) == ["answer"]
