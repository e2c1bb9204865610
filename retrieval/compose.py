"""Choose the words that answer, without writing any.

The best unit of the best passages decides what kind of answer it is: the answer under a
question, a list with its lead-in, or a few sentences. Everything is quoted whole, and what
is chosen is a draft: `verify` looks up every word of it again. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retrieval.document import BlockKind, Quote
from retrieval.evidence import share
from retrieval.lexical import terms, words
from retrieval.passage import Passage, Unit
from retrieval.retrieve import Hit, unit_numbers
from retrieval.understand import Asked
from retrieval.wants import Want, wants

COMPOSER = "extractive"


@dataclass(frozen=True, slots=True)
class Choice:
    """How units are scored, set by `python -m evals.fit`, and how many are shown."""

    words: float  # of the question's words in a unit, beside its cosine
    expected: float  # of how near an expected question is that the unit answers
    place: float  # of its passage's fused score
    whole: float  # of what leads to a whole list, when the question asks for one
    slack: float  # how far below the best unit another may lie
    passages: int = 10  # best passages that units are taken from
    statements: int = 3
    characters: int = 700  # of an answer in sentences
    list_characters: int = 3000  # of a list that was asked for: whole items


_SHORT = 4  # letters; "does" and "this" are no plurals
_HEADS = {  # what a list begins with: under a heading, and by itself
    True: (BlockKind.ITEM, BlockKind.LEAD_IN),
    False: (BlockKind.LEAD_IN,),
}


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

    claims: tuple[Claim, ...]
    composer: str


@dataclass(frozen=True, slots=True)
class _Scored:
    passage: Passage
    unit: Unit | None  # None: the heading of the passage's section
    score: float


def compose(
    asked: Asked,
    hits: Sequence[Hit],
    passages: Sequence[Passage],
    rarity: Mapping[str, float],
    choice: Choice,
) -> Draft:
    """A draft from the best hits; `passages` are all of the generation, in order."""
    looked_at = hits[: choice.passages]
    scored = sorted(_scored(asked, looked_at, rarity, choice), key=lambda each: -each.score)
    chosen = _chosen(scored, passages, choice)
    return Draft(tuple(_claim(passage, unit) for passage, unit in chosen), COMPOSER)


def _claim(passage: Passage, unit: Unit) -> Claim:
    words = " ".join(passage.document.text[unit.start : unit.end].split())
    return Claim(words, (ClaimedQuote(passage, words),))


def _scored(
    asked: Asked, hits: Sequence[Hit], rarity: Mapping[str, float], choice: Choice
) -> Iterator[_Scored]:
    farthest = min((each.cosine for hit in hits for each in hit.expected), default=0.0)
    for hit in hits:
        units: list[tuple[int, Unit | None]] = [(0, None), *unit_numbers(hit.passage)]
        for number, unit in units:
            if number in hit.units and (unit is None or unit.kind is not BlockKind.LINK):
                leads = _leads_to_the_list(asked, hit.passage, unit)
                evidence = (
                    hit.units[number],
                    choice.place * hit.score,
                    choice.words * _shared(asked, hit.passage, unit, rarity),
                    choice.expected * (_near(hit, unit, farthest, whole=leads) - farthest),
                    choice.whole * leads,
                )
                yield _Scored(hit.passage, unit, sum(evidence))


def _shared(asked: Asked, passage: Passage, unit: Unit | None, rarity: Mapping[str, float]) -> float:
    """The part of the question's words, by rarity, in a unit; 0 across languages."""
    language = passage.document.source.language
    if asked.language != language:
        return 0.0
    return share(frozenset(terms(_words_of(passage, unit), language)), dict(rarity))


def _near(hit: Hit, unit: Unit | None, farthest: float, *, whole: bool) -> float:
    """The cosine of the nearest expected question whose words share words with the unit.

    What leads to a whole list is as near as anything that is asked about its passage.
    """
    cosines = (each.cosine for each in hit.expected if whole or _meet(each.question.quote, unit))
    return max(cosines, default=farthest)


def _meet(quote: Quote, unit: Unit | None) -> bool:
    return unit is not None and quote.start < unit.end and unit.start < quote.end


def _words_of(passage: Passage, unit: Unit | None) -> str:
    return passage.titled_heading if unit is None else passage.unit_text(unit)


def _leads_to_the_list(asked: Asked, passage: Passage, unit: Unit | None) -> bool:
    """Is this the head of a list of what the question wants listed?

    "Which ten principles" wants a list of principles: one of the question's plurals must
    stand in the heading or lead-in. Across languages only the meaning tells, not the words.
    """
    leads = (unit or passage.units[0]).kind
    if Want.LIST not in wants(asked.text) or leads not in _HEADS[unit is None]:
        return False
    language = passage.document.source.language
    if asked.language != language:
        return False
    named = {word for word in words(asked.text) if word.endswith("s") and len(word) > _SHORT}
    heading = frozenset(terms(_words_of(passage, unit), language))
    return not heading.isdisjoint(terms(" ".join(sorted(named)), language))


