"""What is wrong with the evaluation's questions, beside what their schema refuses. Pure.

A gold quote that is not in its source, above all: that is how a changed document shows which
questions it breaks.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from evals.alike import Terms, alike, terms_of
from evals.questions import EvalQuestion, Expected, gold_places
from retrieval.document import Document
from retrieval.lexical import words

_ALIKE = 0.4  # share of the terms of two questions that they have in common; see _across


def complaints(
    files: Mapping[str, Sequence[EvalQuestion]], documents: Iterable[Document], apart: Iterable[str] = ()
) -> list[str]:
    """A sentence for each thing that is wrong in the questions of `files`, by name.

    `apart` names the files that share no question with the others: those of the report.
    """
    questions = [question for each in files.values() for question in each]
    texts = {document.id: document for document in documents}
    return [
        *_repeated(files),
        *(said for question in questions for said in _lost(question, texts)),
        *(said for question in questions for said in _of_facts(question)),
        *(said for each in files.values() for said in _twins(each)),
        *_across(files, frozenset(apart)),
    ]


def uncovered(questions: Iterable[EvalQuestion], languages: Iterable[str]) -> list[str]:
    """The languages in which there is nothing to answer or nothing to refuse, a sentence each."""
    there = {(question.language, question.expected) for question in questions}
    wanted: tuple[Expected, ...] = ("answered", "refused")
    return [
        f"no question in {language!r} is to be {expected}; add one."
        for language in languages
        for expected in wanted
        if (language, expected) not in there
    ]


def _repeated(files: Mapping[str, Sequence[EvalQuestion]]) -> Iterator[str]:
    places = defaultdict(list)
    for name, questions in files.items():
        for question in questions:
            places[question.id].append(name)
    for identifier, names in places.items():
        if len(names) > 1:
            yield f"{identifier!r} is the id of questions in {' and '.join(names)}; change one."


def _lost(question: EvalQuestion, texts: Mapping[str, Document]) -> Iterator[str]:
    """What the documents no longer say."""
    for gold in question.gold:
        document = texts.get(gold.source)
        alone = question.model_copy(update={"gold": (gold,)})
        if document is None:
            yield (
                f"{question.id}: its source {gold.source!r} is not in the corpus; put it back, or change the "
                "gold."
            )
        elif not any(gold_places(alone, document)):
            yield (
                f"{question.id}: {gold.source} does not say {_begun(gold.quote)}; the document was changed, "
                "or the quote is wrong: write what it says now."
            )


def _of_facts(question: EvalQuestion) -> Iterator[str]:
    said = " ".join(_folded(gold.quote) for gold in question.gold)
    for fact in question.facts:
        if _folded(fact) not in said:
            yield f"{question.id}: the fact {fact!r} is not in its gold; quote where it stands."


def _twins(questions: Sequence[EvalQuestion]) -> Iterator[str]:
    """Questions of one file that are the same in all words, whatever their order."""
    seen: dict[frozenset[str], str] = {}
    for question in questions:
        own = frozenset(words(_everything(question)))
        if own in seen:
            yield f"{question.id} asks what {seen[own]} asks; remove one."
        seen.setdefault(own, question.id)


def _across(files: Mapping[str, Sequence[EvalQuestion]], apart: frozenset[str]) -> Iterator[str]:
    """Questions of the report that ask, in other words, what one that was tuned on asks.

    These share two fifths of their terms and what should come of them: the same gold, or the same
    refusal. Chosen by reading all pairs: of 23 from .4 on, 21 asked the same; of 17 from .3 to .4, nine
    did, in words too different to tell. A false alarm costs a question to tune on, a miss flatters.
    """
    reported = [(_said(each), each) for name, own in files.items() if name in apart for each in own]
    tuned = [(_said(each), each) for name, own in files.items() if name not in apart for each in own]
    for question, other in alike(reported, tuned, share=_ALIKE):
        if _wants_the_same(question, other):
            yield f"{question.id} is nearly {other.id}, which was tuned on; remove one."


def _said(question: EvalQuestion) -> Terms:
    return terms_of(_everything(question), question.language)


def _wants_the_same(one: EvalQuestion, other: EvalQuestion) -> bool:
    """Is the same outcome expected, from words of which some lie within the other's?"""
    if one.expected != other.expected:
        return False
    pairs = [(mine, its) for mine in one.gold for its in other.gold if mine.source == its.source]
    return not one.gold or any(_overlap(_folded(mine.quote), _folded(its.quote)) for mine, its in pairs)


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def _everything(question: EvalQuestion) -> str:
    """The question, and what was said before it."""
    return " ".join([question.question, *(said.text for said in question.history)])


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _begun(quote: str) -> str:
    shown = " ".join(quote.split())
    return f"“{shown}”" if len(shown) <= 80 else f"“{shown[:80].rstrip()}…”"
