"""Answers and search results as the JSON that scripts rely on."""

import json
from typing import Any

import pytest

from bot.render_json import hit_json, reply_json
from retrieval.answer import (
    Answer,
    Answered,
    Clarify,
    Notice,
    NoticeKind,
    Reason,
    Refused,
    Statement,
    Suggestion,
)
from tests.bot.rendered import GAP, LEAVE, TWO_SENTENCES, reply
from tests.retrieval.answer_builders import answered, cited, found, issued, whole


def test_an_answer_in_json_has_every_field_of_the_contract() -> None:
    first = {
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
        "attribution": "The Office, policy, August 2021:",
        "translation": None,
    }

    assert reply_json(reply(TWO_SENTENCES), contact=None) == {
        "question": "Is leave paid?",
        "language": "en",
        "outcome": "answered",
        "reason": None,
        "text": "Leave is paid. [1]\nLeave is long. [2]",
        "statements": [
            {"text": "Leave is paid.", "citations": [1]},
            {"text": "Leave is long.", "citations": [2]},
        ],
        "citations": [
            first,
            first | {"number": 2, "page": 2, "quote": "Leave is\nlong.", "start": 15, "end": 29},
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
    refused = Refused(Reason.NOT_IN_SOURCES, "en", "Is leave paid?", (LEAVE,))

    assert reply_json(reply(refused), contact="the desk, room 4") == {
        "question": "Is leave paid?",
        "language": "en",
        "outcome": "refused",
        "reason": "not_in_sources",
        "text": "I looked in my documents and did not find an answer, so I will not guess. "
        "I looked for: “Is leave paid?” A person can help you: the desk, room 4",
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
        pytest.param(Refused(Reason.NOT_IN_SOURCES, "vi", "Is leave paid?", (LEAVE,)), id="refused"),
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


def test_a_known_gap_in_json_is_a_refusal_for_want_of_sources_in_the_gaps_words() -> None:
    content = reply_json(reply(Refused(Reason.NOT_IN_SOURCES, "en", gap=GAP)), contact="the desk")

    assert (content["outcome"], content["reason"]) == ("refused", "not_in_sources")
    assert content["text"] == "Nobody wrote down the fee. Ask the desk. A person can help you: the desk"


def test_asking_back_in_json_has_every_field_of_the_contract() -> None:
    back = Clarify((Suggestion("Is leave paid?", 3), Suggestion("How long is leave?", 5)), "en")

    assert reply_json(reply(back, sent="Leave?"), contact="the desk") == {
        "question": "Leave?",
        "language": "en",
        "outcome": "clarify",
        "reason": None,
        "text": "Your question can mean several things. Do you mean one of these? If not, please ask again "
        "with a few more words.",
        "statements": [],
        "citations": [],
        "notices": [],
        "suggestions": ["Is leave paid?", "How long is leave?"],
        "composer": "extractive",
        "fingerprint": "f00d",
        "timings": {"understand": 0.3, "total": 18.0},
    }


def test_a_notice_that_is_on_no_source_names_none() -> None:
    missing = answered(
        cited(LEAVE, "Leave is paid."), notices=(Notice(NoticeKind.PARTIAL, about="Who pays?"),)
    )

    [notice] = reply_json(reply(missing), contact=None)["notices"]

    assert notice == {
        "kind": "partial",
        "source": None,
        "text": "I found nothing in my documents on this part of your question: “Who pays?”",
        "superseded_on": None,
        "superseded_by": None,
    }
