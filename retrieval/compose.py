"""Put the chosen words into a draft, without writing any.

What is drafted is quoted whole, or up to the end of a clause where a single sentence is
longer than an answer may be; `verify` looks up every word of it again. Pure.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from retrieval.around import Around
from retrieval.choose import Choice, Chosen, MayShow, anything, choose, offers
from retrieval.passage import Passage, Unit
from retrieval.retrieve import Retrieved
from retrieval.understand import Asked

ELLIPSIS, CUT = "… ", " …"  # before words whose sentence begins earlier, after words that go on
_ENDS = ".!?:"  # of a sentence
_CLAUSE = re.compile(r"[;:,—](?=\s)")


@dataclass(frozen=True, slots=True)
class ClaimedQuote:
    """Words said to stand in a passage; nobody has looked yet."""

    passage: Passage
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as proposed."""

    text: str
    quotes: tuple[ClaimedQuote, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer that nobody has checked."""

    claims: tuple[Claim, ...]  # the best first


def compose(
    asked: Asked,
    retrieved: Retrieved,
    around: Around,
    rarity: Mapping[str, float],
    choice: Choice,
    may_show: MayShow = anything,
) -> Draft:
    """A draft from the best of what was found and may be shown."""
    found = offers(asked, retrieved, around, rarity, passages=choice.passages)
    chosen = choose(found, around, choice, may_show)
    return Draft(tuple(_claim(each, choice.characters) for each in chosen))


def joined(drafts: Iterable[Draft]) -> Draft:
    """All claims in order, each text once."""
    claims: dict[str, Claim] = {}
    for draft in drafts:
        for claim in draft.claims:
            claims.setdefault(claim.text.casefold(), claim)
    return Draft(tuple(claims.values()))


def _claim(chosen: Chosen, characters: int) -> Claim:
    passage, unit = chosen
    words = " ".join(passage.document.text[unit.start : unit.end].split())
    quoted = clipped(words, characters)
    before, after = _goes_on(passage, unit)
    text = f"{ELLIPSIS if before else ''}{quoted}{CUT if after or quoted != words else ''}"
    return Claim(text, (ClaimedQuote(passage, quoted),))


def _goes_on(passage: Passage, span: Unit) -> tuple[bool, bool]:
    """Does the document's sentence begin before these words, and does it go on after them?"""
    whole = next(each for each in passage.units if each.start <= span.start and span.end <= each.end)
    text = passage.document.text
    before, after = text[whole.start : span.start].rstrip(), text[span.start : span.end].rstrip()
    return bool(before) and before[-1] not in _ENDS, span.end < whole.end and after[-1] not in _ENDS


def clipped(words: str, characters: int) -> str:
    """Words that are too long for an answer, up to the last clause that fits; others as they are.

    >>> clipped("Bring proof; bring a friend; go early.", 30)
    'Bring proof; bring a friend'
    """
    if len(words) <= characters:
        return words
    ends = [match.start() for match in _CLAUSE.finditer(words[:characters])]
    return words[: ends[-1]].rstrip() or words if ends else words
