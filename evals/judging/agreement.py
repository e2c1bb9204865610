"""How far a judge agrees with people's labels. Pure.

A sentence is supported if every claim of it is; an answer is relevant if it is graded above 0.
A label without a judgement is one that the judge missed: it counts against its accuracy, and has
no part in kappa, which is about judgements that were made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.judging.kept import Judgement, Place
from evals.judging.pairs import Pair
from evals.judging.verdicts import Grade, Verdicts
from evals.scoring import Count, count


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one aspect."""

    right: Count  # labels that the judge gives too, of all
    of_good: Count  # of those that say supported, or relevant
    of_bad: Count  # of those that say not
    unjudged: int  # labels without a judgement
    kappa: float | None  # Cohen 1960, -1..1; None where one label alone was given by both

    def __str__(self) -> str:
        kappa = "none" if self.kappa is None else f"{self.kappa:.2f}"
        return (
            f"{self.right}, kappa {kappa}; of what is good {self.of_good}, of what is not {self.of_bad}, "
            f"{self.unjudged} without a judgement"
        )


def agreement(pairs: Sequence[Pair], judged: Mapping[Place, Judgement]) -> Agreement:
    """Over the labels of pairs of one aspect, each of which has been judged."""
    both = [
        (label, said)
        for pair in pairs
        for label, said in zip(pair.labels, _said(judged[pair.place], len(pair.labels)), strict=True)
    ]
    made = [(label, said) for label, said in both if said is not None]
    return Agreement(
        right=count([label == said for label, said in both]),
        of_good=count([said is True for label, said in both if label]),
        of_bad=count([said is False for label, said in both if not label]),
        unjudged=len(both) - len(made),
        kappa=_kappa(made),
    )


def _said(judgement: Judgement, labels: int) -> list[bool | None]:
    match judgement.found:
        case Verdicts(sentences=sentences):
            return [all(claim.supported for claim in each.claims) for each in sentences]
        case Grade(grade=grade):
            return [grade > 0]
        case None:
            return [None] * labels


def _kappa(made: Sequence[tuple[bool, bool]]) -> float | None:
    if len({each for pair in made for each in pair}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score  # a second, and the slim image has none

    labels, said = zip(*made, strict=True)
    return float(cohen_kappa_score(labels, said))
