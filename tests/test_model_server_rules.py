"""What the scripted language model takes, and what it refuses as OpenAI's API would."""

from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import openai
import pytest

from tests.model_server import ModelServer, Says

KEY = {"Authorization": "Bearer none"}
HELLO = [{"role": "user", "content": "Hello?"}]
TEXT = {"type": "string"}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(default=Says("Good day.")) as server:
        yield server


def post(
    server: ModelServer,
    *,
    headers: Mapping[str, str] = KEY,
    path: str = "/v1/chat/completions",
    **changed: Any,
) -> httpx.Response:
    """Send a body that is taken, but for what is changed; None leaves a key out."""
    body = {"model": "scripted", "messages": HELLO} | changed
    body = {name: value for name, value in body.items() if value is not None}
    return httpx.post(server.url + path, json=body, headers=dict(headers), timeout=5)


def wanting(schema: Mapping[str, Any], **changed: Any) -> dict[str, Any]:
    """Return a response_format of that schema."""
    return {
        "type": "json_schema",
        "json_schema": {"name": "draft", "strict": True, "schema": schema} | changed,
    }


def an_object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def nested(levels: int) -> dict[str, Any]:
    return TEXT if levels == 0 else an_object(inner=nested(levels - 1))


def test_the_models_are_listed_for_whoever_has_a_key(server: ModelServer) -> None:
    with openai.OpenAI(base_url=server.url + "/v1", api_key="none", max_retries=0) as client:
        assert [model.id for model in client.models.list()] == ["scripted"]


def test_the_models_are_not_listed_without_a_key(server: ModelServer) -> None:
    assert httpx.get(server.url + "/v1/models").status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="no header"),
        pytest.param({"Authorization": "Bearer"}, id="no key"),
        pytest.param({"Authorization": "Basic bm9uZQ=="}, id="another scheme"),
    ],
)
def test_a_request_without_a_key_is_refused(server: ModelServer, headers: dict[str, str]) -> None:
    refused = post(server, headers=headers)

    assert refused.status_code == 401
    assert refused.json()["error"]["type"] == "invalid_request_error"


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        pytest.param(b'{"model"', "application/json", "could not be parsed as JSON", id="half a JSON"),
        pytest.param(b"{}", "text/plain", "must be sent as application/json", id="another type"),
    ],
)
def test_a_body_that_is_not_json_is_refused(server: ModelServer, body: bytes, kind: str, reason: str) -> None:
    url = server.url + "/v1/chat/completions"

    refused = httpx.post(url, content=body, headers={**KEY, "Content-Type": kind})

    assert refused.status_code == 400
    assert reason in refused.json()["error"]["message"]


def test_another_path_is_not_found(server: ModelServer) -> None:
    assert post(server, path="/chat/completions").status_code == 404


def test_a_model_that_is_not_served_is_not_found(server: ModelServer) -> None:
    refused = post(server, model="scribbled")

    assert refused.status_code == 404
    assert refused.json()["error"]["code"] == "model_not_found"


