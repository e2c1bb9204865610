"""Is who does what to whom turned around, though the words are the quote's? Pure.

Within one language the stems that a sentence shares with its quote keep their order. Neighbours in
the sentence whose order the quote never has are what is left when two parties change places, and
also where a part is put first, which is not told apart; what is denied must be what the quote denies.
"""

from collections import defaultdict
from itertools import pairwise

from retrieval.lexical import terms
from retrieval.writing.marks import marks, normal

_DENIES = "not"
_BEHIND, _NEAR = 1, 4  # stems behind a denial that it may be about, in the sentence and in the quote
_REACH = 120  # characters


def is_turned_around(sentence: str, quote: str, language: str) -> bool:
    """Do the shared words stand in another order, or does another word stand behind "not"?

    >>> quote = "Abusers threaten to report victims to officers."
    >>> is_turned_around("Officers threaten to report abusers to victims.", quote, "en")
    True
    >>> is_turned_around("Abusers threaten victims.", quote, "en")
    False
    """
    return _has_pairs_out_of_order(sentence, quote, language) or _denies_other(sentence, quote, language)


def _has_pairs_out_of_order(sentence: str, quote: str, language: str) -> bool:
    places: dict[str, list[int]] = defaultdict(list)
    for place, stem in enumerate(terms(quote, language)):
        places[stem].append(place)
    shared = [stem for stem in terms(sentence, language) if stem in places]
    return any(
        first != second and min(places[first]) > max(places[second]) for first, second in pairwise(shared)
    )


def _denies_other(sentence: str, quote: str, language: str) -> bool:
    denied = {stem for stems in _denied(quote, language, _NEAR) for stem in stems}
    return any(stems and denied.isdisjoint(stems) for stems in _denied(sentence, language, _BEHIND)) and bool(
        denied
    )


def _denied(text: str, language: str, stems: int) -> list[list[str]]:
    """The stems behind each denial."""
    plain = normal(text)
    return [
        terms(plain[mark.end : mark.end + _REACH], language)[:stems]
        for mark in marks(text, language).found
        if mark.name == _DENIES
    ]
