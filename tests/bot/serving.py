"""`citabot serve` for tests, started as a person starts it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bot_api import BotApi

ROOT = Path(__file__).parents[2]
SERVE = ("-c", "from bot.cli import main_and_exit; main_and_exit()", "serve", "--unevaluated")
START = 120.0  # seconds; the index and the model are loaded first
TOKEN = "7731:quokka-in-the-token"


@dataclass
class Serving:
    """A running `citabot serve` and where its output goes."""

    process: "subprocess.Popen[bytes]"
    output: Path

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """End it by a signal; returns its exit status."""
        self.process.send_signal(by)
        return self.process.wait(timeout=START)

    def wait(self) -> int:
        return self.process.wait(timeout=START)

    @property
    def cpu(self) -> float:
        """Seconds that it has computed so far, on all cores together. As proc(5) has it, so on Linux only."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def said(self) -> str:
        return self.output.read_text("utf-8")


@contextmanager
def serve(folder: Path, home: Path, api: BotApi, **settings: str) -> Iterator[Serving]:
    """Start it in `folder`; it does not outlive the block. `settings` are further variables."""
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "LD_LIBRARY_PATH")}
    environment |= {
        "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1",
        "TELEGRAM_BOT_TOKEN": TOKEN, "CITABOT_TELEGRAM_BASE_URL": api.base_url, **settings,
    }  # fmt: skip
    output = folder / "output.txt"
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, *SERVE, "--home", str(home)],
            cwd=folder, env=environment, stdout=file, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        yield Serving(process, output)
    finally:
        process.kill()
        process.wait()
