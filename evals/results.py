"""Runs on disk: what was asked of one state of citabot, and what came of it.

evals/results/<fingerprint>/
    records.part.jsonl   a record a line, while the run goes on; what is there is not asked again
    records.jsonl        all of them, in the order of the questions; the same bytes for the same state
    run.json             what was asked of what, and the hash of records.jsonl; written last
    timings.jsonl        how long each answer took, which differs from run to run, and how many were
                         asked at a time
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.questions import EvalQuestion
from evals.record import Record
from retrieval.errors import CitabotError

RESULTS = Path(__file__).parent / "results"
RUN_AGAIN = "run: citabot eval run"
Line = TypeVar("Line", bound=BaseModel)


class RunHead(BaseModel):
    """What a run was, written when it is complete."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fingerprint: str
    embedders: tuple[str, ...]
    sources: tuple[str, ...]  # ids of the documents that were answered from
    questions: dict[str, int]  # file name -> how many
    questions_sha256: str  # of all questions, whatever their order
    complaints: tuple[str, ...]  # what is wrong with the questions beside these documents
    records_sha256: str


@dataclass(frozen=True, slots=True)
class Run:
    """A complete run."""

    head: RunHead
    records: tuple[Record, ...]
    milliseconds: Mapping[str, float]  # by question id; empty where nobody measured
    at_once: int = 1  # questions that were asked at a time while this was measured, at most


class Timing(BaseModel):
    """A line of timings.jsonl; the stages that it names beside the total are passed over."""

    model_config = ConfigDict(frozen=True)

    id: str
    total: float  # milliseconds
    at_once: int = 1


def folder_of(fingerprint: str, results: Path = RESULTS) -> Path:
    return results / fingerprint


def read_known(folder: Path, questions: Sequence[EvalQuestion]) -> dict[str, Record]:
    """Records that are there, by id, without those of questions that changed since.

    Of a complete run, and of one that was broken off.
    """
    wanted = {question.id: question for question in questions}
    records = [*_complete(folder), *_whole(Record, folder / "records.part.jsonl")]
    return {record.id: record for record in records if wanted.get(record.id) == record.question}


def _complete(folder: Path) -> Sequence[Record]:
    try:
        return load(folder).records
    except CitabotError:
        return ()


def _whole(kind: type[Line], path: Path) -> list[Line]:
    """The lines of a file, without one that was being written when a run was broken off."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return []
    return [found for line in lines if (found := _parsed(kind, line)) is not None]


def _parsed(kind: type[Line], line: bytes) -> Line | None:
    try:
        return kind.model_validate_json(line)
    except ValidationError:
        return None


@contextmanager
def adding_to(path: Path) -> Iterator[TextIO]:
    """A file to write further lines to, each a line of its own even after one that was broken off."""
    torn = path.exists() and not path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" if torn else "")
        yield file


def records_digest(records: Sequence[Record]) -> str:
    """SHA-256 of records.jsonl."""
    return hashlib.sha256(_lines(records)).hexdigest()


def _lines(records: Sequence[Record]) -> bytes:
    return "".join(f"{record.model_dump_json()}\n" for record in records).encode()


def save(folder: Path, run: Run) -> None:
    """Write a complete run, its head last; times are left as they were written while it went on."""
    (folder / "records.jsonl").write_bytes(_lines(run.records))
    (folder / "run.json").write_text(run.head.model_dump_json(indent=2) + "\n", "utf-8")
    (folder / "records.part.jsonl").unlink(missing_ok=True)


def load(folder: Path) -> Run:
    """A complete run. Raises CitabotError if it is none, or was changed by hand."""
    try:
        head = RunHead.model_validate_json((folder / "run.json").read_bytes())
        content = (folder / "records.jsonl").read_bytes()
    except OSError:
        raise CitabotError(f"there is no complete run in {folder}; {RUN_AGAIN}") from None
    except ValidationError:
        raise CitabotError(f"{folder / 'run.json'} is not as it was written; {RUN_AGAIN} --again") from None
    if hashlib.sha256(content).hexdigest() != head.records_sha256:
        raise CitabotError(
            f"{folder / 'records.jsonl'} was changed after the run that wrote it; {RUN_AGAIN} --again"
        )
    try:
        records = tuple(Record.model_validate_json(line) for line in content.decode().split("\n") if line)
    except ValidationError:
        raise CitabotError(
            f"{folder / 'records.jsonl'} was written by another version of citabot; {RUN_AGAIN} --again"
        ) from None
    return _timed(folder, head, records)


def _timed(folder: Path, head: RunHead, records: tuple[Record, ...]) -> Run:
    """With the times of the last time that each of its questions was asked."""
    asked = {record.id for record in records}
    timings = {
        each.id: each for each in _whole(Timing, folder / "timings.jsonl") if each.id in asked
    }.values()
    at_once = max((each.at_once for each in timings), default=1)
    return Run(head, records, {each.id: each.total for each in timings}, at_once)


def forget(folder: Path) -> None:
    """Take a run back to where nothing was asked."""
    for name in ("run.json", "records.part.jsonl", "timings.jsonl"):
        (folder / name).unlink(missing_ok=True)
