"""What answers now: the parts of an answer, and what is made of them once for all chats.

`/reload` puts new parts in the place of the old ones; whoever works with the old ones goes on.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from langchain_core.runnables import Runnable

from bot.telegram.presses import Presses
from retrieval.answer import Answered, Suggestion
from retrieval.answering import Parts, Reply, as_runnable
from retrieval.clarify import reads_well
from retrieval.document import Document
from retrieval.understand import Question

_EXAMPLES = 3
_SHORT = 60  # characters
_TRIED = 12  # questions that may turn out not to be answered


@dataclass(frozen=True)
class Shelf:
    """One index and what leads into it."""

    parts: Parts
    examples: dict[str, tuple[Suggestion, ...]] = field(default_factory=dict)  # by language; once looked up

    @cached_property
    def chain(self) -> Runnable[Question, Reply]:
        return as_runnable(self.parts)

    @cached_property
    def presses(self) -> Presses:
        return Presses(self.parts)

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(self.parts.searcher.contents.documents)

    def look_up_examples(self, language: str) -> tuple[Suggestion, ...]:
        """Questions in a language that are surely answered, from as many documents as there are.

        English ones where nobody wrote any down in that language; none in a corpus without any.
        It looks them up, so it takes as long as a few questions, the first time.
        """
        if language not in self.examples:
            self.examples[language] = self._answered(language) or self._answered("en")
        return self.examples[language]

    def _answered(self, language: str) -> tuple[Suggestion, ...]:
        found: list[Suggestion] = []
        for suggestion in self._candidates(language)[:_TRIED]:
            reply = self.chain.invoke(Question(suggestion.text, language=language))
            if isinstance(reply.answer, Answered):
                found.append(suggestion)
            if len(found) == _EXAMPLES:
                break
        return tuple(found)

    def _candidates(self, language: str) -> list[Suggestion]:
        """The best question on each document, then the second best on each, and so on.

        Best are short ones, which a button shows whole, neatly written, on what people ask about in
        most words.
        """
        recogniser = self.parts.searcher.recogniser
        if recogniser is None:
            return []
        asked = Counter(question.topic for question in recogniser.known.questions)
        numbered = list(enumerate(recogniser.known.questions))
        numbered.sort(key=lambda pair: (*_flaws(pair[1].text), -asked[pair[1].topic]))
        by_document: dict[str, list[Suggestion]] = {}
        for number, question in numbered:
            passage = recogniser.known.topics[question.topic].passage
            if passage is not None and question.language == language and reads_well(question):
                by_document.setdefault(passage.document.id, []).append(Suggestion(question.text, number))
        ranked = [(place, each) for single in by_document.values() for place, each in enumerate(single)]
        return [each for _, each in sorted(ranked, key=lambda pair: pair[0])]


def _flaws(text: str) -> tuple[bool, bool]:
    """Is it too long for a button, and does it begin with a small letter?"""
    return len(text) > _SHORT, text.lstrip("¿")[:1].islower()


class Library:
    """The shelf that answers come from now."""

    def __init__(self, parts: Parts, reopen: Callable[[], Parts]) -> None:
        self.shelf = _opened(parts)
        self._reopen = reopen

    def reload(self) -> None:
        """Open the current index. Raises CitabotError, and then all stays as it is."""
        self.shelf = _opened(self._reopen())


def _opened(parts: Parts) -> Shelf:
    """Raises SettingsError while tracing is switched on."""
    shelf = Shelf(parts)
    _ = shelf.chain
    return shelf
