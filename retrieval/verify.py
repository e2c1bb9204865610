"""Turn a draft into an answer that we can stand behind.

Each quote of a draft is looked up in the passage that it names: found, it becomes a
citation; not found, its statement is dropped. A statement must be the words of its quotes.
With no statement left there is no answer. Pure: no network, no settings, no model.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.answer import Citation, Statement
from retrieval.compose import CUT, ELLIPSIS, Claim, Draft
from retrieval.document import Quote


@dataclass(frozen=True, slots=True)
class Verified:
    """What of a draft may be shown."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    dropped: int  # claims that did not hold


def verify(draft: Draft) -> Verified:
    """The statements whose every quote stands where it is said to stand, numbered in order."""
    statements: list[Statement] = []
    citations: list[Citation] = []
    for claim in draft.claims:
        quotes = [claimed.passage.find(claimed.text) for claimed in claim.quotes]
        found = [quote for quote in quotes if quote is not None]
        if len(found) != len(quotes) or not _rests_on(claim, found):
            continue
        numbered = list(_numbered(claim, found, after=len(citations)))
        citations.extend(numbered)
        statements.append(Statement(claim.text, tuple(citation.number for citation in numbered)))
    return Verified(tuple(statements), tuple(citations), len(draft.claims) - len(statements))


def _numbered(claim: Claim, quotes: list[Quote], *, after: int) -> Iterator[Citation]:
    for number, (claimed, quote) in enumerate(zip(claim.quotes, quotes, strict=True), start=after + 1):
        yield Citation(number, quote, claimed.passage)


def _rests_on(claim: Claim, quotes: list[Quote]) -> bool:
    """An extractive statement is nothing but its quotes, one after the other, marked where one is cut."""
    words = folded(" ".join(quote.text for quote in quotes))
    marked = (words, f"{ELLIPSIS}{words}", f"{words}{CUT}", f"{ELLIPSIS}{words}{CUT}")
    return bool(quotes) and folded(claim.text) in marked


def folded(text: str) -> str:
    """White space as single blanks."""
    return " ".join(text.split())
