"""From an answer on Telegram to the words around its quotes, to the web, and to the clipboard."""

import itertools
from collections.abc import Iterator

import pytest

from bot.telegram.buttons import copied
from bot.telegram.html import render
from bot.telegram.links import link
from bot.wording import Words
from retrieval.answering import Parts
from retrieval.sources import Kind
from tests.bot.guide import HOW_LONG, LEAVE, RENT, TAX, guide_parts
from tests.bot.telegram_desk import (
    CONTINUED_PRESENCE,
    WAIT,
    ask,
    desk,
    marked,
    messages_to,
    press,
    strict_bot_api,
)
from tests.bot_api import BotApi, Person
from tests.retrieval.answer_builders import answered, cited, issued, whole

NUMBERS = itertools.count(1)  # of people
QUOTE = "Leave lasts 18 whole weeks, says the office."


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    """A bot over a guide of three sections; all that it sends must be right and shown whole."""
    with strict_bot_api() as server, desk(server, guide_parts(statements=1)):
        yield server


@pytest.fixture
def ada(api: BotApi) -> Person:
    """Somebody new in each test."""
    return api.private(user_id=next(NUMBERS), first_name="Ada")


# The passage, the ones beside it, and back


def test_below_a_passage_stand_the_ones_before_and_after_it_its_quote_and_the_way_back(ada: Person) -> None:
    opened = press(ada, ask(ada, HOW_LONG), "[1]")

    assert [[button.text for button in row] for row in opened.keyboard] == [
        ["‹ Before", "After ›"], ["Copy the quote"], ["Back to the answer"],
    ]  # fmt: skip


def test_the_passages_beside_it_are_read_in_the_same_message(api: BotApi, ada: Person) -> None:
    answer = ask(ada, HOW_LONG)
    opened = press(ada, answer, "[1]")
    ada.press(opened, "After ›")
    api.wait_for_edit(opened, timeout=WAIT)
    after = opened.text
    ada.press(opened, "‹ Before")
    api.wait_for_edit(opened, edits=2, timeout=WAIT)

    assert after.endswith(TAX.text)
    assert opened.text.endswith(LEAVE.text)
    assert marked(opened, "bold") == [QUOTE]  # the way back leads to the quote again
    assert messages_to(api, ada.id) == [answer, opened]


def test_at_the_ends_of_a_document_there_is_nothing_further(api: BotApi, ada: Person) -> None:
    opened = press(ada, ask(ada, HOW_LONG), "[1]")
    ada.press(opened, "‹ Before")
    api.wait_for_edit(opened, timeout=WAIT)

    assert opened.text.endswith(RENT.text)
    assert "‹ Before" not in [button.text for button in opened.buttons]


def test_the_way_back_takes_the_passage_away(api: BotApi, ada: Person) -> None:
    answer = ask(ada, HOW_LONG)
    opened = press(ada, answer, "[1]")
    ada.press(opened, "Back to the answer")
    api.wait_until(lambda: opened.deleted, "the passage to go", timeout=WAIT)

    assert not answer.deleted


def test_a_button_that_is_pressed_twice_changes_the_passage_once(api: BotApi, ada: Person) -> None:
    opened = press(ada, ask(ada, HOW_LONG), "[1]")
    ada.press(opened, "After ›")
    ada.press(opened, "After ›")
    ask(ada, "/contact")

    assert opened.text.endswith(TAX.text)
    assert len(opened.history) == 2


# Copying


def test_a_quote_is_copied_with_its_reference(ada: Person) -> None:
    answer = ask(ada, HOW_LONG)

    [copy] = [button.copy_text for button in answer.buttons if button.copy_text]
    assert copy == f"“{QUOTE}” (Leave guide, Families Now, 9 March 2024, in force)"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        pytest.param("word " * 200 + "end", "Leave guide", id="long quote"),
        pytest.param("Leave is paid.", "Leave " * 100, id="long title"),
        pytest.param("🏳️" * 300, "🏳️" * 300, id="characters of two units"),
    ],
)
def test_what_is_copied_fits_into_256_characters_and_is_cut_where_it_is_seen(words: str, title: str) -> None:
    long = whole(words, of=issued(short_title=title.strip()))
    [citation] = answered(cited(long, words)).citations

    text = copied(citation.quote, citation.passage, Words("en"))

    assert 40 < len(text.encode("utf-16-le")) // 2 <= 256
    assert "…" in text


# Links

ON_THE_WEB = issued(url="https://example.org/leave", kind=Kind.GUIDANCE)
PDF = issued(url="https://example.org/Leave.PDF")


def test_a_mark_leads_to_the_words_on_the_web(api: BotApi) -> None:
    page = whole("Leave is paid. Leave is long.", of=ON_THE_WEB)
    [html] = render(answered(cited(page, "Leave is long.")), contact=None)

    assert '<a href="https://example.org/leave#:~:text=Leave%20is%20long.">[1]</a>' in html


@pytest.mark.parametrize(
    ("url", "words", "expected"),
    [
        pytest.param(
            "https://example.org/a", "one, two-three & four",
            "https://example.org/a#:~:text=one%2C%20two%2Dthree%20%26%20four", id="signs that mean something",
        ),
        pytest.param(
            "https://example.org/a", "a b c d e f g h i j k l m n",
            "https://example.org/a#:~:text=a%20b%20c%20d%20e,j%20k%20l%20m%20n", id="long quote",
        ),
        pytest.param(
            "https://example.org/a#part", "one", "https://example.org/a#part:~:text=one", id="fragment",
        ),
        pytest.param("https://example.org/a", "x" * 401, "https://example.org/a", id="words without end"),
        pytest.param("https://localhost/a", "one", None, id="a host that Telegram does not link to"),
        pytest.param("https://[bad/a", "one", None, id="no address"),
    ],
)  # fmt: skip
def test_a_link_goes_to_the_words_of_a_page(url: str, words: str, expected: str | None) -> None:
    page = whole(words, of=issued(url=url))
    [citation] = answered(cited(page, words)).citations

    assert link(citation) == expected


def test_a_link_to_a_pdf_goes_to_the_page_of_the_quote() -> None:
    pdf = whole("Leave is paid. Leave is long.", of=PDF, page_starts=(0, 15))
    [citation] = answered(cited(pdf, "Leave is long.")).citations

    assert link(citation) == "https://example.org/Leave.PDF#page=2"


def test_a_document_without_an_address_has_no_link(ada: Person) -> None:
    assert ask(ada, HOW_LONG).links == []


# Sources


def test_sources_stand_folded_below_the_quotes(shipped_parts: Parts) -> None:
    with strict_bot_api() as api, desk(api, shipped_parts):
        answer = ask(api.private(user_id=7), CONTINUED_PRESENCE)

    [sources] = marked(answer, "expandable_blockquote")
    assert sources.startswith("[1] ICE policy notification on crime victims · ")
    assert "\nSources\n[1]" in answer.text
