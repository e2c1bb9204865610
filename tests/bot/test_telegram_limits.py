"""Limits on Telegram: whoever asks too much is told kindly when to come back, and the others notice nothing."""

import asyncio
from pathlib import Path

import pytest
from redis import Redis

from bot.telegram.allowance import Allowance, BusyError, Refill, Turns
from bot.wording import Words
from retrieval.errors import SettingsError
from retrieval.settings import Settings, read_settings
from tests.bot.guide import guide_parts
from tests.bot.redis_server import needs_redis, redis_server
from tests.bot.telegram_desk import WAIT, ask, desk, marked, messages_to, strict_bot_api
from tests.bot_api import Group, SentMessage
from tests.bot_api_people import typed
from tests.retrieval.chroma_server import free_port

WHEN_RENT = "When is rent due?"
TOO_MANY = "Those were many questions in a short time. Please ask again in 1 minute."


def test_one_question_too_many_in_a_minute_is_told_when_to_come_back() -> None:
    with strict_bot_api() as api, desk(api, guide_parts(), per_minute=2):
        ada, bea = api.private(user_id=7), api.private(user_id=8)
        answers = [ask(ada, WHEN_RENT), ask(ada, WHEN_RENT)]
        told = ask(ada, WHEN_RENT)
        of_bea = ask(bea, WHEN_RENT)

    assert [len(marked(answer, "blockquote")) for answer in (*answers, of_bea)] == [1, 1, 1]
    assert told.text == TOO_MANY


def test_whoever_asks_on_is_told_three_times_and_then_not_any_more() -> None:
    with strict_bot_api() as api, desk(api, guide_parts(), per_minute=1):
        ada = api.private(user_id=7)
        ask(ada, WHEN_RENT)
        for _ in range(20):
            ada.say(WHEN_RENT)
        ask(ada, "/contact")
        api.wait_until(lambda: messages_to(api, 7)[-1].text.startswith("A lawyer"), timeout=WAIT)

    assert [message.text for message in messages_to(api, 7)].count(TOO_MANY) == 3


def test_commands_and_buttons_are_not_counted() -> None:
    with strict_bot_api() as api, desk(api, guide_parts(), per_minute=1):
        ada = api.private(user_id=7)
        answer = ask(ada, WHEN_RENT)
        ada.press(answer, "[1]")
        opened = ada.wait_reply(timeout=WAIT)

    assert marked(opened, "bold") == ["Rent is due in May, says the office."]


def test_a_days_questions_are_limited_too() -> None:
    with strict_bot_api() as api, desk(api, guide_parts(), per_day=1):
        ada = api.private(user_id=7)
        ask(ada, WHEN_RENT)
        told = ask(ada, WHEN_RENT)

    assert told.text == ("Those were as many questions as I can take in a day. Please ask again in 24 hours.")


def test_a_group_has_a_limit_of_its_own_whoever_asks() -> None:
    with strict_bot_api() as api, desk(api, guide_parts(), chat_per_minute=1):
        ada, bea, group = api.private(user_id=7), api.private(user_id=8), api.group(-100)
        group.say(ada, f"/ask {WHEN_RENT}")
        group.wait_reply(timeout=WAIT)
        group.say(bea, f"/ask {WHEN_RENT}")
        told = group.wait_reply(timeout=WAIT)
        alone = ask(bea, WHEN_RENT)

    assert told.text == TOO_MANY
    assert marked(alone, "blockquote") != []


ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


def ask_anonymously(group: Group, text: str) -> SentMessage:
    """As an administrator who remains anonymous: to Telegram all of them are one user."""
    group.chat.post(ANONYMOUS, {**typed(text), "sender_chat": group.chat.world.chats[group.id]}, None)
    return group.wait_reply(timeout=WAIT)


def test_anonymous_administrators_of_one_group_leave_those_of_others_their_questions() -> None:
    with strict_bot_api() as api, desk(api, guide_parts(), per_minute=1):
        groups = [api.group(-100), api.group(-200)]
        answers = [ask_anonymously(group, f"/ask {WHEN_RENT}") for group in groups]
        told = ask_anonymously(groups[0], f"/ask {WHEN_RENT}")

    assert [len(marked(answer, "blockquote")) for answer in answers] == [1, 1]
    assert told.text == TOO_MANY


def test_only_who_is_allowed_is_answered_if_anybody_is_named() -> None:
    with strict_bot_api() as api, desk(api, guide_parts(), allowed=(8, -100), admins=(9,)):
        outside = ask(api.private(user_id=7), WHEN_RENT)
        inside = ask(api.private(user_id=8), WHEN_RENT)
        administrator = ask(api.private(user_id=9), WHEN_RENT)
        group = api.group(-100)
        group.say(api.private(user_id=10), f"/ask {WHEN_RENT}")
        in_the_group = group.wait_reply(timeout=WAIT)

    assert outside.text.startswith("I am here for a group of people that was chosen")
    assert all(marked(reply, "blockquote") for reply in (inside, administrator, in_the_group))


