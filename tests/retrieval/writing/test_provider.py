"""Which language model is asked, and whether that is somebody else's machine."""

from collections.abc import Iterator

import pytest
from langchain_ollama import ChatOllama

from retrieval.errors import SettingsError
from retrieval.settings import Settings, read_settings
from retrieval.writing.opening import open_writer
from retrieval.writing.provider import Provider, open_chat_model
from tests.model_server import ModelServer, Says
from tests.retrieval.writing.scripted import NOWHERE, settings


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(default=Says("Good day."), models=("scripted", "qwen2.5:0.5b")) as server:
        yield server


def of(model: str, base_url: str | None = None) -> Settings:
    return read_settings(home=NOWHERE, model=model, model_base_url=base_url)


@pytest.mark.parametrize(
    ("model", "base_url", "expected"),
    [
        pytest.param("openai:gpt-5", None, Provider("OpenAI", outside=True), id="OpenAI"),
        pytest.param("anthropic:large", None, Provider("Anthropic", outside=True), id="Anthropic"),
        pytest.param("mistralai:large", None, Provider("mistralai", outside=True), id="any other"),
        pytest.param("ollama:llama", None, Provider("Ollama", outside=False), id="Ollama here"),
        pytest.param("ollama:llama", "http://llm.example.org", Provider("llm.example.org", outside=True), id="Ollama elsewhere"),
        pytest.param("ollama:gpt-oss:120b-cloud", None, Provider("Ollama", outside=True), id="Ollama's own servers"),
        pytest.param("ollama:glm:cloud", "http://127.0.0.1:11434", Provider("Ollama", outside=True), id="Ollama's own servers by way of this machine"),
        pytest.param("glm:cloud", "http://127.0.0.1:11434/v1", Provider("Ollama", outside=True), id="the same, spoken to as OpenAI"),
        pytest.param("m-cloud", "http://llm.example.org/v1", Provider("llm.example.org", outside=True), id="a name like those, elsewhere"),
        pytest.param("m", "http://127.0.0.1:8080/v1", Provider("127.0.0.1", outside=False), id="this machine"),
        pytest.param("m", "http://localhost:8080/v1", Provider("localhost", outside=False), id="this machine by name"),
        pytest.param("m", "http://[::1]:8080/v1", Provider("::1", outside=False), id="this machine by IPv6"),
        pytest.param("m", "http://192.168.1.7/v1", Provider("192.168.1.7", outside=False), id="the own network"),
        pytest.param("m", "http://llama:8080/v1", Provider("llama", outside=False), id="a container beside"),
        pytest.param("m", "http://8.8.8.8/v1", Provider("8.8.8.8", outside=True), id="an address elsewhere"),
        pytest.param("m", "https://api.example.org/v1", Provider("api.example.org", outside=True), id="a host elsewhere"),
        pytest.param("m", "https://10.evil.example/v1", Provider("10.evil.example", outside=True), id="a host that looks near"),
    ],
)  # fmt: skip
def test_a_provider_is_known_by_name_and_as_outside_or_not(
    model: str, base_url: str | None, expected: Provider
) -> None:
    assert Provider.of(of(model, base_url)) == expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        pytest.param("llm.example.org", Provider("llm.example.org", outside=True), id="elsewhere"),
        pytest.param("https://llm.example.org:443/x", Provider("llm.example.org", outside=True), id="elsewhere by URL"),
        pytest.param("8.8.8.8:11434", Provider("8.8.8.8", outside=True), id="an address elsewhere"),
        pytest.param("0.0.0.0", Provider("Ollama", outside=False), id="every interface of this machine"),
        pytest.param(":11434", Provider("Ollama", outside=False), id="a port of this machine"),
        pytest.param("192.168.1.7:11434", Provider("Ollama", outside=False), id="the own network"),
        pytest.param("", Provider("Ollama", outside=False), id="nothing"),
    ],
)  # fmt: skip
def test_ollama_is_where_its_own_variable_says(
    host: str, expected: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OLLAMA_HOST", host)

    assert Provider.of(of("ollama:llama")) == expected
    assert Provider.of(of("ollama:llama", "http://127.0.0.1:1")) == Provider("127.0.0.1", outside=False)


@pytest.mark.parametrize(
    "url", ["llm.example.org/v1", "llm.example.org:8080", "http:///v1", "http://[::1", "ftp://llm/v1", "/v1"]
)
def test_a_base_url_that_is_none_is_an_error_that_says_how_to_write_it(url: str) -> None:
    with pytest.raises(SettingsError) as raised:
        open_writer(of("m", url))

    assert str(raised.value) == f"CITABOT_MODEL_BASE_URL is '{url}'; write it as http://host:8000/v1."


def test_without_a_model_there_is_no_provider_and_nothing_writes() -> None:
    alone = read_settings(home=NOWHERE)

    assert Provider.of(alone) is None
    assert open_writer(alone) is None


@pytest.mark.parametrize("model", ["scripted", "openai:scripted", "qwen2.5:0.5b"])
def test_any_name_is_asked_for_at_a_server_of_ones_own(server: ModelServer, model: str) -> None:
    open_chat_model(settings(server, model=model)).invoke("Hello?")

    assert server.requests[0].body["model"] == model.removeprefix("openai:")


def test_the_key_of_the_settings_is_sent(server: ModelServer) -> None:
    open_chat_model(settings(server, model_key="s3cret")).invoke("Hello?")

    assert server.requests[0].headers["authorization"] == "Bearer s3cret"


def test_a_server_that_wants_no_key_gets_none(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    open_chat_model(settings(server)).invoke("Hello?")

    assert server.requests[0].headers["authorization"] == "Bearer none"


def test_a_reply_is_bounded_when_it_is_asked_for(server: ModelServer) -> None:
    open_chat_model(settings(server)).invoke("Hello?")

    sent = server.requests[0].body
    assert sent.get("max_completion_tokens", sent.get("max_tokens")) == 1500


def test_a_reply_of_ollama_is_bounded_too() -> None:
    opened = open_chat_model(of("ollama:llama"))

    assert isinstance(opened, ChatOllama)
    assert opened.num_predict == 1500


def test_a_request_is_not_repeated_behind_our_back() -> None:
    with ModelServer() as server, pytest.raises(Exception, match="Nothing more is scripted"):
        open_chat_model(settings(server)).invoke("Hello?")

    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        pytest.param("nobody:model", "write it as 'provider:name'", id="a provider that nobody knows"),
        pytest.param("model", "write it as 'provider:name'", id="no provider"),
        pytest.param("mistralai:large", "its library is missing", id="a library that is not installed"),
    ],
)
def test_a_model_that_cannot_be_opened_is_an_error_that_says_what_to_do(model: str, expected: str) -> None:
    with pytest.raises(SettingsError, match=expected) as raised:
        open_writer(of(model))

    assert str(raised.value).startswith(f"CITABOT_MODEL is '{model}'")
    assert "\n" not in str(raised.value)


def test_an_error_does_not_tell_the_key() -> None:
    with pytest.raises(SettingsError) as raised:
        open_chat_model(read_settings(home=NOWHERE, model="nobody:model", model_key="s3cret"))

    assert "s3cret" not in str(raised.value)
