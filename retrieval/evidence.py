"""What speaks for an answer being in the passages that were found, as a few numbers.

Words are compared only where the question is in the documents' language: across languages
they say nothing, and the numbers for them are 0.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from retrieval.lexical import LexicalIndex, terms
from retrieval.retrieve import Hit, Retrieved, unit_numbers
from retrieval.understand import Asked
from retrieval.wants import holds, wants

_LOOKED_AT = 3  # hits whose words count as found
_SENTENCES = 3  # that must hold the kind of thing that is asked for
_CROWD = 30  # nearest units that the best one is held against


@dataclass(frozen=True, slots=True)
class Evidence:
    """Each from 0 to about 1, more speaking for an answer but for `unknown` and `missing`."""

    best: float  # cosine of the nearest unit
    lead: float  # how far it lies above the mean of the nearest units
    passage: float  # dense score of the best passage
    covered: float  # share of the question's words, by rarity, in one of the best passages
    unknown: float  # share of the question's words, by rarity, that occur in no document, misspelt or not
    missing: float  # 1 if the nearest sentences lack the kind of thing that is asked for
    across: float  # 1 if the question is in another language than the best passage

    def numbers(self) -> tuple[float, ...]:
        return astuple(self)


def weigh(asked: Asked, retrieved: Retrieved, lexical: LexicalIndex) -> Evidence:
    """The evidence of what was found, which must be something."""
    hits = retrieved.hits[:_LOOKED_AT]
    across = asked.language != hits[0].passage.document.source.language
    crowd = retrieved.cosines[:_CROWD]
    best = max((max(hit.units.values(), default=0.0) for hit in hits), default=0.0)
    return Evidence(
        best=best,
        lead=best - sum(crowd) / max(len(crowd), 1),
        passage=max(hit.dense for hit in hits),
        covered=0.0 if across else _covered(asked, retrieved.hits, lexical),
        unknown=0.0 if across else _unknown(asked, lexical),
        missing=float(any(not holds(_nearest_words(hits), want) for want in wants(asked.text))),
        across=float(across),
    )


def _nearest_words(hits: Sequence[Hit]) -> str:
    """The few sentences that lie nearest to the question."""
    near = sorted(
        (
            (hit.units[number], hit.passage.document.text[unit.start : unit.end])
            for hit in hits
            for number, unit in unit_numbers(hit.passage)
            if number in hit.units
        ),
        reverse=True,
    )
    return "\n".join(words for _, words in near[:_SENTENCES])


def rarities(asked: Asked, lexical: LexicalIndex) -> dict[str, float]:
    """The question's terms with their rarity."""
    return {term: lexical.rarity(term) for term in terms(asked.text, asked.language)}


def share(found: frozenset[str], rarity: dict[str, float]) -> float:
    """The part of the question's terms, by rarity, that is in `found`; 0 without terms."""
    total = sum(rarity.values())
    return sum(value for term, value in rarity.items() if term in found) / total if total else 0.0


def _covered(asked: Asked, hits: Sequence[Hit], lexical: LexicalIndex) -> float:
    rarity = rarities(asked, lexical)
    return max(share(frozenset(terms(hit.passage.embedded_text, asked.language)), rarity) for hit in hits)


def _unknown(asked: Asked, lexical: LexicalIndex) -> float:
    rarity = rarities(asked, lexical)
    unknown = frozenset(term for term in rarity if not lexical.knows(term))
    if len(unknown) == len(rarity):  # nothing is known; a slip of the keyboard is not nothing
        unknown = frozenset(term for term in unknown if not lexical.knows_like(term))
    return share(unknown, rarity)
