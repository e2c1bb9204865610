"""Choose the words that answer: which of the sentences, list items and lists that were found.

Everything that could be shown is an offer, with what speaks for it; what that weighs is
fitted (`python -m evals.fit`). An offer is a sentence, a list item, or the head of something
with what stands under it: a question with its answer, a lead-in or heading with its list. Pure.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter

from retrieval.around import Around
from retrieval.document import BlockKind, Quote
from retrieval.evidence import share
from retrieval.fuse import Kind
from retrieval.lexical import document_terms, terms, words
from retrieval.passage import Passage, Unit
from retrieval.retrieve import Hit, Retrieved, unit_numbers
from retrieval.understand import Asked
from retrieval.wants import Want, wants

Chosen = tuple[Passage, Unit]
MayShow = Callable[[Sequence[str]], bool]  # of words that would be shown together
_SHORT = 4  # letters; "does" and "this" are no plurals
_LEAST = 1e-3  # share of a passage for which nothing speaks
_LONG = 320  # characters of a sentence from which on a part of it may do
_SURE = 0.1  # of a known question, from which on its words may stand for the sentence
_FAR = 2.0  # nats below the best, from which on an offer is no answer, though the best was told before
_MUCH = 0.8  # of a sentence, more than which is the sentence
_UNQUOTED = (BlockKind.LINK, BlockKind.HEADING, BlockKind.TITLE)


@dataclass(frozen=True, slots=True)
class Pull:
    """What speaks for an offer, or what each of it weighs, in nats."""

    cosine: float
    words: float  # share of the question's words, by rarity, that it holds
    expected: float  # how sure it is that it holds the words that a known question asks for
    passage: float  # the same of its passage
    share: float  # ln of its passage's share
    list: float  # 1 for the head of a list of what is asked for
    head: float  # 1 for a question or lead-in with what stands under it
    note: float  # 1 for a footnote

    def times(self, weights: "Pull") -> float:
        return float(sum(a * b for a, b in zip(_numbers(self), _numbers(weights), strict=True)))


_numbers = attrgetter(*(each.name for each in fields(Pull)))  # astuple copies deeply, 30 times as slowly


@dataclass(frozen=True, slots=True)
class Choice:
    """How offers are weighed, set by `python -m evals.fit`, and how much is shown."""

    known: Mapping[Kind, Pull]  # in a corpus with expected questions
    bare: Mapping[Kind, Pull]
    slack: float  # nats below the best one at which another is still shown
    passages: int = 10  # best passages that offers are taken from
    statements: int = 3
    characters: int = 700  # of an answer
    list_characters: int = 3000  # of a list that was asked for: whole items

    def value(self, offer: "Offer") -> float:
        return offer.pull.times((self.bare if offer.is_bare else self.known)[offer.kind])


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that could be shown."""

    kind: Kind
    is_bare: bool  # nobody has written down what people ask
    pull: Pull
    shows: tuple[Chosen, ...]  # in the document's order, never empty
    is_head: bool
    is_list: bool  # that was asked for

    @property
    def words(self) -> list[str]:
        return [passage.document.text[unit.start : unit.end] for passage, unit in self.shows]


def offers(
    asked: Asked, retrieved: Retrieved, around: Around, rarity: Mapping[str, float], *, passages: int
) -> list[Offer]:
    """All that could be shown of the best `passages`, in their order."""
    bare = retrieved.recognised is None
    hits = retrieved.hits[:passages]
    return [offer for hit in hits for offer in _of(asked, hit, around, dict(rarity), is_bare=bare)]


def anything(words: Sequence[str]) -> bool:
    """All words may be shown."""
    return True


def choose(
    found: Sequence[Offer], around: Around, choice: Choice, may_show: MayShow = anything
) -> list[Chosen]:
    """The words to show, in order: the best head with all under it, or the best sentences and items.

    Of offers that may be shown, those not far below the best of all.
    """
    ranked = sorted(((choice.value(offer), offer) for offer in found), key=lambda each: -each[0])
    least = ranked[0][0] - _FAR if ranked else 0.0
    ranked = [(value, offer) for value, offer in ranked if value >= least and may_show(offer.words)]
    if not ranked:
        return []
    most, best = ranked[0]
    if best.is_head:
        return within(best.shows, choice.list_characters if best.is_list else choice.characters)
    near = [offer for value, offer in ranked if not offer.is_head and value >= most - choice.slack]
    return _together([offer.shows[0] for offer in near[: choice.statements]], around, choice.characters)


