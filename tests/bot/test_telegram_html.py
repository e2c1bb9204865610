"""Whatever stands in a question or a document reaches Telegram as text, whole, and within its limits."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tdjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.telegram.buttons import copied
from bot.telegram.html import render, render_lines, render_passage
from bot.wording import Words
from retrieval.answer import Answered, Clarify, Reason, Refused, Suggestion
from retrieval.answering import Parts
from tests.bot.telegram_desk import (
    all_opened,
    all_replies,
    answered,
    ask,
    desk,
    marked,
    small_parts,
    strict_bot_api,
    unspaced,
)
from tests.bot_api import BotApi, Person, SentMessage
from tests.bot_api_content import read_content
from tests.bot_api_entities import utf16_slice
from tests.bot_api_request import Params

NUMBERS = itertools.count(1)  # of people
EMPTY = "Please write your question in words."
TOO_LONG = "That is too long for me to look up. Please ask in at most 2000 characters."


# Questions


@pytest.fixture(scope="module")
def api(shipped_parts: Parts) -> Iterator[BotApi]:
    """One bot at work for all tests of this module; it may neither be refused nor lose an entity."""
    with strict_bot_api() as server, desk(server, shipped_parts):
        yield server


@pytest.fixture
def ada(api: BotApi) -> Person:
    """Somebody new in each test."""
    return api.private(user_id=next(NUMBERS), first_name="<b>Ada</b>")


WORDLESS = {
    "only emoji": "🙂👩‍👩‍👧‍👦🏳️‍🌈 🙂",
    "only punctuation": "?!… ¿?",
    "only control characters": "\x01\x02\x1b\x7f\x9b",
    "only hidden tags": "\U000e0001\U000e0041\U000e0042\U000e007f",
    "only zero-width characters": "\u200b\u200d\ufeff\u2060",
    "only direction marks": "\u202e\u2066\u2069",
    "only blanks of every kind": "\u00a0\u2003\u3000\n\t",
}


@pytest.mark.parametrize("text", WORDLESS.values(), ids=WORDLESS)
def test_a_question_without_words_is_asked_for_in_words(ada: Person, text: str) -> None:
    assert ask(ada, text).text.startswith(EMPTY)


def test_ten_thousand_characters_are_too_long_for_a_question(ada: Person) -> None:
    assert ask(ada, "May I stay? " * 834).text.startswith(TOO_LONG)


ODD = {
    "markup": "What is <b>Continued</b> &amp; *Presence*? </blockquote> _x_ `y` [z](http://x.org) ]]>",
    "control characters": "What is \x00\x1bContinued\x07 Presence?",
    "hidden tags": "What is Continued Presence?\U000e0041\U000e0042\U000e007f",
    "zero-width characters": "What is Con\u200btinued Pre\u2060sence?",
    "direction marks": "\u202eWhat is Continued Presence?\u202c",
    "many lines": "What\n\n\nis\r\nContinued\tPresence?",
    "one long word": "What is Continued Presence? " + "x" * 300,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_question_is_answered_or_refused_as_any_other(ada: Person, text: str) -> None:
    reply = ask(ada, text)

    assert reply.text.startswith(("⚠️ No longer in force: ", "I looked in my documents"))


def test_a_refusal_says_an_odd_question_back_as_text(ada: Person) -> None:
    reply = ask(ada, "Who tuned the <b>harpsichord</b> &amp; *lute* at [my](http://x.org) \u202ecastle?")

    assert "“Who tuned the <b>harpsichord</b> &amp; *lute* at [my](http://x.org) castle?”" in reply.text
    assert reply.entities == []


def test_hidden_characters_in_a_question_change_nothing(ada: Person) -> None:
    plain = ask(ada, "What is Continued Presence?")
    hidden = ask(ada, "What is Con\u200btinued Presence?\U000e0041\U000e0042\U000e007f\u202e")

    assert hidden.text == plain.text


# Documents

HOSTILE = (
    "Leave is </blockquote><b>paid</b> &amp; &lt;free&gt; & *x* _y_ `z` [link](http://x.org) ]]> for all."
)
HOSTILE_TITLE = 'Guide <i>to</i> "leave" &amp; *more* </blockquote>'


def hostile_entry(file: str) -> dict[str, Any]:
    return {
        "id": "leave", "file": file, "title": HOSTILE_TITLE, "short_title": HOSTILE_TITLE,
        "publisher": "<Office> & Sons", "status": "superseded", "superseded_on": "2025-01-31",
        "superseded_by": "<a href='http://x.org'>rule 2</a>", "status_note": {"en": "See </b> & {braces}."},
    }  # fmt: skip


def answer_from(
    folder: Path, text: str, question: str, *, file: str = "leave.txt"
) -> tuple[list[SentMessage], list[SentMessage]]:
    """The messages of an answer from a document of this text, and those that its first button opens."""
    parts = small_parts(folder, {file: text}, hostile_entry(file))
    with strict_bot_api() as api, desk(api, parts):
        ada = api.private(user_id=7)
        replies = all_replies(api, ada, question)
        return replies, all_opened(api, ada, replies[-1], "[1]")


def test_markup_in_a_document_is_shown_as_it_stands_there(tmp_path: Path) -> None:
    [reply], [opened] = answer_from(tmp_path, f"{HOSTILE}\n", "Is leave paid for all?")

    assert marked(reply, "blockquote") == [f"{HOSTILE} [1]"]
    assert marked(reply, "bold") == [f"{HOSTILE_TITLE}:", "[1]", "Sources"]
    assert marked(opened, "bold") == [HOSTILE]
    assert opened.text.endswith(HOSTILE)


def test_html_in_a_markdown_document_is_text_like_any_other(tmp_path: Path) -> None:
    [reply], [opened] = answer_from(tmp_path, f"{HOSTILE}\n", "Is leave paid for all?", file="leave.md")

    [quote] = marked(reply, "blockquote")
    assert quote.startswith("Leave is </blockquote><b>paid</b> &amp; &lt;free&gt; & ")
    assert marked(opened, "bold") == [quote.removesuffix(" [1]")]


def test_markup_in_what_is_known_of_a_document_is_shown_as_it_stands_there(tmp_path: Path) -> None:
    [reply], [opened] = answer_from(tmp_path, f"{HOSTILE}\n", "Is leave paid for all?")

    notice = reply.text.split("\n\n")[0]
    assert HOSTILE_TITLE in notice
    assert notice.endswith("by <a href='http://x.org'>rule 2</a>. See </b> & {braces}.")
    assert f"[1] {HOSTILE_TITLE} · <Office> & Sons" in reply.text
    assert marked(opened, "italic") == [opened.text.split("\n\n")[0]]
    assert HOSTILE_TITLE in marked(opened, "italic")[0]


def test_a_passage_of_twenty_thousand_characters_without_a_blank_is_shown_whole(tmp_path: Path) -> None:
    word = "abcdefg<&hij" * 1667

    replies, opened = answer_from(tmp_path, f"{word}\n", "abcdefg")

    quoted = [stretch for reply in replies for stretch in marked(reply, "blockquote")]
    assert "".join(stretch.removesuffix(" [1]") for stretch in quoted) == word
    assert "".join(stretch for message in opened for stretch in marked(message, "bold")) == word
    assert [len(message.buttons) for message in replies] == [0] * (len(replies) - 1) + [3]


def test_long_words_are_shown_whole(tmp_path: Path) -> None:
    text = "Leave " + " ".join("Donaudampfschifffahrtsgesellschaft" * 20 for _ in range(20)) + " is paid."

    replies, opened = answer_from(tmp_path, f"{text}\n", "Is leave paid?")

    quoted = [stretch for reply in replies for stretch in marked(reply, "blockquote")]
    assert unspaced("".join(stretch.removesuffix(" [1]") for stretch in quoted)) == unspaced(text)
    assert unspaced("".join(message.text for message in opened)).endswith(unspaced(text))


def test_a_passage_is_opened_as_it_stands_with_its_quote_in_the_middle_of_a_line(tmp_path: Path) -> None:
    text = "Leave lasts 18 weeks for each child. It is paid in full & at once. Ask before you take it."

    _, [opened] = answer_from(tmp_path, f"{text}\n", "Is it paid in full at once?")

    assert opened.text.split("\n\n")[1:] == [text]
    assert "It is paid in full & at once." in marked(opened, "bold")


# Telegram's own parser as an oracle

FRAGMENTS = st.one_of(
    st.sampled_from(["<b>", "</b>", "</blockquote>", "<blockquote>", "<a href='http://x.org'>", "<!--", "<"]),
    st.sampled_from([">", "&", '"', "'", "&amp;", "&lt;", "&lt", "&#x27;", "&#0;", "&nbsp;", "]]>", "*"]),
    st.sampled_from(["`", "_", "[x](y)", "\\", "@cita_bot", "/start", "#tag", "{title}", "%s", " ", "\n"]),
    st.sampled_from(["😀", "👩\u200d👧", "e\u0301", "\u202e", "\u200b", "\u2028", "\u00a0", "\U000e0041"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8),
    st.builds(lambda character, times: character * times, st.sampled_from("x&<😀 "), st.integers(1, 5000)),
)  # fmt: skip
HOSTILE_TEXT = st.lists(FRAGMENTS, min_size=1, max_size=12).map(lambda parts: f"w{''.join(parts)}w")
THOROUGH = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(autouse=True, scope="module")
def quiet_tdlib() -> None:
    tdlib({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def tdlib(request: dict[str, Any]) -> dict[str, Any]:
    answer = tdjson.td_execute(json.dumps(request).encode())
    assert answer is not None
    result = json.loads(answer)
    assert isinstance(result, dict)
    return result


def shown(messages: list[str]) -> str:
    """What a person reads, if Telegram takes every message and shows all of it."""
    texts = []
    for html in messages:
        accepted = read_content(Params({"text": html, "parse_mode": "HTML"}))  # refuses by raising
        assert (accepted.dropped_entities, accepted.dropped_links) == (0, 0)
        texts.append(parsed(html)["text"])
    return "\n\n".join(texts)


def covered(messages: list[str], kind: str) -> list[str]:
    """The stretches that entities of one of TDLib's kinds cover, in order."""
    return [
        utf16_slice(message["text"], entity["offset"], entity["offset"] + entity["length"])
        for message in map(parsed, messages)
        for entity in message["entities"]
        if entity["type"]["@type"] == f"textEntityType{kind}"
    ]


