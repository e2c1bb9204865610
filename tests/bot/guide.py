"""A guide of three sections in memory, with what people ask of it, for tests of what a person sees.

The word "office" stands in all three alike, so that whoever says no more may mean any of them.
"""

from retrieval.answering import Parts
from retrieval.choose import Choice
from retrieval.decide import Limits
from retrieval.passage import Passage
from retrieval.sources import Kind
from tests.retrieval.answer_builders import (
    ALWAYS,
    PLAIN,
    choice,
    expected_question,
    issued,
    known_gap,
    parts,
    passages_of,
)

GUIDE = """\
## Rent

Rent is due in May, says the office.

## Leave

Leave lasts 18 whole weeks, says the office.

## Tax

Tax is due in June, says the office.
"""
SOURCE = issued(publisher="Families Now", kind=Kind.ADVOCACY, date="2024-03-09")
RENT, LEAVE, TAX = passages_of(GUIDE, of=SOURCE)
VAGUE, VAGUE_IN_SPANISH = "Office?", "¿Y en la oficina?"
WHEN_RENT, HOW_LONG, WHEN_TAX = "When is rent due?", "How long does leave last?", "When is tax due?"
CUANDO_RENTA, CUANTO_DURA = "¿Cuándo se paga la renta?", "¿Cuánto dura el permiso?"
GAP = known_gap("Who runs the lottery?", instead={"en": "The guide says nothing of the lottery."})
FINGERPRINT = "0123456789abcdef"


def guide_parts(*, limits: Limits = ALWAYS, fingerprint: str = FINGERPRINT, statements: int = 3) -> Parts:
    """What answers from the guide, where somebody wrote down what people ask, in English and Spanish."""
    asked = [
        expected_question(RENT, WHEN_RENT),
        expected_question(RENT, CUANDO_RENTA, language="es"),
        expected_question(LEAVE, HOW_LONG),
        expected_question(LEAVE, CUANTO_DURA, language="es"),
        expected_question(TAX, WHEN_TAX),
    ]
    return parts(
        (RENT, LEAVE, TAX), expected=asked, gaps=[GAP], limits=limits, fingerprint=fingerprint,
        choice=choice(statements=statements),
    )  # fmt: skip


def bare_parts(*, limits: Limits = ALWAYS, shown: Choice = PLAIN) -> Parts:
    """The same, where nobody has written anything down."""
    return parts((RENT, LEAVE, TAX), limits=limits, fingerprint=FINGERPRINT, choice=shown)


def place_of(passage: Passage) -> str:
    """How a passage is offered."""
    return f"Leave guide: {passage.heading}"
