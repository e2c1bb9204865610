"""Write a question down: the entry as it stands in a question file, and its place there.

Entries are appended as text, so that what people wrote into a file, comments too, stays.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from evals.questions import EvalQuestion, read_questions
from retrieval.errors import CitabotError


def new_question(fields: Mapping[str, Any]) -> EvalQuestion:
    """Raises CitabotError that names the field."""
    try:
        return EvalQuestion.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "the question"
        raise CitabotError(f"{name}: {first['msg']}; see: citabot eval add --help") from error


def next_id(path: Path, others: Iterable[str]) -> str:
    """The file's commonest prefix with the next number that no question has.

    >>> next_id(Path("nowhere/hard-report.yaml"), [])
    'har-001'
    """
    ids = [question.id for question in read_questions(path)] if path.exists() else []
    prefixes = [match[1] for each in ids if (match := re.fullmatch(r"([a-z]+-[a-z]?)(\d+)", each))]
    prefix = max(prefixes, key=prefixes.count) if prefixes else f"{path.stem[:3]}-"
    taken = [int(match[1]) for each in (*ids, *others) if (match := re.fullmatch(prefix + r"(\d+)", each))]
    return f"{prefix}{max(taken, default=0) + 1:03}"


def as_yaml(question: EvalQuestion) -> str:
    """The entry, without what is not said."""
    content = question.model_dump(mode="json")
    for name in ("history", "facts", "forbidden"):
        if not content[name]:
            del content[name]
    for gold in content["gold"]:
        if gold["part"] == 1:
            del gold["part"]
    return yaml.safe_dump([content], allow_unicode=True, sort_keys=False, width=1000)


def append(path: Path, question: EvalQuestion) -> None:
    """Add the entry at the end of a file. Raises CitabotError if it cannot be written."""
    try:
        before = path.read_text("utf-8") if path.exists() else ""
        gap = "" if before.endswith("\n") or not before else "\n"
        path.write_text(f"{before}{gap}{as_yaml(question)}", "utf-8")
    except OSError as error:
        raise CitabotError(f"{path} cannot be written ({error.strerror}); name another file.") from error
