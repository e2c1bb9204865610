"""Feedback that a person sees before it is kept, and that does not say who they are.

The second button keeps it, in `HOME/feedback.jsonl`, one JSON object a line, for maintainers.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from bot.telegram.memory import Exchange
from retrieval.answer import Answered
from retrieval.understand import Question, shown

FILE = "feedback.jsonl"


def record(exchange: Exchange | None, note: str, *, today: date) -> dict[str, Any]:
    """What would be kept: a question as it was masked, what it was answered with, and a note.

    The note is masked as questions are. Passages stand in the order of the citations, each once.
    """
    kept: dict[str, Any] = {"date": today.isoformat(), "note": shown(Question(note))}
    if exchange is None:
        return kept
    answer = exchange.answer
    citations = answer.citations if isinstance(answer, Answered) else ()
    return kept | {
        "question": exchange.question,
        "language": answer.language,
        "outcome": type(answer).__name__.lower(),
        "passages": list(dict.fromkeys(each.passage.id for each in citations)),
        "fingerprint": exchange.fingerprint,
    }


def as_line(kept: dict[str, Any]) -> str:
    """The JSON of a record: what is shown and what is kept, to the letter."""
    return json.dumps(kept, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def keep(home: Path, kept: dict[str, Any]) -> None:
    """Add a record to the file. Raises OSError."""
    with (home / FILE).open("a", encoding="utf-8") as file:
        file.write(f"{as_line(kept)}\n")
