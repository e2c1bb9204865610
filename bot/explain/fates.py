"""What became of everything that could have been shown, and why.

`retrieval.choose` chooses; this tells which of its rules each offer met. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.answer import Clarify
from retrieval.answering import Parts, Reading, Reply
from retrieval.around import Around
from retrieval.choose import Choice, Chosen, Offer, choose, offers
from retrieval.decide import Proceed
from retrieval.evidence import rarities

REFUSED = "the decision was to refuse"
ASKED_BACK = "asked back instead"
IN_PARTS = "its parts were answered one by one"
UNDER_A_HEAD = "the best is shown with all that stands under it, and nothing else"
HEAD = "the head of something, and the best is a single sentence"
SAID = "said already"
_Place = tuple[str, int, int]  # passage, start, end


@dataclass(frozen=True, slots=True)
class Fate:
    """An offer, what it was worth, and why it was not shown."""

    offer: Offer
    value: float  # nats
    dropped: str | None  # None: it was kept
    shown: int = 0  # how much of what it shows

    @property
    def passage(self) -> str:
        return self.offer.shows[0][0].id

    @property
    def text(self) -> str:
        """The first words that it shows."""
        return _words(self.offer.shows[0])


def fates(reading: Reading, reply: Reply, parts: Parts) -> list[Fate]:
    """Of all that could be shown for a question or a part of one, best first."""
    asked, retrieved = reading.asked, reading.retrieved
    rarity = rarities(asked, parts.searcher.lexical)
    found = offers(asked, retrieved, parts.around, rarity, passages=parts.choice.passages)
    unused = _unused(reading, reply)
    if unused is None:
        return chosen_from(found, parts.around, _room(reply, parts.choice))
    return [Fate(offer, parts.choice.value(offer), unused) for offer in _ranked(found, parts.choice)]


def _unused(reading: Reading, reply: Reply) -> str | None:
    """Why nothing of this reading was shown; None if its offers were chosen from."""
    if isinstance(reply.answer, Clarify):
        return ASKED_BACK
    if reading is reply.trace.readings[0] and _answered_parts(reply):
        return IN_PARTS
    return None if isinstance(reading.decision, Proceed) else REFUSED


def _answered_parts(reply: Reply) -> int:
    return sum(isinstance(reading.decision, Proceed) for reading in reply.trace.readings[1:])


def _room(reply: Reply, choice: Choice) -> Choice:
    """The parts of a question share the room of one answer."""
    return replace(choice, characters=choice.characters // max(_answered_parts(reply), 1))


def chosen_from(found: Sequence[Offer], around: Around, choice: Choice) -> list[Fate]:
    """What became of each offer, best first."""
    ranked = _ranked(found, choice)
    shown = {_place(each) for each in choose(found, around, choice)}
    return [_fate(offer, ranked, shown, choice) for offer in ranked]


def _fate(offer: Offer, ranked: Sequence[Offer], shown: set[_Place], choice: Choice) -> Fate:
    best = ranked[0]
    why = _why_not_under(best, offer, shown) if best.is_head else _why_not(offer, ranked, shown, choice)
    kept = sum(_place(each) in shown for each in offer.shows) if why is None else 0
    return Fate(offer, choice.value(offer), why, kept)


def _ranked(found: Sequence[Offer], choice: Choice) -> list[Offer]:
    return sorted(found, key=lambda offer: -choice.value(offer))


def _why_not_under(best: Offer, offer: Offer, shown: set[_Place]) -> str | None:
    if offer is best:
        return None
    return SAID if _place(offer.shows[0]) in shown else UNDER_A_HEAD


def _why_not(offer: Offer, ranked: Sequence[Offer], shown: set[_Place], choice: Choice) -> str | None:
    if offer.is_head:
        return HEAD
    least = choice.value(ranked[0]) - choice.slack
    if choice.value(offer) < least:
        below = choice.value(ranked[0]) - choice.value(offer)
        return f"{below:.2f} below the best, more than {choice.slack:g}"
    near = [each for each in ranked if not each.is_head and choice.value(each) >= least]
    rank = next(number for number, each in enumerate(near) if each is offer)
    if rank >= choice.statements:
        return f"beyond the {choice.statements} that are shown"
    if _words(offer.shows[0]).casefold() in [_words(each.shows[0]).casefold() for each in near[:rank]]:
        return SAID
    return None if _place(offer.shows[0]) in shown else f"beyond {choice.characters} characters"


def _place(chosen: Chosen) -> _Place:
    passage, unit = chosen
    return passage.id, unit.start, unit.end


def _words(chosen: Chosen) -> str:
    passage, unit = chosen
    return " ".join(passage.document.text[unit.start : unit.end].split())
