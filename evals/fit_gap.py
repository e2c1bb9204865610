"""Fit how sure it must be that a question is of a known gap to be refused in that gap's words.

Half of all known questions are recognised by what is learnt from the other half: what is taken
for one of a gap should be of that gap. Needs no labels, and nothing of the evaluation.
"""

from collections.abc import Sequence

import numpy as np

from retrieval.recognise import Known, Recogniser

_PRECISION = 0.9  # least share of the right gap among those that are as sure


def gap_score(recogniser: Recogniser | None) -> float:
    """The least score from which on what is taken for a gap mostly is it; 1 where there are no gaps."""
    if recogniser is None or recogniser.known.answered == len(recogniser.known.topics):
        return 1.0
    scores: list[float] = []
    right: list[bool] = []
    half = np.arange(len(recogniser.known.questions)) % 2 == 0
    for learnt, asked in ((half, ~half), (~half, half)):
        other = Recogniser.learn(_only(recogniser.known, learnt), recogniser.vectors[learnt])
        for number in np.flatnonzero(asked):
            question = recogniser.known.questions[number]
            found = other.recognise(recogniser.vectors[number], question.language).topics
            best = int(found.argmax())
            if best >= recogniser.known.answered:
                scores.append(float(found[best]))
                right.append(best == question.topic)
    return _threshold(scores, right)


def _only(known: Known, chosen: np.ndarray) -> Known:
    kept = tuple(question for question, keep in zip(known.questions, chosen, strict=True) if keep)
    return Known(known.topics, kept)


def _threshold(scores: Sequence[float], right: Sequence[bool]) -> float:
    """The least score such that of all from it upwards _PRECISION are right; 1 if there is none.

    >>> _threshold([0.9, 0.8, 0.7, 0.6], [True, True, False, False])
    0.8
    """
    rounded, are_right = np.round(scores, 3), np.array(right)
    enough = (least for least in np.unique(rounded) if are_right[rounded >= least].mean() >= _PRECISION)
    return float(next(enough, 1.0))
