"""Ask the questions, the way that every answer goes, and keep each record as soon as it is there."""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from evals.metrics.similarity import Encode, with_similarity
from evals.questions import EvalQuestion, questions_digest
from evals.record import Record
from evals.recording import record_of
from evals.results import Run, RunHead, adding_to, folder_of, forget, read_known, records_digest, save
from evals.validation import complaints
from retrieval.answering import Parts, Reply, as_runnable
from retrieval.errors import CitabotError


@dataclass(frozen=True, slots=True)
class Asking:
    """What a run asks, and how."""

    files: dict[str, tuple[EvalQuestion, ...]]  # by file name
    results: Path  # the folder of all runs
    encode: Encode  # the model that compares answers with gold
    workers: int = 1  # more only where answering waits for a network
    again: bool = False  # ask also what has been asked

    @property
    def questions(self) -> tuple[EvalQuestion, ...]:
        return tuple(question for each in self.files.values() for question in each)


def run(asking: Asking, parts: Parts, embedders: Sequence[str], report: Callable[[int, int], None]) -> Run:
    """Ask what has not been asked of this state yet, and write the complete run.

    `report` is told how many of how many are done. Raises CitabotError if there is no question.
    """
    if not asking.questions:
        raise CitabotError("there is no question to ask; name a file that has some with --questions.")
    folder = folder_of(parts.fingerprint, asking.results)
    folder.mkdir(parents=True, exist_ok=True)
    records = with_similarity(_records(asking, parts, folder, report), asking.encode)
    documents = parts.searcher.contents.documents
    head = RunHead(
        fingerprint=parts.fingerprint,
        embedders=tuple(embedders),
        sources=tuple(document.id for document in documents),
        questions={name: len(own) for name, own in asking.files.items()},
        questions_sha256=questions_digest(asking.questions),
        complaints=tuple(complaints(asking.files, documents)),
        records_sha256=records_digest(records),
    )
    complete = Run(head, tuple(records), {})
    save(folder, complete)
    return complete


def _records(asking: Asking, parts: Parts, folder: Path, report: Callable[[int, int], None]) -> list[Record]:
    """One a question, in order."""
    if asking.again:
        forget(folder)
    known = read_known(folder, asking.questions)
    missing = [question for question in asking.questions if question.id not in known]
    report(len(known), len(asking.questions))
    with (
        adding_to(folder / "records.part.jsonl") as kept,
        adding_to(folder / "timings.jsonl") as timed,
    ):
        for question, reply in zip(missing, _replies(missing, parts, asking.workers), strict=True):
            record = record_of(question, reply, parts)
            _write(kept, record.model_dump_json())
            took = {"id": question.id, "at_once": asking.workers, **reply.timings}
            _write(timed, json.dumps(took))
            known[question.id] = record
            report(len(known), len(asking.questions))
    return [known[question.id] for question in asking.questions]


def _replies(questions: Sequence[EvalQuestion], parts: Parts, workers: int) -> Iterator[Reply]:
    """In order, as `citabot serve` answers."""
    chain = as_runnable(parts)
    asked = [question.as_question() for question in questions]
    if workers == 1:
        yield from map(chain.invoke, asked)
        return
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(chain.invoke, asked)


def _write(file: TextIO, line: str) -> None:
    file.write(f"{line}\n")
    file.flush()  # what was asked is kept, however this ends
