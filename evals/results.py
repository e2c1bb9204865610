"""Runs on disk: what was asked of one state of citabot, and what came of it.

evals/results/<fingerprint>/
    records.part.jsonl   a record a line, while the run goes on; what is there is not asked again
    records.jsonl        all of them, in the order of the questions; the same bytes for the same state
    run.json             what was asked of what, and the hash of records.jsonl; written last
    timings.jsonl        how long each answer took, which differs from run to run
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.questions import EvalQuestion
from evals.record import Record
from retrieval.errors import CitabotError

RESULTS = Path(__file__).parent / "results"
RUN_AGAIN = "run: citabot eval run"


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


def folder_of(fingerprint: str, results: Path = RESULTS) -> Path:
    return results / fingerprint


def read_part(folder: Path, questions: Sequence[EvalQuestion]) -> dict[str, Record]:
    """Records of a run that was broken off, by id; without those of questions that changed since."""
    wanted = {question.id: question for question in questions}
    try:
        lines = (folder / "records.part.jsonl").read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    kept = {record.id: record for line in lines if (record := _whole(line)) is not None}
    return {name: record for name, record in kept.items() if wanted.get(name) == record.question}


def _whole(line: str) -> Record | None:
    """None for a line that was being written when the run was broken off."""
    try:
        return Record.model_validate_json(line)
    except ValidationError:
        return None


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
    records = tuple(Record.model_validate_json(line) for line in content.decode().split("\n") if line)
    return Run(head, records, dict(_timings(folder)))


def _timings(folder: Path) -> Iterator[tuple[str, float]]:
    """Those of the last time that each question was asked."""
    try:
        lines = (folder / "timings.jsonl").read_text("utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        content = json.loads(line)
        yield content["id"], content["total"]
