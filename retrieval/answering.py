"""From a question to a verified answer: the one path that every way in takes.

understand -> retrieve -> decide -> compose -> verify
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from langchain_core.runnables import Runnable, RunnableLambda

from retrieval.answer import Answer, Answered, Reason, Refused
from retrieval.compose import Choice, compose
from retrieval.decide import Limits, Proceed, decide, refuse
from retrieval.errors import SettingsError, StoreUnavailableError
from retrieval.evidence import Evidence, rarities, weigh
from retrieval.notices import notices
from retrieval.retrieve import Retrieved, Searcher
from retrieval.understand import Asked, Question, understand
from retrieval.verify import verify

_TRACING = ("LANGSMITH_TRACING_V2", "LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING")


@dataclass(frozen=True, slots=True)
class Parts:
    """What answers are made with; built once, where the program starts."""

    searcher: Searcher
    limits: Limits
    choice: Choice
    fingerprint: str
    today: Callable[[], date] = date.today


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer came about, for a maintainer."""

    asked: Asked | None = None  # None: nothing that could be looked up
    retrieved: Retrieved | None = None
    evidence: Evidence | None = None
    dropped: int = 0  # statements that did not hold


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with where it came from and how long each step took."""

    question: Question
    answer: Answer
    fingerprint: str
    trace: Trace
    timings: dict[str, float]  # milliseconds by step, and "total"


@dataclass(slots=True)
class _Watch:
    """Measures steps."""

    began: float = field(default_factory=time.perf_counter)
    timings: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.timings[name] = round(1000 * (time.perf_counter() - start), 1)

    def total(self) -> dict[str, float]:
        return {**self.timings, "total": round(1000 * (time.perf_counter() - self.began), 1)}


def answer(question: Question, parts: Parts) -> Reply:
    """Answer from the corpus, or decline."""
    watch = _Watch()
    reached, trace = _answer(question, parts, watch)
    return Reply(question, reached, parts.fingerprint, trace, watch.total())


def _answer(question: Question, parts: Parts, watch: _Watch) -> tuple[Answer, Trace]:
    with watch.step("understand"):
        asked = understand(question)
    if isinstance(asked, Refused):
        return asked, Trace()
    try:
        with watch.step("retrieve"):
            retrieved = parts.searcher.search(asked)
    except StoreUnavailableError:
        return Refused(Reason.UNAVAILABLE, asked.language), Trace(asked)
    if not retrieved.hits:
        return refuse(asked, retrieved), Trace(asked, retrieved)
    with watch.step("decide"):
        evidence = weigh(asked, retrieved, parts.searcher.lexical, parts.searcher.expected_lexical)
        decision = decide(asked, retrieved, evidence, parts.limits)
    if not isinstance(decision, Proceed):
        return decision, Trace(asked, retrieved, evidence)
    with watch.step("compose"):
        rarity = rarities(asked, parts.searcher.lexical)
        draft = compose(asked, decision.hits, parts.searcher.contents.passages, rarity, parts.choice)
    with watch.step("verify"):
        verified = verify(draft)
    trace = Trace(asked, retrieved, evidence, verified.dropped)
    if not verified.statements:
        return refuse(asked, retrieved), trace
    beside = notices(verified.citations, language=asked.language, today=parts.today())
    return Answered(verified.statements, verified.citations, beside, asked.language), trace


def as_runnable(parts: Parts) -> Runnable[Question, Reply]:
    """The path as a LangChain Runnable. Raises SettingsError while tracing is switched on."""
    refuse_tracing()
    return RunnableLambda(lambda question: answer(question, parts), name="citabot")


def refuse_tracing() -> None:
    """LangChain would send whole questions to a company's server when one of these is set."""
    for name in _TRACING:
        if os.environ.get(name, "").lower() in ("true", "1"):
            raise SettingsError(f"{name} is set and would send every question to LangSmith; unset it.")
