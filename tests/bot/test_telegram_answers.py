"""What people get to see on Telegram: commands, answers, groups."""

import itertools
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retrieval.answering import Parts
from tests.bot.guide import guide_parts
from tests.bot.telegram_desk import (
    CONTINUED_PRESENCE,
    FILING_FEE,
    HARPSICHORD,
    WAIT,
    ask,
    desk,
    folded,
    marked,
    messages_to,
    never_refusing,
    strict_bot_api,
)
from tests.bot_api import BotApi, Fault, Group, Person

NUMBERS = itertools.count(1)  # of people and groups
ROOT = Path(__file__).parents[2]
DEFINITION = (
    "Continued Presence is an ICE-approved immigration designation requested by law enforcement nationwide "
    "for human trafficking victims."
)
TEXT_ONLY = "I can read only text. Please write your question in words."
ASK_HOW = "Write your question after the command, like this: /ask What is Continued Presence?"


@pytest.fixture(scope="module")
def api(shipped_parts: Parts) -> Iterator[BotApi]:
    """One bot at work for all tests; all that it sends must be right and shown whole."""
    with strict_bot_api() as server, desk(server, shipped_parts):
        yield server


@pytest.fixture
def ada(api: BotApi) -> Person:
    """Somebody new in each test."""
    return api.private(user_id=next(NUMBERS), first_name="Ada")


@pytest.fixture
def group(api: BotApi) -> Group:
    """A group that is new in each test."""
    return api.group(-100_000 - next(NUMBERS), title="Case workers")


# Commands


def test_start_says_what_the_bot_does_and_that_it_keeps_nothing(ada: Person) -> None:
    reply = ask(ada, "/start")

    assert reply.text.startswith("Hello. I answer questions about policy with exact quotations")
    assert "I keep no record of you or your questions." in reply.text
    assert len(reply.buttons) == 3


def test_help_says_how_to_ask_and_names_the_commands(ada: Person) -> None:
    reply = ask(ada, "/help")

    assert reply.text.startswith("Write a question and I will look for the words that answer it.")
    assert "\n/ask – ask in a group: /ask and your question\n/sources – the documents that I " in reply.text


def test_sources_lists_the_three_documents_with_their_status(ada: Person) -> None:
    reply = ask(ada, "/sources")

    heading, ice, unodc, report = reply.text.split("\n\n")
    assert heading == "I answer only from these documents:"
    assert ice.startswith("• Policy Notification: Enforcement Actions Involving Noncitizen Crime Victims (")
    assert ice.endswith("policy, 10 August 2021, no longer in force)")
    assert unodc.startswith("• UNODC Roadmap on the Treatment of Children")
    assert unodc.endswith("guidance, June 2019, in force)")
    assert report.startswith("• Trump's First 100 Days: Immigrant Women and Families on the Frontlines (")
    assert report.endswith("advocacy, 28 April 2017, historical)")


@pytest.mark.parametrize("command", ["/nonsense", "/ask@another_bot is this for you?", "/settings now"])
def test_an_unknown_command_is_answered_with_help(ada: Person, command: str) -> None:
    reply = ask(ada, command)

    assert reply.text.startswith("I do not know that command. This is what I can do:\n\nWrite a question")


def test_a_sticker_gets_a_kind_line(ada: Person) -> None:
    ada.sticker()
    reply = ada.wait_reply(timeout=WAIT)

    assert reply.text == TEXT_ONLY


def test_a_photo_gets_a_kind_line_even_with_a_question_below_it(ada: Person) -> None:
    ada.photo(CONTINUED_PRESENCE)
    reply = ada.wait_reply(timeout=WAIT)

    assert reply.text.startswith("I cannot open pictures or files, and I have not kept this one.")


# Answers


def test_an_answer_says_before_its_first_quote_that_the_document_is_no_longer_in_force(ada: Person) -> None:
    reply = ask(ada, CONTINUED_PRESENCE)

    first_quote = marked(reply, "blockquote")[0]
    before = reply.text[: reply.text.index(first_quote)]
    assert before.startswith("⚠️ No longer in force: ")
    assert "Directive 11005.4" in before
    assert "31 January 2025" in before
    assert first_quote == f"{DEFINITION} [1]"


def test_every_quote_stands_in_its_document_word_for_word(ada: Person) -> None:
    document = folded((ROOT / "corpus" / "ice-crime-victims-faq.txt").read_text("utf-8"))

    reply = ask(ada, CONTINUED_PRESENCE)

    quotes = [quote.rpartition(" [")[0] for quote in marked(reply, "blockquote")]
    assert quotes != []
    assert [quote for quote in quotes if quote not in document] == []


