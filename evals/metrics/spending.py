"""What a language model costs: tokens of a question, and money where the maintainer has set prices.

None of it applies to a question for which no model was asked. No price is known here. Pure.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from evals.metrics.metric import Metric, flag
from evals.record import Record

_PRICED = 1_000_000  # tokens
_ANSWERS = 1000  # whose cost is a number that can be read


class Prices(NamedTuple):
    """Of a million tokens, in one currency."""

    read: float
    written: float


def tokens_in(record: Record) -> float | None:
    """Tokens that the model read, tries that came to nothing among them."""
    return float(record.spent.tokens_in) if record.spent else None


def tokens_out(record: Record) -> float | None:
    """Tokens that it wrote."""
    return float(record.spent.tokens_out) if record.spent else None


def counted(record: Record) -> float | None:
    """1 if the provider counted every token; 0 if tiktoken counted some."""
    return float(record.spent.counted) if record.spent else None


def cost(record: Record, prices: Prices) -> float | None:
    """Of a thousand questions like this one, in the currency of the prices."""
    if record.spent is None:
        return None
    paid = record.spent.tokens_in * prices.read + record.spent.tokens_out * prices.written
    return _ANSWERS * paid / _PRICED


def spending(prices: Prices | None) -> Iterator[Metric]:
    """The metrics; no cost without prices."""
    yield Metric("tokens_in", "tokens that a model read for a question", tokens_in, "lower", "number")
    yield Metric("tokens_out", "tokens that a model wrote for a question", tokens_out, "lower", "number")
    yield flag("tokens_counted", "of these, questions whose tokens the provider counted itself", counted)
    if prices is not None:
        of = partial(cost, prices=prices)
        yield Metric("cost", "money for a thousand such questions, at the prices set", of, "lower", "number")
