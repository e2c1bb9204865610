"""Decide of every sentence that a language model wrote whether it may be shown.

A sentence is shown if it is plain prose in the asker's language, if its quotes stand where they
are said to stand, if its numbers, names, negations, strength, amounts and conditions are those of
its quotes, if its words are found in them, and if it bears on the question. Each check says no by
itself; what it cannot tell is a no. Nothing that the model claims about its own draft counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import mean
from typing import Protocol

from retrieval.document import Quote
from retrieval.passage import Passage
from retrieval.sentences import sentences
from retrieval.understand import Asked
from retrieval.writing.alignment import Aligner
from retrieval.writing.claims import claims, says_other_than, strange_values
from retrieval.writing.draft import DraftStatement, WrittenDraft
from retrieval.writing.names import strange_names
from retrieval.writing.order import is_turned_around, names_agent
from retrieval.writing.plain import addresses, is_in, is_plain, speaks_of_itself
from retrieval.writing.support import SupportTuning, figures

_ALIKE = 0.8  # mean cosine of the words of two sentences, both ways, from which on they say one thing


class Why(StrEnum):
    """Why a sentence is not shown."""

    QUOTE = "quote"  # its quote does not stand in the passage that it names
    MARKUP = "markup"
    ADDRESS = "address"  # a link, a telephone number, an account that the quote does not hold
    ITSELF = "itself"  # it is about the task
    LANGUAGE = "language"
    NUMBER = "number"  # a number or date that the quote does not hold
    NAME = "name"
    CLAIM = "claim"  # it denies, demands, allows, limits otherwise than the quote
    ORDER = "order"  # who does what to whom is turned around
    SUPPORT = "support"  # too few of its words are those of the quote
    BEARING = "bearing"  # it does not answer
    ENTAILMENT = "entailment"  # the NLI model, if there is one, says that it does not follow
    CONTRADICTION = "contradiction"  # it says otherwise than a sentence before it
    REPEATED = "repeated"


class Entails(Protocol):
    """An NLI model."""

    identity: str

    def entails(self, premise: str, hypothesis: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Located:
    """A quote of a draft, found."""

    passage: Passage
    quote: Quote

    @property
    def text(self) -> str:
        return " ".join(self.quote.text.split())


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence that may be shown, and the quotes that carry it."""

    text: str
    quotes: tuple[Located, ...]  # never empty


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a draft."""

    held: tuple[Held, ...]
    dropped: tuple[tuple[str, Why], ...]  # each sentence that is not shown


@dataclass(frozen=True)
class Checker:
    """What sentences are checked with."""

    aligner: Aligner
    tuning: SupportTuning
    entails: Entails | None = None

    def check(self, draft: WrittenDraft, passages: Sequence[Passage], asked: Asked) -> Checked:
        """Every sentence of a draft on these passages, numbered from 1, shown or dropped."""
        held: list[Held] = []
        dropped: list[tuple[str, Why]] = []
        for sentence, quotes in located_sentences(draft, passages):
            found = self._held(sentence, quotes, asked)
            if isinstance(found, Held):
                found = self._beside(found, held, asked.language)
            if isinstance(found, Held):
                held.append(found)
            else:
                dropped.append((sentence, found))
        return Checked(tuple(held), tuple(dropped))

    def _held(self, sentence: str, quotes: Sequence[Located], asked: Asked) -> Held | Why:
        """By one of its quotes, if that will do, else by all of them; or why not, by what was tried last."""
        why = form(sentence, quotes, asked.language)
        if why is not None:
            return why
        for chosen in choices(quotes):
            why = self._carried(sentence, chosen, asked)
            if why is None:
                return Held(sentence, tuple(chosen))
        return why or Why.QUOTE

    def _carried(self, sentence: str, quotes: Sequence[Located], asked: Asked) -> Why | None:
        """Why these quotes do not carry it, the cheapest check first."""
        if why := self.disagreement(sentence, quotes, asked.language):
            return why
        if not self.supports(sentence, asked.language, quotes):
            return Why.SUPPORT
        if self.bearing(sentence, quotes, asked) < self.tuning.bearing:
            return Why.BEARING
        if self.entails is not None and not self.entails.entails(_words(quotes), sentence):
            return Why.ENTAILMENT
        return None

    def disagreement(self, sentence: str, quotes: Sequence[Located], language: str) -> Why | None:
        """What it names, counts, claims or puts first otherwise than these quotes do."""
        if why := disagreement(sentence, quotes, language):
            return why
        quote, quoted_in = _words(quotes), _language(quotes)
        path = self.aligner.alignment(sentence, language, quote, quoted_in).path
        if claims(sentence, language, quote, quoted_in, path).differing:
            return Why.CLAIM
        # Across languages the order of words tells little; there it is a figure among others.
        is_swapped = language == quoted_in and is_turned_around(path)
        return Why.ORDER if is_swapped and not _voices_differ(sentence, language, quote, quoted_in) else None

    def supports(self, sentence: str, language: str, quotes: Sequence[Located]) -> bool:
        """Are the words of a sentence those of these quotes, whichever languages they are in?"""
        quoted_in = _language(quotes)
        support = self.tuning.same if language == quoted_in else self.tuning.across
        return support.is_enough(self.figures(sentence, language, _words(quotes), quoted_in))

    def figures(self, sentence: str, language: str, quote: str, quoted_in: str) -> dict[str, float]:
        """What support is judged by."""
        alignment = self.aligner.alignment(sentence, language, quote, quoted_in)
        return figures(
            alignment,
            self.aligner.likeness(sentence, language, quote, quoted_in),
            claims(sentence, language, quote, quoted_in, alignment.path),
            other_voice=_voices_differ(sentence, language, quote, quoted_in),
        )

    def bearing(self, sentence: str, quotes: Sequence[Located], asked: Asked) -> float:
        """The greatest likeness of the question to the sentence, a quote or a quote's passage."""
        whole = self.aligner.whole
        found = [whole(sentence, asked.language)]
        for each in quotes:
            language = each.passage.document.source.language
            found += [whole(text, language, quoted=True) for text in (each.text, each.passage.embedded_text)]
        question = whole(asked.text, asked.language)
        return max(float(question @ each) for each in found)

    def _beside(self, new: Held, held: Sequence[Held], language: str) -> Held | Why:
        """May it stand beside the sentences that are shown already?"""
        if any(new.text.casefold() == other.text.casefold() for other in held):
            return Why.REPEATED
        if any(self._contradicts(new.text, other.text, language) for other in held):
            return Why.CONTRADICTION
        return new

    def _contradicts(self, text: str, other: str, language: str) -> bool:
        """Do two sentences with nearly the same words differ in what turns a meaning?"""
        alignment = self.aligner.alignment(text, language, other, language)
        alike = min(mean(alignment.sentence or (0.0,)), mean(alignment.quote or (0.0,))) >= _ALIKE
        return alike and bool(says_other_than(text, language, other, language))


