"""A real Redis server for tests, started and stopped by them, on a free port of this machine."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError

from tests.retrieval.chroma_server import START, free_port

PROGRAM = shutil.which("redis-server")
needs_redis = pytest.mark.skipif(PROGRAM is None, reason="apt-get install redis-server")


@contextmanager
def redis_server(folder: Path) -> Iterator[int]:
    """Its port. It writes nothing down and does not outlive the block."""
    port = free_port()
    process = subprocess.Popen(
        [str(PROGRAM), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port)
        yield port
    finally:
        process.kill()
        process.wait()


def _wait(port: int) -> None:
    until = time.monotonic() + START
    with Redis(port=port) as client:
        while time.monotonic() < until:
            try:
                client.ping()
            except RedisError:
                time.sleep(0.05)
            else:
                return
    raise TimeoutError(f"no Redis on port {port} after {START:.0f} s")