def parsed(html: str) -> dict[str, Any]:
    mode = {"@type": "textParseModeHTML"}
    answer = tdlib({"@type": "parseTextEntities", "text": html, "parse_mode": mode})
    assert answer["@type"] == "formattedText", f"{answer} for {html!r}"
    return answer


@THOROUGH
@given(text=HOSTILE_TEXT)
def test_telegram_takes_every_answer_and_shows_its_quote_unchanged(text: str) -> None:
    answer = answered(text, section=text, short_title=text[:300])

    messages = render(answer, contact=None)

    assert shown(messages)
    quotes = [stretch.removesuffix(" [1]") for stretch in covered(messages, "BlockQuote")]
    assert unspaced("".join(quotes)) == unspaced(text)


@THOROUGH
@given(text=HOSTILE_TEXT.filter(lambda text: len(text) < 600))
def test_a_quote_that_fits_stays_in_one_piece(text: str) -> None:
    answer = answered(text)

    [message] = render(answer, contact=None)

    assert answer.statements[0].text in shown([message])


@THOROUGH
@given(text=HOSTILE_TEXT, data=st.data())
def test_telegram_takes_every_passage_and_shows_it_whole_with_its_quote_in_bold(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1), "start")
    end = data.draw(st.integers(start + 1, len(text)), "end")
    [citation] = answered(text, start=start, end=end).citations

    messages = render_passage(citation.passage, citation.quote, Words("en"))

    assert unspaced(shown(messages)).endswith(unspaced(text))
    assert unspaced("".join(covered(messages, "Bold"))) == unspaced(citation.quote.text)


