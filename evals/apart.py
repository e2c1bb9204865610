"""Keep what helps to find apart from what measures how well things are found.

An expected question, or one of a known gap, that is nearly a question of the evaluation
would make its figures look better than answers are.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.questions import EvalQuestion
from retrieval.expected import FOLDER, GAPS, read_entries, read_gaps
from retrieval.lexical import terms, words

_ALIKE = 0.8  # share of the terms of two questions that they have in common
_TELLING = 4  # terms from which on a share says something


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
    """A sentence for each of `asked` that is nearly one of `evaluated` in the same language.

    Nearly: of the same terms, or of four and more on both sides most in common (Jaccard).
    """
    measured = [(_terms(each.question, each.language), each) for each in evaluated]
    for written in asked:
        own = _terms(written.text, written.language)
        for other, question in measured:
            if question.language == written.language and _are_alike(own, other):
                yield (
                    f"{written.file}: {written.text!r} is nearly {question.id}, {question.question!r}, "
                    "by which answers are measured; remove it."
                )


def _terms(text: str, language: str) -> frozenset[str]:
    """Without accents; all words where there is nothing else."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return frozenset(terms(plain, language)) or frozenset(words(plain))


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < _TELLING:
        return False
    return len(one & other) / len(one | other) >= _ALIKE
