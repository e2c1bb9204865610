"""The server's HTTP side: reads a request, plays a reply, and counts what is open at the same time."""

import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

from tests.loopback import LoopbackServer, hung_up
from tests.model_errors import ApiRefusalError, error_body
from tests.model_replies import Answers, Dribbles, Fails, Garbage, Hangs, HangsUp, Reply, Says
from tests.model_requests import Received
from tests.model_wire import HttpReply, failed, finished, garbled, json_reply


class AtOnce:
    """How many requests wait for their reply; those whose client has left wait no more."""

    def __init__(self) -> None:
        self.most = 0
        self._waiting: set[socket.socket] = set()
        self._lock = threading.Lock()

    def enter(self, connection: socket.socket) -> None:
        with self._lock:
            self._waiting.add(connection)
            self.most = max(self.most, sum(not hung_up(waiting) for waiting in self._waiting))

    def leave(self, connection: socket.socket) -> None:
        with self._lock:
            self._waiting.discard(connection)


class HttpServer(LoopbackServer):
    def __init__(
        self,
        take: Callable[[str, dict[str, str], bytes], Received],
        reply_to: Callable[[Received], Reply],
        models: Callable[[str, dict[str, str]], object],
    ) -> None:
        super().__init__(_Handler, name="model-server")
        self.take = take
        self.reply_to = reply_to
        self.models = models
        self.at_once = AtOnce()


class _Handler(BaseHTTPRequestHandler):
    server: HttpServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.at_once.enter(self.connection)
        try:
            request = self.server.take(self.path, self._headers(), raw)
            self._play(self.server.reply_to(request), request)
        except ApiRefusalError as refusal:
            self._send(json_reply(refusal.status, refusal.body))
        finally:
            self.server.at_once.leave(self.connection)

    def do_GET(self) -> None:
        try:
            self._send(json_reply(200, self.server.models(self.path, self._headers())))
        except ApiRefusalError as refusal:
            self._send(json_reply(refusal.status, refusal.body))

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _headers(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.headers.items()}

    def _computed(self, reply: Answers, request: Received) -> Reply:
        try:
            return reply.compute(request)
        except Exception as bug:  # of a test's own callable; raised again when the server stops
            self.server.errors.append(bug)
            return Fails(500, error_body("The script failed.", type="server_error"))

    def _play(self, reply: Reply, request: Received) -> None:
        match reply:
            case Hangs():
                self._hang(reply, request)
            case Dribbles():
                self._dribble(reply)
            case HangsUp():
                whole = finished(Says("The end of this never comes."), request)
                self._send(whole, only=len(whole.body) // 2)
            case Fails():
                self._send(failed(reply))
            case Garbage():
                self._send(garbled(reply, request))
            case Answers():
                self._play(self._computed(reply, request), request)
            case _:
                self._send(finished(reply, request))

    def _hang(self, reply: Hangs, request: Received) -> None:
        self.close_connection = True
        if not hung_up(self.connection, within=reply.seconds) and reply.then is not None:
            self._play(reply.then, request)

    def _dribble(self, reply: Dribbles) -> None:
        self._send_head(200, "application/json", {"Transfer-Encoding": "chunked"})
        while not hung_up(self.connection, within=reply.pause):
            self.wfile.write(b"1\r\n \r\n")

    def _send(self, reply: HttpReply, *, only: int | None = None) -> None:
        """Send a reply, or `only` so many bytes of a body whose length is announced in full."""
        # Whoever has read a reply may ask again before this thread goes on.
        self.server.at_once.leave(self.connection)
        length = {"Content-Length": str(len(reply.body))}
        self._send_head(reply.status, reply.content_type, {**length, **reply.headers})
        self.wfile.write(reply.body[:only])

    def _send_head(self, status: int, content_type: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        # LangChain keeps its clients, so that a connection kept alive would outlive the test.
        self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