_Chosen = tuple[Passage, Unit]


def _chosen(scored: Sequence[_Scored], passages: Sequence[Passage], choice: Choice) -> list[_Chosen]:
    if not scored:
        return []
    best = scored[0]
    if best.unit is None:
        return _section(best.passage, scored, passages, choice)
    if best.unit.kind is BlockKind.QUESTION:
        return _answer_to(best, passages, choice)
    if best.unit.kind is BlockKind.LEAD_IN:
        items = _items_of(best.passage, best.unit, passages)
        return _within([(best.passage, best.unit), *items], choice.list_characters)
    return _sentences(scored, passages, choice)


def _section(
    passage: Passage, scored: Sequence[_Scored], passages: Sequence[Passage], choice: Choice
) -> list[_Chosen]:
    """A heading matched: its list whole, or its best sentences."""
    units = _units_under(passage, passages)
    items = [chosen for chosen in units if chosen[1].kind is BlockKind.ITEM]
    if 2 * len(items) > len(units):
        return _within(units, choice.list_characters)
    inside = [each for each in scored if each.unit and _stand_together(each.passage, passage)]
    if inside:
        return _chosen(inside, passages, choice)
    return _within(units, choice.characters)


def _units_under(passage: Passage, passages: Sequence[Passage]) -> list[_Chosen]:
    return [
        (other, unit)
        for other in passages
        if _stand_together(other, passage)
        for unit in other.units
        if unit.kind not in (BlockKind.LINK, BlockKind.FOOTNOTE)
    ]


def _stand_together(passage: Passage, other: Passage) -> bool:
    return passage.document is other.document and passage.section == other.section


def _answer_to(question: _Scored, passages: Sequence[Passage], choice: Choice) -> list[_Chosen]:
    """What stands under a question, from its start."""
    under = _units_under(question.passage, passages)
    answer = [chosen for chosen in under if chosen[1].kind is not BlockKind.QUESTION]
    return _within(answer, choice.characters)


def _items_of(passage: Passage, lead_in: Unit, passages: Sequence[Passage]) -> list[_Chosen]:
    return [
        (other, unit)
        for other in passages
        if other.document is passage.document
        for unit in other.units
        if unit.lead_in is not None and unit.lead_in.start == lead_in.start
    ]


def _sentences(scored: Sequence[_Scored], passages: Sequence[Passage], choice: Choice) -> list[_Chosen]:
    """The best units that lie close together in score, each item below its lead-in.

    A lead-in is nothing without its items, and a question nothing without its answer.
    """
    near = [each for each in scored if each.score >= scored[0].score - choice.slack]
    chosen: list[_Chosen] = []
    for each in near[: choice.statements]:
        if each.unit is None or each.unit.kind in (BlockKind.QUESTION, BlockKind.LEAD_IN):
            continue
        if each.unit.lead_in is not None:
            chosen.extend(_leading(each.passage, each.unit, passages))
        chosen.append((each.passage, each.unit))
    first = chosen[0][0].document if chosen else None
    kept = _within(chosen, choice.characters)
    order = list(passages)
    return sorted(kept, key=lambda pair: (pair[0].document is not first, order.index(pair[0]), pair[1].start))


def _leading(passage: Passage, item: Unit, passages: Sequence[Passage]) -> Iterator[_Chosen]:
    for other in passages:
        if other.document is passage.document:
            for unit in other.units:
                if item.lead_in is not None and unit.start == item.lead_in.start:
                    yield other, unit


def _within(chosen: Sequence[_Chosen], characters: int) -> list[_Chosen]:
    """As many from the start as fit, one at least; repeated words once, no lead-in at the end."""
    kept: list[_Chosen] = []
    length = 0
    for passage, unit in _each_once(chosen):
        length += unit.end - unit.start
        if kept and length > characters:
            break
        kept.append((passage, unit))
    while len(kept) > 1 and kept[-1][1].kind is BlockKind.LEAD_IN:
        kept.pop()
    return kept


def _each_once(chosen: Sequence[_Chosen]) -> list[_Chosen]:
    """Repeated words once, wherever they stand."""
    first: dict[str, _Chosen] = {}
    for passage, unit in chosen:
        first.setdefault(" ".join(passage.document.text[unit.start : unit.end].split()), (passage, unit))
    return list(first.values())
