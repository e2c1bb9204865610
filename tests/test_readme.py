"""README.md says what the program does."""

import re
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from retrieval.settings import Settings
from tests.readme import README, parts, written


@pytest.fixture(scope="module")
def readme() -> str:
    return README.read_text("utf-8")


def test_the_exchanges_and_the_help_in_the_readme_are_what_the_program_prints(
    readme: str, shipped_home: Path
) -> None:
    assert parts(readme) == written(shipped_home)


def test_the_exchange_in_the_readme_opens_with_the_notice_of_a_superseded_document(readme: str) -> None:
    _, shown = parts(readme)["exchange"].split("\n", 1)

    assert shown.startswith("! No longer in force")
    assert "11005.4" in shown.split("[1]")[0]


def test_every_file_that_the_readme_leads_to_exists(readme: str) -> None:
    paths = re.findall(r"\]\((?!https?:)([^)]+)\)", readme)

    assert paths
    assert [path for path in paths if not (README.parent / path).exists()] == []


def test_every_setting_is_in_the_readme(readme: str) -> None:
    names = {f"CITABOT_{name.upper()}" for name in Settings.model_fields if name != "telegram_token"}

    assert [name for name in sorted({*names, "TELEGRAM_BOT_TOKEN"}) if f"`{name}`" not in readme] == []


def test_every_command_is_in_the_help_of_the_readme(readme: str) -> None:
    assert [command for command in COMMANDS if f" {command} " not in parts(readme)["help"]] == []
