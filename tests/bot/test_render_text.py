"""Answers as text for a terminal."""

import pytest

from bot.render_json import reply_json
from bot.render_text import marks, render, render_part, render_passage
from bot.wording import Words
from retrieval.answer import Clarify, Notice, NoticeKind, Reason, Refused, Suggestion
from retrieval.sources import Kind, Status
from tests.bot.rendered import GAP, LEAVE, POLICY, TWO_SENTENCES, reply
from tests.retrieval.answer_builders import answered, cited, issued, whole


def test_text_has_notices_first_then_the_quotes_then_where_they_stand() -> None:
    assert render(TWO_SENTENCES, contact=None).split("\n\n") == [
        "! No longer in force: “Leave policy” was replaced on 31 January 2025 by Leave policy 2.",
        "The Office, policy, August 2021:",
        "Leave is paid. [1]",
        "Leave is long. [2]",
        "Sources:\n"
        "[1] Leave policy · The Office · 10 August 2021 · no longer in force · FAQ › Leave · page 1\n"
        "[2] Leave policy · The Office · 10 August 2021 · no longer in force · FAQ › Leave · page 2",
    ]


def test_every_notice_stands_before_the_first_quote() -> None:
    kinds = (NoticeKind.SUPERSEDED, NoticeKind.ADVOCACY, NoticeKind.LANGUAGE)
    text = render(
        answered(cited(LEAVE, "Leave is paid."), notices=tuple(Notice(each, POLICY) for each in kinds)), None
    )

    assert [block[0] for block in text.split("\n\n")] == ["!", "!", "!", "T", "L", "S"]


def test_two_sources_in_one_language_are_said_to_be_in_it_once() -> None:
    other = whole("Pay is due.", of=issued(id="pay"))
    notices = (Notice(NoticeKind.LANGUAGE, POLICY), Notice(NoticeKind.LANGUAGE, other.document.source))

    text = render(
        answered(cited(LEAVE, "Leave is paid."), cited(other, "Pay is due.", number=2), notices=notices), None
    )

    assert text.count("! ") == 1


def test_quotes_of_one_place_share_a_line_and_show_their_numbers_as_a_range() -> None:
    passage = whole("One. Two. Three. Four.", of=issued(status=Status.IN_FORCE), section=())
    quotes = [
        cited(passage, f"{word}.", number=number) for number, word in enumerate(("One", "Two", "Three"), 1)
    ]

    assert render(answered(*quotes), None).endswith("Sources:\n[1]–[3] Leave guide · in force")


def test_each_document_is_named_before_its_own_quotes() -> None:
    union = issued(
        id="union", short_title="Pay talks", publisher="Families Now", kind=Kind.ADVOCACY, date="2024"
    )
    other = whole("Pay is late.", of=union)
    quotes = (
        cited(LEAVE, "Leave is paid."),
        cited(other, "Pay is late.", number=2),
        cited(LEAVE, "long", number=3),
    )

    assert render(answered(*quotes), None).split("\n\n")[:-1] == [
        "The Office, policy, August 2021:",
        "Leave is paid. [1]",
        "Families Now, an advocacy group, wrote in 2024:",
        "Pay is late. [2]",
        "The Office, policy, August 2021:",
        "long [3]",
    ]


def test_questions_to_choose_from_are_numbered() -> None:
    back = Clarify((Suggestion("Is leave paid?", 3), Suggestion("How long is leave?", 5)), "en")

    assert render(back, "the desk").splitlines() == [
        "Your question can mean several things. Do you mean one of these? If not, please ask again with a few "
        "more words.",
        "1. Is leave paid?",
        "2. How long is leave?",
    ]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        pytest.param((), "", id="none"),
        pytest.param((4,), "[4]", id="one"),
        pytest.param((1, 2), "[1] [2]", id="two in a row"),
        pytest.param((1, 2, 3), "[1]–[3]", id="three in a row"),
        pytest.param((1, 3, 5), "[1] [3] [5]", id="none in a row"),
        pytest.param((1, 2, 3, 5, 7, 8, 9, 10), "[1]–[3] [5] [7]–[10]", id="two ranges"),
    ],
)
def test_three_numbers_or_more_in_a_row_are_a_range(numbers: tuple[int, ...], expected: str) -> None:
    assert marks(numbers) == expected