def test_an_answer_tells_where_its_quotes_stand(ada: Person) -> None:
    reply = ask(ada, CONTINUED_PRESENCE)

    _, _, sources = reply.text.partition("\n\nSources\n")
    assert sources.endswith(
        "] ICE policy notification on crime victims · U.S. Immigration and Customs Enforcement (ICE) · "
        "10 August 2021 · no longer in force · FAQ › What is Continued Presence?"
    )


def test_an_answer_says_whose_words_follow_right_before_them(ada: Person) -> None:
    reply = ask(ada, CONTINUED_PRESENCE)

    attribution, quote, _ = reply.text.split("\n\n")[-3:]
    assert attribution == "ICE, policy, August 2021:"
    assert attribution in marked(reply, "bold")
    assert quote == marked(reply, "blockquote")[0]


def test_an_answer_shows_no_preview_of_a_link(ada: Person) -> None:
    reply = ask(ada, CONTINUED_PRESENCE)

    assert reply.params["link_preview_options"] == '{"is_disabled": true}'


def test_a_question_is_seen_to_be_worked_on_before_it_is_answered(api: BotApi, ada: Person) -> None:
    ask(ada, CONTINUED_PRESENCE)

    assert [call.method for call in api.calls if call.chat_id == ada.id] == ["sendChatAction", "sendMessage"]


def test_a_refusal_quotes_nothing_and_points_to_a_person(ada: Person) -> None:
    reply = ask(ada, HARPSICHORD)

    why, nearest, person = reply.text.split("\n\n")
    assert why == (
        "I looked in my documents and did not find an answer, so I will not guess. "
        "I looked for: “Who tuned the harpsichord at the castle?”"
    )
    assert [line[:3] for line in nearest.splitlines()] == ["The", "1. ", "2. ", "3. "]
    assert person.startswith("A lawyer")
    assert reply.entities == []


def test_a_known_gap_is_refused_in_its_own_words_in_the_language_of_the_question(ada: Person) -> None:
    in_english = ask(ada, FILING_FEE)
    in_spanish = ask(ada, "¿Cuánto cuesta pedir la visa U?")

    assert in_english.text.startswith(
        "These documents do not say what a U visa, a T visa or VAWA relief costs. "
    )
    assert in_spanish.text.startswith(
        "Estos documentos no dicen cuánto cuestan la visa U, la visa T o la protección de VAWA. "
    )
    assert in_english.entities == []


def test_a_refusal_names_the_contact_that_is_set(shipped_parts: Parts) -> None:
    with strict_bot_api() as api, desk(api, shipped_parts, contact="Casa <Abierta> & friends, 555-0100"):
        reply = ask(api.private(user_id=7), FILING_FEE)

    assert reply.text.endswith("\n\nA person can help you: Casa <Abierta> & friends, 555-0100")


def test_a_spanish_question_gets_the_english_words_marked_as_english(shipped_parts: Parts) -> None:
    with strict_bot_api() as api, desk(api, never_refusing(shipped_parts)):
        reply = ask(api.private(user_id=7), "¿Qué es Continued Presence y qué permite a las víctimas?")

    [first, *_] = marked(reply, "blockquote")
    assert first.startswith("Continued Presence ")
    before = reply.text[: reply.text.index(first)]
    assert "31 de enero de 2025" in before
    assert "inglés" in before


def test_spanish_words_stand_around_what_a_spanish_question_gets(shipped_parts: Parts) -> None:
    with strict_bot_api() as api, desk(api, never_refusing(shipped_parts)):
        reply = ask(api.private(user_id=7), "¿Qué es Continued Presence y qué permite a las víctimas?")

    assert "No longer in force" not in reply.text
    assert "\nSources\n" not in reply.text


def test_help_comes_in_the_language_of_the_persons_telegram(api: BotApi) -> None:
    ada = api.private(user_id=next(NUMBERS), language_code="es-MX")

    reply = ask(ada, "/help")

    assert "Write a question" not in reply.text
    assert "\n/sources – " in reply.text


def test_a_number_of_somebodys_papers_is_taken_out_and_the_person_is_told(ada: Person) -> None:
    reply = ask(ada, f"My A-number is A123-456-789. {CONTINUED_PRESENCE}")

    assert "I took out details that could show who you are" in reply.text
    assert "456" not in reply.text
    assert marked(reply, "blockquote")[0] == f"{DEFINITION} [1]"


def test_what_was_not_found_of_a_question_is_named_before_what_was(ada: Person) -> None:
    reply = ask(ada, "What is Continued Presence and who tuned the harpsichord at the castle?")

    first_quote = reply.text.index(DEFINITION)
    assert 0 < reply.text.index("“who tuned the harpsichord at the castle?”") < first_quote


