"""An HTTP server on loopback for tests: sockets and threads, and their orderly end."""

import math
import select
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class LoopbackServer(ThreadingHTTPServer):
    """Serves on a free port of 127.0.0.1 until `stop`, which leaves no thread and no socket."""

    daemon_threads = False
    request_queue_size = 64

    def __init__(self, handler: type[BaseHTTPRequestHandler], *, name: str) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.errors: list[BaseException] = []  # bugs of the server itself
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), name=name)

    def start(self) -> None:
        self._thread.start()

    def stop(self, *, cutting_off: bool = False) -> None:
        """Let replies that are being sent be finished, or cut them off; a second call does nothing."""
        self.shutdown()
        self._thread.join()
        with self._lock:
            for connection in self._connections:
                _hang_up(connection, socket.SHUT_RDWR if cutting_off else socket.SHUT_RD)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, ConnectionError):
            self.errors.append(error)


def hung_up(connection: socket.socket, *, within: float = 0) -> bool:
    """Return whether the other side, or `stop`, ends the connection before `within` seconds are over."""
    try:
        # not select.select, which knows no descriptor from 1024 on
        waiting = select.poll()
        waiting.register(connection, select.POLLIN)
        readable = waiting.poll(None if math.isinf(within) else 1000 * within)
        return bool(readable) and not connection.recv(1, socket.MSG_PEEK)
    except (OSError, ValueError):  # reset by the other side, or closed on this one
        return True


def _hang_up(connection: socket.socket, directions: int) -> None:
    try:
        connection.shutdown(directions)
    except OSError:
        return  # the client was faster
