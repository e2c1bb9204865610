"""Which of our own questions succeed and fail together? Pure.

Those that the same words of a document answer, or that follow the same conversation: what
finds these words, or misses them, does so for all of them.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from evals.questions import EvalQuestion


def clusters(questions: Sequence[EvalQuestion]) -> list[str]:
    """The cluster of each question, in order; one that shares nothing is a cluster by itself.

    Of several golds the one that most of the questions share says where a question belongs. All that
    are tied by any gold, one to the next, would make one cluster of nearly a third of the tuning
    questions; this way a few that share a second gold stay apart.
    """
    shared = [_shared(question) for question in questions]
    holders = Counter(chain.from_iterable(shared))
    return [max(own, key=lambda each: (holders[each], each)) for own in shared]


def _shared(question: EvalQuestion) -> set[str]:
    """What it may have in common with others; its id if there is nothing."""
    found = {f"{gold.source}: {' '.join(gold.quote.split())}" for gold in question.gold}
    if question.history:
        found.add(question.model_dump_json(include={"history"}))
    return found or {question.id}
