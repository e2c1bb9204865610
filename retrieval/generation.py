"""A generation: one complete, immutable build of the index, and which one is current.

HOME/index/
    current               the id of the generation that answers; replaced by one rename
    build.lock            held by whoever builds
    id                    this home's, by which its collections on a Chroma server are known; made once
    building-<id>/        being written; swept by the next build if it was left behind
    <id>/                 manifest.json, contents.jsonl, known.npz, chroma/, words/, asked/

Whoever answers from a generation holds it, and no build removes it then.
"""

import hashlib
import json
import os
import secrets
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from retrieval.document import Block, Document, Quote, RawMap
from retrieval.errors import IndexMismatchError, IndexMissingError
from retrieval.expected import ExpectedQuestion, KnownGap
from retrieval.hold import remove
from retrieval.passage import Passage, Unit
from retrieval.settings import DEFAULT_HOME
from retrieval.sources import Source, UndeclaredSource

CONTENTS = "contents.jsonl"
MANIFEST = "manifest.json"
FORMAT = 3  # of the files in a generation's folder; raised when their meaning changes
RUN_INDEX = "run: citabot index"


class Manifest(BaseModel):
    """What a generation was built from, written into it last."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    id: str
    built_at: str  # ISO 8601, UTC
    corpus: str  # the folder
    embedders: tuple[str, ...]  # Embedder.identity, in the order of the setting
    embedder_digests: tuple[str, ...]
    content: str  # SHA-256 over sources, documents, passages, expected questions and known gaps
    documents: int
    passages: int
    vectors: dict[str, tuple[int, int]]  # of passages and units, by Embedder.key
    questions: int  # expected ones and those of known gaps
    questions_digest: str  # of the model that embedded them


@dataclass(frozen=True, slots=True)
class Contents:
    """What a generation holds beside its vectors and words."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    expected: tuple[ExpectedQuestion, ...] = ()
    gaps: tuple[KnownGap, ...] = ()


class _Head(BaseModel):
    """The first line of contents.jsonl: how many lines of each kind follow, in this order."""

    model_config = ConfigDict(extra="forbid")

    documents: int
    passages: int
    expected: int
    gaps: int


class _StoredDocument(BaseModel):
    model_config = ConfigDict(extra="forbid")

    source: Source
    declared: bool
    text: str
    blocks: tuple[Block, ...]
    raw_map: RawMap
    page_starts: tuple[int, ...]


