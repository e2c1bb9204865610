"""`citabot chat`: a conversation in the terminal."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.chat import Chat
from retrieval.answering import Parts
from retrieval.decide import Limits
from retrieval.settings import Settings, read_settings
from tests.bot.guide import VAGUE, VAGUE_IN_SPANISH, WHEN_RENT, WHEN_TAX, bare_parts, guide_parts
from tests.bot.terminal import Citabot, Ran, start
from tests.model_server import ModelServer
from tests.retrieval.answer_builders import ALWAYS, NEVER
from tests.retrieval.writing.scripted import drafts, writer_elsewhere

CONTINUED_PRESENCE = "What is Continued Presence?"
FEE = "What is the filing fee for a U visa?"  # a known gap
HARPSICHORD = "Who tuned the harpsichord at the castle?"  # nothing is known of it
QUOTE = (
    "Continued Presence is an ICE-approved immigration designation requested by law enforcement nationwide "
    "for human trafficking victims."
)


@pytest.fixture
def chat(shipped_parts: Parts) -> Chat:
    return Chat(shipped_parts, read_settings(home=Path("no-such-home"), contact="Ana, +1 555 0100"))


def typed(citabot: Citabot, home: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> Ran:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    return citabot("chat", "--home", home)


def test_a_question_is_answered_with_a_hint_how_to_open_a_quote(chat: Chat) -> None:
    reply = chat.reply(CONTINUED_PRESENCE)

    assert f"{QUOTE} [1]" in reply
    assert reply.endswith("Type the number of a quote to read it in its passage.")


@pytest.mark.parametrize("number", ["1", "[1]", "01", "1.", "1)", "(1)", "１", "①", "[１]"])
def test_a_number_opens_the_passage_with_the_quote_marked_in_it(chat: Chat, number: str) -> None:
    chat.reply(CONTINUED_PRESENCE)

    opened = chat.reply(number)

    assert opened.startswith("ICE policy notification on crime victims · ")
    assert f"What is Continued Presence?\n\n**{QUOTE}** Continued Presence allows" in opened


@pytest.mark.parametrize("number", ["0", "99", "[99]"])
def test_a_number_that_the_answer_does_not_have_is_said_not_to_be_there(chat: Chat, number: str) -> None:
    chat.reply(CONTINUED_PRESENCE)

    assert chat.reply(number) == f"There is no number {number.strip('[]')} in the last answer."


@pytest.mark.parametrize("number", ["911", "9" * 5_000])
def test_a_long_number_that_is_not_listed_is_a_question(chat: Chat, number: str) -> None:
    chat.reply(CONTINUED_PRESENCE)

    assert "There is no number" not in chat.reply(number)


def test_a_number_before_any_answer_says_so(chat: Chat) -> None:
    assert chat.reply("1") == "There is no number 1 in the last answer."


def test_a_number_after_a_refusal_does_not_open_an_older_answer(chat: Chat) -> None:
    chat.reply(CONTINUED_PRESENCE)
    chat.reply("🙂")

    assert chat.reply("1") == "There is no number 1 in the last answer."


def test_words_of_danger_bring_hotlines_before_the_answer(chat: Chat) -> None:
    reply = chat.reply("My husband beats me. What is Continued Presence?")

    assert reply.startswith("If you or somebody with you is in danger or in deep distress")
    assert 0 < reply.index("1-800-799-7233") < reply.index("ICE policy notification on crime victims")


def test_a_refusal_names_the_person_to_ask_and_how_to_read_the_nearest_parts(chat: Chat) -> None:
    reply = chat.reply(FEE)

    assert reply.endswith(
        "\n\nA person can help you: Ana, +1 555 0100\n\nType the number of a part to read it."
    )


def test_a_refusal_with_nothing_to_read_gives_no_hint(chat: Chat) -> None:
    assert chat.reply("🙂").endswith("\n\nA person can help you: Ana, +1 555 0100")


def test_a_question_that_follows_another_is_read_after_it(chat: Chat) -> None:
    chat.reply(CONTINUED_PRESENCE)

    assert "FAQ › What is Continued Presence?" in chat.reply("And for how long can they work?")


LEANING = "And what do they say at the office?"


def settings() -> Settings:
    return read_settings(home=Path("no-such-home"))


def bare_chat(*, limits: Limits = ALWAYS) -> Chat:
    """One over three sections that LEANING alone is equally near to."""
    return Chat(bare_parts(limits=limits), settings())


def quoted(reply: str) -> list[str]:
    """The first words of what is quoted."""
    return [block.split()[0] for block in reply.split("\n\n") if block.endswith("]")]


def test_a_question_at_the_start_of_a_conversation_leans_on_nothing() -> None:
    assert quoted(bare_chat().reply(LEANING)) == ["Rent", "Leave", "Tax"]


def test_a_question_that_leans_on_an_answer_is_read_after_it() -> None:
    chat = bare_chat()
    chat.reply("How many whole weeks does leave last?")

    assert quoted(chat.reply(LEANING)) == ["Leave"]


def test_only_the_last_answer_is_kept_in_mind() -> None:
    chat = bare_chat()
    chat.reply("How many whole weeks does leave last?")
    chat.reply("Is tax due in June or later in the year?")

    assert quoted(chat.reply(LEANING)) == ["Tax"]


def test_a_question_after_a_refusal_is_read_after_the_one_that_was_refused() -> None:
    chat = bare_chat(limits=NEVER)
    chat.reply("How many whole weeks does leave take?")

    _, nearest, *_ = chat.reply("And what do they wear at the office?").split("\n\n")

    assert nearest.splitlines()[1] == "1. Leave guide: Leave"


# ---- numbers


def test_a_number_after_a_refusal_shows_that_part_of_the_document_whole() -> None:
    chat = bare_chat(limits=NEVER)
    refused = chat.reply("How many whole weeks does a pony take?")

    assert "\n1. Leave guide: Leave\n" in refused
    assert chat.reply("1") == (
        "Leave guide · Families Now · 9 March 2024 · in force · Leave\n\n"
        "Leave lasts 18 whole weeks, says the office."
    )


def test_a_question_that_can_mean_several_things_is_answered_with_questions_to_choose_from() -> None:
    asked_back = Chat(guide_parts(), settings()).reply(VAGUE).splitlines()

    assert asked_back[0].startswith("Your question can mean several things.")
    assert sorted(line[3:] for line in asked_back[1:4]) == [
        "How long does leave last?", "When is rent due?", "When is tax due?",
    ]  # fmt: skip
    assert [line[:3] for line in asked_back[1:4]] == ["1. ", "2. ", "3. "]
    assert asked_back[4:] == ["", "Type the number of the question that you mean."]


def number_of(question: str, asked_back: str) -> str:
    """The number that a question is offered under."""
    [line] = [line for line in asked_back.splitlines() if line.endswith(f". {question}")]
    return line.partition(".")[0]


def test_a_number_takes_up_the_question_that_is_offered_under_it() -> None:
    chat = Chat(guide_parts(), settings())
    number = number_of(WHEN_RENT, chat.reply(VAGUE))

    assert quoted(chat.reply(number)) == ["Rent"]


def test_a_number_that_no_question_is_offered_under_is_said_not_to_be_there() -> None:
    chat = Chat(guide_parts(), settings())
    chat.reply(VAGUE)

    assert chat.reply("4") == "There is no number 4 in the last answer."


def test_a_question_after_one_that_was_taken_up_is_read_after_it() -> None:
    chat = Chat(guide_parts(), settings())
    chat.reply(number_of(WHEN_RENT, chat.reply(VAGUE)))

    assert quoted(chat.reply(LEANING)) == ["Rent"]


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A model that writes nothing."""
    with ModelServer(default=drafts()) as server:
        yield server


