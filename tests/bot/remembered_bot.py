"""The bot, but what it finds for a question is found once: what is left is what the bot itself costs.

`python -m tests.bot.remembered_bot --home HOME`, with the settings of `citabot serve`.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from bot.telegram.application import build_application
from retrieval.answering import Parts, answer
from retrieval.opening import open_index
from retrieval.retrieve import Retrieved, Searcher
from retrieval.settings import read_settings
from retrieval.understand import Asked, Question
from tests.bot.load_telegram import QUESTIONS


@dataclass(frozen=True)
class Remembering(Searcher):
    """Searches for each question once."""

    found: dict[tuple[str, ...], list[Retrieved]] = field(default_factory=dict)

    def search_each(self, asked: Sequence[Asked], limit: int = 10) -> list[Retrieved]:
        texts = tuple(each.text for each in asked)
        if texts not in self.found:
            self.found[texts] = super().search_each(asked, limit)
        return self.found[texts]


def remembering(parts: Parts) -> Parts:
    """The same parts, after all questions of the crowd were asked."""
    searcher = {each.name: getattr(parts.searcher, each.name) for each in fields(Searcher)}
    ready = replace(parts, searcher=Remembering(**searcher))
    for question in QUESTIONS:
        answer(Question(question), ready)
    return ready


if __name__ == "__main__":
    settings = read_settings(home=Path(sys.argv[sys.argv.index("--home") + 1]))
    build_application(settings, remembering(open_index(settings))).run_polling()
