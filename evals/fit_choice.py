"""Fit what is shown: weights under which the words that answer are the likeliest of all offers.

As passages are (see `fit_search`), so are offers: the mean surprise at the right ones is made
small, for each kind of question. How much is shown beside the best one comes from a grid.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import Protocol

import numpy as np

from evals.fit_search import Case, fit_mix
from retrieval.around import Around
from retrieval.choose import Choice, Chosen, Offer, Pull, choose
from retrieval.fuse import Kind

_START = Pull(cosine=1, words=0.5, expected=5, passage=1, share=0.5, list=1, head=0, note=0)
_ALL = frozenset(field.name for field in fields(Pull))
_SIGNED = frozenset({"head", "note"})  # may speak against an offer
_SLACKS = (0.0, 0.2, 0.4, 0.7, 1.0, 1.5)
_BESIDE = 0.3  # what a quote beside the point costs, a supported answer being worth 1


class Wanting(Protocol):
    """A question of which it is known which words answer it."""

    def is_right(self, words: Chosen) -> bool: ...


@dataclass(frozen=True, slots=True)
class Offered:
    """What could be shown for a question."""

    wanting: Wanting
    offers: tuple[Offer, ...]


def fit_choice(found: Sequence[Offered], bare: Sequence[Offered], around: Around) -> Choice:
    """The choice that shows most that answers and least beside it.

    `bare` are the same questions where nobody has written down what people ask.
    """
    known = {kind: _weights(found, kind) for kind in (Kind.SPECIAL, Kind.ACROSS)}
    # No shipped document is in a language without a model of its own; the same model serves both kinds.
    known[Kind.SAME] = known[Kind.ACROSS]
    alone = {kind: _weights(bare, kind) for kind in Kind}
    choices = [Choice(known, alone, slack) for slack in _SLACKS]
    return max(choices, key=lambda choice: float(np.mean([_worth(each, around, choice) for each in found])))


def _weights(found: Sequence[Offered], kind: Kind) -> Pull:
    cases = [_case(each.wanting, [offer for offer in each.offers if offer.kind is kind]) for each in found]
    return fit_mix([case for case in cases if case.gold.any()], _START, _ALL, _SIGNED)


def _case(wanting: Wanting, offers: Sequence[Offer]) -> Case:
    """An offer is right if at least half of what it shows is."""
    gold = [2 * sum(map(wanting.is_right, offer.shows)) >= len(offer.shows) for offer in offers]
    return Case(np.array([astuple(offer.pull) for offer in offers]), np.array(gold, dtype=bool))


def _worth(each: Offered, around: Around, choice: Choice) -> float:
    """Supported, less what stands beside the point."""
    right = [each.wanting.is_right(words) for words in choose(each.offers, around, choice)]
    return float(any(right)) - (_BESIDE * (1 - sum(right) / len(right)) if right else 0.0)
