"""Asking a language model within limits, over HTTP, whatever the one that is asked does."""

import contextlib
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from retrieval.tokens import count_tokens
from retrieval.writing.calling import Caller, ModelError, Trouble
from retrieval.writing.calling import Usage as Cost
from retrieval.writing.draft import Rewritten, WrittenDraft
from retrieval.writing.provider import open_chat_model
from tests.model_server import (
    CutOff,
    Dribbles,
    Empty,
    Fails,
    Garbage,
    Hangs,
    HangsUp,
    Huge,
    ModelServer,
    Refuses,
    Reply,
    Says,
    Usage,
)
from tests.retrieval.writing.scripted import settings

CANARY = "May Xiomara Quetzalcoatl stay?"
NOTHING = WrittenDraft(statements=[])
SAYS_NOTHING = Says({"statements": []})
NOTHING_SAID = '{"statements": []}'
LOG = "retrieval.writing.calling"


def caller(server: ModelServer, *, at_once: int = 4, daily_tokens: int = 1_000_000, **given: Any) -> Caller:
    return Caller(open_chat_model(settings(server)), at_once=at_once, daily_tokens=daily_tokens, **given)


def ask(asked: Caller, text: str = CANARY, *, seconds: float = 10) -> WrittenDraft:
    return asked.ask([HumanMessage(text)], WrittenDraft, seconds=seconds)


def trouble(asked: Caller, text: str = CANARY, *, seconds: float = 10) -> Trouble:
    with pytest.raises(ModelError) as raised:
        ask(asked, text, seconds=seconds)
    return raised.value.trouble


def test_what_the_model_wrote_comes_parsed(server: ModelServer) -> None:
    server.script(Says({"question": "How long is leave?"}))

    reply = caller(server).ask([HumanMessage("How long?")], Rewritten, seconds=10)

    assert reply == Rewritten(question="How long is leave?")


def test_a_provider_that_has_json_schema_is_asked_by_it(server: ModelServer) -> None:
    server.script(SAYS_NOTHING)

    ask(caller(server))

    assert server.requests[0].schema is not None
    assert list(server.requests[0].schema["properties"]) == ["statements"]


# ---- troubles


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        pytest.param(Fails(429), Trouble.LIMITED, id="too many requests"),
        pytest.param(Fails(401), Trouble.REJECTED, id="a key that is not known"),
        pytest.param(Fails(400), Trouble.REJECTED, id="a request that is not accepted"),
        pytest.param(Fails(404), Trouble.REJECTED, id="a model that is not there"),
        pytest.param(Fails(500), Trouble.UNREACHABLE, id="an error of the server"),
        pytest.param(Fails(503, "<html>busy</html>"), Trouble.UNREACHABLE, id="an error as a page"),
        pytest.param(HangsUp(), Trouble.UNREACHABLE, id="a connection closed in the middle"),
        pytest.param(Garbage("page"), Trouble.UNREACHABLE, id="a page where JSON is due"),
        pytest.param(Garbage("shape"), Trouble.UNREACHABLE, id="JSON that is no completion"),
        pytest.param(Garbage("half"), Trouble.MALFORMED, id="half of a completion"),
        pytest.param(Garbage("words"), Trouble.MALFORMED, id="plain words"),
        pytest.param(Says("Leave is paid."), Trouble.MALFORMED, id="a completion that is no JSON"),
        pytest.param(Says({"sentences": []}), Trouble.MALFORMED, id="JSON of another schema"),
        pytest.param(
            Says({"statements": [], "sources": ["a"]}), Trouble.MALFORMED,
            id="a field too many",
        ),
        pytest.param(Says('{"statem'), Trouble.MALFORMED, id="half a JSON"),
        pytest.param(Empty(), Trouble.MALFORMED, id="an empty completion"),
        pytest.param(Empty("null"), Trouble.MALFORMED, id="a completion of null"),
        pytest.param(Huge(), Trouble.MALFORMED, id="a megabyte"),
        pytest.param(CutOff('{"statem'), Trouble.CUT_OFF, id="a completion at its limit"),
        pytest.param(Refuses(), Trouble.REFUSED, id="a refusal"),
    ],
)  # fmt: skip
def test_each_way_to_fail_comes_out_as_what_it_is(
    server: ModelServer, reply: Reply, expected: Trouble
) -> None:
    server.script(reply)

    assert trouble(caller(server)) is expected


