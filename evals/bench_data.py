"""A benchmark: a folder of documents and a file of questions, read strictly.

`<name>/corpus/*.md` holds the documents, `<name>/queries.public.jsonl` a question a line.
Whatever is wrong there is a CitabotError of one sentence, before anything is indexed.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from retrieval.errors import CitabotError
from retrieval.followup import Turn
from retrieval.sources import Corpus, read_corpus
from retrieval.understand import Question

QUERIES = "queries.public.jsonl"
_CORPUS = "corpus"
Answerability = Literal["ANSWERABLE", "PARTIAL", "UNANSWERABLE", "UNDERSPECIFIED", "CONVERSATIONAL"]


class BenchTurn(BaseModel):
    """A message of the conversation before a question."""

    model_config = ConfigDict(frozen=True)

    role: Literal["user", "assistant"]
    text: str


class BenchQuestion(BaseModel):
    """A line of the questions; fields that are not named here are passed over."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    gold: frozenset[str]  # source ids that answer; empty where none does
    history: tuple[BenchTurn, ...] = ()  # oldest first
    lang: str = "en"
    collection: str | None = None
    source: str | None = None  # the data set that the question was taken from
    answerability: Answerability | None = None

    @property
    def counts(self) -> bool:
        """Is there something to be found?"""
        return bool(self.gold) and self.answerability in (None, "ANSWERABLE", "PARTIAL")

    @property
    def has_answer(self) -> bool | None:
        """Do the documents answer it, in part at least? None where nobody says, or it cannot be said."""
        return {"ANSWERABLE": True, "PARTIAL": True, "UNANSWERABLE": False}.get(self.answerability or "")

    @property
    def cluster(self) -> str:
        """What it shares with those that succeed and fail with it: a conversation, or a translated question.

        >>> BenchQuestion(id="c7<::>2", question="And then?", gold=frozenset()).cluster
        'c7'
        >>> BenchQuestion(id="es:56be", lang="es", question="¿Qué?", gold=frozenset()).cluster
        '56be'
        """
        return self.id.removeprefix(f"{self.lang}:").partition("<::>")[0]

    @property
    def is_fitted_on(self) -> bool:
        """Is it one of the half, whole clusters at a time, that `python -m evals.fit` may use?"""
        return hashlib.sha256(self.cluster.encode()).digest()[0] % 2 == 0

    def as_question(self, *, with_history: bool = True) -> Question:
        """The question as a person would send it."""
        turns = tuple(Turn(turn.role, turn.text) for turn in self.history)
        return Question(self.question, turns if with_history else ())


@dataclass(frozen=True, slots=True)
class Bench:
    """A benchmark that can be run."""

    name: str
    corpus: Corpus
    asked: int  # questions in the file
    questions: tuple[BenchQuestion, ...]  # those that count, never empty; all their gold is in the corpus
    judged: tuple[BenchQuestion, ...]  # those known to have an answer or none; empty unless some have none

    @property
    def has_history(self) -> bool:
        return any(question.history for question in self.questions)


def read_benches(data: Path, *, only: str | None = None, queries: str = QUERIES) -> list[Bench]:
    """The benchmarks in the folder `data` by name, or the one named `only`.

    Raises CitabotError that names the folder, the file, or the line.
    """
    if not data.is_dir():
        raise CitabotError(f"there is no folder {str(data)!r}; name one with --data.")
    names = sorted(path.parent.name for path in data.glob(f"*/{queries}"))
    if not names:
        raise CitabotError(f"{data} holds no <name>/{queries}; name another folder with --data.")
    if only is not None and only not in names:
        raise CitabotError(f"{data} holds no benchmark {only!r}; choose one of {', '.join(names)}.")
    return [_bench(data / name, queries) for name in names if only in (None, name)]


def _bench(folder: Path, queries: str) -> Bench:
    if not (folder / _CORPUS).is_dir():
        raise CitabotError(
            f"{folder} has no folder {_CORPUS!r}; put the Markdown files of its documents there."
        )
    corpus = read_corpus(folder / _CORPUS)
    path = folder / queries
    questions = read_questions(path)
    counting = tuple(question for question in questions if question.counts)
    if not counting:
        raise CitabotError(f"{path} holds no question with gold; name a file that has some with --queries.")
    _require_gold(path, counting, corpus)
    judged = tuple(question for question in questions if question.has_answer is not None)
    if len({question.has_answer for question in judged}) < 2:
        judged = ()
    return Bench(folder.name, corpus, len(questions), counting, judged)


def _require_gold(path: Path, questions: tuple[BenchQuestion, ...], corpus: Corpus) -> None:
    known = {source.id for source in corpus.sources}
    for question in questions:
        for gold in sorted(question.gold - known):
            raise CitabotError(
                f"{path}: question {question.id!r} has gold {gold!r}, which is no document "
                f"of {corpus.folder}; correct one of them."
            )


def read_questions(path: Path) -> list[BenchQuestion]:
    """The questions of a file, in order; empty lines are passed over.

    Raises CitabotError that names the line.
    """
    try:
        lines = path.read_text("utf-8").split("\n")  # a text may hold other signs that end lines
    except (OSError, UnicodeDecodeError) as error:
        raise CitabotError(f"{path} cannot be read ({error}); save it there as UTF-8.") from error
    questions = list(_parsed(path, lines))
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise CitabotError(f"{path}: two questions have the id {question.id!r}; give one another id.")
        seen.add(question.id)
    return questions


def _parsed(path: Path, lines: list[str]) -> Iterator[BenchQuestion]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield BenchQuestion.model_validate_json(line)
        except ValidationError as error:
            raise CitabotError(f"{path} line {number} {_complaint(error.errors()[0])}") from error


def _complaint(error: Any) -> str:
    key = ".".join(str(part) for part in error["loc"])
    if not key:
        return "is not a JSON object; mend it there."
    if error["type"] == "missing":
        return f"lacks {key!r}; add it."
    return f"has a {key!r} that cannot be used: {error['msg'][0].lower()}{error['msg'][1:]}."
