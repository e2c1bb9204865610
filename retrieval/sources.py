"""What the maintainers know of each file: corpus/sources.yaml, read once and strictly.

A file that lies in the folder without an entry is still a source, with status unknown and
a warning. Every error names the entry and the key.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from retrieval.errors import CorpusError
from retrieval.plain_yaml import read_yaml

MANIFEST = "sources.yaml"
ENDINGS = (".txt", ".md")  # what loading understands
_PRECISIONS = {4: "{}-12-31", 7: "{}-28", 10: "{}"}


class Kind(StrEnum):
    LAW = "law"
    REGULATION = "regulation"
    GUIDANCE = "guidance"
    POLICY = "policy"
    REPORT = "report"
    ADVOCACY = "advocacy"


class Status(StrEnum):
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    HISTORICAL = "historical"
    UNKNOWN = "unknown"


def _plain_date(value: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", value):
        raise ValueError("write it as YYYY-MM-DD (or YYYY-MM, YYYY)")
    try:
        date.fromisoformat(_PRECISIONS[len(value)].format(value))
    except ValueError:
        raise ValueError("no such day; write it as YYYY-MM-DD") from None
    return value


def _year_as_text(value: Any) -> Any:
    """YAML reads an unquoted year as a number."""
    return str(value) if type(value) is int else value


# ISO 8601, the day or month may be left out
PlainDate = Annotated[str, BeforeValidator(_year_as_text), AfterValidator(_plain_date)]


class Source(BaseModel):
    """An entry of sources.yaml. Dates are ISO 8601 text as written there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1)
    file: str = Field(min_length=1)
    title: str = Field(min_length=1)
    short_title: str = Field(min_length=1)
    publisher: str | None = None
    kind: Kind | None = None
    date: PlainDate | None = None
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}$")
    jurisdiction: str | None = None
    url: str | None = Field(default=None, pattern=r"^https?://[^\s]+$")
    status: Status = Status.UNKNOWN
    superseded_on: PlainDate | None = None
    superseded_by: str | None = None
    status_note: dict[str, str] = Field(default_factory=dict)  # language -> what else to say
    review_by: PlainDate | None = None
    licence: str | None = None
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")

    @model_validator(mode="after")
    def _superseded_says_by_what(self) -> "Source":
        if self.status is Status.SUPERSEDED and not (self.superseded_on and self.superseded_by):
            raise ValueError("status 'superseded' needs superseded_on and superseded_by")
        return self


class UndeclaredSource(Source):
    """A file that lies in the folder without an entry: its title is only its file's name, as is its id."""


