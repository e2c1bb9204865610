"""What speaks for an answer being in the passages that were found, as a few numbers.

Words are compared only where the question is in the documents' language: across languages
they say nothing, and the numbers for them are 0.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from retrieval.fuse import Kind
from retrieval.lexical import LexicalIndex, document_terms, terms
from retrieval.retrieve import Hit, Retrieved, unit_numbers
from retrieval.understand import Asked
from retrieval.wants import holds, wants

_LOOKED_AT = 3  # hits whose words count as found
_SENTENCES = 3  # that must hold the kind of thing that is asked for
_FAINT = 0.05  # of a topic, up to which it says nothing: added up over hundreds of topics it would
_CROWD = 30  # nearest units that the best one is held against


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tells an answer from none; `unknown`, `missing` and `gap` speak against one.

    Cosines lie at other heights in every model: `kind` says which numbers may be compared.
    """

    kind: Kind  # of the best passage
    bare: bool  # there are no expected questions and no known gaps
    best: float  # cosine of the nearest unit
    lead: float  # how far it lies above the mean of the nearest units
    passage: float  # dense score of the best passage
    share: float  # of what speaks for any passage, that of the best one, 0..1
    expected: (
        float  # how sure it is that this is an expected question of one of the best passages, about 0..1
    )
    gap: float  # how sure it is that it is a known gap's; 0 for both in a bare corpus
    answers: float  # how sure it is that this is any question with an answer, all of them added up
    gaps: float  # the same of all known gaps
    covered: float  # share of the question's words, by rarity, in one of the best passages
    unknown: float  # share of the question's words, by rarity, that occur in no document, misspelt or not
    missing: float  # 1 if the nearest sentences lack the kind of thing that is asked for

    def numbers(self) -> tuple[float, ...]:
        """What can be weighed, in order: all but `kind` and `bare`."""
        return astuple(self)[2:]


def weigh(
    asked: Asked, retrieved: Retrieved, lexical: LexicalIndex, expected_lexical: LexicalIndex
) -> Evidence:
    """The evidence of what was found, which must be something.

    A word of an expected question is known, though no passage has it.
    """
    hits = retrieved.hits[:_LOOKED_AT]
    across = hits[0].kind is Kind.ACROSS
    crowd = retrieved.cosines[:_CROWD]
    best = max((max(hit.units.values(), default=0.0) for hit in hits), default=0.0)
    return Evidence(
        kind=hits[0].kind,
        bare=retrieved.recognised is None,
        best=best,
        lead=best - sum(crowd) / max(len(crowd), 1),
        passage=max(hit.dense for hit in hits),
        share=hits[0].score,
        expected=max(hit.expected for hit in hits),
        gap=retrieved.gap.score if retrieved.gap else 0.0,
        answers=_added(retrieved, of_gaps=False),
        gaps=_added(retrieved, of_gaps=True),
        covered=0.0 if across else _covered(asked, retrieved.hits, lexical),
        unknown=0.0 if across else _unknown(asked, lexical, expected_lexical),
        missing=float(any(not holds(_nearest_words(hits), want) for want in wants(asked.text))),
    )


def _added(retrieved: Retrieved, *, of_gaps: bool) -> float:
    """Of all topics with an answer, or of all gaps, those that are more than faintly like it, added up."""
    if retrieved.recognised is None:
        return 0.0
    scores = retrieved.recognised.gaps if of_gaps else retrieved.recognised.answers
    return float(scores[scores > _FAINT].sum())


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
    return max(share(document_terms(hit.passage.embedded_text, asked.language), rarity) for hit in hits)


def _unknown(asked: Asked, lexical: LexicalIndex, expected_lexical: LexicalIndex) -> float:
    rarity = rarities(asked, lexical)
    unknown = frozenset(
        term for term in rarity if not lexical.knows(term) and not expected_lexical.knows(term)
    )
    if len(unknown) == len(rarity):  # nothing is known; a slip of the keyboard is not nothing
        unknown = frozenset(term for term in unknown if not lexical.knows_like(term))
    return share(unknown, rarity)
