"""Answers as JSON, as text for a terminal, and with how they came about."""

import json
from typing import Any

import pytest

from bot.explain import explain_json, explain_text
from bot.render_json import hit_json, reply_json
from bot.render_text import marks, render, render_passage
from bot.wording import Words
from retrieval.answer import Answer, Answered, Notice, NoticeKind, Reason, Refused, Statement
from retrieval.answering import Reply, Trace, answer
from retrieval.sources import Kind, Source, Status
from retrieval.understand import Question
from tests.retrieval.answer_builders import (
    answered,
    cited,
    expected_question,
    found,
    issued,
    known_gap,
    limits,
    parts,
    passages_of,
    superseded,
    whole,
)

POLICY = issued(
    id="leave-2021", short_title="Leave policy", publisher="The Office", kind=Kind.POLICY, date="2021-08-10",
    status=Status.SUPERSEDED, superseded_on="2025-01-31", superseded_by="Leave policy 2",
    url="https://example.org/leave",
)  # fmt: skip
LEAVE = whole("Leave is paid. Leave is\nlong.", of=POLICY, section=("FAQ", "Leave"), page_starts=(0, 15))
TWO_SENTENCES = answered(
    cited(LEAVE, "Leave is paid."),
    cited(LEAVE, "Leave is\nlong.", number=2),
    notices=(Notice(NoticeKind.SUPERSEDED, POLICY),),
)


def reply(reached: Answer, *, sent: str = "Is  leave paid?") -> Reply:
    return Reply(Question(sent), reached, "f00d", Trace(), {"understand": 0.3, "total": 18.0})


# --- JSON -----------------------------------------------------------------------------------


def test_an_answer_in_json_has_every_field_of_the_contract() -> None:
    assert reply_json(reply(TWO_SENTENCES), contact=None) == {
        "question": "Is  leave paid?",
        "language": "en",
        "outcome": "answered",
        "reason": None,
        "text": "Leave is paid. [1]\nLeave is long. [2]",
        "statements": [
            {"text": "Leave is paid.", "citations": [1]},
            {"text": "Leave is long.", "citations": [2]},
        ],
        "citations": [
            {
                "number": 1,
                "source": "leave-2021",
                "title": "Leave policy, in full",
                "publisher": "The Office",
                "date": "2021-08-10",
                "status": "superseded",
                "section": ["FAQ", "Leave"],
                "page": 1,
                "passage": "leave-2021#1",
                "quote": "Leave is paid.",
                "start": 0,
                "end": 14,
                "url": "https://example.org/leave",
            },
            {
                "number": 2,
                "source": "leave-2021",
                "title": "Leave policy, in full",
                "publisher": "The Office",
                "date": "2021-08-10",
                "status": "superseded",
                "section": ["FAQ", "Leave"],
                "page": 2,
                "passage": "leave-2021#1",
                "quote": "Leave is\nlong.",
                "start": 15,
                "end": 29,
                "url": "https://example.org/leave",
            },
        ],
        "notices": [
            {
                "kind": "superseded",
                "source": "leave-2021",
                "text": "No longer in force: “Leave policy” was replaced on 31 January 2025 "
                "by Leave policy 2.",
                "superseded_on": "2025-01-31",
                "superseded_by": "Leave policy 2",
            }
        ],
        "suggestions": [],
        "composer": "extractive",
        "fingerprint": "f00d",
        "timings": {"understand": 0.3, "total": 18.0},
    }


def test_a_refusal_in_json_has_every_field_of_the_contract() -> None:
    refused = Refused(Reason.NOT_IN_SOURCES, "en", (LEAVE,))

    assert reply_json(reply(refused), contact="the desk, room 4") == {
        "question": "Is  leave paid?",
        "language": "en",
        "outcome": "refused",
        "reason": "not_in_sources",
        "text": "I looked in my documents and did not find an answer to this, so I will not guess. "
        "A person can help you: the desk, room 4",
        "statements": [],
        "citations": [],
        "notices": [],
        "suggestions": ["Leave policy: Leave"],
        "composer": "extractive",
        "fingerprint": "f00d",
        "timings": {"understand": 0.3, "total": 18.0},
    }


def of_type(value: Any, *types: type) -> bool:
    """Is the value of one of these types, and not of one below it? True is no number."""
    return type(value) in types


def test_what_json_holds_is_of_plain_types() -> None:
    content = reply_json(reply(TWO_SENTENCES), contact=None)

    [first, *_] = content["citations"]
    assert of_type(content["outcome"], str)
    assert of_type(content["notices"][0]["kind"], str)
    assert of_type(first["status"], str)
    assert of_type(first["section"], list)
    assert of_type(content["statements"][0]["citations"], list)
    assert [type(first[name]) for name in ("number", "page", "start", "end")] == [int] * 4