class _StoredPassage(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    document: int  # position in contents.jsonl, from 0
    start: int
    end: int
    section: tuple[str, ...]
    units: tuple[Unit, ...]


class _StoredQuestion(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str
    language: str
    passage: int  # position among the passages, from 0
    start: int
    end: int


def damaged(folder: Path) -> IndexMismatchError:
    """What to raise where a generation's files are not what was written."""
    return IndexMismatchError(f"the index in {folder} is damaged; {RUN_INDEX}")


@dataclass(frozen=True, slots=True)
class Generations:
    """The folder that holds them."""

    folder: Path

    @classmethod
    def of(cls, home: Path) -> "Generations":
        return cls(home / "index")

    @property
    def lock(self) -> Path:
        return self.folder / "build.lock"

    def identity(self) -> str:
        """What tells this home from others on a Chroma server; empty before the first build."""
        try:
            return (self.folder / "id").read_text("utf-8").strip()
        except (OSError, ValueError):
            return ""

    def identify(self) -> str:
        """The same, made if there is none; for whoever holds the lock."""
        if not self.identity():
            self._write("id", secrets.token_hex(4))
        return self.identity()

    def current(self) -> Path:
        """The current generation's folder. Raises IndexMissingError."""
        home = self.folder.parent
        try:
            name = (self.folder / "current").read_text("utf-8").strip()
        except (OSError, ValueError):
            raise IndexMissingError(f"there is no index in {home} yet; {_run_index(home)}") from None
        if name not in {folder.name for folder in self._folders()}:
            raise IndexMissingError(f"the index in {home} is gone; {_run_index(home)}")
        return self.folder / name

    def begin(self, identifier: str) -> Path:
        """An empty folder to write generation `identifier` into."""
        building = self.folder / f"building-{identifier}"
        building.mkdir(parents=True)
        return building

    def finish(self, building: Path) -> Path:
        """Make what was written the current generation, by one atomic rename."""
        finished = self.folder / building.name.removeprefix("building-")
        building.rename(finished)
        self._write("current", finished.name)
        return finished

    def _write(self, name: str, content: str) -> None:
        """Beside, then renamed, so that a reader finds it whole."""
        beside = self.folder / f"{name}.new"
        with beside.open("w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.folder / name)

    def sweep(self, *, keep: Sequence[Path]) -> None:
        """Remove what killed builds left, and every generation but those to keep and those in use."""
        for folder in self._folders():
            if folder not in keep:
                remove(folder, unless_held=folder / MANIFEST)

    def _folders(self) -> Iterator[Path]:
        if self.folder.is_dir():
            yield from (path for path in self.folder.iterdir() if path.is_dir())


def _run_index(home: Path) -> str:
    """What to run for an index in `home`."""
    return RUN_INDEX if home == DEFAULT_HOME else f"{RUN_INDEX} --home {shlex.quote(str(home))}"


def save_contents(folder: Path, contents: Contents) -> None:
    """Write everything but vectors and words, a line each."""
    with (folder / CONTENTS).open("wb") as file:
        file.writelines(stored_lines(contents))


def stored_lines(contents: Contents) -> Iterator[bytes]:
    """The lines of contents.jsonl."""
    for stored in _all_stored(contents):
        yield stored.model_dump_json().encode() + b"\n"


def _all_stored(contents: Contents) -> Iterator[BaseModel]:
    yield _Head(
        documents=len(contents.documents), passages=len(contents.passages),
        expected=len(contents.expected), gaps=len(contents.gaps),
    )  # fmt: skip
    yield from (_stored(document) for document in contents.documents)
    numbers = {document.id: number for number, document in enumerate(contents.documents)}
    for passage in contents.passages:
        yield _StoredPassage(
            id=passage.id, document=numbers[passage.document.id],
            start=passage.start, end=passage.end, section=passage.section, units=passage.units,
        )  # fmt: skip
    places = {passage.id: place for place, passage in enumerate(contents.passages)}
    for each in contents.expected:
        yield _StoredQuestion(
            text=each.text, language=each.language, passage=places[each.passage.id],
            start=each.quote.start, end=each.quote.end,
        )  # fmt: skip
    yield from contents.gaps


def _stored(document: Document) -> _StoredDocument:
    return _StoredDocument(
        source=document.source, declared=not isinstance(document.source, UndeclaredSource),
        text=document.text, blocks=document.blocks,
        raw_map=document.raw_map, page_starts=document.page_starts,
    )  # fmt: skip


def load_contents(folder: Path) -> Contents:
    """Read documents and passages. Raises IndexMismatchError unless they are what was built, to the byte."""
    built = load_manifest(folder).content
    try:
        with (folder / CONTENTS).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != built:
                raise ValueError(f"{CONTENTS} has changed")
            file.seek(0)
            return _contents(file)
    except (OSError, ValueError, LookupError, StopIteration, RuntimeError) as error:
        raise damaged(folder) from error


def _contents(lines: Iterator[bytes]) -> Contents:
    head = _Head.model_validate_json(next(lines))
    documents = tuple(_document(next(lines)) for _ in range(head.documents))
    passages = tuple(_passage(next(lines), documents) for _ in range(head.passages))
    expected = tuple(_question(next(lines), passages) for _ in range(head.expected))
    gaps = tuple(KnownGap.model_validate_json(next(lines)) for _ in range(head.gaps))
    return Contents(documents, passages, expected, gaps)


def _question(line: bytes, passages: Sequence[Passage]) -> ExpectedQuestion:
    stored = _StoredQuestion.model_validate_json(line)
    passage = passages[stored.passage]
    return ExpectedQuestion(
        stored.text, stored.language, passage, Quote(passage.document, stored.start, stored.end)
    )


def _passage(line: bytes, documents: tuple[Document, ...]) -> Passage:
    stored = _StoredPassage.model_validate_json(line)
    document = documents[stored.document]
    return Passage(stored.id, document, stored.start, stored.end, stored.section, stored.units)


def _document(line: bytes) -> Document:
    stored = _StoredDocument.model_validate_json(line)
    source = stored.source if stored.declared else UndeclaredSource.model_validate(stored.source.model_dump())
    return Document(source, stored.text, stored.blocks, stored.raw_map, stored.page_starts)


def save_manifest(folder: Path, manifest: Manifest) -> None:
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", "utf-8")


def load_manifest(folder: Path) -> Manifest:
    """Raises IndexMismatchError for another version's manifest."""
    try:
        content = json.loads((folder / MANIFEST).read_text("utf-8"))
        if content.get("format") == FORMAT:
            return Manifest.model_validate(content)
    except (OSError, ValueError, AttributeError) as error:
        raise damaged(folder) from error
    raise IndexMismatchError(f"the index in {folder} was written by another version of citabot; {RUN_INDEX}")
