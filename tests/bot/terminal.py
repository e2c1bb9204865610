"""`citabot` for tests: called in this process, or started as a person starts it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
START = 120.0  # seconds; a busy machine is no failure
PROGRAM = "from bot.cli import main_and_exit; main_and_exit()"


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Citabot = Callable[..., Ran]  # the words of a command line, paths among them


def command(*words: str | bytes | Path) -> list[str | bytes | Path]:
    return [sys.executable, "-c", PROGRAM, *words]


def environment(folder: Path, **variables: str) -> dict[str, str]:
    """That of a person whose own folder is `folder`, and whose terminal is strict about UTF-8."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LD_LIBRARY_PATH")}
    return {
        **kept, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8:strict", "HF_HUB_OFFLINE": "1",
        "HOME": str(folder), "TMPDIR": str(folder), **variables,
    }  # fmt: skip


def start(
    folder: Path, *words: str | bytes | Path, typed: bytes = b"", variables: Mapping[str, str] | None = None
) -> Ran:
    """Run a command in a process of its own, in `folder`."""
    ended = subprocess.run(
        command(*words), cwd=folder, env=environment(folder, **(variables or {})),
        input=typed, capture_output=True, timeout=START, check=False,
    )  # fmt: skip
    return Ran(ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8"))


def json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def write_json_lines(path: Path, lines: Iterable[object]) -> Path:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    return path
