"""The scripted language model's connections: hanging, closed, several at once, streamed, and their end."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from typing import Any

import httpx
import openai
import pytest
from langchain_core.messages import AIMessage

from tests.model_asking import NOTHING, Draft, ask, model
from tests.model_http import AtOnce
from tests.model_server import CutOff, Dribbles, Hangs, HangsUp, Huge, ModelServer, Refuses, Says, Usage

HELLO = {"model": "scripted", "messages": [{"role": "user", "content": "Hello?"}]}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


@pytest.fixture
def in_background() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


def post(server: ModelServer) -> httpx.Response:
    headers = {"Authorization": "Bearer none"}
    return httpx.post(server.url + "/v1/chat/completions", json=HELLO, headers=headers, timeout=5)


def test_a_client_with_a_time_limit_leaves_a_server_that_hangs(server: ModelServer) -> None:
    server.script(Hangs())

    with pytest.raises(openai.APITimeoutError):
        ask(server, timeout=0.2)


def test_who_hangs_for_a_while_may_answer_then(server: ModelServer) -> None:
    server.script(Hangs(0.1, then=Says(NOTHING)))

    assert ask(server)["parsed"] == Draft(answerable=False, sentences=[])


def test_who_hangs_for_a_while_may_close_the_connection_then(server: ModelServer) -> None:
    server.script(Hangs(0.1))

    with pytest.raises(openai.APIConnectionError) as failed:
        ask(server)

    assert not isinstance(failed.value, openai.APITimeoutError)


def test_a_connection_closed_in_the_middle_of_the_body_is_an_error_of_connection(
    server: ModelServer,
) -> None:
    server.script(HangsUp())

    with pytest.raises(openai.APIConnectionError):
        ask(server)


def test_a_byte_now_and_then_outlasts_the_time_limit_of_the_client(
    server: ModelServer, in_background: ThreadPoolExecutor
) -> None:
    server.script(Dribbles(pause=0.02))

    asked = in_background.submit(ask, server, timeout=0.2)

    with pytest.raises(NotYetError):
        asked.result(timeout=0.8)
    server.stop()
    assert isinstance(asked.exception(timeout=5), openai.APIConnectionError)


# Several requests, and the end


def test_the_most_requests_that_waited_at_the_same_time_are_counted(
    server: ModelServer, in_background: ThreadPoolExecutor
) -> None:
    server.default = Hangs()

    asked: list[Future[dict[str, Any]]] = [in_background.submit(ask, server) for _ in range(3)]
    server.wait_for_requests(3)
    server.stop()

    assert server.most_at_once == 3
    assert [type(each.exception(timeout=5)).__name__ for each in asked] == ["OpenAIConnectionError"] * 3


def test_requests_one_after_the_other_are_one_at_once_though_the_first_was_left_hanging(
    server: ModelServer,
) -> None:
    server.script(Hangs(), Says(NOTHING), Says(NOTHING))

    with pytest.raises(openai.APITimeoutError):
        ask(server, timeout=0.2)
    ask(server)
    ask(server)

    assert server.most_at_once == 1


def test_a_request_whose_client_has_left_waits_no_more() -> None:
    at_once = AtOnce()
    (client, left_behind), (other_client, waiting) = socket.socketpair(), socket.socketpair()
    with client, left_behind, other_client, waiting:
        at_once.enter(left_behind)
        client.close()
        at_once.enter(waiting)

    assert at_once.most == 1


def test_waiting_for_a_request_that_does_not_come_ends(server: ModelServer) -> None:
    with pytest.raises(TimeoutError, match=r"0 of 1 requests came within 0\.05 s"):
        server.wait_for_requests(1, timeout=0.05)


def test_a_stopped_server_leaves_no_thread_and_no_port() -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(str).result()  # the pool's one thread is there before
        before = set(threading.enumerate())
        server = ModelServer(Hangs())
        asked = pool.submit(post, server)
        server.wait_for_requests(1)

        server.stop()
        server.stop()

        left = set(threading.enumerate()) - before
    assert left == set()
    assert isinstance(asked.exception(timeout=5), httpx.TransportError)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2])))


def test_a_stopped_server_waits_for_no_client_that_does_not_read() -> None:
    server = ModelServer(Huge(50_000_000))
    with httpx.stream(
        "POST",
        server.url + "/v1/chat/completions",
        json=HELLO,
        headers={"Authorization": "Bearer none"},
    ) as unread:
        server.stop()

        with pytest.raises(httpx.TransportError):
            unread.read()


# Streaming


def test_what_it_says_may_be_streamed_in_pieces_with_the_tokens_at_the_end(server: ModelServer) -> None:
    server.script(Says("word " * 2000, usage=Usage(prompt=7, completion=2000)))

    pieces = list(model(server, stream_usage=True).stream("Hello?"))

    written = [piece.content for piece in pieces if piece.content]
    assert len(written) == 3  # of 4000, 4000 and 2000 characters
    assert "".join(str(piece) for piece in written) == "word " * 2000
    usage = [
        piece.usage_metadata for piece in pieces if isinstance(piece, AIMessage) and piece.usage_metadata
    ]
    assert [each["output_tokens"] for each in usage] == [2000]


def test_a_stream_may_end_at_the_limit_of_tokens(server: ModelServer) -> None:
    server.script(CutOff("and then"))

    pieces = list(model(server).stream("Hello?"))

    reasons = [piece.response_metadata.get("finish_reason") for piece in pieces]
    assert [reason for reason in reasons if reason] == ["length"]


def test_a_stream_may_be_a_refusal(server: ModelServer) -> None:
    server.script(Refuses("I will not."))

    with openai.OpenAI(base_url=server.url + "/v1", api_key="none", max_retries=0) as client:
        stream = client.chat.completions.create(
            model="scripted", messages=[{"role": "user", "content": "Hello?"}], stream=True
        )
        said = [chunk.choices[0].delta.refusal for chunk in stream]

    assert [words for words in said if words] == ["I will not."]


def test_a_stream_may_break_off(server: ModelServer) -> None:
    server.script(HangsUp())

    with pytest.raises(openai.APIConnectionError):
        list(model(server).stream("Hello?"))
