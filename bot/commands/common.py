"""What several commands share: the --home option, settings, batches."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TextIO, TypeVar

from pydantic import BaseModel, ValidationError

from bot.errors import UsageError
from retrieval.errors import CitabotError
from retrieval.settings import Settings, read_settings

Line = TypeVar("Line", bound=BaseModel)


def add_home(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--home", type=Path, metavar="DIR", help="folder of settings and index (default: ./.citabot)"
    )


def add_batch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--batch", type=Path, metavar="IN.jsonl", help="a file of questions, one JSON line each"
    )
    parser.add_argument("--out", type=Path, metavar="OUT.jsonl", help="where the lines of --batch go")


def require_one_or_batch(arguments: argparse.Namespace, one: str | None, name: str) -> None:
    """Raises UsageError unless there is either one question or a file of them and a file for the answers."""
    if (one is None) == (arguments.batch is None):
        raise UsageError(
            f"give one {name}, in quotation marks, before the options, or --batch IN.jsonl --out OUT.jsonl."
        )
    if (arguments.batch is None) != (arguments.out is None):
        raise UsageError("--batch IN.jsonl and --out OUT.jsonl go together; give both or neither.")


def settings_of(arguments: argparse.Namespace) -> Settings:
    return read_settings(home=arguments.home, corpus=getattr(arguments, "corpus", None))


def require_known(sources: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Source ids that were named. Raises CitabotError that lists the choices."""
    for name in sources:
        if name not in known:
            shown = ", ".join(known[:10]) + (", …" if len(known) > 10 else "")
            raise CitabotError(f"there is no source {name!r}; choose from {shown}.")
    return tuple(sources)


def print_json(content: Any) -> None:
    print(_json_line(content))


def _json_line(content: Any) -> str:
    """JSON on one line; half a surrogate pair, which UTF-8 cannot hold, as JSON's own escape."""
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def run_batch(
    arguments: argparse.Namespace, line_type: type[Line], one: Callable[[Line], dict[str, Any]]
) -> int:
    """Answer every line of --batch into --out, in order; a line that fails becomes an error line."""
    bad = 0
    with _open_batch(arguments) as (lines, out):
        for number, raw in enumerate(lines, start=1):
            if raw.strip():
                record = _one(raw, number, line_type, one)
                bad += "error" in record
                out.write(_json_line(record) + "\n")
    if bad:
        print(f"citabot: lines not answered: {bad}; see 'error' in {arguments.out}.", file=sys.stderr)
    return 0


@contextmanager
def _open_batch(arguments: argparse.Namespace) -> Iterator[tuple[Iterator[bytes], TextIO]]:
    try:
        with arguments.batch.open("rb") as lines:
            if arguments.out.exists() and arguments.out.samefile(arguments.batch):
                raise UsageError("--batch and --out are the same file; give --out another name.")
            with arguments.out.open("w", encoding="utf-8") as out:
                yield iter(lines), out
    except BrokenPipeError:  # --out is a pipe, and its reader has gone
        raise
    except OSError as error:  # a write that fails does not say in which file
        path = error.filename or arguments.out
        raise CitabotError(f"{path}: {error.strerror}; check the path and the disk.") from error


def _one(
    raw: bytes, number: int, line_type: type[Line], one: Callable[[Line], dict[str, Any]]
) -> dict[str, Any]:
    identifier: Any = None
    try:
        content = _object(raw)
        identifier = content.get("id")
        line = line_type.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        return {"id": identifier, "error": f"line {number}: {key}: {first['msg']}."}
    except (ValueError, RecursionError) as error:
        return {"id": identifier, "error": f"line {number} is not a JSON object in UTF-8 ({error})."}
    return {"id": identifier, **_answered(line, number, one)}


def _answered(line: Line, number: int, one: Callable[[Line], dict[str, Any]]) -> dict[str, Any]:
    try:
        return one(line)
    except CitabotError as error:
        return {"error": f"line {number}: {error}"}
    # A bug that one line meets must not cost the others; what it says may hold words of the question.
    except Exception as error:
        return {"error": f"line {number} could not be answered ({type(error).__name__})."}


def _object(raw: bytes) -> dict[str, Any]:
    """A line of JSON; a byte order mark before it is left aside. Raises ValueError or RecursionError."""
    content = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse)
    if not isinstance(content, dict):
        raise ValueError("it does not begin with a brace")
    return content


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no value")