# Groups


def test_a_group_is_left_in_peace_until_it_asks(api: BotApi, ada: Person, group: Group) -> None:
    group.say(ada, CONTINUED_PRESENCE)
    group.say(ada, "/nonsense")
    group.say(ada, "/ask@another_bot What is Continued Presence?")
    asked = group.say(ada, "/ask@cita_test_bot What is Continued Presence?")
    reply = group.wait_reply(timeout=WAIT)

    assert reply.reply_to == asked["message"]["message_id"]
    assert marked(reply, "blockquote")[0] == f"{DEFINITION} [1]"
    assert messages_to(api, group.id) == [reply]


def test_ask_without_a_name_is_answered_below_the_question(ada: Person, group: Group) -> None:
    asked = group.say(ada, "/ask What is\nContinued Presence?")
    reply = group.wait_reply(timeout=WAIT)

    assert reply.reply_to == asked["message"]["message_id"]
    assert marked(reply, "blockquote")[0] == f"{DEFINITION} [1]"


@pytest.mark.parametrize("command", ["/ask", "/ask@cita_test_bot   "])
def test_ask_without_words_explains_itself(ada: Person, group: Group, command: str) -> None:
    group.say(ada, command)
    reply = group.wait_reply(timeout=WAIT)

    assert reply.text == ASK_HOW


def test_ask_works_in_private_too(ada: Person) -> None:
    reply = ask(ada, "/ask What is Continued Presence?")

    assert marked(reply, "blockquote")[0] == f"{DEFINITION} [1]"
    assert reply.reply_to is None


def test_in_a_forum_answers_and_passages_stay_in_the_topic(api: BotApi, ada: Person, group: Group) -> None:
    group.say(ada, "/ask What is Continued Presence?", thread_id=42)
    reply = group.wait_reply(timeout=WAIT)
    ada.press(reply, "[1]")
    opened = api.wait_for_message(group.id, after=reply, timeout=WAIT)

    assert (reply.thread_id, opened.thread_id) == (42, 42)
    assert opened.reply_to == reply.message_id
    assert marked(opened, "bold") == [DEFINITION]


def test_a_message_of_a_group_without_topics_names_none(ada: Person, group: Group) -> None:
    group.say(ada, "/ask What is Continued Presence?")
    reply = group.wait_reply(timeout=WAIT)

    assert reply.thread_id is None


@pytest.mark.parametrize("text", [CONTINUED_PRESENCE, "/ask What is Continued Presence?", "/help"])
def test_an_edited_message_is_not_answered_again(api: BotApi, ada: Person, text: str) -> None:
    said = ada.say(text)
    ada.wait_reply(timeout=WAIT)
    ada.edit(said, f"{text} ")
    ada.say("/start")
    api.wait_until(
        lambda: messages_to(api, ada.id)[-1].text.startswith("Hello."),
        "the start, which comes last",
        timeout=WAIT,
    )

    assert len(messages_to(api, ada.id)) == 2


# While it takes its time


def test_with_a_language_model_a_draft_says_what_is_being_read_and_one_message_answers() -> None:
    with strict_bot_api() as api, desk(api, guide_parts(), provider="Mistral"):
        ada = api.private(user_id=7)
        reply = ask(ada, "When is rent due?")
        ask(ada, "🙂")  # nothing is read for this

    [draft] = api.calls_of("sendMessageDraft")
    assert draft.params["text"] == "I am reading: Leave guide"
    assert marked(reply, "blockquote")[0].startswith("Rent is due in May")
    assert len(api.sent) == 2


def test_a_draft_that_is_lost_costs_no_answer() -> None:
    with BotApi() as api, desk(api, guide_parts(), provider="Mistral"):
        api.fail("sendMessageDraft", Fault.drop_before())
        reply = ask(api.private(user_id=7), "When is rent due?")

    assert marked(reply, "blockquote")[0].startswith("Rent is due in May")


def test_in_a_group_nothing_is_drafted() -> None:
    with strict_bot_api() as api, desk(api, guide_parts(), provider="Mistral"):
        group = api.group(-100)
        group.say(api.private(user_id=7), "/ask When is rent due?")
        group.wait_reply(timeout=WAIT)

    assert api.calls_of("sendMessageDraft") == []


def test_the_sign_of_typing_is_shown_for_as_long_as_it_takes() -> None:
    def slow() -> date:
        time.sleep(4.5)
        return date(2026, 11, 21)

    with strict_bot_api() as api, desk(api, replace(guide_parts(), today=slow)):
        ask(api.private(user_id=7), "When is rent due?")

    assert len(api.calls_of("sendChatAction")) == 2
