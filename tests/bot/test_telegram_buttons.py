"""The buttons below an answer on Telegram: quotes in their passages, nearest parts, questions to take up."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram.buttons import below
from bot.telegram.presses import Offered, Opened, Presses
from retrieval.answer import Answer, Clarify, Reason, Refused, Suggestion
from retrieval.answering import Parts
from tests.bot.guide import (
    FINGERPRINT,
    HOW_LONG,
    LEAVE,
    RENT,
    VAGUE,
    VAGUE_IN_SPANISH,
    WHEN_RENT,
    WHEN_TAX,
    guide_parts,
)
from tests.bot.telegram_desk import (
    CONTINUED_PRESENCE,
    FILING_FEE,
    ask,
    desk,
    forge,
    marked,
    press,
    small_parts,
    strict_bot_api,
)
from tests.bot_api import BotApi, Person
from tests.retrieval.answer_builders import answered, cited, parts, passages_of, whole

NUMBERS = itertools.count(1)  # of people
DEFINITION = (
    "Continued Presence is an ICE-approved immigration designation requested by law enforcement nationwide "
    "for human trafficking victims."
)
TOO_OLD = "That answer is too old to open. Please ask again."


@pytest.fixture(scope="module")
def api(shipped_parts: Parts) -> Iterator[BotApi]:
    """One bot at work for all tests; all that it sends must be right and shown whole."""
    with strict_bot_api() as server, desk(server, shipped_parts):
        yield server


@pytest.fixture
def ada(api: BotApi) -> Person:
    """Somebody new in each test."""
    return api.private(user_id=next(NUMBERS), first_name="Ada")


@pytest.fixture(scope="module")
def guide_api() -> Iterator[BotApi]:
    """A bot over a guide of three sections."""
    with strict_bot_api() as server, desk(server, guide_parts()):
        yield server


@pytest.fixture
def bea(guide_api: BotApi) -> Person:
    """Somebody new who asks it."""
    return guide_api.private(user_id=next(NUMBERS), first_name="Bea")


# Quotes


def test_a_button_opens_the_whole_passage_with_its_quote_in_bold(ada: Person, shipped_parts: Parts) -> None:
    answer = ask(ada, CONTINUED_PRESENCE)
    opened = press(ada, answer, "[1]")

    reference, _, passage = opened.text.partition("\n\n")
    assert marked(opened, "italic") == [reference]
    assert reference.endswith("no longer in force · FAQ › What is Continued Presence?")
    assert marked(opened, "bold") == [DEFINITION]
    assert passage in [known.text for known in shipped_parts.searcher.contents.passages]


ONE_TO_31 = [f"[{number}]" for number in range(1, 32)]
LIST = "Bring these papers:\n\n" + "".join(
    f"- paper of office {number} & its copy;\n" for number in range(1, 31)
)


def test_every_citation_has_its_button(tmp_path: Path) -> None:
    with strict_bot_api() as api, desk(api, small_parts(tmp_path, {"papers.md": LIST})):
        cem = api.private(user_id=7)
        answer = ask(cem, "Which papers must I bring?")
        last = press(cem, answer, "[31]")

    assert [quote.rpartition(" ")[2] for quote in marked(answer, "blockquote")] == ONE_TO_31
    assert [button.text for button in answer.buttons] == [*ONE_TO_31, "Not what I asked"]
    assert marked(last, "bold") == ["paper of office 30 & its copy;"]


def test_a_press_is_answered_once_and_before_anything_else(api: BotApi, ada: Person) -> None:
    answer = ask(ada, CONTINUED_PRESENCE)
    before = len(api.calls)
    press(ada, answer, "[1]")

    calls = [call.method for call in api.calls[before:] if call.method != "getUpdates"]
    assert calls == ["answerCallbackQuery", "sendMessage"]


def test_a_button_of_another_index_is_too_old(shipped_parts: Parts) -> None:
    with strict_bot_api() as api:
        ada = api.private(user_id=7)
        with desk(api, shipped_parts):
            answer = ask(ada, CONTINUED_PRESENCE)
        with desk(api, replace(shipped_parts, fingerprint="0" * 16)):
            reply = press(ada, answer, "[1]")

    assert reply.text == TOO_OLD


FORGED = {
    "negative passage": "q:{fingerprint}:-1:{start}:{end}:en",
    "passage that is not there": "q:{fingerprint}:99999:{start}:{end}:en",
    "huge passage": "q:{fingerprint}:99999999999999999999999999999999:1:2:en",
    "passage in words": "q:{fingerprint}:first:{start}:{end}:en",
    "quote before the passage": "q:{fingerprint}:{place}:0:{end}:en",
    "quote beyond the passage": "q:{fingerprint}:{place}:{start}:999999:en",
    "quote that ends before it begins": "q:{fingerprint}:{place}:{end}:{start}:en",
    "empty quote": "q:{fingerprint}:{place}:{start}:{start}:en",
    "negative quote": "q:{fingerprint}:{place}:-5:-1:en",
    "offset that is no number": "q:{fingerprint}:{place}:1.5:0x10:en",
    "digits of another script": "q:{fingerprint}:{place}:{start}:१२:en",
    "language that is a path": "q:{fingerprint}:{place}:{start}:{end}:../../en",
    "no language": "q:{fingerprint}:{place}:{start}:{end}",
    "one part too many": "q:{fingerprint}:{place}:{start}:{end}:en:en",
    "only the prefix": "q",
    "another prefix": "x:{fingerprint}:{place}:{start}:{end}:en",
    "empty parts": "q:::::",
    "other index": "q:00000000:{place}:{start}:{end}:en",
    "markup": "<b>&amp;",
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_button_is_too_old(ada: Person, forged: str) -> None:
    answer = ask(ada, CONTINUED_PRESENCE)
    _, fingerprint, place, start, end, _ = answer.buttons[0].value.split(":")
    data = forged.format(fingerprint=fingerprint, place=place, start=start, end=end)

    reply = forge(ada, answer, data=data)

    assert reply.text == TOO_OLD


def test_a_press_without_data_is_too_old(ada: Person) -> None:
    answer = ask(ada, CONTINUED_PRESENCE)
    reply = forge(ada, answer, game_short_name="chess")

    assert reply.text == TOO_OLD


def test_a_button_below_a_message_that_is_gone_still_opens(ada: Person) -> None:
    answer = ask(ada, CONTINUED_PRESENCE)
    gone = {"chat": {"id": ada.id, "type": "private"}, "message_id": answer.message_id, "date": 0}
    reply = forge(ada, answer, data=answer.buttons[0].value, message=gone)

    assert marked(reply, "bold") == [DEFINITION]


# Nearest parts


def test_the_nearest_parts_under_a_refusal_can_be_read(ada: Person, shipped_parts: Parts) -> None:
    refused = ask(ada, FILING_FEE)
    [nearest] = [line[3:] for line in refused.text.splitlines() if line.startswith("1. ")]

    opened = press(ada, refused, refused.buttons[0].text)

    reference, _, passage = opened.text.partition("\n\n")
    assert marked(opened, "bold") == []
    assert reference.endswith(nearest.partition(": ")[2])
    assert passage in [known.text for known in shipped_parts.searcher.contents.passages]


def test_each_nearest_part_has_a_row_of_its_own(ada: Person) -> None:
    refused = ask(ada, FILING_FEE)

    listed = [line for line in refused.text.splitlines() if line[:3] in ("1. ", "2. ", "3. ")]
    assert [len(row) for row in refused.keyboard] == [1, 1, 1]
    assert [line[3:33] for line in listed] == [row[0].text[:30] for row in refused.keyboard]


# Questions to take up


def test_a_question_that_can_mean_several_things_has_a_button_for_each(bea: Person) -> None:
    asked_back = ask(bea, VAGUE)

    assert asked_back.text.startswith("Your question can mean several things.")
    assert [len(row) for row in asked_back.keyboard] == [1, 1, 1]
    assert {button.text for button in asked_back.buttons} == {WHEN_RENT, HOW_LONG, WHEN_TAX}


def test_a_question_that_is_taken_up_is_answered(bea: Person) -> None:
    asked_back = ask(bea, VAGUE)

    answer = press(bea, asked_back, WHEN_TAX)

    assert marked(answer, "blockquote") == ["Tax is due in June, says the office. [1]"]


def test_an_english_question_that_is_taken_up_in_spanish_is_answered_in_spanish(bea: Person) -> None:
    asked_back = ask(bea, VAGUE_IN_SPANISH)

    answer = press(bea, asked_back, WHEN_TAX)

    assert marked(answer, "blockquote") == ["Tax is due in June, says the office. [1]"]
    assert "Fuentes" in marked(answer, "bold")


def test_what_is_taken_up_is_the_question_of_the_button_whatever_was_asked_since(bea: Person) -> None:
    asked_back = ask(bea, VAGUE)
    ask(bea, HOW_LONG)

    answer = press(bea, asked_back, WHEN_RENT)

    assert marked(answer, "blockquote") == ["Rent is due in May, says the office. [1]"]


def test_a_question_of_another_index_is_too_old() -> None:
    with strict_bot_api() as api:
        cem = api.private(user_id=7)
        with desk(api, guide_parts()):
            asked_back = ask(cem, VAGUE)
        with desk(api, guide_parts(fingerprint="f" * 16)):
            reply = press(cem, asked_back, WHEN_RENT)

    assert reply.text == TOO_OLD


FORGED_CHOICES = {
    "part that is not there": "p:{mark}:3:en",
    "part in words": "p:{mark}:first:en",
    "negative part": "p:{mark}:-1:en",
    "huge part": "p:{mark}:99999999999999999999:en",
    "part of another index": "p:ffffffff:0:en",
    "part without a language": "p:{mark}:0",
    "part whose language is a path": "p:{mark}:0:../../en",
    "question that is not there": "a:{mark}:99:en",
    "negative question": "a:{mark}:-1:en",
    "huge question": "a:{mark}:99999999999999999999:en",
    "question of another index": "a:ffffffff:0:en",
    "question in words": "a:{mark}:When is rent due?:en",
    "question without a language": "a:{mark}:0",
    "one more line": "a:{mark}:0:en\n",
}


@pytest.mark.parametrize("forged", FORGED_CHOICES.values(), ids=FORGED_CHOICES)
def test_a_forged_choice_is_too_old(bea: Person, forged: str) -> None:
    asked_back = ask(bea, VAGUE)

    reply = forge(bea, asked_back, data=forged.format(mark=FINGERPRINT[:8]))

    assert reply.text == TOO_OLD


# What travels in a button


def data_below(answer: Answer, of: Parts | None = None) -> list[str]:
    keyboard = below(answer, Presses(of or guide_parts()))
    assert keyboard is not None
    buttons = [button for row in keyboard.inline_keyboard for button in row]
    return [str(button.callback_data) for button in buttons if ":" in str(button.callback_data)]


def test_a_button_opens_what_it_was_made_for() -> None:
    presses = Presses(guide_parts())
    citation = cited(LEAVE, "18 whole weeks")
    [quote] = data_below(answered(citation, language="es"))
    [part] = data_below(Refused(Reason.NOT_IN_SOURCES, "fr", "", (RENT,)))
    rent, tax = data_below(Clarify((Suggestion(WHEN_RENT, 0), Suggestion(WHEN_TAX, 4)), "vi"))

    assert presses.read(quote) == Opened(LEAVE, citation.quote, "es", citation.quote)
    assert presses.read(part) == Opened(RENT, None, "fr")
    assert presses.read(rent) == Offered(WHEN_RENT, "vi")
    assert presses.read(tax) == Offered(WHEN_TAX, "vi")


def test_nothing_that_anybody_wrote_travels_in_a_button() -> None:
    [_, tax] = data_below(Clarify((Suggestion(WHEN_RENT, 0), Suggestion(WHEN_TAX, 4)), "en"))

    assert tax == f"a:{FINGERPRINT[:8]}:4:en"


def test_an_answer_with_nothing_to_press_has_no_buttons() -> None:
    assert below(Refused(Reason.EMPTY, "en"), Presses(guide_parts())) is None


def test_a_long_heading_is_cut_on_its_button() -> None:
    [long] = passages_of(f"## {'Leave ' * 40}\n\nLeave is paid.\n")
    refused = Refused(Reason.NOT_IN_SOURCES, "en", "", (long,))
    keyboard = below(refused, Presses(parts((long,), fingerprint=FINGERPRINT)))

    assert keyboard is not None
    assert keyboard.inline_keyboard[0][0].text == f"Leave guide: {'Leave ' * 7}Leave…"


def test_a_button_in_a_huge_document_stays_within_64_bytes() -> None:
    huge = whole(f"{'x' * 999_999} end")

    [data] = data_below(
        answered(cited(huge, "end"), language="zho"), parts((huge,), fingerprint=FINGERPRINT)
    )  # fmt: skip

    assert data == f"q:{FINGERPRINT[:8]}:0:1000000:1000003:zho"
    assert len(data.encode()) + 3 * len("99") + len("999999") <= 64  # room for a hundred times as much
