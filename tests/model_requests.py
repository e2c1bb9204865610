"""Requests to the chat completions API, held to the rules of the real one, and to two more.

What is read here is what citabot may send: text in, text or JSON of a strict schema out. What
the real API takes besides (tools, images, a schema that is not strict) is refused, loudly.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tests.model_errors import ApiRefusalError
from tests.model_schema import check_strict


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Message(_Strict):
    role: Literal["system", "developer", "user", "assistant"]
    content: str
    name: str | None = None


class _JsonSchema(_Strict):
    name: Annotated[str, Field(pattern=r"^[a-zA-Z0-9_-]{1,64}$")]
    description: str | None = None
    strict: Literal[True]
    schema_: Annotated[dict[str, Any], Field(alias="schema")]


class _Format(_Strict):
    type: Literal["text", "json_object", "json_schema"]
    json_schema: _JsonSchema | None = None  # with the type of this name, and only with it


class _StreamOptions(_Strict):
    include_usage: bool = False


class _Body(_Strict):
    model: str
    messages: Annotated[list[_Message], Field(min_length=1)]
    response_format: _Format | None = None
    stream: bool | None = None
    stream_options: _StreamOptions | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(ge=0, le=1)] | None = None
    max_tokens: Annotated[int, Field(ge=1)] | None = None
    max_completion_tokens: Annotated[int, Field(ge=1)] | None = None
    n: Literal[1] | None = None
    seed: int | None = None
    stop: str | list[str] | None = None
    user: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """A request that was taken, as it came."""

    body: Mapping[str, Any]
    headers: Mapping[str, str]  # names in lower case

    @property
    def text(self) -> str:
        """The contents of all messages, in order, a blank line between two."""
        return "\n\n".join(message["content"] for message in self.body["messages"])

    @property
    def schema(self) -> Mapping[str, Any] | None:
        """The JSON schema that the completion must follow; None when any text will do."""
        wanted = self.body.get("response_format") or {}
        schema: Mapping[str, Any] | None = wanted.get("json_schema", {}).get("schema")
        return schema

    @property
    def streamed(self) -> bool:
        return bool(self.body.get("stream"))

    @property
    def usage_streamed(self) -> bool:
        return bool((self.body.get("stream_options") or {}).get("include_usage"))


def check_key(headers: Mapping[str, str]) -> None:
    """Any key will do, but one must be there."""
    scheme, _, key = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise ApiRefusalError("Send an API key: 'Authorization: Bearer KEY'.", status=401)


def check_body(body: Any) -> None:
    """Raise what the API would say of a body, or what we say of one that is not for us."""
    try:
        parsed = _Body.model_validate(body)
    except ValidationError as error:
        raise _refusal(error) from None
    if parsed.response_format:
        _check_format(parsed.response_format, parsed.messages)
    if parsed.stream_options and not parsed.stream:
        raise ApiRefusalError("'stream_options' goes with 'stream: true' only.", param="stream_options")


def _check_format(wanted: _Format, messages: list[_Message]) -> None:
    if (wanted.type == "json_schema") != (wanted.json_schema is not None):
        raise ApiRefusalError(
            "'json_schema' goes with a response_format of that type.", param="response_format.json_schema"
        )
    if wanted.json_schema:
        check_strict(wanted.json_schema.name, wanted.json_schema.schema_)
    if wanted.type == "json_object" and not any("json" in said.content.lower() for said in messages):
        raise ApiRefusalError("With 'json_object' a message must contain the word 'json'.", param="messages")


def _refusal(error: ValidationError) -> ApiRefusalError:
    first = error.errors(include_url=False, include_input=False)[0]
    param = _param(first["loc"])
    if first["type"] == "extra_forbidden":
        return ApiRefusalError(f"Unrecognized request argument: {param!r}.", param=param)
    return ApiRefusalError(f"Invalid {param or 'body'!r}: {first['msg']}.", param=param or None)


def _param(place: tuple[int | str, ...]) -> str:
    """Write a place as the API does.

    >>> _param(("messages", 0, "content"))
    'messages.[0].content'
    """
    return ".".join(f"[{step}]" if isinstance(step, int) else step for step in place)
