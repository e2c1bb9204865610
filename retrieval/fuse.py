"""From evidence to shares: weighted sums, then a softmax over all candidates. Pure.

The weights are fitted by the same rule (ListNet; Cao et al., ICML 2007): `python -m evals.fit`.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum

import numpy as np


class Kind(StrEnum):
    """How a question and a passage are to each other."""

    SPECIAL = "special"  # both in a language that a model is made for
    SAME = "same"  # both in one other language
    ACROSS = "across"  # in different languages


@dataclass(frozen=True, slots=True)
class Mix:
    """What each signal weighs, in nats per unit of it; 0 and up."""

    passage: float  # the passage's cosine
    unit: float  # its best unit's
    expected: float  # how sure it is that it answers an expected question that this is
    words: float  # BM25 of its words
    expected_words: float  # BM25 of the words of its expected questions


@dataclass(frozen=True, slots=True)
class Weights:
    """The mixes, and what a conversation weighs beside the question."""

    special: Mix
    same: Mix
    across: Mix
    answer_before: float  # in the vector of a question that leans on it
    question_before: float  # in BM25

    def mix(self, kind: Kind) -> Mix:
        return {Kind.SPECIAL: self.special, Kind.SAME: self.same, Kind.ACROSS: self.across}[kind]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages of one kind with their signals."""

    kind: Kind
    places: np.ndarray  # positions in the corpus, int, rising
    signals: np.ndarray  # [places, 5], in the order of Mix

    @property
    def words(self) -> np.ndarray:
        """BM25 by place."""
        return np.asarray(self.signals[:, 3])


def shares(groups: Sequence[Candidates], weights: Weights) -> list[np.ndarray]:
    """For each group the share of each of its candidates; all of them add up to one.

    Signals of different kinds lie at different heights: a group is judged by how far its
    candidates rise above its own mean.
    """
    heights = [_heights(group, weights.mix(group.kind)) for group in groups]
    everything = np.concatenate(heights) if heights else np.zeros(0)
    if not everything.size:
        return heights
    most = everything.max()
    total = np.exp(everything - most).sum()
    return [np.exp(each - most) / total for each in heights]


def _heights(group: Candidates, mix: Mix) -> np.ndarray:
    sums = group.signals @ np.array(astuple(mix))
    return np.asarray(sums - sums.mean() if sums.size else sums)
