"""Statistics that are counts and nothing else: what happened how often since the start."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from retrieval.answer import Answer, Refused


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Counts:
    """How often each thing happened."""

    since: datetime = field(default_factory=_now)
    _counted: Counter[str] = field(default_factory=Counter)

    def add(self, what: str) -> None:
        self._counted[what] += 1

    def add_answer(self, answer: Answer) -> None:
        """Its outcome, and of a refusal the reason."""
        self.add(
            f"refused: {answer.reason}" if isinstance(answer, Refused) else type(answer).__name__.lower()
        )

    def lines(self) -> list[str]:
        """One for each thing, by name."""
        return [f"{what}: {count}" for what, count in sorted(self._counted.items())]
