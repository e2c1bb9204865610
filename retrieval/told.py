"""What of an answer is more than a conversation has told already, and of the kind that is asked for. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.answer import Answered
from retrieval.followup import Turn, is_short
from retrieval.lexical import terms
from retrieval.understand import Asked
from retrieval.wants import Want, holds, wants


@dataclass(frozen=True, slots=True)
class Told:
    """What was answered before a question, and what the question itself says."""

    text: str  # of all answers, white space folded
    own: frozenset[str]  # the question's terms
    language: str
    wants: frozenset[Want]  # kinds of things that words can be seen to hold
    is_short: bool  # too short to be a question by itself

    @classmethod
    def before(cls, asked: Asked, history: Sequence[Turn]) -> "Told":
        text = _folded(" ".join(turn.text for turn in history if turn.role == "assistant"))
        own = frozenset(terms(asked.text, asked.language))
        return cls(
            text, own, asked.language, wants(asked.text) - {Want.LIST}, is_short(asked.text, asked.language)
        )

    def adds(self, words: Sequence[str]) -> bool:
        """Are some of these words not told yet, and do they hold everything that is asked for?"""
        new = any(_folded(each) not in self.text for each in words)
        return new and all(any(holds(each, want) for each in words) for want in self.wants)

    def is_exceeded_by(self, answer: Answered, *, lenient: bool) -> bool:
        """Does the answer add something that is about the question's own terms, as far as that can be seen?

        Where it is `lenient`, one quote that was not told will do, or one with such a term.
        """
        quotes = [citation.quote for citation in answer.citations]
        if not all(any(holds(quote.text, want) for quote in quotes) for want in self.wants):
            return False
        again = [_folded(quote.text) in self.text for quote in quotes]
        named = [not self.own.isdisjoint(terms(quote.text, self.language)) for quote in quotes]
        if lenient:
            return not all(again) or any(named)
        across = any(quote.document.source.language != self.language for quote in quotes)
        return not any(again) and (across or any(named))


def _folded(text: str) -> str:
    return " ".join(text.split())
