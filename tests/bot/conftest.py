"""What the tests of the terminal and of Telegram share."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.render_json import reply_json
from retrieval.answering import Parts, as_runnable
from retrieval.understand import Question
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
def ask(shipped_parts: Parts) -> Callable[..., Any]:
    """The JSON of an answer, as `citabot ask --json` prints it, from an index that is opened once."""
    chain = as_runnable(shipped_parts)

    def answered(question: str, **options: Any) -> Any:
        return json.loads(json.dumps(reply_json(chain.invoke(Question(question, **options)), contact=None)))

    return answered


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
