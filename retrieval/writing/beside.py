"""Put what a model wrote beside the quotes that were chosen without it. Pure.

What the extractive composer would show is always shown: beneath a sentence that rests on it, or
as it stands, after the prose. So an answer with a model never lacks words that the one without has.
"""

from collections.abc import Sequence

from retrieval.answer import Citation, Statement
from retrieval.document import Quote
from retrieval.passage import Passage
from retrieval.verify import Verified
from retrieval.writing.check import Held


def prose_and_quotes(held: Sequence[Held], chosen: Verified) -> Verified:
    """The sentences, then what was chosen and none of them rests on; cited anew, in order."""
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []

    def cited(quote: Quote, passage: Passage) -> int:
        place = (quote.document.id, quote.start, quote.end)
        if place not in numbers:
            numbers[place] = len(citations) + 1
            citations.append(Citation(numbers[place], quote, passage))
        return numbers[place]

    statements = [
        Statement(each.text, tuple(dict.fromkeys(cited(found.quote, found.passage) for found in each.quotes)))
        for each in held
    ]
    by_number = {citation.number: citation for citation in chosen.citations}
    for statement in chosen.statements:
        quoted = [by_number[number] for number in statement.citations]
        if not all(any(_holds(each.quote, one.quote) for each in citations) for one in quoted):
            again = tuple(cited(citation.quote, citation.passage) for citation in quoted)
            statements.append(Statement(statement.text, again))
    return Verified(tuple(statements), tuple(citations), chosen.dropped)


def _holds(one: Quote, other: Quote) -> bool:
    """Are the words of the other among those of the one?"""
    same = one.document.id == other.document.id
    return same and one.start <= other.start and other.end <= one.end
