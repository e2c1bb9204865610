"""Evaluation questions for tests; each call shows only the field that matters."""

from typing import Literal

from evals.questions import EvalQuestion, Gold, Kind, Said


def question(
    *gold: Gold,
    id: str = "q-1",
    text: str = "Is leave paid?",
    language: str = "en",
    expected: Literal["answered", "refused", "clarify"] | None = None,
    history: tuple[Said, ...] = (),
    kind: Kind = Kind.FACT,
    facts: tuple[str, ...] = (),
    forbidden: tuple[str, ...] = (),
) -> EvalQuestion:
    """A question that should be answered by `gold`, or refused if there is none, unless `expected` says else."""
    return EvalQuestion(
        id=id, question=text, language=language, kind=kind, history=history,
        expected=expected or ("answered" if gold else "refused"), gold=gold, facts=facts, forbidden=forbidden,
        why="by hand", since="2026-01-01",
    )  # fmt: skip


def gold(quote: str, *, source: str = "leave-guide", part: int = 1) -> Gold:
    return Gold(source=source, quote=quote, part=part)
