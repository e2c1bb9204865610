"""Expected questions and known gaps: what maintainers know that people ask.

    corpus/questions/<source>.yaml   questions that a source answers, each tied to its words
    corpus/questions/gaps.yaml       questions that no source answers, with what to say instead

Questions of one meaning in several languages stand together. Their vectors and words lead to
passages (document expansion; Nogueira and Lin 2019), and they are never shown as an answer.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from retrieval.document import BlockKind, Quote
from retrieval.errors import CorpusError
from retrieval.passage import Passage
from retrieval.plain_yaml import read_yaml

FOLDER = "questions"
GAPS = "gaps.yaml"
_Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
_Words = Annotated[str, StringConstraints(min_length=3, strip_whitespace=True)]
_Asked = Annotated[dict[_Language, Annotated[tuple[_Words, ...], Field(min_length=1)]], Field(min_length=1)]


class Entry(BaseModel):
    """Questions that the same words of a document answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quote: _Words
    questions: _Asked  # by language


class KnownGap(BaseModel):
    """Questions of one meaning that the documents do not answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    questions: _Asked
    instead: Annotated[dict[_Language, _Words], Field(min_length=1)]  # what to say, and whom to ask

    def asked(self) -> Iterator[tuple[str, str]]:
        """Language and text of each question, in order."""
        return _each(self.questions)

    def said(self, language: str) -> str:
        """What to say instead, in `language` or else in the first one written."""
        return self.instead.get(language, next(iter(self.instead.values())))


@dataclass(frozen=True, slots=True)
class ExpectedQuestion:
    """A question that a document answers, and the words that answer it."""

    text: str
    language: str
    passage: Passage
    quote: Quote  # inside the passage


_Shape = TypeVar("_Shape", Entry, KnownGap)


def read_entries(folder: Path, source: str) -> list[Entry]:
    """Those of one source; none if it has no file. Raises CorpusError that names the entry."""
    return _read(folder / FOLDER / f"{source}.yaml", TypeAdapter(list[Entry]))


def read_gaps(folder: Path) -> list[KnownGap]:
    """In the file's order; none if there is no file. Raises CorpusError that names the entry."""
    return _read(folder / FOLDER / GAPS, TypeAdapter(list[KnownGap]))


def _read(path: Path, shape: TypeAdapter[list[_Shape]]) -> list[_Shape]:
    if not path.exists():
        return []
    try:
        return shape.validate_python(read_yaml(path) or [])
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CorpusError(
            f"{path} cannot be read as YAML ({type(error).__name__}); mend it there."
        ) from error
    except ValidationError as error:
        raise CorpusError(f"{path}: {_complaint(error.errors()[0])}; correct it.") from error


def _complaint(first: Any) -> str:
    """What is wrong, and in which entry, counted from 1."""
    if not first["loc"]:
        return "must be a list of entries"
    number, *keys = first["loc"]
    entry = f"entry {int(number) + 1}"
    return f"{entry}: {'.'.join(map(str, keys))}: {first['msg']}" if keys else f"{entry} must be a mapping"


def expected_questions(folder: Path, passages: Sequence[Passage]) -> Iterator[ExpectedQuestion]:
    """Every question of every source whose quote stands in one of its passages.

    A question whose words are gone is left out: `complaints` tells.
    """
    for source, own in _by_source(passages).items():
        for entry in read_entries(folder, source):
            located = locate(entry, own)
            if located is not None:
                passage, quote = located
                for language, text in _each(entry.questions):
                    yield ExpectedQuestion(text, language, passage, quote)


def _by_source(passages: Sequence[Passage]) -> dict[str, list[Passage]]:
    grouped: dict[str, list[Passage]] = {}
    for passage in passages:
        grouped.setdefault(passage.document.id, []).append(passage)
    return grouped


def _each(questions: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Language and text of each question."""
    for language, texts in questions.items():
        yield from ((language, text) for text in texts)


def locate(entry: Entry, passages: Sequence[Passage]) -> tuple[Passage, Quote] | None:
    """The first passage that holds the entry's quote, and where; white space aside."""
    for passage in passages:
        quote = passage.find(entry.quote)
        if quote is not None:
            return passage, quote
    return None


def complaints(folder: Path, passages: Sequence[Passage]) -> Iterator[str]:
    """What is wrong in the files: unknown sources, quotes that stand nowhere, questions asked twice."""
    grouped = _by_source(passages)
    names = {GAPS, *(f"{source}.yaml" for source in grouped)}
    for path in sorted((folder / FOLDER).glob("[!.]*")):
        if path.name not in names:
            yield f"{path.name} is of no source in the corpus; rename or remove it."
    for source, own in sorted(grouped.items()):
        entries = read_entries(folder, source)
        for number, entry in enumerate(entries, start=1):
            if locate(entry, own) is None:
                yield f"{source}.yaml: entry {number}: its quote is in no passage of {source}; copy it again."
        yield from _repeated(f"{source}.yaml", [entry.questions for entry in entries])
    gaps = read_gaps(folder)
    for name, count in Counter(gap.id for gap in gaps).items():
        if count > 1:
            yield f"{GAPS}: {name!r} is the id of {count} gaps; give each its own."
    yield from _repeated(GAPS, [gap.questions for gap in gaps])


def _repeated(name: str, entries: Sequence[Mapping[str, Sequence[str]]]) -> Iterator[str]:
    seen: set[str] = set()
    for number, questions in enumerate(entries, start=1):
        for _, text in _each(questions):
            if text.casefold() in seen:
                yield f"{name}: entry {number}: {text!r} stands there twice; remove one."
            seen.add(text.casefold())


def uncovered(folder: Path, passages: Sequence[Passage], source: str) -> list[Passage]:
    """The passages of a source that no expected question leads to."""
    own = _by_source(passages).get(source, [])
    located = (locate(entry, own) for entry in read_entries(folder, source))
    covered = {found[0].id for found in located if found is not None}
    return [passage for passage in own if passage.id not in covered]


def propose(passage: Passage) -> Entry | None:
    """The question that the document itself asks at the head of a passage, tied to its first answer."""
    first, *rest = passage.units
    if first.kind is not BlockKind.QUESTION or not rest:
        return None
    text = passage.document.text
    question = " ".join(text[first.start : first.end].split())
    return Entry(
        quote=" ".join(text[rest[0].start : rest[0].end].split()),
        questions={passage.document.source.language: (question,)},
    )
