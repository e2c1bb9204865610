"""What a judge is shown: a question, the sentences of its answer, and the quotes beneath them. Pure."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from evals.questions import EvalQuestion
from evals.record import Record
from retrieval.understand import Question, shown

_THEN = " → "  # between what was asked before and the question; prompts/judge/relevance.md tells of it


@dataclass(frozen=True, slots=True)
class Item:
    """One answer, or one draft that people labelled."""

    id: str
    question: str
    sentences: tuple[str, ...]  # never empty
    quotes: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Changes with every word that a judge is shown."""
        shown = asdict(self) | {"id": ""}
        return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:16]


def items_of(records: Sequence[Record]) -> list[Item]:
    """The answers of a run, in order; a refusal has nothing to judge."""
    return [
        Item(
            record.id,
            _asked(record.question),
            tuple(statement.text for statement in record.statements),
            tuple(cited.quote for cited in record.citations),
        )
        for record in records
        if record.statements
    ]


def _asked(question: EvalQuestion) -> str:
    """What a person asked, last thing last, without what says who asks: the judge may run elsewhere."""
    before = [said.text for said in question.history if said.role == "user"]
    return _THEN.join(shown(Question(text)) for text in (*before, question.question))
