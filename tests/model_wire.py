"""Replies as bytes: completions as JSON or as server-sent events, errors, and garbage."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, assert_never

from tests.model_errors import usual_body
from tests.model_replies import CutOff, Empty, Fails, Finished, Garbage, Huge, Refuses, Says, Usage
from tests.model_requests import Received

_PIECE = 4000  # characters of an event; a model sends a token at a time
_PAGE = "<!DOCTYPE html><html><body><h1>Sign in to the network</h1></body></html>"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class HttpReply:
    status: int
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Completion:
    """What every finished reply is; one choice, or none."""

    content: str | None
    refusal: str | None = None
    finish_reason: Literal["stop", "length"] = "stop"
    usage: Usage | None = field(default_factory=Usage)
    has_choice: bool = True


def finished(reply: Finished, request: Received) -> HttpReply:
    """Write a completion as the request wants it: whole, or streamed."""
    completion = _completion(reply)
    if request.streamed:
        return HttpReply(200, b"".join(_events(completion, request)), "text/event-stream")
    return json_reply(200, _whole(completion, request))


def failed(reply: Fails) -> HttpReply:
    if isinstance(reply.body, str):
        return HttpReply(reply.status, reply.body.encode(), "text/html", reply.headers)
    body = usual_body(reply.status) if reply.body is None else reply.body
    return json_reply(reply.status, body, reply.headers)


def garbled(reply: Garbage, request: Received) -> HttpReply:
    match reply.kind:
        case "words":
            return HttpReply(200, b"I am not JSON at all.")
        case "half":
            whole = finished(Says("Half of this is lost."), request)
            return HttpReply(200, whole.body[: len(whole.body) // 2], whole.content_type)
        case "page":
            return HttpReply(200, _PAGE.encode(), "text/html")
        case "shape":
            return json_reply(200, {"object": "list", "data": []})
        case _:
            assert_never(reply.kind)


def json_reply(status: int, value: object, headers: Mapping[str, str] | None = None) -> HttpReply:
    return HttpReply(status, _encoded(value), headers=headers or {})


def _completion(reply: Finished) -> _Completion:
    match reply:
        case Says():
            return _Completion(reply.text, usage=reply.usage)
        case Refuses():
            return _Completion(None, refusal=reply.text, usage=reply.usage)
        case CutOff():
            return _Completion(reply.content, finish_reason="length", usage=reply.usage)
        case Huge():
            return _Completion("x" * reply.size)
        case Empty():
            return _Completion(None if reply.what == "null" else "", has_choice=reply.what != "choices")
        case _:
            assert_never(reply)


def _whole(completion: _Completion, request: Received) -> Json:
    message = {"role": "assistant", "content": completion.content, "refusal": completion.refusal}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": completion.finish_reason}
    choices = [choice] if completion.has_choice else []
    head = _head("chat.completion", request)
    return head | {"choices": choices} | _usage(completion)


def _events(completion: _Completion, request: Received) -> Iterator[bytes]:
    head = _head("chat.completion.chunk", request)
    for delta, reason in _deltas(completion):
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
        yield _event(head | {"choices": [choice]})
    if request.usage_streamed:
        yield _event(head | {"choices": []} | _usage(completion))
    yield b"data: [DONE]\n\n"


def _deltas(completion: _Completion) -> Iterator[tuple[Json, str | None]]:
    """Yield what each event adds to the message, and the reason to finish with the last."""
    if not completion.has_choice:
        return
    yield {"role": "assistant"}, None
    name, text = ("refusal", completion.refusal) if completion.refusal else ("content", completion.content)
    for start in range(0, len(text or ""), _PIECE):
        yield {name: (text or "")[start : start + _PIECE]}, None
    yield {}, completion.finish_reason


def _head(kind: str, request: Received) -> Json:
    created = int(time.time())
    return {"id": "chatcmpl-scripted", "object": kind, "created": created, "model": request.body["model"]}


def _usage(completion: _Completion) -> Json:
    usage = completion.usage
    if usage is None:
        return {}
    total = usage.prompt + usage.completion
    return {
        "usage": {
            "prompt_tokens": usage.prompt, "completion_tokens": usage.completion, "total_tokens": total,
        }
    }  # fmt: skip


def _event(value: Json) -> bytes:
    return b"data: " + _encoded(value) + b"\n\n"


def _encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
