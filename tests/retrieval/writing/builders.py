"""Drafts of a language model, and what they are checked with, for tests.

Words are embedded by a table that shows their vectors, or by `HashedWords`, which knows words and
nothing of what they mean: with it a sentence is supported if its words are those of its quotes.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from retrieval.embed import Embedder
from retrieval.writing.alignment import Aligner, Alignment
from retrieval.writing.check import Checker, Entails
from retrieval.writing.claims import Claims
from retrieval.writing.draft import DraftQuote, DraftStatement, WrittenDraft
from retrieval.writing.support import Support, SupportTuning, figures
from tests.retrieval.answer_builders import HashedWords

_DIMENSIONS = 4096  # of HashedWords

ALIKE = Claims(frozenset(), {})  # nothing is added, nothing left out
_NOUGHT = {"intercept": 0.0} | dict.fromkeys(figures(Alignment((), ()), 0.0, ALIKE, other_voice=False), 0.0)
ALWAYS = Support(weights=_NOUGHT, threshold=0.0)
NEVER = Support(weights=_NOUGHT, threshold=1.0)
EVERY_WORD = Support(weights=_NOUGHT | {"intercept": -8.0, "least": 10.0}, threshold=0.5)


class Told(Embedder):
    """Every text has the vector that it is told; others have nought. Keeps what it was asked to embed."""

    identity = "told"
    key = "told"

    def __init__(self, vectors: Mapping[str, tuple[float, float]]) -> None:
        self._vectors = vectors
        self.asked: list[str] = []

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        self.asked.extend(texts)
        return [list(self._vectors.get(text, (0.0, 0.0))) for text in texts]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.embed_queries(texts)

    def digest(self) -> str:
        return "0" * 64


def aligner(
    vectors: Mapping[str, tuple[float, float]], *, middles: Mapping[str, tuple[float, float]] | None = None
) -> Aligner:
    """It knows these words; the middle of a language is nought unless it is told."""
    found = {"en": (0.0, 0.0)} | dict(middles or {})
    return Aligner(Told(vectors), {language: np.array(middle) for language, middle in found.items()})


def tuning(
    *, same: Support = EVERY_WORD, across: Support = EVERY_WORD, bearing: float = -1.0
) -> SupportTuning:
    """A sentence is supported if every word of it is in its quotes, and everything bears on everything."""
    return SupportTuning(
        embedder="hashed words", same=same, across=across, bearing=bearing, middles={}, fitted_on="", gave={}
    )


def checker(
    *,
    same: Support = EVERY_WORD,
    across: Support = EVERY_WORD,
    bearing: float = -1.0,
    entails: Entails | None = None,
) -> Checker:
    hashed = Aligner(HashedWords(), {"en": np.zeros(_DIMENSIONS)})
    return Checker(hashed, tuning(same=same, across=across, bearing=bearing), entails)


def from_passage(number: int, text: str) -> DraftQuote:
    return DraftQuote(passage=number, text=text)


def claims(text: str, *quotes: DraftQuote | str) -> DraftStatement:
    """A statement and its quotes, those without a number from passage 1."""
    numbered = [from_passage(1, each) if isinstance(each, str) else each for each in quotes]
    return DraftStatement(text=text, quotes=numbered)


def written(*statements: DraftStatement) -> WrittenDraft:
    return WrittenDraft(statements=list(statements))


class SaysOf:
    """An NLI model that finds only these sentences to follow; keeps what it was given."""

    identity = "says of"

    def __init__(self, follow: Sequence[str] = ()) -> None:
        self._follow = follow
        self.read: list[tuple[str, str]] = []  # premise and hypothesis

    def entails(self, premise: str, hypothesis: str) -> bool:
        self.read.append((premise, hypothesis))
        return hypothesis in self._follow
