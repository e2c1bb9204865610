"""The server's HTTP side: what a request is read from, and how a reply is written."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

from tests.bot_api_exchange import Reply
from tests.bot_api_request import Request, read_request
from tests.loopback import LoopbackServer, hung_up


class HttpServer(LoopbackServer):
    def __init__(self, reply_to: Callable[[Request | None], Reply | None]) -> None:
        super().__init__(_Handler, name="bot-api")
        self.reply_to = reply_to


class _Handler(BaseHTTPRequestHandler):
    server: HttpServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        content_type = self.headers.get("Content-Type", "")
        request = read_request(self.path, content_type, body, lambda: hung_up(self.connection))
        reply = self.server.reply_to(request)
        if reply is None:
            self.close_connection = True
        else:
            self._write(reply)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _write(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)