def test_where_a_question_went_is_said_once(server: ModelServer) -> None:
    chat = Chat(replace(guide_parts(), writer=writer_elsewhere(server)), settings())

    first, second = chat.reply(WHEN_RENT), chat.reply(WHEN_TAX)

    assert "your question went to Example" in first
    assert "your question went to Example" not in second


def test_an_english_question_that_is_taken_up_in_spanish_is_answered_in_spanish() -> None:
    chat = Chat(guide_parts(), settings())
    number = number_of(WHEN_TAX, chat.reply(VAGUE_IN_SPANISH))

    answered = chat.reply(number)

    assert "Tax is due in June, says the office. [1]" in answered
    assert "\n\nFuentes:\n[1] Leave guide · " in answered


def test_what_is_said_after_a_question_in_spanish_is_in_spanish(chat: Chat) -> None:
    chat.reply("¿Qué es la Presencia Continua?")

    assert "99" in chat.reply("99")
    assert "There is no number" not in chat.reply("99")
    assert chat.reply("1").startswith("ICE policy notification on crime victims · ")


def test_the_sources_are_listed(chat: Chat) -> None:
    listed = chat.reply("/sources")

    assert listed.startswith("I answer only from these documents:\n– Policy Notification: ")
    assert listed.count("\n– ") == 3