@THOROUGH
@given(text=HOSTILE_TEXT)
def test_telegram_takes_every_refusal_and_shows_where_it_looked(text: str) -> None:
    nearest = answered(text, section=text, short_title=text[:300]).citations[0].passage

    messages = render(Refused(Reason.NOT_IN_SOURCES, "en", nearest=(nearest,)), contact=text)

    assert unspaced(shown(messages)).endswith(unspaced(f"A person can help you: {text}"))
    assert unspaced(f"1. {text[:300]}: {text}") in unspaced(shown(messages))


@THOROUGH
@given(text=HOSTILE_TEXT.filter(lambda text: len(text) <= 120))
def test_telegram_takes_every_question_that_a_refusal_says_back(text: str) -> None:
    messages = render(Refused(Reason.NOT_IN_SOURCES, "en", text), contact=None)

    assert unspaced(f"“{text}”") in unspaced(shown(messages))


@THOROUGH
@given(text=HOSTILE_TEXT)
def test_telegram_takes_every_choice_of_questions_and_numbers_them(text: str) -> None:
    messages = render(Clarify((Suggestion(text, 0), Suggestion(text, 1)), "en"), contact=None)

    assert unspaced(shown(messages)).endswith(unspaced(f"1. {text} 2. {text}"))


@THOROUGH
@given(text=HOSTILE_TEXT)
def test_telegram_takes_every_attribution_and_shows_it_in_bold(text: str) -> None:
    messages = render(answered("Leave is paid.", short_title=text), contact=None)

    assert unspaced("".join(covered(messages, "Bold"))).startswith(unspaced(f"{text}:"))


