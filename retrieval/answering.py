"""From a question to a verified answer: the one path that every way in takes.

understand -> retrieve -> decide -> compose -> verify

A language model, if there is one, puts what was found into sentences afterwards, each checked.
A question that asks several things is retrieved and decided part by part.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import zip_longest

from langchain_core.runnables import Runnable, RunnableLambda

from retrieval.answer import EXTRACTIVE, Answer, Answered, Clarify, NoticeKind, Reason, Refused, Suggestion
from retrieval.around import Around
from retrieval.choose import Choice, MayShow, anything
from retrieval.clarify import KNOWN, ask_back, is_vague
from retrieval.compose import Draft, compose, joined
from retrieval.decide import Limits, Proceed, decide, probability_of_answer, refuse
from retrieval.errors import SettingsError, StoreUnavailableError
from retrieval.evidence import Evidence, rarities, weigh
from retrieval.followup import Before, Turn, asks_on, points
from retrieval.notices import notices, of_the_model
from retrieval.passage import Passage
from retrieval.retrieve import Retrieved, Searcher
from retrieval.told import Told
from retrieval.understand import Asked, Question, shown, understand
from retrieval.verify import Verified, verify
from retrieval.writing.beside import prose_and_quotes
from retrieval.writing.calling import Usage
from retrieval.writing.writer import Deadline, Writer, Written

_MAY = 0.5  # of the threshold, from which on a part is not called missing
_SURELY = 0.5  # a score at which even a few words are those of a known question or gap
_UNKNOWN = 0.5  # of the words, by rarity, which occur nowhere
_TRACING = ("LANGSMITH_TRACING_V2", "LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING")


@dataclass(frozen=True)
class Parts:
    """What answers are made with; built once, where the program starts."""

    searcher: Searcher
    limits: Limits
    choice: Choice
    fingerprint: str
    today: Callable[[], date] = date.today
    writer: Writer | None = None  # None: quotes alone

    @cached_property
    def around(self) -> Around:
        return Around(self.searcher.contents.passages)

    def purge(self) -> None:
        """Drop what was kept of answers for its time; to be called now and then, when nobody asks too."""
        self.searcher.purge()
        if self.writer is not None:
            self.writer.purge()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found for a question, or for one part of it, and what was made of it."""

    asked: Asked
    retrieved: Retrieved
    evidence: Evidence | None  # None: nothing was found
    decision: Proceed | Refused


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer came about, for a maintainer."""

    asked: Asked | None = None  # None: nothing that could be looked up
    readings: tuple[Reading, ...] = ()  # of the whole question, then of its parts
    dropped: int = 0  # statements that did not hold
    written: Written | None = None  # what came of asking a language model; None: it was not asked
    usages: tuple[Usage, ...] = ()  # of every request to it, for this question

    @property
    def passages(self) -> list[Passage]:
        """Those of what was found to have an answer, each reading's best first."""
        found = (reading.retrieved.hits for reading in self.readings if isinstance(reading.decision, Proceed))
        hits = (hit for each in zip_longest(*found) for hit in each if hit is not None)
        return list({hit.passage.id: hit.passage for hit in hits}.values())


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with where it came from and how long each step took."""

    question: str  # as it may be shown again
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
        spent = 1000 * (time.perf_counter() - start)
        self.timings[name] = round(self.timings.get(name, 0.0) + spent, 1)

    def total(self) -> dict[str, float]:
        return {**self.timings, "total": round(1000 * (time.perf_counter() - self.began), 1)}


def answer(question: Question, parts: Parts) -> Reply:
    """Answer from the corpus, ask back, or decline."""
    watch, deadline = _Watch(), parts.writer.deadline() if parts.writer else None
    reached, trace = _answer(question, parts, watch, deadline)
    asked = replace(trace, usages=tuple(deadline.usages)) if deadline else trace
    return Reply(shown(question), reached, parts.fingerprint, asked, watch.total())


def _answer(
    question: Question, parts: Parts, watch: _Watch, deadline: Deadline | None
) -> tuple[Answer, Trace]:
    with watch.step("understand"):
        asked = understand(question)
        if isinstance(asked, Refused):
            return asked, Trace()
    try:
        reached, trace = _in_context(asked, question.history, parts, watch)
        if not isinstance(reached, Answered) and parts.writer and deadline:
            reached, trace = _completed(asked, question, parts, deadline, watch) or (reached, trace)
    except StoreUnavailableError:
        return Refused(Reason.UNAVAILABLE, asked.language), Trace(asked)
    if parts.writer is None or deadline is None or not isinstance(reached, Answered):
        return reached, trace
    with watch.step("write"):
        return _in_prose(reached, trace, question, parts, deadline)


def _may_be_sent(question: Question, writer: Writer) -> bool:
    """Before it is known that there will be an answer, which can say where the question went?"""
    return question.told or not writer.provider.outside


def _completed(
    asked: Asked, question: Question, parts: Parts, deadline: Deadline, watch: _Watch
) -> tuple[Answered, Trace] | None:
    """What answers a question that leans on the one before, once the model has made it stand alone."""
    writer = parts.writer
    if writer is None or not asked.before.answer or not _may_be_sent(question, writer):
        return None
    text = writer.completed(asked, deadline)
    alone = understand(Question(text, language=asked.language, only=question.only)) if text else None
    if not isinstance(alone, Asked):
        return None
    reached, trace = _reached(replace(alone, masked=asked.masked), parts, watch)
    return (reached, trace) if isinstance(reached, Answered) else None


def _in_prose(
    quoted: Answered, trace: Trace, question: Question, parts: Parts, deadline: Deadline
) -> tuple[Answered, Trace]:
    """The same answer in a model's sentences, as far as they hold, with the quotes translated."""
    asked, writer = trace.asked, parts.writer
    if asked is None or writer is None:
        return quoted, trace
    written = writer.write(asked, trace.passages, deadline)
    shown = prose_and_quotes(written.held, Verified(quoted.statements, quoted.citations, trace.dropped))
    translations = writer.translations(shown.citations, asked.language, deadline)
    missing = [notice.about for notice in quoted.notices if notice.kind is NoticeKind.PARTIAL]
    tells = bool(deadline.usages) and not question.told
    beside = (
        *notices(asked, shown.citations, missing=missing, today=parts.today()),
        *of_the_model(writer.provider, wrote=bool(written.held), tells=tells),
    )
    answer = Answered(
        shown.statements, shown.citations, beside, quoted.language,
        composer=writer.name if written.held else EXTRACTIVE,
        translations=translations,
    )  # fmt: skip
    return answer, replace(trace, written=written)


