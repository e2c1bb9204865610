"""Calls to Telegram over HTTP, by aiohttp.

The library brings httpx, which takes several times as long for a call, and longer the more connections
there are: with few, some calls that hang would hold up everybody's. Nothing is tried again in here; what
failed before it was sent is told by the error's cause, which `delivery.py` knows.
"""

from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    TCPConnector,
)
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

NOT_SENT = (ClientConnectorError, ConnectionTimeoutError)
TELEGRAM = "https://api.telegram.org/bot"
_CONNECT = 5.0  # seconds, as the library has them
_READ = 5.0
_IN_LINE = 10.0  # to wait for a connection, and until there is one


class AiohttpRequest(BaseRequest):
    """What the library calls Telegram with. Sends parameters, and no files."""

    def __init__(self, base_url: str, *, connections: int) -> None:
        """`base_url`: of what is called. `connections`: how many there may be side by side."""
        self._base_url = base_url
        self._connections = connections
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds; a poll waits so much longer than Telegram is to hold it open."""
        return _READ

    async def initialize(self) -> None:
        """Nothing is opened before the first call."""
        if self._session is None:
            # trust_env would send every call through the threads that answer, to look at the environment
            connector = TCPConnector(limit=self._connections)
            self._session = ClientSession(connector=connector, proxy=_proxy(self._base_url))

    async def shutdown(self) -> None:
        """Close all connections; it may be opened again."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The HTTP status and what came. Raises TimedOut and NetworkError, with aiohttp's error as cause.

        The error itself names only the cause's kind: its text may hold the URL, and so the token. Of the
        timeouts, in seconds, one for writing is not kept: what is written is short.
        """
        if self._session is None:
            raise RuntimeError("there is no session for calls to Telegram; initialize it first")
        timeout = ClientTimeout(
            connect=_given(pool_timeout, _IN_LINE),
            sock_connect=_given(connect_timeout, _CONNECT),
            sock_read=_given(read_timeout, _READ),
        )
        data = request_data.json_parameters if request_data else None
        headers = {"User-Agent": self.USER_AGENT}
        try:
            async with self._session.request(
                method, url, data=data, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except ClientError as error:
            raise NetworkError(type(error).__name__) from error


def _proxy(url: str) -> str | None:
    """The proxy that the environment sets for this URL, if any."""
    to = urlsplit(url)
    return None if proxy_bypass(to.netloc) else getproxies().get(to.scheme)


def _given(value: Any, default: float) -> float | None:
    """What was given, which may be None; the default if nothing was."""
    return default if value is BaseRequest.DEFAULT_NONE else value