def _of(
    asked: Asked, hit: Hit, around: Around, rarity: dict[str, float], *, is_bare: bool
) -> Iterator[Offer]:
    heads: list[tuple[int, Unit | None]] = [(0, None)]
    for number, unit in [*heads, *unit_numbers(hit.passage)]:
        if unit is not None and unit.kind in _UNQUOTED:
            continue
        shows = tuple(_shown(hit, unit, around))
        is_head = unit is None or unit.kind in (BlockKind.QUESTION, BlockKind.LEAD_IN)
        if shows and (unit is not None or number in hit.units):
            leads = is_head and _names_what_is_listed(asked, hit.passage, unit)
            pull = _pull(asked, hit, number, unit, rarity, is_list=leads, is_head=is_head)
            yield Offer(hit.kind, is_bare, pull, shows, is_head, leads)


def _shown(hit: Hit, unit: Unit | None, around: Around) -> list[Chosen]:
    """What is shown if this is chosen; of a heading, the list that stands under it, if it is one."""
    passage = hit.passage
    if unit is None:
        units = around.section(passage)
        listed = [each for each in units if each[1].kind is BlockKind.ITEM]
        return units if 2 * len(listed) > len(units) else []
    if unit.kind is BlockKind.QUESTION:
        return [each for each in around.section(passage) if each[1].kind is not BlockKind.QUESTION]
    if unit.kind is BlockKind.LEAD_IN:
        items = around.items(passage, unit)
        return [(passage, unit), *items] if items else []
    return [(passage, _telling(hit, unit))]


def _telling(hit: Hit, unit: Unit) -> Unit:
    """Of a long sentence or item, the words in it that a known question like this one asks for."""
    length = unit.end - unit.start
    inside = [
        each.quote
        for each in hit.known  # surest first
        if each.score >= _SURE and unit.start <= each.quote.start and each.quote.end <= unit.end
    ]
    if length <= _LONG or not inside or inside[0].end - inside[0].start > _MUCH * length:
        return unit
    return replace(unit, start=inside[0].start, end=inside[0].end)


def _pull(
    asked: Asked,
    hit: Hit,
    number: int,
    unit: Unit | None,
    rarity: dict[str, float],
    *,
    is_list: bool,
    is_head: bool,
) -> Pull:
    language = hit.passage.document.source.language
    text = hit.passage.titled_heading if unit is None else hit.passage.unit_text(unit)
    return Pull(
        cosine=hit.units.get(number, min(hit.units.values(), default=0.0)),
        words=share(document_terms(text, language), rarity) if asked.language == language else 0.0,
        expected=sum(each.score for each in hit.known if unit and _meet(each.quote, unit)),
        passage=hit.expected,
        share=math.log(hit.score + _LEAST),
        list=float(is_list),
        head=float(is_head),
        note=float(unit is not None and unit.kind is BlockKind.FOOTNOTE),
    )


def _meet(quote: Quote, unit: Unit) -> bool:
    return quote.start < unit.end and unit.start < quote.end


def _names_what_is_listed(asked: Asked, passage: Passage, unit: Unit | None) -> bool:
    """Is this the head of a list of what the question wants listed?

    "Which ten principles" wants a list of principles: one of the question's plurals must
    stand in the heading or lead-in. Across languages only the meaning tells, not the words.
    """
    language = passage.document.source.language
    if Want.LIST not in wants(asked.text) or asked.language != language:
        return False
    named = {word for word in words(asked.text) if word.endswith("s") and len(word) > _SHORT}
    heading = document_terms(passage.titled_heading if unit is None else passage.unit_text(unit), language)
    return not heading.isdisjoint(terms(" ".join(sorted(named)), language))


def _together(best: Sequence[Chosen], around: Around, characters: int) -> list[Chosen]:
    """The best units as they are read: an item below its lead-in, the best one's document first."""
    chosen: list[Chosen] = []
    for passage, unit in best:
        lead_in = around.lead_in(passage, unit)
        chosen += [lead_in, (passage, unit)] if lead_in else [(passage, unit)]
    kept = within(chosen, characters)
    first = kept[0][0].document
    return sorted(kept, key=lambda each: (each[0].document is not first, each[0].document.id, each[1].start))


def within(chosen: Sequence[Chosen], characters: int) -> list[Chosen]:
    """As many from the start as fit, one at least; repeated words once, no lead-in at the end."""
    kept: list[Chosen] = []
    length = 0
    for passage, unit in each_once(chosen):
        length += unit.end - unit.start
        if length > characters and any(each.kind is not BlockKind.LEAD_IN for _, each in kept):
            break
        kept.append((passage, unit))
    while len(kept) > 1 and kept[-1][1].kind is BlockKind.LEAD_IN:
        kept.pop()
    return kept


def each_once(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Repeated words once, wherever they stand, in capitals or not."""
    first: dict[str, Chosen] = {}
    for passage, unit in chosen:
        text = passage.document.text[unit.start : unit.end]
        first.setdefault(" ".join(text.split()).casefold(), (passage, unit))
    return list(first.values())