def test_a_group_that_is_not_allowed_is_left_alone() -> None:
    with strict_bot_api() as api, desk(api, guide_parts(), allowed=(8,)):
        ada, group = api.private(user_id=7), api.group(-100)
        group.say(ada, f"/ask {WHEN_RENT}")
        ask(api.private(user_id=8), WHEN_RENT)
        group.say(ada, "/contact")
        reply = group.wait_reply(timeout=WAIT)

    assert messages_to(api, -100) == [reply]


@pytest.mark.parametrize(
    ("refill", "said"),
    [
        pytest.param(Refill(0.2, is_daily=False), "in 1 minute.", id="soon"),
        pytest.param(Refill(61, is_daily=False), "in 2 minutes.", id="rounded up"),
        pytest.param(Refill(3 * 3600, is_daily=True), "in 3 hours.", id="hours"),
    ],
)
def test_the_wait_is_told_in_whole_minutes_or_hours_and_never_too_short(refill: Refill, said: str) -> None:
    assert refill.said(Words("en")).endswith(said)


def settings(**given: object) -> Settings:
    return read_settings(home=Path("no-such-home"), **given)


def test_without_its_redis_questions_are_counted_in_memory() -> None:
    url = f"redis://127.0.0.1:{free_port()}/0"

    async def spend() -> list[bool]:
        allowance = Allowance(settings(redis_url=url, per_minute=1), b"secret")
        return [await allowance.spend(7, 7) is None, await allowance.spend(7, 7) is None]

    assert asyncio.run(spend()) == [True, False]


@pytest.mark.parametrize("url", ["localhost:6379", "http://127.0.0.1:6379", "redis://:quokka@host:port/0"])
def test_an_address_that_cannot_be_one_of_redis_is_told_and_its_password_is_not(url: str) -> None:
    with pytest.raises(SettingsError) as told:
        Allowance(settings(redis_url=url), b"secret")

    assert str(told.value) == (
        "CITABOT_REDIS_URL is no address of Redis; write it as redis://127.0.0.1:6379/0."
    )


@needs_redis
def test_two_replicas_count_together_in_redis_and_under_no_account_number(tmp_path: Path) -> None:
    async def spend(url: str) -> list[bool]:
        replicas = [Allowance(settings(redis_url=url, per_minute=1), b"secret") for _ in range(2)]
        counted = [await each.spend(774411, 884422) is None for each in replicas]
        for each in replicas:
            await each.close()
        return counted

    with redis_server(tmp_path) as port:
        counted = asyncio.run(spend(f"redis://127.0.0.1:{port}/0"))
        with Redis(port=port, decode_responses=True) as client:
            keys = " ".join(client.scan_iter())

    assert counted == [True, False]
    assert "person:" in keys
    assert "774411" not in keys
    assert "884422" not in keys


def test_no_account_number_is_counted_under() -> None:
    async def keys() -> str:
        allowance = Allowance(settings(), b"secret")
        await allowance.spend(774411, 884422)
        return repr(vars(allowance._alone.storage))

    counted = asyncio.run(keys())

    assert "person:" in counted
    assert "774411" not in counted
    assert "884422" not in counted


# Turns


def test_a_person_has_one_question_looked_up_at_a_time_and_others_meanwhile() -> None:
    events: list[str] = []

    async def look_up(turns: Turns, person: int, name: str) -> None:
        async with turns.of(person):
            events.append(f"{name} begins")
            await asyncio.sleep(0.01)
            events.append(f"{name} ends")

    async def three() -> None:
        turns = Turns(at_once=4)
        await asyncio.gather(look_up(turns, 7, "one"), look_up(turns, 7, "two"), look_up(turns, 8, "other"))

    asyncio.run(three())

    assert events.index("one ends") < events.index("two begins")
    assert events.index("other begins") < events.index("one ends")


def test_a_line_that_is_too_long_is_told_so() -> None:
    async def crowd() -> None:
        turns = Turns(at_once=1)

        async def wait(person: int) -> None:
            async with turns.of(person):
                await asyncio.sleep(0.05)

        waiting = [asyncio.create_task(wait(person)) for person in range(50)]
        await asyncio.sleep(0.01)
        try:
            async with turns.of(99):
                pass
        finally:
            [task.cancel() for task in waiting]

    with pytest.raises(BusyError):
        asyncio.run(crowd())
