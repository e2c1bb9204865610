"""Do two questions ask the same in other words? By the stemmed terms that they share. Pure.

Only within a language: whether a question in another one asks the same, words cannot say.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from retrieval.lexical import terms, words

Terms = frozenset[tuple[str, str]]  # each with its language
One = TypeVar("One")
Other = TypeVar("Other")

_TELLING = 4  # terms from which on a share says something


def terms_of(text: str, language: str) -> Terms:
    """Without accents; all words where there is nothing else."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return frozenset((language, term) for term in terms(plain, language) or words(plain))


def alike(
    ones: Iterable[tuple[Terms, One]], others: Iterable[tuple[Terms, Other]], *, share: float
) -> Iterator[tuple[One, Other]]:
    """Each pair of the same terms, or of four and more on both sides with `share` in common (Jaccard)."""
    known = list(others)
    holders = defaultdict(list)  # what shares no term is never compared
    for place, (terms_there, _) in enumerate(known):
        for term in terms_there:
            holders[term].append(place)
    for own, one in ones:
        common = Counter(place for term in own for place in holders.get(term, ()))
        for place in sorted(common):
            terms_there, other = known[place]
            if _are_alike(len(own), len(terms_there), common[place], share):
                yield one, other


def _are_alike(own: int, there: int, common: int, share: float) -> bool:
    together = own + there - common
    return common == together or (min(own, there) >= _TELLING and common >= share * together)
