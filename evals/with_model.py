"""Ask tuning questions with a language model and without: `python -m evals.with_model --home DIR`.

Says how many statements the model wrote, how many of their sentences were shown and why the others
were not, what trouble it made, and whether any answer got worse by it. The model is the one of the
settings, or with --smollm2 a bad one that runs in this process. Every question is asked anew: nothing
is remembered, and a model that fails is not left alone. That may take an hour: how far it is stands on
standard error, and Ctrl-C ends it with the figures of what was asked until then.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path

from evals.metrics.metric import met
from evals.metrics.support import on_gold, supported
from evals.questions import TUNING, EvalQuestion, read_all
from evals.record import Record
from evals.recording import record_of
from evals.scoring import Count, count
from evals.smollm2 import NAME, serving
from retrieval.answering import Parts, as_runnable
from retrieval.errors import CitabotError, SettingsError
from retrieval.opening import open_parts
from retrieval.passage import Passage
from retrieval.settings import Settings, read_settings
from retrieval.understand import Asked
from retrieval.writing.calling import Caller
from retrieval.writing.check import Checked, Checker
from retrieval.writing.draft import WrittenDraft
from retrieval.writing.opening import open_checker
from retrieval.writing.provider import Provider, open_chat_model
from retrieval.writing.writer import TOKENS, Writer, Written

_SMALL = 250  # tokens of passages, which a model on one core reads in seconds
_SEED = 7  # of the questions that are drawn


@dataclass(frozen=True)
class Watched(Checker):
    """The checks, with what came of every draft."""

    seen: list[tuple[int, Checked]] = field(default_factory=list)  # with its number of statements

    def check(self, draft: WrittenDraft, passages: Sequence[Passage], asked: Asked) -> Checked:
        checked = super().check(draft, passages, asked)
        self.seen.append((len(draft.statements), checked))
        return checked


@dataclass(frozen=True, slots=True)
class Pair:
    """A question that was answered without a model and with one."""

    quoted: Record
    written: Record  # with the model
    came: Written | None  # what came of asking it; None where it was not asked

    @property
    def was_written(self) -> bool:
        return self.came is not None and bool(self.came.held)

    @property
    def trouble(self) -> str | None:
        """None too where the model was not asked."""
        return str(self.came.trouble) if self.came and self.came.trouble else None


def got_worse(pair: Pair) -> bool:
    """Are words that answer shown without the model and not with it?"""
    return bool(supported(pair.quoted)) and not supported(pair.written)


def watched_writer(settings: Settings, *, tokens: int) -> tuple[Writer, Watched]:
    """What writes with the model of the settings, and what it wrote. Raises SettingsError."""
    provider = Provider.of(settings)
    if provider is None or settings.model is None:
        raise SettingsError("no language model is set; set CITABOT_MODEL, or give --smollm2.")
    checker = open_checker(settings)
    watched = Watched(checker.aligner, checker.tuning, checker.entails)
    caller = Caller(
        open_chat_model(settings), at_once=settings.model_at_once, daily_tokens=settings.model_budget, rest=0
    )
    writer = Writer(
        caller, watched, provider,
        name=settings.model, seconds=settings.model_seconds, remembers=False, tokens=tokens,
    )  # fmt: skip
    return writer, watched


def drawn(number: int) -> list[EvalQuestion]:
    """So many tuning questions, of all kinds; all of them if there are fewer."""
    questions = read_all(TUNING)
    return random.Random(_SEED).sample(questions, min(number, len(questions)))


def pairs(questions: Iterable[EvalQuestion], parts: Parts, writer: Writer) -> Iterator[Pair]:
    quoting, writing = as_runnable(parts), as_runnable(replace(parts, writer=writer))
    for question in questions:
        asked = question.as_question()
        quoted, written = quoting.invoke(asked), writing.invoke(asked)
        yield Pair(
            record_of(question, quoted, parts), record_of(question, written, parts), written.trace.written
        )


def gathered(asked: Iterator[Pair], told: Callable[[int], None]) -> list[Pair]:
    """All of them, or those until somebody interrupts; `told` hears how many are done."""
    found: list[Pair] = []
    try:
        for pair in asked:
            found.append(pair)
            told(len(found))
    except KeyboardInterrupt:
        print("evals: interrupted; the figures are of what was asked until now.", file=sys.stderr)
    return found


def report(found: Sequence[Pair], seen: Sequence[tuple[int, Checked]]) -> dict[str, str]:
    """The figures, with counts and 95 % intervals; `seen` is what came of every draft."""
    dropped = Counter(str(why) for _, checked in seen for _, why in checked.dropped)
    troubles = Counter(pair.trouble for pair in found if pair.trouble)
    asked = [pair for pair in found if pair.came is not None]
    quoted, written = [pair.quoted for pair in found], [pair.written for pair in found]
    worse = [got_worse(pair) for pair in found if supported(pair.quoted) is not None]
    return {
        "questions": str(len(found)),
        "the model was asked": str(len(asked)),
        "answers with sentences of its own": str(count([pair.was_written for pair in asked])),
        "drafts that could be read": str(len(seen)),
        "statements written": str(sum(number for number, _ in seen)),
        "sentences shown": str(_shown(seen)),
        "sentences dropped": str(dropped.total()),
        **{f"dropped for {why}": str(number) for why, number in dropped.most_common()},
        **{f"trouble, {name}": str(number) for name, number in troubles.most_common()},
        "supported, without the model": str(met(supported, quoted)),
        "supported, with it": str(met(supported, written)),
        "answers that got worse by it": str(count(worse)),
        "beside the point, without it": str(_beside(quoted)),
        "beside the point, with it": str(_beside(written)),
    }


def _shown(seen: Sequence[tuple[int, Checked]]) -> int:
    """Sentences that held, of all drafts."""
    return sum(len(checked.held) for _, checked in seen)


def _beside(records: Sequence[Record]) -> Count:
    """Shown quotes that do not answer, of all that are shown."""
    return count([not flag for record in records for flag in on_gold(record)])


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.with_model", description=__doc__)
    parser.add_argument("--home", type=Path, metavar="DIR", help="an index of the shipped corpus")
    parser.add_argument("--questions", type=int, default=100, metavar="N", help="how many (default: 100)")
    parser.add_argument("--smollm2", action="store_true", help="ask SmolLM2 in this process, on one core")
    parser.add_argument(
        "--seconds",
        type=float,
        default=30.0,
        metavar="S",
        help="that SmolLM2 has for an answer (default: 30)",
    )
    parser.add_argument("--minutes", type=float, metavar="M", help="stop after so many, with what there is")
    arguments = parser.parse_args(argv)
    try:
        with serving() if arguments.smollm2 else nullcontext() as url:
            figures = _figures(arguments, url)
    except CitabotError as error:
        print(f"evals: {error}", file=sys.stderr)
        return 1
    print("\n".join(f"{name:36} {figure}" for name, figure in figures.items()))
    return 0


def _figures(arguments: argparse.Namespace, url: str | None) -> dict[str, str]:
    settings = read_settings(home=arguments.home)
    small = {"model": NAME, "model_base_url": url, "model_key": None, "model_seconds": arguments.seconds}
    chosen = settings.model_copy(update=small) if url else settings
    writer, watched = watched_writer(chosen, tokens=_SMALL if url else TOKENS)
    questions = drawn(arguments.questions)

    def told(done: int) -> None:
        shown = _shown(watched.seen)
        print(f"evals: {done} of {len(questions)}, {shown} sentences shown so far", file=sys.stderr)

    ends = time.monotonic() + 60 * (arguments.minutes or float("inf"))
    in_time = takewhile(lambda _: time.monotonic() < ends, questions)
    asked = pairs(in_time, open_parts(settings.home, settings.embeddings), writer)
    return report(gathered(asked, told), watched.seen)


if __name__ == "__main__":
    raise SystemExit(main())
