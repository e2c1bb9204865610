"""What the tests of the terminal and of Telegram share."""

import itertools
from pathlib import Path

import pytest

from bot.cli import main
from tests.bot.terminal import Citabot, Ran
from tests.bot_api import BotApi, Person

NUMBERS = itertools.count(1)  # of people


@pytest.fixture
def citabot(capsys: pytest.CaptureFixture[str]) -> Citabot:
    """Runs a command line in this process."""

    def run(*words: str | Path) -> Ran:
        status = main([str(word) for word in words])
        printed = capsys.readouterr()
        return Ran(status, printed.out, printed.err)

    return run


@pytest.fixture
def own_home(tmp_path: Path, shipped_home: Path) -> Path:
    """A home of one's own whose index is the one of the shipped corpus."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "index").symlink_to(shipped_home / "index")
    return home


@pytest.fixture
def ada(api: BotApi) -> Person:
    """Somebody new in each test of a file that has a bot."""
    return api.private(user_id=next(NUMBERS), first_name="Ada")


@pytest.fixture
def bea(api: BotApi) -> Person:
    """Somebody else."""
    return api.private(user_id=next(NUMBERS), first_name="Bea")
