"""Recorded passes: which states of citabot passed their evaluation. `serve` runs no other.

One file a fingerprint under evals/passes/, written by `citabot eval gate --record` and
committed. A digest over its content shows when somebody has edited it; it is no signature, and
keeps nobody out who means to forge one.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.figures import Figure
from retrieval.errors import CitabotError

PASSES = Path(__file__).parent / "passes"


class Pass(BaseModel):
    """That one state passed, on which questions, and with which figures."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fingerprint: str
    recorded_on: str  # the time, ISO 8601, UTC
    sources: tuple[str, ...]
    embedders: tuple[str, ...]
    questions: dict[str, int]  # file name -> how many
    questions_sha256: str
    records_sha256: str
    gates_sha256: str  # of gates.yaml, as it was then
    figures: tuple[Figure, ...]
    digest: str = ""  # SHA-256 of all the rest

    def sealed(self) -> "Pass":
        """The same with its digest."""
        return self.model_copy(update={"digest": self._digest()})

    @property
    def is_intact(self) -> bool:
        return self.digest == self._digest()

    def _digest(self) -> str:
        rest = self.model_copy(update={"digest": ""})
        return hashlib.sha256(rest.model_dump_json().encode()).hexdigest()


def read_pass(fingerprint: str, folder: Path = PASSES) -> Pass | None:
    """The pass of a fingerprint; None if there is none. Raises CitabotError if it was edited."""
    path = folder / f"{fingerprint}.json"
    if not path.is_file():
        return None
    recorded = _read(path)
    if recorded.fingerprint != fingerprint:
        raise _edited(path)
    return recorded


def read_passes(folder: Path = PASSES) -> list[Pass]:
    """All that are recorded, oldest first. Raises CitabotError that names one that was edited."""
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
    return sorted((_read(path) for path in paths), key=lambda each: (each.recorded_on, each.fingerprint))


def record(recorded: Pass, folder: Path = PASSES) -> Path:
    """Write a pass, one figure a line; returns where it is."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{recorded.fingerprint}.json"
    path.write_text("".join(_lines(recorded.sealed())), "utf-8")
    return path


def _lines(recorded: Pass) -> Iterator[str]:
    """JSON that reads well as a change: what is known of the run, then a line for each figure."""
    head = recorded.model_copy(update={"figures": ()}).model_dump_json(indent=1)
    before, after = head.split('"figures": []')
    lines = ",\n  ".join(_figure_json(each) for each in recorded.figures)
    yield f'{before}"figures": [\n  {lines}\n ]{after}\n'


def _figure_json(figure: Figure) -> str:
    return _OneFigure(figure=figure).model_dump_json().removeprefix('{"figure":')[:-1]


class _OneFigure(BaseModel):
    figure: Figure


def _read(path: Path) -> Pass:
    try:
        recorded = Pass.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise _edited(path) from error
    if not recorded.is_intact:
        raise _edited(path)
    return recorded


def _edited(path: Path) -> CitabotError:
    return CitabotError(f"{path} is not as it was recorded; remove it and run: make eval")