@pytest.mark.parametrize(
    "reached",
    [
        pytest.param(TWO_SENTENCES, id="answered"),
        pytest.param(Refused(Reason.NOT_IN_SOURCES, "vi", (LEAVE,)), id="refused"),
        pytest.param(Refused(Reason.UNAVAILABLE, "xx"), id="a language that nobody speaks"),
    ],
)
def test_json_is_the_same_after_it_was_written_and_read(reached: Answer) -> None:
    content = reply_json(reply(reached, sent="¿Qué es\u2028 “esto”? 🙂"), contact=None)

    assert json.loads(json.dumps(content)) == content


def test_what_is_not_known_of_a_source_is_null() -> None:
    bare = whole("Leave is paid.", of=issued())

    [citation] = reply_json(reply(answered(cited(bare, "Leave is paid."))), contact=None)["citations"]

    assert [citation[name] for name in ("publisher", "date", "page", "url")] == [None] * 4


def test_a_statement_on_two_quotes_names_both_numbers_in_the_text() -> None:
    one, two = cited(LEAVE, "Leave is paid."), cited(LEAVE, "Leave is\nlong.", number=2)
    both = Answered((Statement("Leave is paid. Leave is long.", (1, 2)),), (one, two), (), "en")

    assert reply_json(reply(both), contact=None)["text"] == "Leave is paid. Leave is long. [1] [2]"


def test_a_search_result_in_json_has_every_field_of_the_contract() -> None:
    assert hit_json(found(LEAVE, score=0.91234, dense=0.83126, lexical=11.21111)) == {
        "passage": "leave-2021#1",
        "source": "leave-2021",
        "score": 0.9123,
        "dense": 0.8313,
        "lexical": 11.2111,
        "section": ["FAQ", "Leave"],
        "page": 1,
        "start": 0,
        "end": 29,
        "text": "Leave is paid. Leave is\nlong.",
    }


# --- text -----------------------------------------------------------------------------------


