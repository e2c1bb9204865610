"""Groups on Telegram: the bot speaks when it is spoken to, in the right place, and is silent otherwise."""

import itertools
from collections.abc import Iterator

import pytest

from tests.bot.guide import guide_parts
from tests.bot.telegram_desk import WAIT, desk, marked, messages_to, strict_bot_api
from tests.bot_api import BotApi, Group, Person

NUMBERS = itertools.count(1)  # of people and groups
WHEN_RENT, RENT = "When is rent due?", "Rent is due in May, says the office. [1]"


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    """A bot over a guide of three sections; all that it sends must be right and shown whole."""
    with strict_bot_api() as server, desk(server, guide_parts()):
        yield server


@pytest.fixture
def ada(api: BotApi) -> Person:
    """Somebody new in each test."""
    return api.private(user_id=next(NUMBERS), first_name="Ada")


@pytest.fixture
def group(api: BotApi) -> Group:
    """A group that is new in each test."""
    return api.group(-100_000 - next(NUMBERS), title="Case workers")


ADDRESSED = {
    "name before": "@cita_test_bot When is rent due?",
    "name after": "When is rent due? @cita_test_bot",
    "name in the middle, after an emoji": "🏳️‍🌈 When @cita_test_bot is rent due?",
    "name in capitals": "@Cita_Test_Bot When is rent due?",
    "command": "/ask When is rent due?",
    "command with the name": "/ask@cita_test_bot When is rent due?",
}


@pytest.mark.parametrize("text", ADDRESSED.values(), ids=ADDRESSED)
def test_whoever_speaks_to_the_bot_is_answered_below_the_question(
    ada: Person, group: Group, text: str
) -> None:
    asked = group.say(ada, text)
    reply = group.wait_reply(timeout=WAIT)

    assert marked(reply, "blockquote")[0] == RENT
    assert reply.reply_to == asked["message"]["message_id"]


def test_a_reply_to_the_bot_is_a_question_to_it(ada: Person, group: Group) -> None:
    group.say(ada, f"/ask {WHEN_RENT}")
    first = group.wait_reply(timeout=WAIT)

    group.say(ada, "When is tax due?", reply_to=first)

    assert marked(group.wait_reply(timeout=WAIT), "blockquote")[0].startswith("Tax is due in June")


NOT_ADDRESSED = {
    "nothing names it": "When is rent due?",
    "another bot": "@another_bot When is rent due?",
    "another bot's command": "/ask@another_bot When is rent due?",
    "a name that only begins like its own": "@cita_test_bot2 When is rent due?",
    "an unknown command": "/nonsense",
    "an address of mail": "write to rent@cita_test_bot.org",
}


@pytest.mark.parametrize("text", NOT_ADDRESSED.values(), ids=NOT_ADDRESSED)
def test_what_is_not_said_to_the_bot_is_left_alone(api: BotApi, ada: Person, group: Group, text: str) -> None:
    group.say(ada, text)
    group.say(ada, "/contact")
    reply = group.wait_reply(timeout=WAIT)

    assert messages_to(api, group.id) == [reply]
    assert [call.method for call in api.calls if call.chat_id == group.id] == ["sendMessage"]


def test_a_reply_to_somebody_else_is_left_alone(api: BotApi, ada: Person, group: Group) -> None:
    bea = api.private(user_id=next(NUMBERS))
    said = group.say(bea, "I pay rent.")
    group.say(ada, WHEN_RENT, reply_to=said)
    group.say(ada, "/contact")
    reply = group.wait_reply(timeout=WAIT)

    assert messages_to(api, group.id) == [reply]


def test_the_name_alone_is_answered_with_how_to_ask(ada: Person, group: Group) -> None:
    group.say(ada, "@cita_test_bot")

    assert group.wait_reply(timeout=WAIT).text.startswith("Write your question after the command")


def test_in_a_topic_a_mention_is_answered_there(ada: Person, group: Group) -> None:
    group.say(ada, f"@cita_test_bot {WHEN_RENT}", thread_id=42)

    assert group.wait_reply(timeout=WAIT).thread_id == 42


def test_what_says_who_somebody_is_is_not_repeated_to_the_group(ada: Person, group: Group) -> None:
    group.say(ada, "@cita_test_bot Who tuned the harpsichord of A123-456-789 at the castle?")
    reply = group.wait_reply(timeout=WAIT)

    assert "harpsichord" in reply.text
    assert "456" not in reply.text


def test_photos_and_voices_in_a_group_are_left_alone(api: BotApi, ada: Person, group: Group) -> None:
    photo = {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}], "caption": "rent?"}
    group.chat.post(ada.user, photo, None)
    group.say(ada, "/contact")
    reply = group.wait_reply(timeout=WAIT)

    assert messages_to(api, group.id) == [reply]
