"""Have a language model write an answer, and keep what of it holds.

The model is given the question, masked, and passages; it never sees an id or an address of a
document. What it drafts is checked sentence by sentence; if nothing holds it is told once what was
wrong; if nothing holds then, there is no prose, and the quotes alone are the answer. Translations
of quotes and completed follow-up questions are checked in the same way. What held is known for an
hour, under a keyed hash of the question.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from babel import Locale
from cachetools import TTLCache
from langchain_core.messages import BaseMessage
from pydantic import BaseModel

from retrieval.answer import Citation
from retrieval.lexical import terms
from retrieval.nameless import Nameless
from retrieval.passage import Passage
from retrieval.understand import Asked, clean
from retrieval.writing.calling import OF_THE_DRAFT, Caller, ModelError, Trouble, Usage
from retrieval.writing.check import Checked, Checker, Held, Located, form
from retrieval.writing.draft import MOST_STATEMENTS, MOST_TRANSLATIONS, Rewritten, Translations, WrittenDraft
from retrieval.writing.fence import fenced, plain, within
from retrieval.writing.prompts import Prompt
from retrieval.writing.provider import Provider

_PASSAGES = 8  # that a model is given
TOKENS = 3000  # of them together
_REMEMBERED, _FOR = 256, 3600.0  # answers, seconds
_LONGEST = 400  # characters of a completed question
_log = logging.getLogger(__name__)

Wanted = TypeVar("Wanted", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Written:
    """What a model wrote that holds; nothing, if it gave nothing that does."""

    held: tuple[Held, ...] = ()
    dropped: int = 0  # sentences that did not hold
    trouble: Trouble | None = None  # why there was no draft


class Deadline:
    """Until when an answer may take, and what it has cost so far."""

    def __init__(self, seconds: float) -> None:
        self.usages: list[Usage] = []  # a request each, also of those that failed
        self._ends = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds, 0 at least."""
        return max(0.0, self._ends - time.monotonic())