@pytest.mark.parametrize(
    ("changed", "param"),
    [
        pytest.param({"model": None}, "model", id="no model"),
        pytest.param({"messages": None}, "messages", id="no messages key"),
        pytest.param({"messages": []}, "messages", id="no message"),
        pytest.param({"messages": [{"content": "Hello?"}]}, "messages.[0].role", id="no role"),
        pytest.param(
            {"messages": [{"role": "human", "content": "Hello?"}]}, "messages.[0].role", id="an unknown role"
        ),
        pytest.param(
            {"messages": [{"role": "user", "content": 7}]}, "messages.[0].content", id="a number said"
        ),
        pytest.param({"messages": [{"role": "user"}]}, "messages.[0].content", id="nothing said"),
        pytest.param({"temperature": 3}, "temperature", id="too hot"),
        pytest.param({"max_tokens": 0}, "max_tokens", id="no tokens"),
        pytest.param({"temprature": 0}, "temprature", id="a name misspelt"),
        pytest.param({"stream_options": {"include_usage": True}}, "stream_options", id="no stream to count"),
        pytest.param({"response_format": {"type": "json"}}, "response_format.type", id="an unknown format"),
        pytest.param(
            {"response_format": {"type": "json_schema"}}, "response_format.json_schema", id="no schema"
        ),
        pytest.param({"response_format": {"type": "json_object"}}, "messages", id="json never mentioned"),
        pytest.param(
            {"response_format": wanting(an_object(), strict=False)},
            "response_format.json_schema.strict",
            id="a schema that is not strict",
        ),
        pytest.param(
            {"response_format": wanting(an_object(), name="my draft")},
            "response_format.json_schema.name",
            id="a name with a space",
        ),
    ],
)
def test_a_request_that_breaks_a_rule_is_refused_by_the_name_of_what_breaks_it(
    server: ModelServer, changed: dict[str, Any], param: str
) -> None:
    refused = post(server, **changed)

    assert refused.status_code == 400
    assert refused.json()["error"]["param"] == param


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        pytest.param(
            {"type": "array", "items": TEXT}, "the root must be of type 'object'", id="a list as root"
        ),
        pytest.param(
            {**an_object(text=TEXT), "required": []},
            "in context=(), 'required' must hold",
            id="an optional key",
        ),
        pytest.param(
            {**an_object(), "required": ["text"]},
            "'text', which is no property",
            id="an unknown key required",
        ),
        pytest.param(
            {"type": "object", "properties": {}}, "'additionalProperties' must be", id="further keys unsaid"
        ),
        pytest.param(
            {**an_object(), "additionalProperties": True}, "'additionalProperties' must be", id="further keys"
        ),
        pytest.param(
            an_object(list={"type": "array", "items": {"type": "object", "properties": {}}}),
            "in context=('properties', 'list', 'items'), 'additionalProperties'",
            id="further keys within a list",
        ),
        pytest.param(
            {**an_object(one={"$ref": "#/$defs/One"}), "$defs": {"One": {"type": "object"}}},
            "in context=('$defs', 'One'), 'additionalProperties'",
            id="further keys in a definition",
        ),
        pytest.param(
            an_object(one={"anyOf": [{"type": "null"}, {"type": "object"}]}),
            "in context=('properties', 'one', 'anyOf', '1'), 'additionalProperties'",
            id="further keys in an alternative",
        ),
        pytest.param(
            an_object(one={"$ref": "#/$defs/One"}), "leads nowhere", id="a definition that is not there"
        ),
        pytest.param(
            {**an_object(one={"$ref": "#/$defs/One", "description": "1"}), "$defs": {"One": TEXT}},
            "$ref cannot have 'description' beside it",
            id="words beside a reference",
        ),
        pytest.param(an_object(one={"title": "One"}), "must have a 'type'", id="no type"),
        pytest.param(an_object(one={"type": "array"}), "must have 'items'", id="a list of nothing"),
        pytest.param(an_object(one={**TEXT, "default": ""}), "'default' is not permitted", id="a default"),
        pytest.param(
            an_object(one={"type": "array", "items": TEXT, "uniqueItems": True}),
            "'uniqueItems' is not permitted",
            id="a set",
        ),
        pytest.param(nested(11), "11 levels of nesting are more than 10", id="too deep"),
        pytest.param(
            an_object(**{f"key{number}": TEXT for number in range(5001)}),
            "5001 properties are more than 5000",
            id="too wide",
        ),
    ],
)
def test_a_schema_that_strict_mode_does_not_take_is_refused(
    server: ModelServer, schema: dict[str, Any], reason: str
) -> None:
    refused = post(server, response_format=wanting(schema))

    assert refused.status_code == 400
    assert refused.json()["error"]["param"] == "response_format"
    assert reason in refused.json()["error"]["message"]


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(None, id="any text"),
        pytest.param({"type": "text"}, id="text"),
        pytest.param(wanting(an_object(text={**TEXT, "maxLength": 80})), id="a bounded string"),
        pytest.param(
            wanting(an_object(list={"type": "array", "items": TEXT, "maxItems": 3})), id="a bounded list"
        ),
        pytest.param(
            wanting({**an_object(one={"$ref": "#/$defs/One"}), "$defs": {"One": an_object()}}),
            id="a reference",
        ),
        pytest.param(wanting(an_object(one={"anyOf": [TEXT, {"type": "null"}]})), id="a string or null"),
        pytest.param(wanting(nested(10)), id="ten levels"),
    ],
)
def test_what_strict_mode_takes_is_taken(server: ModelServer, wanted: dict[str, Any] | None) -> None:
    assert post(server, response_format=wanted).status_code == 200


def test_a_request_that_is_refused_is_kept_apart_and_uses_up_no_reply() -> None:
    with ModelServer(Says("One."), default=Says("Two.")) as server:
        post(server, messages=[])
        taken = post(server)

        assert server.refused == [
            "Invalid 'messages': List should have at least 1 item after validation, not 0."
        ]
        assert len(server.requests) == 1
    assert taken.json()["choices"][0]["message"]["content"] == "One."
