"""What a metric is: a name, what it says, and a function from a record to a number or None.

None means that it does not apply to the record, which is not zero. Pure.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from evals.record import Record
from evals.scoring import Count, count

Measure = Callable[[Record], float | None]
_COMPARE = "see which questions changed with: citabot eval compare"


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure of the evaluation."""

    name: str
    says: str  # one line, for a person who reads a report
    measure: Measure
    better: Literal["higher", "lower", "neither"] = "higher"
    unit: Literal["share", "number"] = "share"  # a share lies between 0 and 1
    yes_or_no: bool = False  # each record gives 0 or 1, if anything
    points_at: str = _COMPARE  # when it is worse


def flag(name: str, says: str, measure: Measure, *, lower: bool = False, points_at: str = _COMPARE) -> Metric:
    """A metric that each record meets or does not."""
    return Metric(name, says, measure, "lower" if lower else "higher", yes_or_no=True, points_at=points_at)


def met(measure: Measure, records: Iterable[Record]) -> Count:
    """Of the records to which a flag's measure applies, those that meet it."""
    values = [value for record in records if (value := measure(record)) is not None]
    return count([value == 1 for value in values])