def test_text_has_notices_first_then_the_quotes_then_where_they_stand() -> None:
    assert render(TWO_SENTENCES, contact=None).split("\n\n") == [
        "! No longer in force: “Leave policy” was replaced on 31 January 2025 by Leave policy 2.",
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

    assert [block[0] for block in text.split("\n\n")] == ["!", "!", "!", "L", "S"]


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

    assert render(Refused(Reason.NOT_IN_SOURCES, "en", (LEAVE, pay)), "the desk").split("\n\n") == [
        "I looked in my documents and did not find an answer to this, so I will not guess.",
        "The nearest parts of my documents are:\n– Leave policy: Leave\n– Leave guide: Pay",
        "A person can help you: the desk",
    ]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
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
    assert render(Refused(reason, "en"), None).split("\n\n")[0] == said


GAP = known_gap(instead={"en": "Nobody wrote down the fee. Ask the desk.", "es": "Nadie anotó la tarifa."})


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
    refused = Refused(Reason.NOT_IN_SOURCES, "en", (LEAVE,), GAP)

    assert render(refused, "the desk").split("\n\n") == [
        "Nobody wrote down the fee. Ask the desk.",
        "The nearest parts of my documents are:\n– Leave policy: Leave",
        "A person can help you: the desk",
    ]


def test_a_known_gap_in_json_is_a_refusal_for_want_of_sources_in_the_gaps_words() -> None:
    content = reply_json(reply(Refused(Reason.NOT_IN_SOURCES, "en", (), GAP)), contact="the desk")

    assert (content["outcome"], content["reason"]) == ("refused", "not_in_sources")
    assert content["text"] == "Nobody wrote down the fee. Ask the desk. A person can help you: the desk"


def test_without_a_contact_a_refusal_points_to_a_lawyer() -> None:
    assert render(Refused(Reason.EMPTY, "en"), None).endswith(
        "A lawyer, or a representative accredited by the government, can help you."
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

    assert render(reached, None).startswith(f"{wording} [1]\n\n")
    assert reply_json(reply(reached), None)["citations"][0]["quote"] == wording


def test_a_title_that_looks_like_a_template_is_shown_as_it_is() -> None:
    old = superseded(short_title="Guide {publisher}")

    said = Words("en").notice(Notice(NoticeKind.SUPERSEDED, old))

    assert said.startswith("No longer in force: “Guide {publisher}” was replaced")


def test_a_passage_is_shown_whole_with_the_quote_marked() -> None:
    shown = render_passage(cited(LEAVE, "is paid"), Words("en"), bold=("<<", ">>"))

    assert shown == (
        "Leave policy · The Office · 10 August 2021 · no longer in force · FAQ › Leave · page 1\n\n"
        "Leave <<is paid>>. Leave is\nlong."
    )


# --- words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "source", "said"),
    [
        pytest.param(
            NoticeKind.OUTDATED,
            issued(review_by="2026-05"),
            "May be out of date: “Leave guide” should have been checked again by May 2026.",
            id="outdated",
        ),
        pytest.param(
            NoticeKind.HISTORICAL,
            issued(date="2017"),
            "From an earlier time: “Leave guide” (2017) describes how things were then. "
            "They may be different now.",
            id="historical",
        ),
        pytest.param(
            NoticeKind.UNKNOWN,
            issued(),
            "Not checked: nobody has confirmed whether “Leave guide” is still in force.",
            id="unknown",
        ),
        pytest.param(
            NoticeKind.ADVOCACY,
            issued(publisher="Families Now"),
            "One side’s view: “Leave guide” was written by an advocacy group, Families Now. "
            "It is not the law.",
            id="advocacy",
        ),
        pytest.param(
            NoticeKind.LANGUAGE,
            issued(language="es"),
            "The words below are quoted in Spanish, the language of the document.",
            id="language",
        ),
    ],
)
def test_every_kind_of_notice_is_said_in_a_sentence(kind: NoticeKind, source: Source, said: str) -> None:
    assert Words("en").notice(Notice(kind, source)) == said


def test_what_else_is_known_of_a_superseded_source_is_said_in_the_askers_language() -> None:
    noted = POLICY.model_copy(
        update={"status_note": {"en": "It is in court.", "es": "Está en los tribunales."}}
    )

    assert Words("es").notice(Notice(NoticeKind.SUPERSEDED, noted)).endswith(" Está en los tribunales.")
    assert Words("de").notice(Notice(NoticeKind.SUPERSEDED, noted)).endswith(" It is in court.")


@pytest.mark.parametrize(
    ("language", "iso", "expected"),
    [
        ("en", "2025-01-31", "31 January 2025"),
        ("en", "2025-01", "January 2025"),
        ("en", "2025", "2025"),
        ("en", None, ""),
        ("es", "2025-01-31", "31 de enero de 2025"),
        ("fr", "2025-01", "janvier 2025"),
        ("zh", "2025-01-31", "2025年1月31日"),
        ("xx", "2025-01-31", "2025-01-31"),
    ],
)
def test_a_date_is_written_as_its_language_does_and_as_precisely_as_it_is_known(
    language: str, iso: str | None, expected: str
) -> None:
    assert Words(language).date(iso) == expected


# --- how it came about ----------------------------------------------------------------------


def explained(sent: str = "Is leave paid?", *, expected: str | None = None) -> tuple[dict[str, Any], str]:
    """With, if there is one, a question that is expected to lead to the first passage."""
    passages = passages_of("## Leave\n\nLeave is paid.\n\n## Pay\n\nPay is due.\n")
    questions = [expected_question(passages[0], expected)] if expected else []
    the_parts = parts(passages, expected=questions, limits=limits(threshold=0.4))
    reached = answer(Question(sent, language="en"), the_parts)
    return explain_json(reached, the_parts), explain_text(reached, the_parts)


def test_an_explanation_tells_what_was_decided_and_from_what() -> None:
    facts, _ = explained()

    assert (facts["looked_up"], facts["language"], facts["dropped"]) == ("Is leave paid?", "en", 0)
    assert (facts["probability"], facts["threshold"]) == (0.5, 0.4)
    assert list(facts["evidence"]) == [
        "kind", "bare", "best", "lead", "passage", "share", "expected", "gap", "covered", "unknown", "missing",
    ]  # fmt: skip
    assert [each["passage"] for each in facts["candidates"]] == ["leave-guide#1", "leave-guide#2"]


def test_an_explanation_fits_on_one_screen() -> None:
    _, text = explained()

    lines = text.splitlines()
    assert lines[0] == "looked up  Is leave paid? [en]"
    assert lines[1].startswith("decided    0.5 of an answer, shown from 0.4: kind same, bare True, best ")
    assert lines[2:4] == ["dropped    0 statements that did not hold", "candidates"]
    assert len(lines) == 6


def test_an_explanation_shows_the_expected_question_that_led_to_a_passage() -> None:
    facts, text = explained("May I rest at home?", expected="May I rest at home?")

    first, second = facts["candidates"]
    assert (first["passage"], first["expected"]) == (
        "leave-guide#1",
        [{"question": "May I rest at home?", "cosine": 1.0}],
    )
    assert second["expected"] == []
    lines = text.splitlines()
    place = lines.index("candidates")
    assert "leave-guide#1  Leave" in lines[place + 1]
    assert lines[place + 2] == "        asked so: May I rest at home? (1.0)"
    assert "leave-guide#2  Pay" in lines[place + 3]


def test_what_was_decided_is_told_by_the_line_of_the_corpus_and_the_kind_of_question() -> None:
    facts, _ = explained("May I rest at home?", expected="May I rest at home?")

    assert (facts["evidence"]["kind"], facts["evidence"]["bare"]) == ("same", False)


def test_of_a_question_that_was_not_looked_up_there_is_nothing_to_explain() -> None:
    facts, text = explained("🙂")

    assert facts == {}
    assert text == "Nothing could be looked up: the question was empty or too long."
