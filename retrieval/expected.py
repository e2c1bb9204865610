"""Expected questions and known gaps: what maintainers know that people ask.

    corpus/questions/<source>.yaml   questions that a source answers, each tied to its words
    corpus/questions/gaps.yaml       questions that no source answers, with what to say instead

Read strictly; a quote that is not in its source is an error that names the entry.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from retrieval.compose import ClaimedQuote
from retrieval.document import BlockKind
from retrieval.errors import CorpusError
from retrieval.generation import Contents
from retrieval.passage import Passage
from retrieval.verify import find

FOLDER = "questions"
GAPS = "gaps.yaml"


class ExpectedQuestion(BaseModel):
    """A question that a document answers, and the words that answer it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str = Field(min_length=3)
    language: str = Field(pattern=r"^[a-z]{2,3}$")
    quote: str = Field(min_length=3)


class KnownGap(BaseModel):
    """A question that the documents do not answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str = Field(min_length=3)
    language: str = Field(pattern=r"^[a-z]{2,3}$")
    instead: str = Field(min_length=3)  # what to say, and whom to ask


Entry = TypeVar("Entry", ExpectedQuestion, KnownGap)


def read_expected(folder: Path, source: str) -> list[ExpectedQuestion]:
    """Those of one source; none if it has no file."""
    return _read(folder / FOLDER / f"{source}.yaml", TypeAdapter(list[ExpectedQuestion]))


def read_gaps(folder: Path) -> list[KnownGap]:
    return _read(folder / FOLDER / GAPS, TypeAdapter(list[KnownGap]))


def _read(path: Path, shape: TypeAdapter[list[Entry]]) -> list[Entry]:
    if not path.exists():
        return []
    try:
        return shape.validate_python(yaml.safe_load(path.read_text("utf-8")) or [])
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CorpusError(
            f"{path} cannot be read as YAML ({type(error).__name__}); mend it there."
        ) from error
    except ValidationError as error:
        raise CorpusError(f"{path}: {_complaint(error.errors()[0])}; correct it.") from error


def _complaint(first: Any) -> str:
    """What is wrong, and in which entry, counted from 1."""
    if not first["loc"]:
        return "must be a list of entries that begin with '- question:'"
    number, *keys = first["loc"]
    entry = f"entry {int(number) + 1}"
    return f"{entry}: {'.'.join(map(str, keys))}: {first['msg']}" if keys else f"{entry} must be a mapping"


def complaints(folder: Path, contents: Contents) -> Iterator[str]:
    """What is wrong in the files: unknown sources, quotes that stand nowhere, questions asked twice."""
    known = {document.id for document in contents.documents}
    names = {GAPS, *(f"{source}.yaml" for source in known)}
    for path in sorted((folder / FOLDER).glob("[!.]*")):
        if path.name not in names:
            yield f"{path.name} is of no source in the corpus; rename or remove it."
    for source in sorted(known):
        passages = [passage for passage in contents.passages if passage.document.id == source]
        seen: set[str] = set()
        for number, entry in enumerate(read_expected(folder, source), start=1):
            if locate(entry, passages) is None:
                yield f"{source}.yaml: entry {number}: its quote is in no passage of {source}; copy it again."
            if entry.question.casefold() in seen:
                yield f"{source}.yaml: entry {number}: {entry.question!r} stands there twice; remove one."
            seen.add(entry.question.casefold())


def locate(entry: ExpectedQuestion, passages: list[Passage]) -> Passage | None:
    """The first passage that holds the entry's quote, white space aside."""
    return next((passage for passage in passages if find(ClaimedQuote(passage, entry.quote))), None)


def uncovered(folder: Path, contents: Contents, source: str) -> list[Passage]:
    """The passages of a source that no expected question leads to."""
    passages = [passage for passage in contents.passages if passage.document.id == source]
    located = (locate(entry, passages) for entry in read_expected(folder, source))
    covered = {passage.id for passage in located if passage is not None}
    return [passage for passage in passages if passage.id not in covered]


def propose(passage: Passage) -> ExpectedQuestion | None:
    """The question that the document itself asks at the head of a passage, tied to its first answer."""
    first, *rest = passage.units
    if first.kind is not BlockKind.QUESTION or not rest:
        return None
    text = passage.document.text
    return ExpectedQuestion(
        question=" ".join(text[first.start : first.end].split()),
        language=passage.document.source.language,
        quote=" ".join(text[rest[0].start : rest[0].end].split()),
    )
