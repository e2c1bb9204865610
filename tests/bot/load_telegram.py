"""Many people at once: what they get, and how long they wait.

`python -m tests.bot.load_telegram HOME` starts `citabot serve` on the index in HOME, lets 50 people
ask 2 questions each, and prints the times from a message to its answer. No two questions are alike;
with `--alike` there are eight, as when something is in the news, and what was found for one is known when
the next person asks it. Linux only.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

from evals.questions import TUNING, read_all
from tests.bot.serving import START, TOKEN, serve
from tests.bot_api import BotApi, Person

PEOPLE = 50
QUESTIONS = (
    "What is Continued Presence?",
    "¿Qué pasa si pido una visa U y ICE me detiene?",
    "Can ICE arrest someone whose U visa application is still pending?",
    "Who tuned the harpsichord at the castle?",
    "What does the roadmap say about children in detention?",
    "Comment traiter les enfants recrutés par des groupes terroristes ?",
    "What happened to immigrant women in the first 100 days?",
    "What is the filing fee for a U visa?",
)


class Waited(NamedTuple):
    person: int
    seconds: float  # from the message to the first message that answers


def crowd(api: BotApi, questions: Sequence[str] = QUESTIONS) -> list[Waited]:
    """Everybody asks at once, and again as soon as they are answered; in the order of the people."""
    everybody = [api.private(user_id=number) for number in range(1, PEOPLE + 1)]
    endless = cycle(questions)
    twice = [(next(endless), next(endless)) for _ in everybody]
    with ThreadPoolExecutor(PEOPLE) as pool:
        return [waited for both in pool.map(_waits, everybody, twice) for waited in both]


def unlike() -> list[str]:
    """As many of the tuning questions as are asked, of every kind and language."""
    single = [each.question for each in read_all(TUNING) if not each.history]
    return [single[len(single) * number // (2 * PEOPLE)] for number in range(2 * PEOPLE)]


def _waits(person: Person, questions: Sequence[str]) -> list[Waited]:
    waits = []
    for question in questions:
        began = time.monotonic()
        person.say(question)
        person.wait_reply(timeout=START)
        waits.append(Waited(person.id, time.monotonic() - began))
    return waits


def main(home: Path, *, alike: bool) -> None:
    questions = QUESTIONS if alike else unlike()
    with (
        tempfile.TemporaryDirectory() as folder,
        BotApi(token=TOKEN) as api,
        serve(Path(folder), home, api) as bot,
    ):
        first = api.private(user_id=10_000)
        first.say("What is Continued Presence?")  # so that everything is loaded
        first.wait_reply(timeout=START)
        before = bot.cpu, time.process_time()
        waits = [each.seconds for each in crowd(api, questions)]
        computed, asking = bot.cpu - before[0], time.process_time() - before[1]
        refused = len(api.refused)
    cuts = quantiles(waits, n=20)
    print(f"answers: {len(waits)}, calls refused: {refused}")
    print(f"median {cuts[9]:.2f} s, p95 {cuts[18]:.2f} s, longest {max(waits):.2f} s")
    each = 1000 / len(waits)
    print(f"an answer: {each * computed:.1f} ms of the bot's CPU, {each * asking:.1f} ms of the crowd's")


if __name__ == "__main__":
    main(Path(sys.argv[1]), alike="--alike" in sys.argv)
