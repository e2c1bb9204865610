"""`citabot serve`, started as a person starts it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from tests.bot.telegram_desk import CONTINUED_PRESENCE, marked
from tests.bot_api import BotApi, Fault

ROOT = Path(__file__).parents[2]
PROGRAM = "from bot.cli import main_and_exit; main_and_exit()"
START = 120.0  # seconds; the index and the model are loaded first
TOKEN = "7731:quokka-in-the-token"
WRONG_TOKEN = "citabot: Telegram does not accept TELEGRAM_BOT_TOKEN; copy it again from @BotFather."


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
    def said(self) -> str:
        return self.output.read_text("utf-8")


@contextmanager
def serve(folder: Path, home: Path, api: BotApi) -> Iterator[Serving]:
    """Start it in `folder`; it does not outlive the block."""
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "LD_LIBRARY_PATH")}
    environment |= {
        "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1",
        "TELEGRAM_BOT_TOKEN": TOKEN, "CITABOT_TELEGRAM_BASE_URL": api.base_url,
    }  # fmt: skip
    output = folder / "output.txt"
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "serve", "--unevaluated", "--home", str(home)],
            cwd=folder, env=environment, stdout=file, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        yield Serving(process, output)
    finally:
        process.kill()
        process.wait()


def test_without_a_token_it_says_where_to_get_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["serve", "--home", str(tmp_path)])

    assert status == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "citabot: TELEGRAM_BOT_TOKEN is not set; get a token from @BotFather, or run: citabot chat\n"
    )


def test_without_an_index_it_says_how_to_build_one(tmp_path: Path) -> None:
    with BotApi(token=TOKEN) as api, serve(tmp_path, tmp_path / "empty", api) as bot:
        status = bot.wait()

    assert status == 1
    assert bot.said.splitlines()[-1].startswith("citabot: there is no index in ")
    assert bot.said.endswith("; run: citabot index\n")
    assert api.calls == []


def test_a_wrong_token_is_told_in_one_sentence_that_does_not_hold_it(
    tmp_path: Path, shipped_home: Path
) -> None:
    with BotApi(token="1:right") as api, serve(tmp_path, shipped_home, api) as bot:
        status = bot.wait()

    assert status == 1
    assert bot.said.splitlines()[-1] == WRONG_TOKEN
    assert "Traceback" not in bot.said
    assert "quokka" not in bot.said


MISTYPED = {
    "line break": f"{TOKEN}\n",
    "carriage return": f"{TOKEN}\r",
    "quotation marks": f'"{TOKEN}"',
    "only the second half": "quokka-in-the-token",
    "whole address": f"https://api.telegram.org/bot{TOKEN}/getMe",
}


@pytest.mark.parametrize("token", MISTYPED.values(), ids=MISTYPED)
def test_what_cannot_be_a_token_is_told_at_once_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], token: str
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)

    status = main(["serve", "--home", str(tmp_path)])

    assert status == 1
    assert capsys.readouterr().err == f"{WRONG_TOKEN}\n"


def test_it_answers_logs_nothing_that_anybody_wrote_and_stops_when_told(
    tmp_path: Path, shipped_home: Path
) -> None:
    files = {path for path in shipped_home.rglob("*") if path.is_file()}

    with BotApi(token=TOKEN) as api, serve(tmp_path, shipped_home, api) as bot:
        ada = api.private(user_id=774411774411, first_name="Adawombat", username="ada_numbat")
        api.fail("getUpdates", Fault.truncated())
        ada.say(f"{CONTINUED_PRESENCE} wallaby")
        answer = ada.wait_reply(timeout=START)
        ada.press(answer, "[1]")
        ada.wait_reply(timeout=START)
        api.fail("sendMessage", Fault.truncated())
        ada.say("/ask wallaby")
        ada.wait_reply(timeout=START)
        api.fail("sendMessage", Fault.bad_gateway())
        api.fail("getUpdates", Fault.garbage())
        ada.say("/start")
        ada.wait_reply(timeout=START)
        status = bot.stop()

    assert marked(answer, "blockquote") != []
    assert status == 0
    assert "Traceback" not in bot.said
    assert "polling Telegram; stop with Ctrl-C" in bot.said
    canaries = ("quokka", "wallaby", "wombat", "numbat", "774411", "Continued", "Presence")
    assert [canary for canary in canaries if canary in bot.said] == []
    assert {path for path in shipped_home.rglob("*") if path.is_file()} == files
    assert [path for path in files if b"wallaby" in path.read_bytes()] == []


def test_ctrl_c_stops_it_too(tmp_path: Path, shipped_home: Path) -> None:
    with BotApi(token=TOKEN) as api, serve(tmp_path, shipped_home, api) as bot:
        api.wait_until(lambda: bool(api.calls_of("getUpdates")), "the first poll", timeout=START)
        status = bot.stop(signal.SIGINT)

    assert status == 0
    assert "Traceback" not in bot.said
