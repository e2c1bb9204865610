"""A language model that judges answers: faithfulness and relevance, one request each.

Faithfulness is that of RAGAS (Es et al., EACL 2024): an answer is taken apart into claims, each
held against what it rests on; the share that is supported. A reply that is not of the schema, or
not about every sentence in its words, is asked for once more, saying what was wrong; then it is no judgement.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from langchain_core.messages import BaseMessage
from pydantic import BaseModel

from evals.judging.items import Item
from evals.judging.verdicts import Grade, Verdicts
from retrieval.errors import SettingsError
from retrieval.settings import Settings
from retrieval.writing.calling import OF_THE_DRAFT, Caller, ModelError, Trouble, Usage
from retrieval.writing.fence import plain
from retrieval.writing.prompts import FOLDER, Prompt
from retrieval.writing.provider import Provider, open_chat_model

PROMPTS = FOLDER / "judge"  # apart from those that answer: a word that changes here changes no fingerprint
_SETTING = "CITABOT_JUDGE"
_NEEDED = f"set {_SETTING} to a language model, as CITABOT_MODEL is set, and another than that one."
_TRIES = 2
_KINDS = ("openai:", "anthropic:", "ollama:")  # of providers, which may serve the same model

Wanted = TypeVar("Wanted", bound=BaseModel)


@dataclass(frozen=True)
class Identity:
    """Which model judges, and by which words."""

    name: str  # as the setting has it
    provider: str

    @cached_property
    def prompts(self) -> str:
        """Changes with every word that it is told."""
        versions = [_prompt(name).version for name in ("faithfulness", "relevance", "again")]
        return hashlib.sha256(" ".join(versions).encode()).hexdigest()[:12]

    @property
    def key(self) -> str:
        """What its judgements are kept under."""
        return hashlib.sha256(f"{self.name}\0{self.provider}\0{self.prompts}".encode()).hexdigest()[:12]

    def __str__(self) -> str:
        return f"{self.name} ({self.provider}), prompts {self.prompts}"


def identity_of(settings: Settings, answering: Iterable[str] = ()) -> Identity | None:
    """The judge of the settings; None if none is set. `answering` names models that answered, if any.

    Raises SettingsError if it is one of those, or the model of the settings, or at no address.
    """
    provider = Provider.of(_as_model(settings), _SETTING)
    if settings.judge is None or provider is None:
        return None
    for name in {*answering, *([settings.model] if settings.model else ())}:
        if _bare(name) == _bare(settings.judge):
            raise SettingsError(f"{_SETTING} is {settings.judge!r}, which answers, too; name another model.")
    return Identity(settings.judge, provider.name)


def _as_model(settings: Settings) -> Settings:
    """The judge where the model that writes stands, so that both are opened by the same code."""
    own = {
        "model": settings.judge, "model_base_url": settings.judge_base_url, "model_key": settings.judge_key,
    }  # fmt: skip
    return settings.model_copy(update=own)


def _bare(name: str) -> str:
    """A model's name without its provider: two servers of one model are one model."""
    folded = name.casefold()
    kind = next((kind for kind in _KINDS if folded.startswith(kind)), "")
    return folded.removeprefix(kind)


def _prompt(name: str) -> Prompt:
    return Prompt.read(name, PROMPTS)


class Judge:
    """Judges with one model. Safe to use from many threads."""

    def __init__(self, caller: Caller, identity: Identity, *, seconds: float) -> None:
        self.identity = identity
        self.usages: list[Usage] = []  # a request each
        self.unreached: list[Trouble] = []  # an item each about which it could not be asked
        self._caller = caller
        self._seconds = seconds  # for one request
        self._faithfulness, self._relevance = _prompt("faithfulness"), _prompt("relevance")
        self._again = _prompt("again")

    def verdicts(self, item: Item) -> Verdicts:
        """On every sentence, in order. Raises ModelError where there is no judgement."""
        messages = self._faithfulness.filled(
            sentences=_fenced("text", item.sentences), quotes=_fenced("passage", item.quotes)
        )
        return self._asked(messages, Verdicts, lambda given: given.fault(item.sentences))

    def grade(self, item: Item) -> Grade:
        """How well it answers its question. Raises ModelError where there is no judgement."""
        answer = "\n".join(map(plain, item.sentences))
        messages = self._relevance.filled(question=plain(item.question), answer=answer)
        return self._asked(messages, Grade, lambda given: "")

    def _asked(
        self, messages: Sequence[BaseMessage], schema: type[Wanted], fault: Callable[[Wanted], str]
    ) -> Wanted:
        """A reply without fault, the second at the latest."""
        said, trouble = list(messages), Trouble.MALFORMED
        for _ in range(_TRIES):
            try:
                given = self._caller.ask(said, schema, seconds=self._seconds, pay=self.usages.append)
                wrong = fault(given)
                if not wrong:
                    return given
            except ModelError as error:
                if error.trouble not in OF_THE_DRAFT:
                    raise
                trouble, wrong = error.trouble, f"{error.trouble}."
            said = [*messages, *self._again.filled(wrong=wrong)]
        raise ModelError(trouble)


def _fenced(name: str, texts: Sequence[str]) -> str:
    return "\n".join(
        f'<{name} number="{number}">\n{plain(text)}\n</{name}>' for number, text in enumerate(texts, start=1)
    )


def open_judge(settings: Settings, answering: Iterable[str] = ()) -> Judge:
    """The judge of the settings, ready to be asked. Raises SettingsError."""
    identity = identity_of(settings, answering)
    if identity is None:
        raise SettingsError(f"no judge is set; {_NEEDED}")
    model = open_chat_model(_as_model(settings), _SETTING)
    caller = Caller(model, at_once=settings.model_at_once, daily_tokens=settings.model_budget)
    return Judge(caller, identity, seconds=settings.model_seconds)
