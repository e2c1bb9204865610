"""Read a corpus: its documents, their passages, and the questions that people ask of them.

Without vectors or an index, so that what only looks at the corpus starts at once.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from retrieval.document import Document
from retrieval.errors import CorpusError
from retrieval.expected import FOLDER, complaints, expected_questions, read_gaps
from retrieval.generation import Contents
from retrieval.loading import load
from retrieval.sources import Corpus
from retrieval.split import split

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is."""

    step: str
    done: int
    total: int


def read_contents(corpus: Corpus, report: Callable[[Progress], None]) -> Contents:
    """Documents, passages, expected questions and known gaps of a corpus, in its order."""
    documents: list[Document] = []
    for number, source in enumerate(corpus.sources, start=1):
        documents.append(load(source, corpus.path(source)))
        report(Progress("reading", number, len(corpus.sources)))
    passages = tuple(passage for document in documents for passage in split(document))
    if not passages:
        raise CorpusError(f"{corpus.folder} holds no text that could be quoted; put documents there.")
    wrong = sum(1 for _ in complaints(corpus.folder, passages))
    if wrong:
        _log.warning("wrong entries in %s: %d; run: citabot questions check", corpus.folder / FOLDER, wrong)
    expected = tuple(expected_questions(corpus.folder, passages))
    return Contents(tuple(documents), passages, expected, tuple(read_gaps(corpus.folder)))