def test_a_port_where_nobody_listens_is_out_of_reach() -> None:
    with ModelServer() as server:
        asked = caller(server)

    assert trouble(asked) is Trouble.UNREACHABLE


@pytest.mark.parametrize("reply", [Hangs(), Dribbles()], ids=["not a byte", "a byte now and then"])
def test_an_answer_that_does_not_end_is_given_up_at_the_limit(server: ModelServer, reply: Reply) -> None:
    server.script(reply)
    began = time.monotonic()

    came = trouble(caller(server), seconds=0.5)

    assert came is Trouble.TIMED_OUT
    assert 0.4 < time.monotonic() - began < 5


def test_after_a_trouble_of_one_request_the_next_is_answered(server: ModelServer) -> None:
    server.script(Hangs(), SAYS_NOTHING)
    asked = caller(server)

    assert trouble(asked, seconds=0.3) is Trouble.TIMED_OUT
    assert ask(asked) == NOTHING


def test_an_error_says_which_trouble_it_was_and_not_a_word_more(server: ModelServer) -> None:
    server.script(Fails(400, {"error": {"message": f"cannot read {CANARY}"}}))

    with pytest.raises(ModelError) as raised:
        ask(caller(server))

    assert str(raised.value) == "rejected"
    assert raised.value.__suppress_context__


# ---- the log


def test_a_reply_is_logged_with_its_tokens_and_its_time_alone(
    server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, LOG)
    server.script(Says({"statements": []}, usage=Usage(321, 45)))
    ticks = iter([10.0, 12.5])

    ask(caller(server, clock=lambda: next(ticks)))

    assert [each.getMessage() for each in caplog.records if each.name == LOG] == [
        "model: ok, 321 tokens read, 45 written, 2.5 s"
    ]


def test_a_trouble_is_logged_by_its_name_alone(server: ModelServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, LOG)
    server.script(Refuses(f"I will not tell of {CANARY}"))
    ticks = iter([0.0, 0.1])

    trouble(caller(server, clock=lambda: next(ticks)), "one two three")

    assert [each.getMessage() for each in caplog.records if each.name == LOG] == [
        "model: refused, 100 tokens read, 20 written, 0.1 s"
    ]


def test_the_failure_that_makes_the_model_rest_is_logged_like_those_before_it(
    server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, LOG)
    server.default = Fails(500)
    asked = caller(server)

    assert [trouble(asked) for _ in range(5)] == [Trouble.UNREACHABLE] * 5
    assert len([each for each in caplog.records if "unreachable" in each.getMessage()]) == 5


# ---- limits


@pytest.mark.parametrize("at_once", [1, 3])
def test_no_more_requests_than_are_set_run_side_by_side(at_once: int) -> None:
    with ModelServer(default=Hangs(0.3, then=SAYS_NOTHING)) as server:
        asked = caller(server, at_once=at_once)
        with ThreadPoolExecutor(6) as threads:
            replies = list(threads.map(lambda number: ask(asked, f"Number {number}?"), range(6)))

    assert replies == [NOTHING] * 6
    assert server.most_at_once == at_once


def test_waiting_for_a_turn_counts_as_waiting_for_the_model(server: ModelServer) -> None:
    server.default = Hangs()
    asked = caller(server, at_once=1)
    began = time.monotonic()
    with ThreadPoolExecutor(3) as threads:
        troubles = list(threads.map(lambda _: trouble(asked, seconds=0.7), range(3)))

    assert troubles == [Trouble.TIMED_OUT] * 3
    assert time.monotonic() - began < 5


def test_after_five_outages_in_a_row_the_model_is_left_alone(server: ModelServer) -> None:
    server.default = Fails(500)
    asked = caller(server)
    for _ in range(5):
        trouble(asked)

    assert trouble(asked) is Trouble.RESTING
    assert len(server.requests) == 5