def _in_context(asked: Asked, history: Sequence[Turn], parts: Parts, watch: _Watch) -> tuple[Answer, Trace]:
    """What answers a question that may lean on what was said before it.

    One with a word of its own, and none for what was said, is asked by itself first, where known questions
    tell whether it stands; what comes of that holds, unless with what was said there is another answer.
    One that cannot stand gets the best of what was not told yet.
    """
    if not asked.before.answer:
        return _reached(asked, parts, watch)
    told = Told.before(asked, history)
    alone = None
    if told.own and parts.searcher.recogniser and not points(asked.text, asked.language):
        alone = _reached(replace(asked, before=Before()), parts, watch)
        if isinstance(alone[0], Answered) and _is_known(alone[1]):
            return alone
    stands = alone is not None and not told.is_short
    reached, trace = _reached(asked, parts, watch)
    if not isinstance(reached, Answered) or told.is_exceeded_by(reached, lenient=not stands):
        return reached, trace
    if told.wants if stands else asks_on(asked.text, asked.language):
        more = _reached(asked, parts, watch, told.adds)
        if isinstance(more[0], Answered):
            return more
    return alone if alone is not None and stands else (refuse(asked, trace.readings[0].retrieved), trace)


def _is_known(trace: Trace) -> bool:
    """Is it a question that people ask of the best passage?"""
    evidence = trace.readings[0].evidence
    return evidence is not None and evidence.expected >= KNOWN