def test_a_refusal_says_so_names_the_nearest_parts_and_points_to_a_person() -> None:
    pay = whole("Pay is due.", section=("Pay",))

    refused = Refused(Reason.NOT_IN_SOURCES, "en", "Is leave paid?", (LEAVE, pay))

    assert render(refused, "the desk").split("\n\n") == [
        "I looked in my documents and did not find an answer, so I will not guess. "
        "I looked for: “Is leave paid?”",
        "The nearest parts of my documents are:\n1. Leave policy: Leave\n2. Leave guide: Pay",
        "A person can help you: the desk",
    ]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        pytest.param(
            Reason.NOT_IN_SOURCES,
            "I looked in my documents and did not find an answer, so I will not guess. "
            "I looked for: “Is leave paid?”",
            id="not in sources",
        ),
        pytest.param(
            Reason.PERSONAL_ADVICE,
            "I cannot say what you should do or what will happen, and I found no answer in my documents. "
            "I looked for: “Is leave paid?”",
            id="personal advice",
        ),
        pytest.param(
            Reason.INJECTION,
            "All I do is look things up in my documents, and I found no answer there. "
            "I looked for: “Is leave paid?”",
            id="told what to do",
        ),
        pytest.param(Reason.EMPTY, "Please write your question in words.", id="empty"),
        pytest.param(
            Reason.TOO_LONG,
            "That is too long for me to look up. Please ask in at most 2000 characters.",
            id="too long",
        ),
        pytest.param(
            Reason.UNAVAILABLE,
            "I cannot look things up right now. Please try again in a few minutes.",
            id="unavailable",
        ),
    ],
)
def test_every_reason_to_refuse_is_said_in_a_sentence(reason: Reason, said: str) -> None:
    assert render(Refused(reason, "en", "Is leave paid?"), None).split("\n\n")[0] == said


def test_identifiers_alone_are_refused_without_saying_them_back() -> None:
    said = render(Refused(Reason.IDENTIFIERS, "en"), None)

    assert said.startswith("I took out details that could show who you are")
    assert "I looked for" not in said


def test_a_long_question_is_said_back_by_its_beginning() -> None:
    said = render(Refused(Reason.NOT_IN_SOURCES, "en", f"{'a' * 120}b"), None)

    assert f"“{'a' * 120}…”" in said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        pytest.param("es", "Nadie anotó la tarifa.", id="in the asker's language"),
        pytest.param("vi", "Nobody wrote down the fee. Ask the desk.", id="else in the first one written"),
    ],
)
def test_a_known_gap_is_refused_in_its_own_words(language: str, said: str) -> None:
    refused = Refused(Reason.NOT_IN_SOURCES, language, gap=GAP)

    assert render(refused, None).split("\n\n")[0] == said


def test_what_a_known_gap_says_stands_beside_the_nearest_parts_and_the_person_to_ask() -> None:
    refused = Refused(Reason.NOT_IN_SOURCES, "en", "What is the fee?", (LEAVE,), GAP)

    assert render(refused, "the desk").split("\n\n") == [
        "Nobody wrote down the fee. Ask the desk.",
        "The nearest parts of my documents are:\n1. Leave policy: Leave",
        "A person can help you: the desk",
    ]


def test_without_a_contact_a_refusal_points_to_a_lawyer() -> None:
    assert render(Refused(Reason.EMPTY, "en"), None).endswith(
        "A lawyer, or an accredited representative from a nonprofit group, can help you."
    )


@pytest.mark.parametrize(
    "wording",
    [
        pytest.param("Leave is <b>paid</b> & &lt;free&gt;.", id="HTML"),
        pytest.param("**Leave** is _paid_, `now`.", id="Markdown"),
        pytest.param("Leave is [bold red]paid[/] {title}.", id="markup of the terminal and of templates"),
        pytest.param("Leave is 100%s paid \\n.", id="signs of formatting"),
    ],
)
def test_no_markup_of_a_document_is_interpreted(wording: str) -> None:
    passage = whole(wording, of=issued())

    reached = answered(cited(passage, wording))

    assert render(reached, None).startswith(f"Leave guide:\n\n{wording} [1]\n\n")
    assert reply_json(reply(reached), None)["citations"][0]["quote"] == wording


def test_a_passage_is_shown_whole_with_the_quote_marked() -> None:
    shown = render_passage(cited(LEAVE, "is paid"), Words("en"), bold=("<<", ">>"))

    assert shown == (
        "Leave policy · The Office · 10 August 2021 · no longer in force · FAQ › Leave · page 1\n\n"
        "Leave <<is paid>>. Leave is\nlong."
    )


def test_a_part_that_quotes_nothing_is_shown_whole_below_its_reference() -> None:
    assert render_part(LEAVE, Words("en")) == (
        "Leave policy · The Office · 10 August 2021 · no longer in force · FAQ › Leave · page 1\n\n"
        "Leave is paid. Leave is\nlong."
    )
