"""A bot without a library: one method call, one JSON envelope."""

from typing import Any

import httpx

from tests.bot_api import BotApi


class Client:
    def __init__(self, api: BotApi, http: httpx.Client) -> None:
        self._url = f"{api.base_url}{api.token}/"
        self.http = http

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        answer = self.http.post(self._url + method, json=params).json()
        assert isinstance(answer, dict)
        return answer

    def updates(self, **params: int) -> list[dict[str, Any]]:
        result = self.call("getUpdates", **params)["result"]
        assert isinstance(result, list)
        return result