class Writer:
    """Writes with one model. Safe to use from many threads."""

    def __init__(
        self,
        caller: Caller,
        checker: Checker,
        provider: Provider,
        *,
        name: str,
        seconds: float,
        remembers: bool,
        tokens: int = TOKENS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name  # as the setting has it
        self.provider = provider
        self._caller = caller
        self._checker = checker
        self._seconds = seconds
        self._tokens = tokens  # of the passages together
        self._compose, self._mend = Prompt.read("compose"), Prompt.read("mend")
        self._standalone, self._translate = Prompt.read("standalone"), Prompt.read("translate")
        self._kept: TTLCache[bytes, Any] = TTLCache(_REMEMBERED if remembers else 0, _FOR, clock)
        self._nameless = Nameless()
        self._lock = threading.Lock()

    @property
    def identity(self) -> str:
        """What of it can change an answer, beside the prompts."""
        nli = self._checker.entails.identity if self._checker.entails else "no NLI"
        return f"model {self.name} {self.provider.name} {nli}"

    def deadline(self) -> Deadline:
        return Deadline(self._seconds)

    def write(self, asked: Asked, passages: Sequence[Passage], deadline: Deadline) -> Written:
        """Sentences on the question from these passages, best first. Never raises for what a model does."""
        key = self._nameless(asked, *(passage.id for passage in passages))
        kept: Written | None = self._recalled(key)
        if kept is not None:
            return kept
        written = self._written(asked, within(passages[:_PASSAGES], self._tokens), deadline)
        if written.held:
            self._remember(key, written)
        return written

    def purge(self) -> None:
        """Drop what was written too long ago."""
        with self._lock:
            self._kept.expire()

    def _recalled(self, key: bytes) -> Any:
        with self._lock:
            return self._kept.get(key)

    def _remember(self, key: bytes, made: object) -> None:
        with self._lock:
            self._kept.update({key: made} if self._kept.maxsize else {})

    def _written(self, asked: Asked, passages: Sequence[Passage], deadline: Deadline) -> Written:
        messages = self._compose.filled(
            language=_in_english(asked.language), most=MOST_STATEMENTS, passages=fenced(passages),
            question=plain(asked.said or asked.text),
        )  # fmt: skip
        try:
            first, wrong = self._tried(messages, asked, passages, deadline)
            if first.held or not wrong:  # nothing was wrong with a draft that says there is no answer
                return first
            again = [*messages, *self._mend.filled(wrong=wrong)]
            second, _ = self._tried(again, asked, passages, deadline)
        except ModelError as error:
            return Written(trouble=error.trouble)
        return Written(second.held, first.dropped + second.dropped, second.trouble)

    def _tried(
        self, messages: Sequence[BaseMessage], asked: Asked, passages: Sequence[Passage], deadline: Deadline
    ) -> tuple[Written, str]:
        """What came of one try, and what was wrong. Raises ModelError where another try is in vain."""
        try:
            draft = self._asked(messages, WrittenDraft, deadline)
        except ModelError as error:
            if error.trouble not in OF_THE_DRAFT:
                raise
            return Written(trouble=error.trouble), f"- {error.trouble}"
        checked = self._checker.check(draft, passages, asked)
        _count(checked)
        wrong = "\n".join(f"- {why}: {plain(sentence)}" for sentence, why in checked.dropped)
        return Written(checked.held, len(checked.dropped)), wrong

    def _asked(self, messages: Sequence[BaseMessage], schema: type[Wanted], deadline: Deadline) -> Wanted:
        if deadline.left <= 0:
            raise ModelError(Trouble.TIMED_OUT)
        return self._caller.ask(messages, schema, seconds=deadline.left, pay=deadline.usages.append)

    def translations(
        self, citations: Sequence[Citation], language: str, deadline: Deadline
    ) -> dict[int, str]:
        """By number, the quotes that are in another language, as far as a translation holds."""
        foreign = [each for each in citations if each.quote.document.source.language != language]
        found: dict[int, str] = {}
        for start in range(0, len(foreign), MOST_TRANSLATIONS):
            found |= self._translations(foreign[start : start + MOST_TRANSLATIONS], language, deadline)
        if foreign:
            _log.info("model: %d quotes translated, %d not", len(found), len(foreign) - len(found))
        return found

    def _translations(self, foreign: Sequence[Citation], language: str, deadline: Deadline) -> dict[int, str]:
        """Of as many as may be asked for at once."""
        quoted = ((each.number, each.passage.id, each.quote.start, each.quote.end) for each in foreign)
        key = self._nameless(language, *quoted)
        kept: dict[int, str] | None = self._recalled(key)
        if kept is not None:
            return kept
        translated = self._translated(foreign, language, deadline)
        if translated:
            self._remember(key, translated)
        return translated

    def _translated(self, foreign: Sequence[Citation], language: str, deadline: Deadline) -> dict[int, str]:
        texts = "\n".join(
            f'<text number="{number}">\n{plain(each.quote.text)}\n</text>'
            for number, each in enumerate(foreign, start=1)
        )
        messages = self._translate.filled(language=_in_english(language), texts=texts)
        try:
            found = self._asked(messages, Translations, deadline).texts
        except ModelError:
            return {}
        if len(found) != len(foreign):
            return {}
        pairs = zip(foreign, map(clean, found), strict=True)
        return {each.number: text for each, text in pairs if self._is_faithful(each, text, language)}

    def _is_faithful(self, citation: Citation, text: str, language: str) -> bool:
        quoted = [Located(citation.passage, citation.quote)]
        if not text or form(text, quoted, language) or self._checker.disagreement(text, quoted, language):
            return False
        return self._checker.supports(text, language, quoted)

    def completed(self, asked: Asked, deadline: Deadline) -> str | None:
        """A question that leans on what was said before it, made to stand alone; None if that cannot be."""
        before = asked.before.answer or asked.before.question
        messages = self._standalone.filled(before=plain(before), question=plain(asked.said or asked.text))
        try:
            text = clean(self._asked(messages, Rewritten, deadline).question)
        except ModelError:
            return None
        return text if _adds_nothing(text, asked) else None


def _adds_nothing(text: str, asked: Asked) -> bool:
    """Is every word of meaning in it one of the question's or of what was said before it?"""
    said = f"{asked.text} {asked.before.question} {asked.before.answer}"
    known = set(terms(said, asked.language))
    return 0 < len(text) <= _LONGEST and set(terms(text, asked.language)) <= known


def _count(checked: Checked) -> None:
    """What was dropped and why, in numbers."""
    causes = Counter(str(why) for _, why in checked.dropped)
    named = ", ".join(f"{why} {number}" for why, number in sorted(causes.items())) or "none"
    _log.info("model: %d sentences hold, dropped: %s", len(checked.held), named)


def _in_english(language: str) -> str:
    """What English calls a language, for a prompt."""
    return Locale("en").languages.get(language, language) or language
