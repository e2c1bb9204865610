"""Evaluation questions for tests; each call shows only the field that matters."""

from evals.questions import EvalQuestion, Gold


def question(
    *gold: Gold,
    id: str = "q-1",
    text: str = "Is leave paid?",
    language: str = "en",
) -> EvalQuestion:
    """A question that should be answered by `gold`, or refused if there is none."""
    return EvalQuestion(
        id=id, question=text, language=language, kind="fact",
        expected="answered" if gold else "refused", gold=gold, why="by hand", since="2026-01-01",
    )  # fmt: skip


def gold(quote: str, *, source: str = "leave-guide") -> Gold:
    return Gold(source=source, quote=quote)