class _Entry(Source):
    """A source as sources.yaml may declare it: its id can be typed anywhere."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")

    @model_validator(mode="after")
    def _says_what_its_notices_name(self) -> "_Entry":
        if self.status is Status.HISTORICAL and not self.date:
            raise ValueError("status 'historical' needs date, which its answers name")
        if self.kind is Kind.ADVOCACY and not self.publisher:
            raise ValueError("kind 'advocacy' needs publisher, which its answers name")
        return self


@dataclass(frozen=True, slots=True)
class Corpus:
    """The sources of a folder, in manifest order, undeclared files last by name."""

    folder: Path
    sources: tuple[Source, ...]
    warnings: tuple[str, ...]

    def path(self, source: Source) -> Path:
        return self.folder / source.file


def read_corpus(folder: Path) -> Corpus:
    """The sources of `folder`, each file present and as its sha256 says.

    Raises CorpusError that names the entry and the key, or the folder if it holds nothing.
    """
    if not folder.is_dir():
        raise CorpusError(f"there is no folder {str(folder)!r}; set CITABOT_CORPUS or --corpus.")
    declared = tuple(_declared(folder))
    files = tuple(_undeclared_files(folder, {(folder / source.file).resolve() for source in declared}))
    undeclared = tuple(_undeclared(path) for path in files if _lies_in(folder, path))
    strays = tuple(_stray_warning(path) for path in files if not _lies_in(folder, path))
    missing = tuple(_warning(source) for source in undeclared if _has_manifest(folder))
    corpus = Corpus(folder=folder, sources=declared + undeclared, warnings=missing + strays)
    if not corpus.sources:
        raise CorpusError(f"{folder} holds no {' or '.join(ENDINGS)} file; put documents there.")
    _require_unique_ids(corpus)
    _require_unique_files(corpus)
    return corpus


def _has_manifest(folder: Path) -> bool:
    return (folder / MANIFEST).exists()


def _warning(source: Source) -> str:
    return (
        f"{source.file} has no entry in {MANIFEST}: it is indexed with status unknown, and its "
        "answers say so; add an entry to change that."
    )


def _stray_warning(path: Path) -> str:
    return f"{path.name} is a link that leads outside the folder and is left out; put the file itself there."


def _lies_in(folder: Path, path: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _declared(folder: Path) -> Iterator[Source]:
    if not _has_manifest(folder):
        return
    manifest = folder / MANIFEST
    for number, entry in enumerate(_entries(manifest), start=1):
        source = _source(manifest, number, entry)
        _require_file(manifest, folder, source)
        _require_past(manifest, source, date.today())
        yield source


def _entries(manifest: Path) -> list[Any]:
    try:
        content = read_yaml(manifest)
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{manifest}: cannot be read ({error}); save it as UTF-8.") from error
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f" line {where.line + 1}" if where else ""
        raise CorpusError(f"{manifest}:{line} is not valid YAML; mend it there.") from error
    if content is None:
        return []
    if not isinstance(content, list):
        raise CorpusError(f"{manifest}: must be a list of sources, each beginning with '- id:'.")
    return content


def _source(manifest: Path, number: int, entry: Any) -> Source:
    if not isinstance(entry, dict):
        raise CorpusError(f"{manifest}: entry {number} must be a mapping that begins with '- id:'.")
    name = f"source {entry['id']!r}" if "id" in entry else f"entry {number}"
    try:
        return Source.model_validate(_Entry.model_validate(entry).model_dump())
    except ValidationError as error:
        first = error.errors()[0]
        raise CorpusError(f"{manifest}: {name} {_complaint(first)}") from error


def _complaint(error: Any) -> str:
    key = ".".join(str(part) for part in error["loc"])
    match error["type"]:
        case "missing":
            return f"lacks {key!r}; add it."
        case "extra_forbidden":
            known = ", ".join(Source.model_fields)
            return f"has an unknown key {key!r}; known keys are {known}."
        case "value_error" if not key:
            return f"is not complete: {error['ctx']['error']}."
        case "value_error":
            return f"has {key} {error['input']!r}; {error['ctx']['error']}."
        case _:
            return f"has {key} {error['input']!r}; {error['msg'][0].lower()}{error['msg'][1:]}."


def _require_file(manifest: Path, folder: Path, source: Source) -> None:
    path = folder / source.file
    if not _lies_in(folder, path):
        raise CorpusError(f"{manifest}: source {source.id!r} has file {source.file!r} outside {folder}.")
    if not path.is_file():
        raise CorpusError(f"{manifest}: source {source.id!r} has file {source.file!r}, which does not exist.")
    if source.sha256 and source.sha256 != sha256_of(path):
        raise CorpusError(
            f"{manifest}: source {source.id!r} has a sha256 that is not that of {source.file!r}; "
            f"check what changed, then write {sha256_of(path)}."
        )


def _require_past(manifest: Path, source: Source, today: date) -> None:
    """Raises CorpusError if answers would say that a source was replaced on a day to come."""
    day = source.superseded_on
    if source.status is Status.SUPERSEDED and day and day > today.isoformat()[: len(day)]:
        raise CorpusError(
            f"{manifest}: source {source.id!r} has superseded_on {day!r}, which is still to come; "
            "until then its status is 'in_force'."
        )


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal. Raises CorpusError if unreadable."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise CorpusError(f"{path} cannot be read ({error.strerror}); mend its permissions.") from error


def _undeclared_files(folder: Path, declared: set[Path]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in ENDINGS and path.is_file() and path.resolve() not in declared:
            yield path


def _undeclared(path: Path) -> Source:
    title = re.sub(r"[-_]+", " ", path.stem).strip() or path.stem
    return UndeclaredSource(id=path.stem, file=path.name, title=title, short_title=title)


def _require_unique_ids(corpus: Corpus) -> None:
    where = corpus.folder / MANIFEST if _has_manifest(corpus.folder) else corpus.folder
    seen: dict[str, Source] = {}
    for source in corpus.sources:
        other = seen.setdefault(source.id, source)
        if other is not source:
            raise CorpusError(
                f"{where}: source {source.id!r} is the id of two files, {other.file!r} and {source.file!r}; "
                f"{_way_out(other, source)}."
            )


def _require_unique_files(corpus: Corpus) -> None:
    seen: dict[Path, Source] = {}
    for source in (each for each in corpus.sources if not isinstance(each, UndeclaredSource)):
        other = seen.setdefault(corpus.path(source).resolve(), source)
        if other is not source:
            raise CorpusError(
                f"{corpus.folder / MANIFEST}: source {source.id!r} has file {source.file!r}, "
                f"which is that of source {other.id!r} too; keep one of them."
            )


def _way_out(first: Source, second: Source) -> str:
    undeclared = isinstance(first, UndeclaredSource) and isinstance(second, UndeclaredSource)
    return "rename one of them" if undeclared else "give one of them another id"
