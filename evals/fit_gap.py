"""Fit how near a question must lie to a known gap's to be taken for it.

Every question of a gap is held against all others that the same model serves: the nearest
should be of the same gap. Needs no labels, and nothing of the evaluation.
"""

from collections.abc import Callable, Sequence

import numpy as np

from retrieval.embed import Embedder
from retrieval.generation import Contents

_PRECISION = 0.6  # least share of the right gap among those as near; the others are neighbours in meaning
_NO_GAP = -1


def gap_cosine(contents: Contents, embedder: Embedder, serves: Callable[[str], bool]) -> float:
    """The least cosine from which on a question whose nearest is of a gap is mostly of that gap.

    `serves` says in which languages the model is asked. 1 where there are no gaps: nothing is near.
    """
    owned = [
        (number, text)
        for number, gap in enumerate(contents.gaps)
        for language, text in gap.asked()
        if serves(language)
    ]
    if not owned:
        return 1.0
    expected = [(_NO_GAP, each.text) for each in contents.expected if serves(each.language)]
    owners = np.array([owner for owner, _ in owned + expected])
    vectors = np.array(embedder.embed_queries([text for _, text in owned + expected]))
    cosines = vectors[: len(owned)] @ vectors.T
    np.fill_diagonal(cosines, -1.0)
    nearest = cosines.argmax(axis=1)
    of_a_gap = owners[nearest] != _NO_GAP
    right = owners[nearest] == owners[: len(owned)]
    return _threshold(cosines.max(axis=1)[of_a_gap].tolist(), right[of_a_gap].tolist())


def _threshold(cosines: Sequence[float], right: Sequence[bool]) -> float:
    """The least cosine such that of all from it upwards _PRECISION are right; 1 if there is none.

    >>> _threshold([0.9, 0.8, 0.7, 0.6], [True, True, False, False])
    0.7
    """
    rounded = [round(cosine, 3) for cosine in cosines]
    for least in sorted(set(rounded)):
        upwards = [is_right for cosine, is_right in zip(rounded, right, strict=True) if cosine >= least]
        if sum(upwards) >= _PRECISION * len(upwards):
            return least
    return 1.0
