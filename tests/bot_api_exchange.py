"""From a request to a reply: token, faults, method, and a record of each.

A reply of None means: close the connection without a word.
"""

import json
import math
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from tests.bot_api_faults import CARRIED_OUT, Fault, Faults, Kind
from tests.bot_api_methods import METHODS
from tests.bot_api_refusal import RefusalError, bad_request, flooded, internal_error, not_found, unauthorized
from tests.bot_api_request import Request
from tests.bot_api_world import Call, Refused, World

_NAMES = {name.lower(): name for name in [*METHODS, "getUpdates"]}


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exchange:
    token: str
    world: World
    faults: Faults

    def reply_to(self, request: Request | None) -> Reply | None:
        if request is None:
            return _refusing(not_found())
        method = _NAMES.get(request.method.lower(), request.method)
        if request.token != self.token:
            return self._refuse(method, request, unauthorized())
        with self.world.changed:
            self.world.calls.append(Call(method, request.params.values, time.monotonic()))
            self.world.changed.notify_all()
            left = self._still_flooded(request)
            fault = None if left else self.faults.take(method, request.params.chat_id)
        if left:
            return _refusing(flooded(left))
        if fault:
            return self._spoiled(fault, method, request)
        return self._carry_out(method, request)

    def _still_flooded(self, request: Request) -> int:
        chat_id = request.params.chat_id
        left = self.faults.retry_after(chat_id) if chat_id else 0
        self.world.calls_while_blocked += bool(left)
        return left

    def _spoiled(self, fault: Fault, method: str, request: Request) -> Reply | None:
        if fault.kind in CARRIED_OUT:
            return self._spoiled_after(fault, self._carry_out(method, request))
        return self._spoiled_before(fault, request)

    def _spoiled_after(self, fault: Fault, reply: Reply) -> Reply | None:
        if fault.kind is Kind.DROP_AFTER:
            return None
        if fault.kind is Kind.TRUNCATED:
            return Reply(reply.status, reply.body[: len(reply.body) // 2])
        self.world.pause(fault.seconds)
        return reply

    def _spoiled_before(self, fault: Fault, request: Request) -> Reply | None:
        match fault.kind:
            case Kind.BAD_GATEWAY:
                page = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
                return Reply(HTTPStatus.BAD_GATEWAY, page, "text/html")
            case Kind.SERVER_ERROR:
                return _refusing(internal_error())
            case Kind.FLOOD:
                return self._flood(fault, request)
            case Kind.UNPARSED:
                return _refusing(bad_request("can't parse entities: Unsupported start tag"))
            case Kind.GARBAGE:
                return Reply(HTTPStatus.OK, b"<html>Sign in to the network</html>", "text/html")
            case _:
                return None  # DROP_BEFORE

    def _flood(self, fault: Fault, request: Request) -> Reply:
        if chat_id := request.params.chat_id:
            self.faults.flood(chat_id, fault.seconds)
        return _refusing(flooded(math.ceil(fault.seconds)))

    def _carry_out(self, method: str, request: Request) -> Reply:
        try:
            result = self._result(method, request)
        except RefusalError as refusal:
            return self._refuse(method, request, refusal)
        return Reply(HTTPStatus.OK, _encoded({"ok": True, "result": result}))

    def _result(self, method: str, request: Request) -> Any:
        if method == "getUpdates":
            return self.world.updates.take(request.params, request.hung_up)
        if method not in METHODS:
            raise not_found("method not found")
        with self.world.changed:
            result = METHODS[method](self.world, request.params)
            self.world.changed.notify_all()
            return result

    def _refuse(self, method: str, request: Request, refusal: RefusalError) -> Reply:
        with self.world.changed:
            self.world.refused.append(
                Refused(method, request.params.values, refusal.code, refusal.description)
            )
            self.world.changed.notify_all()
        return _refusing(refusal)


def _refusing(refusal: RefusalError) -> Reply:
    retry = {} if refusal.retry_after is None else {"Retry-After": str(refusal.retry_after)}
    return Reply(refusal.code, _encoded(refusal.json()), headers=retry)


def _encoded(envelope: object) -> bytes:
    return json.dumps(envelope, ensure_ascii=False).encode()