def test_after_its_rest_the_model_is_asked_again(server: ModelServer) -> None:
    server.script(*[Fails(500)] * 5, SAYS_NOTHING, SAYS_NOTHING)
    asked = caller(server, rest=0.3)
    for _ in range(5):
        trouble(asked)
    time.sleep(0.4)

    assert [ask(asked), ask(asked)] == [NOTHING, NOTHING]


def test_a_model_that_fails_after_its_rest_rests_again(server: ModelServer) -> None:
    server.default = Fails(500)
    asked = caller(server, rest=0.3)
    for _ in range(5):
        trouble(asked)
    time.sleep(0.4)

    assert [trouble(asked), trouble(asked)] == [Trouble.UNREACHABLE, Trouble.RESTING]


def test_four_outages_and_an_answer_are_no_reason_to_rest(server: ModelServer) -> None:
    server.script(*[Fails(500)] * 4, SAYS_NOTHING, *[Fails(500)] * 4, SAYS_NOTHING)
    asked = caller(server)
    for _ in range(4):
        trouble(asked)
    ask(asked)
    for _ in range(4):
        trouble(asked)

    assert ask(asked) == NOTHING


def test_drafts_that_are_none_are_no_outage(server: ModelServer) -> None:
    server.script(*[Garbage()] * 6, SAYS_NOTHING)
    asked = caller(server)
    troubles = [trouble(asked) for _ in range(6)]

    assert troubles == [Trouble.MALFORMED] * 6
    assert ask(asked) == NOTHING


def test_when_the_tokens_of_the_day_are_used_up_nothing_more_is_asked(server: ModelServer) -> None:
    server.script(Says({"statements": []}, usage=Usage(60, 50)))
    asked = caller(server, daily_tokens=100)
    ask(asked)

    assert trouble(asked) is Trouble.SPENT
    assert len(server.requests) == 1


def test_a_prompt_that_is_more_than_what_is_left_of_the_day_is_not_sent(server: ModelServer) -> None:
    assert trouble(caller(server, daily_tokens=5), "one two three four five six") is Trouble.SPENT
    assert server.requests == []


def test_a_budget_of_nothing_asks_nothing(server: ModelServer) -> None:
    assert trouble(caller(server, daily_tokens=0)) is Trouble.SPENT
    assert server.requests == []


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        pytest.param(
            Says({"statements": []}, usage=Usage(321, 45)), Cost(321, 45, counted=True),
            id="the provider's own count",
        ),
        pytest.param(
            Says(NOTHING_SAID, usage=None), Cost(3, count_tokens(NOTHING_SAID), counted=False),
            id="no count of the provider",
        ),
        pytest.param(
            Says({"sentences": []}, usage=Usage(321, 45)), Cost(3, 0, counted=False), id="no draft"
        ),
        pytest.param(Refuses(usage=Usage(321, 45)), Cost(321, 45, counted=True), id="a refusal"),
        pytest.param(Fails(500), Cost(3, 0, counted=False), id="an error of the server"),
    ],
)  # fmt: skip
def test_what_each_request_cost_is_told(server: ModelServer, reply: Reply, expected: Cost) -> None:
    server.script(reply)
    paid: list[Cost] = []

    with contextlib.suppress(ModelError):
        caller(server).ask([HumanMessage("one two three")], WrittenDraft, seconds=10, pay=paid.append)

    assert paid == [expected]


def test_what_is_not_asked_costs_nothing(server: ModelServer) -> None:
    paid: list[Cost] = []

    with pytest.raises(ModelError):
        caller(server, daily_tokens=0).ask(
            [HumanMessage("one two")], WrittenDraft, seconds=10, pay=paid.append
        )

    assert paid == []


def test_where_a_provider_states_no_usage_the_prompt_is_counted(server: ModelServer) -> None:
    server.default = Says({"statements": []}, usage=None)
    asked = caller(server, daily_tokens=10)
    ask(asked, "one two three four five six")

    assert trouble(asked, "one two three four five six") is Trouble.SPENT