def _reached(asked: Asked, parts: Parts, watch: _Watch, may_show: MayShow = anything) -> tuple[Answer, Trace]:
    with watch.step("retrieve"):
        retrieved = parts.searcher.search_each((asked, *asked.parts))
    with watch.step("decide"):
        found = zip((asked, *asked.parts), retrieved, strict=True)
        readings = tuple(_read(each, got, parts) for each, got in found)
        back = _asked_back(readings[0], parts)
    if back is not None:
        return back, Trace(asked, readings)
    with watch.step("compose"):
        draft, missing = _drafted(readings, parts, may_show)
    with watch.step("verify"):
        verified = verify(draft)
    trace = Trace(asked, readings, verified.dropped)
    if not verified.statements:
        whole = readings[0].decision
        return whole if isinstance(whole, Refused) else refuse(asked, retrieved[0]), trace
    beside = notices(asked, verified.citations, missing=missing, today=parts.today())
    return Answered(verified.statements, verified.citations, beside, asked.language), trace


def _read(asked: Asked, retrieved: Retrieved, parts: Parts) -> Reading:
    if not retrieved.hits:
        return Reading(asked, retrieved, None, refuse(asked, retrieved))
    evidence = weigh(asked, retrieved, parts.searcher.lexical, parts.searcher.expected_lexical)
    return Reading(asked, retrieved, evidence, decide(asked, retrieved, evidence, parts.limits))


def _drafted(readings: Sequence[Reading], parts: Parts, may_show: MayShow) -> tuple[Draft, tuple[str, ...]]:
    """The words that answer, and the parts of the question for which there are none.

    Nothing is missing of a question none of whose parts is found: then it counts as a whole. Nor
    is a part that might well be answered by what the whole has found.
    """
    whole, *single = readings
    answered = [reading for reading in single if isinstance(reading.decision, Proceed)]
    if not answered:
        return joined(_composed([whole], parts, may_show)), ()
    found = isinstance(whole.decision, Proceed)
    unanswered = [reading for reading in single if isinstance(reading.decision, Refused)]
    missing = [reading for reading in unanswered if not found or not _may_be_answered(reading, parts)]
    return joined(_composed(answered, parts, may_show)), tuple(reading.asked.text for reading in missing)


def _may_be_answered(reading: Reading, parts: Parts) -> bool:
    evidence = reading.evidence
    if evidence is None:
        return False
    probability = probability_of_answer(evidence, parts.limits.line(evidence))
    return probability >= _MAY * parts.limits.threshold(evidence)


def _composed(readings: Sequence[Reading], parts: Parts, may_show: MayShow) -> Iterator[Draft]:
    choice = replace(parts.choice, characters=parts.choice.characters // len(readings))
    for reading in readings:
        if isinstance(reading.decision, Proceed):
            rarity = rarities(reading.asked, parts.searcher.lexical)
            yield compose(reading.asked, reading.retrieved, parts.around, rarity, choice, may_show)


def _is_clear(reading: Reading) -> bool:
    """Is it a known question or a known gap, though short, or about nothing that the documents know?"""
    recognised, evidence = reading.retrieved.recognised, reading.evidence
    if recognised is None or evidence is None:
        return True
    return evidence.unknown >= _UNKNOWN or max(recognised.topics, default=0.0) >= _SURELY


def _asked_back(whole: Reading, parts: Parts) -> Clarify | None:
    """What to choose from, if so little was asked that several things may be meant."""
    recogniser = parts.searcher.recogniser
    if recogniser is None or _is_clear(whole) or not is_vague(whole.asked, whole.retrieved):
        return None

    def is_answered(suggestion: Suggestion) -> bool:
        question = understand(Question(suggestion.text, language=whole.asked.language, only=whole.asked.only))
        if isinstance(question, Refused):
            return False
        reading = _read(question, parts.searcher.search(question), parts)
        return isinstance(reading.decision, Proceed) and not is_vague(question, reading.retrieved)

    return ask_back(whole.asked, whole.retrieved, recogniser, is_answered)


def as_runnable(parts: Parts) -> Runnable[Question, Reply]:
    """The path as a LangChain Runnable. Raises SettingsError while tracing is switched on."""
    refuse_tracing()
    return RunnableLambda(lambda question: answer(question, parts), name="citabot")


def refuse_tracing() -> None:
    """LangChain would send whole questions to a company's server when one of these is set."""
    for name in _TRACING:
        if os.environ.get(name, "").lower() in ("true", "1"):
            raise SettingsError(f"{name} is set and would send every question to LangSmith; unset it.")
