"""When the bot last heard of Telegram, for `citabot doctor`, which runs beside it.

`HOME/contact.json` holds a time and nothing else; it is there while a bot runs.
"""

import json
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

FILE = "contact.json"
DEAF = timedelta(seconds=120)  # a poll lasts 10 seconds, and after a fault the library waits up to 30
_log = logging.getLogger(__name__)


def now() -> datetime:
    return datetime.now(UTC)


def write(home: Path, heard: datetime) -> None:
    """Beside, then renamed, so that a reader finds it whole."""
    beside = home / f"{FILE}.new"
    try:
        beside.write_text(json.dumps({"heard": heard.isoformat()}), "utf-8")
        beside.rename(home / FILE)
    except OSError as error:
        _log.warning("%s cannot be written: %s", home / FILE, error.strerror)


def read(home: Path) -> datetime | None:
    """When Telegram was last heard of; None if no bot runs from this home."""
    try:
        return datetime.fromisoformat(json.loads((home / FILE).read_text("utf-8"))["heard"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def put_away(home: Path) -> None:
    """After an orderly end nobody waits for Telegram any more."""
    (home / FILE).unlink(missing_ok=True)
