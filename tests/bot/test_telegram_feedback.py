"""Feedback on Telegram: seen before it is kept, kept after a second press, without who sent it."""

import itertools
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.bot.guide import FINGERPRINT, HOW_LONG, guide_parts
from tests.bot.telegram_desk import WAIT, ask, desk, press, strict_bot_api
from tests.bot_api import BotApi, Person, SentMessage

NUMBERS = itertools.count(1)  # of people


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def api(home: Path) -> Iterator[BotApi]:
    """A bot over a guide of three sections; all that it sends must be right and shown whole."""
    with strict_bot_api() as server, desk(server, guide_parts(statements=1), home=home):
        yield server


@pytest.fixture
def ada(api: BotApi) -> Person:
    return api.private(user_id=next(NUMBERS), first_name="Ada")


def kept(home: Path) -> list[dict[str, Any]]:
    path = home / "feedback.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def settled(api: BotApi, ada: Person, shown: SentMessage, button: str) -> str:
    """What stands in the place of the feedback that was shown, after a press."""
    ada.press(shown, button)
    api.wait_for_edit(shown, timeout=WAIT)
    return shown.text


def test_not_what_i_asked_offers_other_parts_and_to_tell_the_maintainers(ada: Person) -> None:
    answer = ask(ada, HOW_LONG)

    regret = press(ada, answer, "Not what I asked")

    assert regret.text.startswith("I am sorry. Please ask again in other words, or read one of these parts")
    assert [button.text for button in regret.buttons] == [
        "Leave guide: Tax", "Leave guide: Rent", "Tell the people who run me",
    ]  # fmt: skip


def test_a_part_that_is_offered_can_be_read(ada: Person) -> None:
    regret = press(ada, ask(ada, HOW_LONG), "Not what I asked")

    assert press(ada, regret, "Leave guide: Tax").text.endswith("Tax is due in June, says the office.")


def test_nothing_is_kept_before_the_second_press(ada: Person, home: Path) -> None:
    regret = press(ada, ask(ada, HOW_LONG), "Not what I asked")

    shown = press(ada, regret, "Tell the people who run me")

    assert shown.text.startswith("Only if you press the button, this and nothing else is kept")
    assert kept(home) == []


def test_feedback_is_on_the_answer_below_which_it_was_given(ada: Person) -> None:
    answer = ask(ada, HOW_LONG)
    ask(ada, "When is tax due?")

    shown = press(ada, press(ada, answer, "Not what I asked"), "Tell the people who run me")

    assert f'"question": "{HOW_LONG}"' in shown.text


def test_feedback_on_an_answer_that_is_not_known_any_more_is_on_no_question(ada: Person) -> None:
    answer = ask(ada, HOW_LONG)
    ask(ada, "/forget")
    ask(ada, "When is tax due?")

    regret = press(ada, answer, "Not what I asked")
    shown = press(ada, regret, "Tell the people who run me")

    assert regret.text == "I am sorry. Please ask again in other words."
    assert f'{{"date": "{date.today().isoformat()}", "note": ""}}' in shown.text


def test_a_note_is_on_what_was_asked_last(ada: Person) -> None:
    ask(ada, HOW_LONG)
    ask(ada, "When is tax due?")

    assert '"question": "When is tax due?"' in ask(ada, "/feedback The date is wrong").text


def test_what_was_shown_is_kept_to_the_letter_and_nothing_else(api: BotApi, ada: Person, home: Path) -> None:
    regret = press(ada, ask(ada, HOW_LONG), "Not what I asked")
    shown = press(ada, regret, "Tell the people who run me")
    record = shown.text.partition("\n\n")[2]

    said = settled(api, ada, shown, "Keep this")

    assert said == "Thank you. It is kept."
    assert kept(home) == [json.loads(record)]
    assert kept(home) == [
        {
            "date": date.today().isoformat(), "note": "", "question": HOW_LONG, "language": "en",
            "outcome": "answered", "passages": ["leave-guide#2"], "fingerprint": FINGERPRINT,
        }
    ]  # fmt: skip


def test_a_note_is_masked_before_it_is_shown(api: BotApi, ada: Person, home: Path) -> None:
    shown = ask(ada, "/feedback The date is wrong, call me at (415) 555-0134")
    settled(api, ada, shown, "Keep this")

    assert "555" not in shown.history[0].text
    assert [record["note"] for record in kept(home)] == ["The date is wrong, call me at [phone number]"]


def test_who_would_rather_keep_nothing_leaves_nothing(api: BotApi, ada: Person, home: Path) -> None:
    shown = ask(ada, "/feedback The date is wrong")

    assert settled(api, ada, shown, "Keep nothing") == "Nothing was kept."
    assert kept(home) == []


def test_a_second_press_keeps_nothing_twice(api: BotApi, ada: Person, home: Path) -> None:
    shown = ask(ada, "/feedback The date is wrong")
    ada.press(shown, "Keep this")
    ada.press(shown, "Keep this")
    api.wait_for_edit(shown, edits=2, timeout=WAIT)

    assert shown.text.startswith("That was too long ago, and nothing was kept.")
    assert len(kept(home)) == 1


def test_what_is_kept_is_what_stands_above_the_button(api: BotApi, ada: Person, home: Path) -> None:
    first = ask(ada, "/feedback The date is wrong")
    second = ask(ada, "/feedback The page is wrong")

    settled(api, ada, first, "Keep this")
    settled(api, ada, second, "Keep nothing")

    assert [record["note"] for record in kept(home)] == ["The date is wrong"]


@pytest.mark.parametrize("button", ["Keep this", "Keep nothing"])
def test_in_a_group_nobody_else_decides_what_is_kept(
    api: BotApi, ada: Person, home: Path, button: str
) -> None:
    group, bea = api.group(-100), api.private(user_id=next(NUMBERS), first_name="Bea")
    group.say(ada, "/feedback The date is wrong")
    of_ada = group.wait_reply(timeout=WAIT)
    group.say(bea, "/feedback The page is wrong")
    of_bea = group.wait_reply(timeout=WAIT)

    bea.press(of_ada, button)
    said = settled(api, bea, of_bea, "Keep this")

    assert not of_ada.edited
    assert said == "Thank you. It is kept."
    assert [record["note"] for record in kept(home)] == ["The page is wrong"]


def test_what_somebody_else_pressed_can_still_be_kept(api: BotApi, ada: Person, home: Path) -> None:
    group, bea = api.group(-100), api.private(user_id=next(NUMBERS), first_name="Bea")
    group.say(ada, "/feedback The date is wrong")
    shown = group.wait_reply(timeout=WAIT)

    bea.press(shown, "Keep nothing")

    assert settled(api, ada, shown, "Keep this") == "Thank you. It is kept."


def test_after_forget_there_is_nothing_to_keep(api: BotApi, ada: Person, home: Path) -> None:
    shown = ask(ada, "/feedback The date is wrong")
    ask(ada, "/forget")

    assert settled(api, ada, shown, "Keep this").startswith("That was too long ago")
    assert kept(home) == []


def test_feedback_without_words_explains_itself(ada: Person) -> None:
    assert ask(ada, "/feedback").text.startswith("Write what was wrong or missing after the command")


def test_a_disk_that_does_not_take_it_is_told(tmp_path: Path) -> None:
    with strict_bot_api() as api, desk(api, guide_parts(), home=tmp_path / "missing"):
        ada = api.private(user_id=7)
        shown = ask(ada, "/feedback The date is wrong")
        said = settled(api, ada, shown, "Keep this")

    assert said == "It could not be kept, I am sorry. Please try again later."
