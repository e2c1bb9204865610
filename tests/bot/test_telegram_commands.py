"""The commands on Telegram, and what is no question at all."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.catalogues import languages
from bot.telegram.phrases import DESCRIPTION, SHORT_DESCRIPTION
from bot.wording import Words
from retrieval.answering import Parts
from retrieval.errors import IndexMissingError
from retrieval.language import detect
from tests.bot.guide import guide_parts
from tests.bot.telegram_desk import (
    CONTINUED_PRESENCE,
    WAIT,
    ask,
    desk,
    marked,
    press,
    small_parts,
    strict_bot_api,
)
from tests.bot_api import BotApi, Fault, Group, Person, SentMessage
from tests.retrieval.answer_builders import NEVER

NUMBERS = itertools.count(1)  # of people and groups
ADMIN = 900
UNKNOWN = "I do not know that command."


@pytest.fixture(scope="module")
def api(shipped_parts: Parts) -> Iterator[BotApi]:
    """One bot at work for all tests; all that it sends must be right and shown whole."""
    with strict_bot_api() as server, desk(server, shipped_parts, admins=(ADMIN,), contact="Ana, 555-0100"):
        yield server


@pytest.fixture
def ada(api: BotApi) -> Person:
    """Somebody new in each test."""
    return api.private(user_id=next(NUMBERS), first_name="Ada")


@pytest.fixture
def group(api: BotApi) -> Group:
    """A group that is new in each test."""
    return api.group(-100_000 - next(NUMBERS), title="Case workers")


# /start


@pytest.mark.parametrize("number", [0, 1, 2])
def test_each_example_under_start_is_answered(ada: Person, number: int) -> None:
    start = ask(ada, "/start")

    answer = press(ada, start, number)

    assert marked(answer, "blockquote") != []
    assert start.buttons[number].text[:30] in answer.text  # the question stands above its answer


def test_the_examples_are_questions_on_different_documents(ada: Person) -> None:
    start = ask(ada, "/start")

    sources = {ask_source(ada, number, start) for number in (0, 1, 2)}

    assert len(sources) == 3


def ask_source(ada: Person, number: int, start: SentMessage) -> str:
    """The document that the answer to an example quotes first."""
    answer = press(ada, start, number)
    return marked(answer, "expandable_blockquote")[0].partition("] ")[2].partition(" · ")[0]


def test_the_examples_are_in_the_language_of_the_person(api: BotApi) -> None:
    bea = api.private(user_id=next(NUMBERS), language_code="es")

    start = ask(bea, "/start")

    assert [detect(button.text) for button in start.buttons] == ["es", "es", "es"]


def test_a_corpus_of_which_nobody_wrote_down_questions_starts_without_examples(tmp_path: Path) -> None:
    with strict_bot_api() as api, desk(api, small_parts(tmp_path, {"leave.md": "Leave is paid.\n"})):
        start = ask(api.private(user_id=7), "/start")

    assert start.buttons == []


# /language


def test_a_chosen_language_is_spoken_from_then_on(ada: Person) -> None:
    chosen = press(ada, ask(ada, "/language"), "español")
    help_in_spanish = ask(ada, "/help")

    assert chosen.text == "Bien. Hablaré con usted en español."
    assert help_in_spanish.text.startswith("Escriba una pregunta")


def test_every_language_of_the_interface_can_be_chosen_by_its_own_name(ada: Person) -> None:
    offered = ask(ada, "/language")

    assert [button.text for button in offered.buttons] == [
        "English", "español", "français", "العربية", "中文", "tiếng Việt", "kreyòl ayisyen", "português",
        "Same as my Telegram",
    ]  # fmt: skip


def test_a_question_is_answered_in_its_own_language_whatever_was_chosen(ada: Person) -> None:
    press(ada, ask(ada, "/language"), "español")

    answer = ask(ada, CONTINUED_PRESENCE)

    assert "Sources" in marked(answer, "bold")


def test_a_question_without_blanks_is_answered_in_its_own_language_whatever_was_chosen(ada: Person) -> None:
    press(ada, ask(ada, "/language"), "español")

    answer = ask(ada, "谁在城堡里调了大键琴的音？")

    assert answer.text.startswith("我查了我的文件，没有找到答案")


@pytest.mark.parametrize("greeting", ["Hello", "你好！", "👋"])
def test_a_greeting_is_answered_in_the_chosen_language(greeting: str) -> None:
    with strict_bot_api() as api, desk(api, guide_parts(limits=NEVER)):
        cem = api.private(user_id=7)
        press(cem, ask(cem, "/language"), "français")
        answer = ask(cem, greeting)

    assert answer.text.startswith(("J’ai cherché dans mes documents", "Écrivez votre question"))


FEW_WORDS = {
    "a greeting": ("es", "Hola", "Busqué en mis documentos"),
    "a word that looks like English": ("fr", "avocat", "J’ai cherché dans mes documents"),
    "a word that is plainly of another language": ("fr", "gracias", "Busqué en mis documentos"),
    "a word of a language that citabot does not speak": ("ht", "mèsi", "Mwen chèche nan dokiman mwen yo"),
    "no word": ("es", "👋", "Por favor, escriba su pregunta con palabras."),
    "a Telegram in a language that citabot does not speak": ("de", "VESL", "I looked in my documents"),
    "an English Telegram": ("en", "VESL", "I looked in my documents"),
    "more than a few words": ("es", CONTINUED_PRESENCE, "I looked in my documents"),
}


@pytest.mark.parametrize(("client", "text", "said"), FEW_WORDS.values(), ids=FEW_WORDS)
def test_a_few_words_are_answered_in_the_language_of_the_persons_telegram_unless_they_tell_another(
    client: str, text: str, said: str
) -> None:
    with strict_bot_api() as api, desk(api, guide_parts(limits=NEVER)):
        answer = ask(api.private(user_id=7, language_code=client), text)

    assert answer.text.startswith(said)


def test_a_chosen_language_can_be_taken_back(api: BotApi) -> None:
    bea = api.private(user_id=next(NUMBERS), language_code="pt-BR")
    press(bea, ask(bea, "/language"), "français")

    back = press(bea, ask(bea, "/language"), "Comme mon Telegram")

    assert back.text == "Certo. Vou falar com você em português."


def test_a_question_in_a_language_that_citabot_does_not_speak_is_answered_in_the_persons_own(
    api: BotApi,
) -> None:
    cem = api.private(user_id=next(NUMBERS), language_code="fr")

    answer = ask(cem, "Wer hat das Cembalo in der alten Burg gestimmt und gespielt?")

    assert answer.text.startswith("J’ai cherché dans mes documents")


# /privacy, /forget, /contact


def test_privacy_says_that_nothing_is_kept_and_that_no_company_reads_along(ada: Person) -> None:
    reply = ask(ada, "/privacy")

    assert reply.text.startswith("I write nothing down about you")
    assert "for 30 minutes" in reply.text
    assert "No other company reads your question to answer it" in reply.text


def test_privacy_names_the_company_whose_model_words_the_answers(shipped_parts: Parts) -> None:
    with strict_bot_api() as api, desk(api, shipped_parts, provider="Mistral <AI>"):
        reply = ask(api.private(user_id=7), "/privacy")

    assert "is sent to Mistral <AI>, which helps" in reply.text
    assert "No other company" not in reply.text


def test_forget_forgets_the_chosen_language_at_once(ada: Person) -> None:
    press(ada, ask(ada, "/language"), "español")

    reply = ask(ada, "/forget")

    assert reply.text.startswith("Done. I have forgotten our conversation")


def test_contact_names_the_person_who_helps(ada: Person) -> None:
    assert ask(ada, "/contact").text == "A person can help you: Ana, 555-0100"


# /sources


def test_many_documents_are_listed_on_pages(tmp_path: Path) -> None:
    files = {f"law-{number:02}.md": f"Rule {number} holds.\n" for number in range(1, 15)}
    with strict_bot_api() as api, desk(api, small_parts(tmp_path, files)):
        ada = api.private(user_id=7)
        listed = ask(ada, "/sources")
        ada.press(listed, "After ›")
        api.wait_for_edit(listed, timeout=WAIT)
        ada.press(listed, "After ›")
        api.wait_for_edit(listed, edits=2, timeout=WAIT)

    pages = [version.text.count("• ") for version in listed.history]
    assert pages == [6, 6, 2]
    assert [button.text for button in listed.buttons] == ["‹ Before"]


# What is no question


def test_a_voice_message_gets_a_kind_line(ada: Person) -> None:
    ada.voice()

    assert ada.wait_reply(timeout=WAIT).text.startswith("I cannot listen to voice messages")


def test_a_file_gets_a_kind_line(ada: Person) -> None:
    ada.file()

    assert ada.wait_reply(timeout=WAIT).text.startswith("I cannot open pictures or files")


def test_a_location_gets_a_kind_line(ada: Person) -> None:
    ada.location()

    assert ada.wait_reply(timeout=WAIT).text.startswith("I do not need to know where or who you are")


# Administrators


def test_an_administrator_sees_that_everything_is_running(api: BotApi) -> None:
    reply = ask(api.private(user_id=ADMIN), "/status")

    assert reply.text.startswith("3 documents, ")
    assert "\nTelegram was last heard of: 20" in reply.text


def test_statistics_are_counts_and_say_nothing_of_anybody(shipped_parts: Parts) -> None:
    with strict_bot_api() as api, desk(api, shipped_parts, admins=(ADMIN,)):
        ask(api.private(user_id=7, first_name="Wombat"), CONTINUED_PRESENCE)
        ask(api.private(user_id=8), "🙂")
        reply = ask(api.private(user_id=ADMIN), "/stats")

    assert reply.text.splitlines()[-2:] == ["answered: 1", "refused: empty: 1"]


def test_reload_answers_from_the_index_that_is_current_now() -> None:
    fresh = guide_parts(fingerprint="f" * 16)
    with strict_bot_api() as api, desk(api, guide_parts(), reopen=lambda: fresh, admins=(ADMIN,)):
        reply = ask(api.private(user_id=ADMIN), "/reload")

    assert reply.text == f"I have read the index again. Fingerprint: {'f' * 16}"


def test_an_index_that_cannot_be_read_leaves_the_one_before_at_work() -> None:
    def missing() -> Parts:
        raise IndexMissingError("there is no index in 'home'; run: citabot index")

    with strict_bot_api() as api, desk(api, guide_parts(), reopen=missing, admins=(ADMIN,)):
        boss = api.private(user_id=ADMIN)
        reply = ask(boss, "/reload")
        answer = ask(boss, "How long does leave last?")

    assert reply.text.endswith("go on with the one before. there is no index in 'home'; run: citabot index")
    assert marked(answer, "blockquote") != []


@pytest.mark.parametrize("command", ["/status", "/stats", "/reload"])
def test_to_everybody_else_an_administrators_command_is_unknown(ada: Person, command: str) -> None:
    assert ask(ada, command).text.startswith(UNKNOWN)


def test_a_group_learns_nothing_from_an_administrators_command(api: BotApi, group: Group) -> None:
    boss = api.private(user_id=ADMIN)
    group.say(boss, "/stats")
    group.say(boss, "/contact")

    assert group.wait_reply(timeout=WAIT).text == "A person can help you: Ana, 555-0100"


# Menus


def menu(api: BotApi, scope: str, language: str = "") -> list[str]:
    """The commands that Telegram shows, the last time that they were set."""
    calls = [
        call.params
        for call in api.calls_of("setMyCommands")
        if json.loads(call.params["scope"])["type"] == scope
        and call.params.get("language_code", "") == language
    ]
    return [entry["command"] for entry in json.loads(calls[-1]["commands"])]


def test_the_menu_of_a_private_chat_offers_every_command_but_the_administrators(api: BotApi) -> None:
    offered = ["ask", "sources", "language", "privacy", "forget", "feedback", "contact", "help"]

    assert menu(api, "all_private_chats") == offered
    assert menu(api, "all_private_chats", "ht") == offered


def test_the_menu_of_a_group_is_short(api: BotApi) -> None:
    assert menu(api, "all_group_chats") == ["ask", "sources", "privacy", "help"]


def test_an_administrator_has_a_menu_of_their_own(api: BotApi) -> None:
    assert menu(api, "chat")[-3:] == ["status", "stats", "reload"]


def test_a_menu_is_written_in_each_language(api: BotApi) -> None:
    codes = [call.params.get("language_code", "en") for call in api.calls_of("setMyDescription")]

    assert codes == list(languages())


@pytest.mark.parametrize("language", languages())
def test_a_description_fits_where_telegram_shows_it(language: str) -> None:
    words = Words(language)

    assert len(words.say(DESCRIPTION)) <= 512
    assert len(words.say(SHORT_DESCRIPTION)) <= 120


def test_a_telegram_that_refuses_the_menu_still_gets_answers(shipped_parts: Parts) -> None:
    with BotApi() as api:
        api.fail("setMyDescription", Fault.flood(30))
        with desk(api, shipped_parts):
            reply = ask(api.private(user_id=7), "/contact")

    assert reply.text.startswith("A lawyer")
