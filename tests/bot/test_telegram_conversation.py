"""A conversation on Telegram: what was said before is understood, and what is changed is answered anew."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram.allowance import Turns
from bot.telegram.desk import Desk
from bot.telegram.library import Library
from bot.telegram.memory import Exchange, Memory, Place
from retrieval.answer import Notice, NoticeKind, Reason, Refused
from retrieval.answering import answer
from retrieval.settings import Settings
from retrieval.understand import Question
from tests.bot.guide import LEAVE as LEAVE_SECTION
from tests.bot.guide import bare_parts
from tests.bot.telegram_desk import WAIT, ask, desk, marked, messages_to, small_parts, strict_bot_api
from tests.bot_api import BotApi, Group, Person, SentMessage
from tests.clock import Clock
from tests.model_server import ModelServer
from tests.retrieval.answer_builders import ALWAYS, answered, cited
from tests.retrieval.writing.scripted import drafts, writer_elsewhere

NUMBERS = itertools.count(1)  # of groups
LEANING = "And what do they say at the office?"  # on its own equally near to all three sections
LEAVE, TAX = "How many whole weeks does leave last?", "Is tax due in June or later in the year?"


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    """A bot over a guide of three sections; all that it sends must be right and shown whole."""
    with strict_bot_api() as server, desk(server, bare_parts(limits=ALWAYS)):
        yield server


@pytest.fixture
def group(api: BotApi) -> Group:
    return api.group(-100_000 - next(NUMBERS), title="Case workers")


def quoted(message: SentMessage) -> list[str]:
    """The first word of each quote."""
    return [quote.split()[0] for quote in marked(message, "blockquote")]


# What was said before


def test_a_first_question_leans_on_nothing(ada: Person) -> None:
    assert quoted(ask(ada, LEANING)) == ["Rent", "Leave", "Tax"]


def test_a_question_that_follows_another_is_read_after_it(ada: Person) -> None:
    ask(ada, LEAVE)

    assert quoted(ask(ada, LEANING)) == ["Leave"]


def test_forget_ends_what_a_question_can_lean_on(ada: Person) -> None:
    ask(ada, LEAVE)
    ask(ada, "/forget")

    assert quoted(ask(ada, LEANING)) == ["Rent", "Leave", "Tax"]


def test_nobody_is_understood_by_what_somebody_else_asked(ada: Person, bea: Person) -> None:
    ask(ada, LEAVE)

    assert quoted(ask(bea, LEANING)) == ["Rent", "Leave", "Tax"]


def test_each_person_of_a_group_has_a_conversation_of_their_own(
    ada: Person, bea: Person, group: Group
) -> None:
    group.say(ada, f"/ask {LEAVE}")
    group.wait_reply(timeout=WAIT)
    group.say(bea, f"/ask {LEANING}")
    to_bea = group.wait_reply(timeout=WAIT)
    group.say(ada, f"/ask {LEANING}")
    to_ada = group.wait_reply(timeout=WAIT)

    assert (quoted(to_bea), quoted(to_ada)) == (["Rent", "Leave", "Tax"], ["Leave"])


def test_each_topic_of_a_forum_is_a_conversation_of_its_own(ada: Person, group: Group) -> None:
    group.say(ada, f"/ask {LEAVE}", thread_id=42)
    group.wait_reply(timeout=WAIT)
    group.say(ada, f"/ask {LEANING}", thread_id=43)
    elsewhere = group.wait_reply(timeout=WAIT)
    group.say(ada, f"/ask {LEANING}", thread_id=42)
    here = group.wait_reply(timeout=WAIT)

    assert (quoted(elsewhere), elsewhere.thread_id) == (["Rent", "Leave", "Tax"], 43)
    assert (quoted(here), here.thread_id) == (["Leave"], 42)


# Replies and marked words


def test_a_reply_is_read_after_the_answer_that_it_replies_to(ada: Person) -> None:
    about_leave = ask(ada, LEAVE)
    ask(ada, TAX)

    ada.say(LEANING, reply_to=about_leave)

    assert quoted(ada.wait_reply(timeout=WAIT)) == ["Leave"]


def test_a_reply_to_an_answer_is_understood_after_everything_is_forgotten(ada: Person) -> None:
    about_leave = ask(ada, LEAVE)
    ask(ada, "/forget")

    ada.say(LEANING, reply_to=about_leave)

    assert quoted(ada.wait_reply(timeout=WAIT)) == ["Leave"]


def test_marked_words_say_what_a_reply_is_about(ada: Person) -> None:
    about_all = ask(ada, LEANING)

    ada.say(LEANING, reply_to=about_all, quote="Tax is due in June")

    assert quoted(ada.wait_reply(timeout=WAIT)) == ["Tax"]


def test_a_reply_to_what_somebody_else_wrote_is_read_after_that(
    ada: Person, bea: Person, group: Group
) -> None:
    wondering = group.say(bea, "I wonder how many weeks leave lasts")
    group.say(ada, f"@cita_test_bot {LEANING}", reply_to=wondering)

    assert quoted(group.wait_reply(timeout=WAIT)) == ["Leave"]


# Changed questions


def test_a_changed_question_changes_its_answer(api: BotApi, ada: Person) -> None:
    said = ada.say(LEAVE)
    answer = ada.wait_reply(timeout=WAIT)

    ada.edit(said, TAX)
    api.wait_for_edit(answer, timeout=WAIT)

    assert quoted(answer) == ["Tax"]
    assert messages_to(api, ada.id) == [answer]


def test_the_next_question_leans_on_the_changed_one(api: BotApi, ada: Person) -> None:
    said = ada.say(LEAVE)
    answer = ada.wait_reply(timeout=WAIT)
    ada.edit(said, TAX)
    api.wait_for_edit(answer, timeout=WAIT)

    assert quoted(ask(ada, LEANING)) == ["Tax"]


@pytest.mark.parametrize("called", ["@cita_test_bot", "/ask", "/ask@cita_test_bot", "/Ask@Cita_Test_Bot"])
def test_a_changed_question_in_a_group_changes_its_answer(
    api: BotApi, ada: Person, group: Group, called: str
) -> None:
    said = group.say(ada, f"{called} {LEAVE}")
    answer = group.wait_reply(timeout=WAIT)

    ada.edit(said, f"{called} {TAX}")
    api.wait_for_edit(answer, timeout=WAIT)

    assert quoted(answer) == ["Tax"]


def test_a_question_that_is_changed_into_one_to_nobody_keeps_its_answer(
    api: BotApi, ada: Person, group: Group
) -> None:
    said = group.say(ada, f"@cita_test_bot {LEAVE}")
    answer = group.wait_reply(timeout=WAIT)

    ada.edit(said, TAX)
    group.say(ada, "/contact")
    group.wait_reply(timeout=WAIT)

    assert not answer.edited


def test_a_changed_question_may_stand_on_a_line_of_its_own(api: BotApi, ada: Person) -> None:
    said = ada.say(f"/ask {LEAVE}")
    answer = ada.wait_reply(timeout=WAIT)

    ada.edit(said, "/ask\nTax?")
    api.wait_for_edit(answer, timeout=WAIT)

    assert quoted(answer) == ["Tax"]


@pytest.mark.parametrize(
    "command", ["/forget Is tax due?", "/ask@another_bot Is tax due?", "/asking Is tax due?"]
)
def test_a_question_that_is_changed_into_another_command_keeps_its_answer(
    api: BotApi, ada: Person, command: str
) -> None:
    said = ada.say(LEAVE)
    answer = ada.wait_reply(timeout=WAIT)

    ada.edit(said, command)
    ask(ada, "/contact")

    assert not answer.edited


def test_a_change_after_forget_is_left_alone(api: BotApi, ada: Person) -> None:
    said = ada.say(LEAVE)
    answer = ada.wait_reply(timeout=WAIT)
    ask(ada, "/forget")

    ada.edit(said, TAX)
    ask(ada, "/contact")

    assert not answer.edited


def test_a_long_answer_that_becomes_short_loses_its_other_messages(tmp_path: Path) -> None:
    long = small_parts(tmp_path, {"leave.md": "abcdefg<&hij" * 800})
    with strict_bot_api() as api, desk(api, long):
        ada = api.private(user_id=7)
        said = ada.say("abcdefg")
        api.wait_until(lambda: len(messages_to(api, 7)) == 5, "the long answer", timeout=WAIT)
        ada.edit(said, "🙂")
        api.wait_until(lambda: messages_to(api, 7)[-1].deleted, "the end of the rest", timeout=WAIT)

    first, *rest = messages_to(api, 7)
    assert first.text.startswith("Please write your question in words.")
    assert [message.deleted for message in rest] == [True, True, True, True]


def test_a_short_answer_that_becomes_long_gets_further_messages(tmp_path: Path) -> None:
    long = small_parts(tmp_path, {"leave.md": "abcdefg<&hij" * 800})
    with strict_bot_api() as api, desk(api, long):
        ada = api.private(user_id=7)
        said = ada.say("🙂")
        ada.wait_reply(timeout=WAIT)
        ada.edit(said, "abcdefg")
        api.wait_until(lambda: len(messages_to(api, 7)) == 5, "the long answer", timeout=WAIT)
        api.wait_until(lambda: bool(messages_to(api, 7)[-1].buttons), "its buttons", timeout=WAIT)

    assert [bool(message.buttons) for message in messages_to(api, 7)] == [False, False, False, False, True]


# Where questions go


def test_the_first_answer_says_where_the_question_went_and_the_next_does_not() -> None:
    went = "your question went to Example"
    with ModelServer(default=drafts()) as server, strict_bot_api() as api:
        parts = replace(bare_parts(limits=ALWAYS), writer=writer_elsewhere(server))
        with desk(api, parts, provider="Example"):
            ada = api.private(user_id=8, first_name="Ada")
            first, second = ask(ada, LEAVE), ask(ada, TAX)

    assert went in first.text
    assert went not in second.text


# Memory


def exchange(question: str, *, asked_in: int = 1) -> Exchange:
    return Exchange(asked_in, question, Refused(Reason.NOT_IN_SOURCES, "en"), "f00d", (), (asked_in + 1,))


WENT = Notice(NoticeKind.PROVIDER, about="Example")
HERE = Place(chat=7, thread=None, user=7)


def test_a_message_below_a_question_whose_answer_is_being_sent_is_that_answer() -> None:
    memory = Memory(Clock())
    sending = replace(exchange("How long?", asked_in=5), answered_in=())
    memory.add(HERE, exchange("Who pays?", asked_in=3))
    memory.add(HERE, sending)

    assert memory.answered_in(HERE, 6) == sending
    assert memory.answered_in(HERE, 4) == exchange("Who pays?", asked_in=3)
    assert memory.answered_in(HERE, 2) is None


def test_what_was_said_is_remembered_for_half_an_hour() -> None:
    clock = Clock()
    memory = Memory(clock)
    memory.add(HERE, exchange("How long?"))

    clock.now = 30 * 60 - 1
    just_before = memory.last(HERE)
    clock.now = 30 * 60

    assert just_before == exchange("How long?")
    assert memory.last(HERE) is None


def test_what_is_too_old_leaves_memory_without_being_asked_for() -> None:
    clock = Clock()
    memory = Memory(clock)
    memory.add(HERE, exchange("wombat"))

    clock.now = 30 * 60
    memory.purge()

    assert "wombat" not in repr(memory)


def test_what_was_found_for_a_question_leaves_memory_with_it() -> None:
    clock, parts = Clock(), bare_parts()
    parts = replace(parts, searcher=replace(parts.searcher, clock=clock))
    bot = Desk(Settings(), Library(parts, lambda: parts), Turns(1), None, memory=Memory(clock))
    answer(Question(LEAVE), parts)

    clock.now = 30 * 60
    bot.purge()

    clock.now = 0.0  # else what is too old does not show
    assert not parts.searcher._lately


def test_that_somebody_was_told_where_questions_go_is_remembered_as_long_as_what_was_said() -> None:
    clock = Clock()
    memory = Memory(clock)
    memory.add(HERE, exchange("How long?"))
    before = memory.was_told(HERE)

    told = answered(cited(LEAVE_SECTION, "Leave lasts"), notices=(WENT,))
    memory.add(HERE, replace(exchange("How long?"), answer=told))
    memory.add(HERE, exchange("And then?", asked_in=3))
    after = memory.was_told(HERE)
    clock.now = 30 * 60

    assert (before, after, memory.was_told(HERE)) == (False, True, False)


def test_only_the_last_five_exchanges_are_remembered() -> None:
    memory = Memory(Clock())
    for number in range(1, 13, 2):
        memory.add(HERE, exchange("How long?", asked_in=number))

    assert memory.asked_in(HERE, 1) is None
    assert memory.asked_in(HERE, 3) is not None


def test_forgetting_somebody_leaves_the_others() -> None:
    memory = Memory(Clock())
    there = Place(chat=-1, thread=3, user=8)
    memory.add(HERE, exchange("mine"))
    memory.add(Place(chat=-1, thread=3, user=7), exchange("mine in a group"))
    memory.add(there, exchange("theirs"))

    memory.forget(7)

    assert "mine" not in repr(memory)
    assert memory.last(there) == exchange("theirs")