@THOROUGH
@given(text=HOSTILE_TEXT)
def test_telegram_takes_every_line_of_ours(text: str) -> None:
    assert unspaced(shown(render_lines([text, text]))) == unspaced(text + text)


@THOROUGH
@given(text=HOSTILE_TEXT)
def test_telegram_links_the_mark_of_every_quote_whose_document_is_on_the_web(text: str) -> None:
    messages = render(answered(text, url="https://example.org/a?b=<c>&d#e"), contact=None)

    assert shown(messages)
    assert set(covered(messages, "TextUrl")) == {"[1]"}


@THOROUGH
@given(text=HOSTILE_TEXT)
def test_telegram_takes_every_answer_that_is_read_from_right_to_left(text: str) -> None:
    answer = answered(text, section=text, short_title=text[:300], language="ar")

    quotes = covered(render(answer, contact=None), "BlockQuote")

    isolated = [stretch.removesuffix(" [1]") for stretch in quotes]
    assert [(each[0], each[-1]) for each in isolated] == [("\u2068", "\u2069")] * len(isolated)


@THOROUGH
@given(text=HOSTILE_TEXT)
def test_telegram_takes_every_quote_that_a_button_copies(text: str) -> None:
    [citation] = answered(text, short_title=text[:300]).citations

    words = copied(citation.quote, citation.passage, Words("en"))

    assert 1 <= len(words.encode("utf-16-le")) // 2 <= 256


def test_thirty_items_of_six_hundred_characters_keep_every_quote_and_entity() -> None:
    items = [f"{number}. " + "Leave & pay; " * 46 for number in range(1, 31)]
    single = [answered(item) for item in items]
    numbered = [replace(each.citations[0], number=number) for number, each in enumerate(single, start=1)]
    statements = tuple(
        replace(each.statements[0], citations=(number,)) for number, each in enumerate(single, start=1)
    )

    messages = render(Answered(statements, tuple(numbered), notices=(), language="en"), contact=None)

    quotes = covered(messages, "BlockQuote")
    assert [quote.rpartition(" [")[0] for quote in quotes] == [statement.text for statement in statements]
    assert shown(messages)