def located_sentences(
    draft: WrittenDraft, passages: Sequence[Passage]
) -> Iterator[tuple[str, tuple[Located, ...]]]:
    """Each sentence with the quotes of its statement; with none if one of them is not where it should be."""
    for statement in draft.statements:
        quotes = _located(statement, passages)
        folded = " ".join(statement.text.split())
        yield from ((folded[start:end], quotes) for start, end in sentences(folded))


def _located(statement: DraftStatement, passages: Sequence[Passage]) -> tuple[Located, ...]:
    found = []
    for claimed in statement.quotes:
        passage = passages[claimed.passage - 1] if claimed.passage <= len(passages) else None
        quote = passage.find(claimed.text, any_case=True) if passage else None
        if passage is None or quote is None:
            return ()
        found.append(Located(passage, quote))
    return tuple(found)


def choices(quotes: Sequence[Located]) -> Iterator[Sequence[Located]]:
    """The quotes that may carry a sentence: each of them alone, then all together if in one language."""
    if len(quotes) > 1:
        yield from ((quote,) for quote in quotes)
    if len({each.passage.document.source.language for each in quotes}) == 1:
        yield quotes


def form(sentence: str, quotes: Sequence[Located], language: str) -> Why | None:
    """What is wrong with it whatever it says."""
    if not is_plain(sentence):
        return Why.MARKUP
    if addresses(sentence) - addresses(_words(quotes)):
        return Why.ADDRESS
    if speaks_of_itself(sentence):
        return Why.ITSELF
    return None if is_in(sentence, language) else Why.LANGUAGE


def disagreement(sentence: str, quotes: Sequence[Located], language: str) -> Why | None:
    """What it names or counts otherwise than these quotes do; the year of their document may be told."""
    if strange_names(sentence, language, _known(quotes)):
        return Why.NAME
    years = {f"={(each.passage.document.source.date or '')[:4]}" for each in quotes}
    strange = strange_values(sentence, language, _words(quotes), _language(quotes), years)
    return Why.NUMBER if strange else None


def _voices_differ(sentence: str, language: str, quote: str, quoted_in: str) -> bool:
    """Is one a passive and the other not, as far as can be told?"""
    return names_agent(sentence, language) != names_agent(quote, quoted_in)


def _language(quotes: Sequence[Located]) -> str:
    """That of all of them, as `choices` gives them."""
    return quotes[0].passage.document.source.language


def _words(quotes: Sequence[Located]) -> str:
    return " ".join(each.text for each in quotes)


def _known(quotes: Sequence[Located]) -> str:
    """Everything that may be named: the quotes, where they stand, and who wrote them."""
    sources = [each.passage.document.source for each in quotes]
    places = [" ".join(each.passage.section) for each in quotes]
    titles = [f"{source.short_title} {source.publisher or ''}" for source in sources]
    return " ".join([_words(quotes), *places, *titles])
