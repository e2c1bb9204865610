"""Keep what helps to find apart from what measures how well things are found.

An expected question, or one of a known gap, that is nearly a question of the evaluation
would make its figures look better than answers are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.alike import alike, terms_of
from evals.questions import EvalQuestion
from retrieval.expected import FOLDER, GAPS, read_entries, read_gaps

# Expected questions say each thing in many ways, near to how people say it: only a copy is to be kept out.
_COPIED = 0.8  # share of the terms of two questions that they have in common


@dataclass(frozen=True, slots=True)
class Written:
    """A question as it stands in a file of corpus/questions."""

    file: str
    language: str
    text: str


def read_written(corpus: Path) -> Iterator[Written]:
    """Expected questions and those of known gaps. Raises CorpusError that names the entry."""
    for path in sorted((corpus / FOLDER).glob("*.yaml")):
        entries = read_gaps(corpus) if path.name == GAPS else read_entries(corpus, path.stem)
        for entry in entries:
            for language, texts in entry.questions.items():
                yield from (Written(path.name, language, text) for text in texts)


def near_duplicates(asked: Iterable[Written], evaluated: Iterable[EvalQuestion]) -> Iterator[str]:
    """A sentence for each of `asked` that is nearly one of `evaluated` in the same language."""
    measured = [(terms_of(each.question, each.language), each) for each in evaluated]
    own = ((terms_of(written.text, written.language), written) for written in asked)
    for written, question in alike(own, measured, share=_COPIED):
        yield (
            f"{written.file}: {written.text!r} is nearly {question.id}, {question.question!r}, "
            "by which answers are measured; remove it."
        )
