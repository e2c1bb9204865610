"""The numbers that tune behaviour, as `python -m evals.fit` wrote them into fitted.json.

They are fitted on the tuning questions, never on those that are reported, and reviewed like
code: what they gave there stands beside them.
"""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from retrieval.choose import Choice
from retrieval.decide import Limits
from retrieval.fuse import Weights

FITTED = Path(__file__).with_name("fitted.json")


class Tuning(BaseModel):
    """One set of numbers and where they come from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    embeddings: str  # the setting that they were fitted with
    weights: Weights
    choice: Choice
    limits: Limits
    fitted_on: str  # which questions and how many
    gave: dict[str, str]  # what the numbers gave on those questions


def fitted() -> Tuning:
    return Tuning.model_validate_json(FITTED.read_text("utf-8"))
