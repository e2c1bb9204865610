"""Drafts that people labelled, as a set to hold a judge against. Pure, but for reading them.

From evals/written/tuning.yaml, which says of every statement which of its sentences must not be
shown. The rule:

faithfulness  statements of honest drafts and of those of `ALTERED`, where a marked sentence says
              something else, or more, than its quotes. A marked sentence is not supported, what
              else the statement says is. Other kinds deceive in ways that no quote tells (markup,
              another language), or have quotes that are not the document's.
relevance     an honest draft answers its question. A marked sentence of an `irrelevant` draft does
              not; nor does an honest draft under the question of the next one in its language that
              rests on other documents.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.drafts import FOLDER, HONEST, Case, Said, read_cases
from evals.judging.items import Item
from evals.judging.kept import Aspect, Place

ALTERED = (
    "contradiction", "second_sentence", "changed_number", "changed_name", "dropped_condition", "dropped_not",
    "modal", "quantifier", "swapped", "outside_knowledge", "invented_contact",
)  # fmt: skip
_BESIDE = "irrelevant"
_LABELLED = FOLDER / "tuning.yaml"


@dataclass(frozen=True, slots=True)
class Pair:
    """What a judge is shown, and what people say of it."""

    aspect: Aspect
    item: Item
    labels: tuple[bool, ...]  # supported, of each sentence; or one: relevant

    @property
    def place(self) -> Place:
        return self.aspect, self.item.id


def labelled() -> list[Pair]:
    """The whole set, in the order of the file. Raises CitabotError if that cannot be read."""
    cases = read_cases((_LABELLED,))
    return [*_faithfulness(cases), *_relevance(cases)]


def _faithfulness(cases: Sequence[Case]) -> Iterator[Pair]:
    for case in cases:
        if case.kind not in (HONEST, *ALTERED):
            continue
        for number, said in enumerate(case.statements, start=1):
            sentences = list(_sentences(said))
            texts = tuple(text for text, _ in sentences)
            quotes = tuple(each.text for each in said.quotes)
            item = Item(f"{case.id}-{number}", case.question, texts, quotes)
            yield Pair("faithfulness", item, tuple(label for _, label in sentences))


def _sentences(said: Said) -> Iterator[tuple[str, bool]]:
    """Each marked sentence and what lies between them, in order, with whether it is supported."""
    rest = said.text
    for marked in said.unsupported:
        before, _, rest = rest.partition(marked)
        if before.strip():
            yield before.strip(), True
        yield marked, False
    if rest.strip():
        yield rest.strip(), True


def _relevance(cases: Sequence[Case]) -> Iterator[Pair]:
    honest = [case for case in cases if case.kind == HONEST]
    for case in honest:
        texts = tuple(said.text for said in case.statements)
        yield Pair("relevance", Item(case.id, case.question, texts, ()), (True,))
        if other := _elsewhere(case, honest):
            yield Pair("relevance", Item(f"{case.id}-other", other.question, texts, ()), (False,))
    for case in cases:
        beside = tuple(text for said in case.statements for text in said.unsupported)
        if case.kind == _BESIDE and beside:
            yield Pair("relevance", Item(case.id, case.question, beside, ()), (False,))


def _elsewhere(case: Case, honest: Sequence[Case]) -> Case | None:
    """The next draft in the language, in a circle, of which no quoted passage is of the same document."""
    place = honest.index(case)
    following = (*honest[place + 1 :], *honest[:place])
    fitting = (
        other for other in following
        if other.language == case.language and not _documents(other) & _documents(case)
    )  # fmt: skip
    return next(fitting, None)


def _documents(case: Case) -> frozenset[str]:
    quoted = (case.passages[quote.passage - 1] for said in case.statements for quote in said.quotes)
    return frozenset(passage.partition("#")[0] for passage in quoted)
