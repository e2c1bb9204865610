"""A real Chroma server for tests, started and stopped by them, on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from chromadb.api import ClientAPI

from retrieval.store import server_client

START = 60.0  # seconds; a busy machine is no failure


@dataclass(frozen=True)
class ChromaServer:
    process: "subprocess.Popen[bytes]"
    url: str

    def client(self) -> ClientAPI:
        return server_client(self.url)

    def collections(self) -> list[str]:
        return sorted(collection.name for collection in self.client().list_collections())

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        """From now on it accepts connections and answers nothing."""
        self.process.send_signal(signal.SIGSTOP)


@contextmanager
def running_server(folder: Path) -> Iterator[ChromaServer]:
    """It keeps its data in `folder`, tells nobody that it runs, and does not outlive the block."""
    port = free_port()
    program = Path(sys.executable).with_name("chroma")
    process = subprocess.Popen(
        [sys.executable, program, "run", "--path", folder, "--port", str(port)],
        cwd=folder, env={**os.environ, "ANONYMIZED_TELEMETRY": "False"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    server = ChromaServer(process, f"http://127.0.0.1:{port}")
    try:
        _wait_until_it_answers(server)
        yield server
    finally:
        server.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_it_answers(server: ChromaServer) -> None:
    until = time.monotonic() + START
    while True:
        try:
            server.client()
            return
        except OSError:
            if server.process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)
