"""The scripted language model, called as citabot calls one: by LangChain, for JSON of a strict schema."""

import asyncio
import json
from collections.abc import Iterator

import httpx
import openai
import pytest
from pydantic import ValidationError

from tests.model_asking import NOTHING, Draft, Sentence, ask, model
from tests.model_server import (
    Answers,
    CutOff,
    Empty,
    Fails,
    Garbage,
    Huge,
    ModelServer,
    Received,
    Refuses,
    Says,
    Usage,
    error_body,
)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


def test_what_it_says_arrives_parsed_with_the_tokens_it_cost(server: ModelServer) -> None:
    draft = {"answerable": True, "sentences": [{"text": "Sí, 18 semanas."}]}
    server.script(Says(draft, usage=Usage(prompt=321, completion=45)))

    asked = ask(server)

    assert asked["parsed"] == Draft(answerable=True, sentences=[Sentence(text="Sí, 18 semanas.")])
    assert asked["raw"].usage_metadata["input_tokens"] == 321
    assert asked["raw"].usage_metadata["output_tokens"] == 45


def test_an_asynchronous_client_is_answered_as_well(server: ModelServer) -> None:
    server.script(Says("Good day."))

    said = asyncio.run(model(server).ainvoke("Hello?"))

    assert said.content == "Good day."


def test_a_provider_may_state_no_usage(server: ModelServer) -> None:
    server.script(Says(NOTHING, usage=None))

    assert ask(server)["raw"].usage_metadata is None


def test_what_was_sent_is_kept_in_order_with_its_headers(server: ModelServer) -> None:
    server.script(Says(NOTHING), Says(NOTHING))

    ask(server, "First?")
    ask(server, "Second?")

    first, second = server.requests
    assert first.text == "Quote.\n\nFirst?"
    assert second.body["messages"][1] == {"role": "user", "content": "Second?"}
    assert first.headers["authorization"] == "Bearer none"
    assert first.schema is not None
    assert list(first.schema["properties"]) == ["answerable", "sentences"]


def test_after_the_script_comes_the_default() -> None:
    with ModelServer(Says("One."), default=Says("Always.")) as server:
        said = [model(server).invoke("Hello?").content for _ in range(3)]

    assert said == ["One.", "Always.", "Always."]


def test_after_the_script_without_a_default_comes_an_error_that_says_so(server: ModelServer) -> None:
    with pytest.raises(openai.InternalServerError, match=r"Nothing more is scripted\."):
        ask(server)


def test_a_reply_may_be_computed_from_the_prompt(server: ModelServer) -> None:
    def echo(request: Received) -> Says:
        return Says({"answerable": True, "sentences": [{"text": request.text.split()[-1]}]})

    server.script(Answers(echo))

    assert ask(server, "Passage 1: hotline")["parsed"].sentences[0].text == "hotline"


def test_a_callable_that_fails_fails_the_test_that_scripted_it() -> None:
    server = ModelServer(Answers(lambda request: Says(request.body["absent"])))
    with pytest.raises(openai.InternalServerError, match=r"The script failed\."):
        ask(server)

    with pytest.raises(KeyError, match="absent"):
        server.stop()


# Completions that are no answer


def test_a_refusal_by_the_provider_has_its_words_and_nothing_parsed(server: ModelServer) -> None:
    server.script(Refuses("I will not."))

    asked = ask(server)

    assert asked["raw"].additional_kwargs["refusal"] == "I will not."
    assert asked["parsed"] is None


def test_a_completion_that_is_cut_off_is_an_error_of_length(server: ModelServer) -> None:
    server.script(CutOff('{"answerable": true, "sent'))

    with pytest.raises(openai.LengthFinishReasonError):
        ask(server)


def test_half_of_a_draft_that_is_said_to_be_finished_is_an_error_of_parsing(server: ModelServer) -> None:
    server.script(Says('{"answerable": true, "sent'))

    with pytest.raises(ValidationError, match="Invalid JSON"):
        ask(server)


def test_a_huge_reply_arrives_whole(server: ModelServer) -> None:
    server.script(Huge(1_000_000))

    said = model(server).invoke("Hello?")

    assert isinstance(said.content, str)
    assert len(said.content) == 1_000_000


@pytest.mark.parametrize("reply", [Empty("content"), Empty("null")], ids=["no characters", "null"])
def test_an_empty_reply_has_nothing_parsed_and_no_refusal(server: ModelServer, reply: Empty) -> None:
    server.script(reply)

    asked = ask(server)

    assert asked["parsed"] is None
    assert asked["raw"].content == ""
    assert asked["raw"].additional_kwargs["refusal"] is None


def test_null_as_content_is_null_on_the_wire(server: ModelServer) -> None:
    server.script(Empty("null"))

    said = httpx.post(
        server.url + "/v1/chat/completions",
        json={"model": "scripted", "messages": [{"role": "user", "content": "Hello?"}]},
        headers={"Authorization": "Bearer none"},
    )

    assert said.json()["choices"][0]["message"]["content"] is None


def test_a_reply_without_choices_breaks_the_client(server: ModelServer) -> None:
    server.script(Empty("choices"))

    with pytest.raises(IndexError):
        ask(server)


# Errors of the provider


@pytest.mark.parametrize(
    ("status", "error"),
    [
        pytest.param(401, openai.AuthenticationError, id="a wrong key"),
        pytest.param(429, openai.RateLimitError, id="too many requests"),
        pytest.param(500, openai.InternalServerError, id="a failing server"),
        pytest.param(503, openai.InternalServerError, id="an overloaded server"),
    ],
)
def test_an_error_of_the_provider_is_the_error_of_its_status(
    server: ModelServer, status: int, error: type[openai.APIStatusError]
) -> None:
    server.script(Fails(status))

    with pytest.raises(error) as failed:
        ask(server)

    assert failed.value.status_code == status


def test_an_error_may_say_when_to_come_back_and_why(server: ModelServer) -> None:
    body = error_body("Your money is spent.", type="insufficient_quota", code="insufficient_quota")
    server.script(Fails(429, body, headers={"Retry-After": "20"}))

    with pytest.raises(openai.RateLimitError) as failed:
        ask(server)

    assert failed.value.response.headers["retry-after"] == "20"
    assert failed.value.code == "insufficient_quota"


def test_an_error_may_be_the_page_of_a_proxy(server: ModelServer) -> None:
    server.script(Fails(502, "<h1>Bad Gateway</h1>"))

    with pytest.raises(openai.InternalServerError) as failed:
        ask(server)

    assert failed.value.response.text == "<h1>Bad Gateway</h1>"


# Bodies that are no completion


@pytest.mark.parametrize(
    ("garbage", "error"),
    [
        pytest.param(Garbage("words"), json.JSONDecodeError, id="words"),
        pytest.param(Garbage("half"), json.JSONDecodeError, id="half a JSON"),
        pytest.param(Garbage("page"), AttributeError, id="a page"),
        pytest.param(Garbage("shape"), TypeError, id="JSON of another shape"),
    ],
)
def test_garbage_breaks_the_client(server: ModelServer, garbage: Garbage, error: type[Exception]) -> None:
    server.script(garbage)

    with pytest.raises(error):
        ask(server)