@pytest.mark.parametrize("line", ["/help", "/start", "/Help"])
def test_help_says_what_can_be_typed(chat: Chat, line: str) -> None:
    said = chat.reply(line)

    assert said.startswith("Ask a question. ")
    assert said.endswith("\n/forget – forget our conversation now\n/contact – a person who can help")


@pytest.mark.parametrize("line", ["/quitt", "/feedback It was wrong", "/SOURCE"])
def test_a_command_that_is_not_known_is_no_question(chat: Chat, line: str) -> None:
    assert chat.reply(line).startswith("I do not know that command. This is what I can do:\n\n/sources – ")


def test_a_question_may_stand_behind_a_command(chat: Chat) -> None:
    assert f"{QUOTE} [1]" in chat.reply(f"/Ask {CONTINUED_PRESENCE}")
    assert chat.reply("/ask").startswith("Write your question after the command, ")


def test_privacy_says_what_is_kept_and_who_reads_a_question(chat: Chat) -> None:
    assert chat.reply("/privacy").split("\n\n") == [
        "I write nothing down about you: no question, no answer, no name.",
        "Numbers of papers, telephone numbers, addresses and dates of birth are taken out of a question "
        "before anything else reads it.",
        "No other company reads your question to answer it: I find the words by myself, on the computer "
        "that I run on.",
    ]


def test_the_person_to_ask_is_named(chat: Chat) -> None:
    assert chat.reply("/contact") == "A person can help you: Ana, +1 555 0100"


def test_what_was_said_and_chosen_can_be_forgotten(chat: Chat) -> None:
    chat.reply(CONTINUED_PRESENCE)
    chat.reply("/language es")

    assert chat.reply("/forget").startswith("Listo. ")
    assert chat.reply("1") == "There is no number 1 in the last answer."


def test_a_language_that_is_chosen_is_spoken_from_then_on(chat: Chat) -> None:
    assert chat.reply("/language ES") == "Bien. Hablaré con usted en español."

    answered = chat.reply(CONTINUED_PRESENCE)

    assert answered.endswith("Type the number of a quote to read it in its passage.")
    assert chat.reply("/contact").startswith("Una persona ")


def test_a_question_in_a_language_that_is_not_spoken_is_answered_in_the_chosen_one(chat: Chat) -> None:
    chat.reply("/language es")

    assert "Fuentes:" in chat.reply("Что такое постоянное присутствие (Continued Presence)?")


@pytest.mark.parametrize("line", ["/language", "/language xx", "/language klingon please"])
def test_languages_are_listed_where_none_of_them_is_named(chat: Chat, line: str) -> None:
    said = chat.reply(line)

    assert "Which language should I speak otherwise?" in said
    assert "\n/language es – español\n" in said


@pytest.mark.parametrize("line", ["/quit", "/exit", "quit", "exit", " /quit ", "QUIT", "/Exit"])
def test_a_conversation_ends_when_it_is_told_to(
    citabot: Citabot, shipped_home: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    ended = typed(citabot, shipped_home, monkeypatch, f"{line}\n{HARPSICHORD}\n")

    assert (ended.status, ended.err) == (0, "")
    assert "did not find an answer" not in ended.out


def test_a_conversation_ends_with_its_input(
    citabot: Citabot, shipped_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = typed(citabot, shipped_home, monkeypatch, f"{HARPSICHORD}\n\n   \n{CONTINUED_PRESENCE}")

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.count("I looked for: “Who tuned the harpsichord") == 1
    assert f"{QUOTE} [1]" in ended.out


def test_a_conversation_without_any_input_ends(
    citabot: Citabot, shipped_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)

    ended = citabot("chat", "--home", shipped_home)

    assert (ended.status, ended.err) == (0, "")


def test_what_says_who_somebody_is_is_not_repeated(
    citabot: Citabot, shipped_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = typed(
        citabot,
        shipped_home,
        monkeypatch,
        "My A-number is A123-456-789. Who tuned the harpsichord at the castle?\n1\n",
    )

    assert "harpsichord" in ended.out
    assert "456" not in ended.out


def test_bytes_that_are_no_text_are_lived_through(tmp_path: Path, shipped_home: Path) -> None:
    garbage = b"\xff\xfe\x00\x80\x1b[2J\n\x9f\x92\x96\x00\xed\xa0\x80\n" + f"{CONTINUED_PRESENCE}\n".encode()

    ended = start(tmp_path, "chat", "--home", shipped_home, typed=garbage)

    assert (ended.status, ended.err) == (0, "")
    assert f"{QUOTE} [1]" in ended.out
