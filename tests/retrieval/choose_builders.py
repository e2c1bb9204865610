"""Hits whose cosines are set by hand, and what is chosen of them."""

from retrieval.around import Around
from retrieval.choose import Choice, Chosen, MayShow, Offer, anything, choose, offers
from retrieval.fuse import Kind
from retrieval.passage import Passage, Unit
from retrieval.recognise import Recognised
from retrieval.retrieve import Hit, KnownWords, Retrieved, unit_numbers
from tests.retrieval.answer_builders import asking, choice, found, pull

SENTENCES = "## Leave\n\nLeave is paid. Leave is long. Leave is safe. Leave is free.\n"
LIST = "## Papers\n\nThe office needs these papers:\n\n- a form;\n- a photo;\n- a stamp.\n"
ANSWERED = "## Is leave paid?\n\nYes, it is. You need not ask.\n\nIt is paid on Fridays.\n"
CONTENTS = "## Papers\n\n- a form;\n- a photo;\n- a stamp.\n"


def hit(
    passage: Passage,
    near: dict[str, float],
    *,
    heading: float | None = None,
    score: float = 0.0,
    kind: Kind = Kind.SAME,
    known: tuple[KnownWords, ...] = (),
) -> Hit:
    """A hit in which the units that begin with these words have these cosines, and the heading this one."""
    units = {0: heading} if heading is not None else {}
    for number, unit in unit_numbers(passage):
        words = passage.document.text[unit.start : unit.end]
        units[number] = next((cosine for start, cosine in near.items() if words.startswith(start)), 0.0)
    return found(passage, score=score, kind=kind, units=units, known=known)


def offered(
    *hits: Hit,
    question: str = "Is it so?",
    language: str = "en",
    rarity: dict[str, float] | None = None,
    passages: int = 10,
    recognised: Recognised | None = None,
) -> list[Offer]:
    """All that could be shown of these hits, whose passages are the whole corpus."""
    around = Around([each.passage for each in hits])
    retrieved = Retrieved(hits, (), None, recognised)
    return offers(asking(question, language=language), retrieved, around, rarity or {}, passages=passages)


def texts(chosen: list[Chosen]) -> list[str]:
    return [" ".join(passage.document.text[unit.start : unit.end].split()) for passage, unit in chosen]


def chosen_of(
    *hits: Hit,
    by: Choice | None = None,
    question: str = "Is it so?",
    language: str = "en",
    rarity: dict[str, float] | None = None,
    may_show: MayShow = anything,
) -> list[str]:
    """What is shown of these hits."""
    by = by or choice()
    around = Around([each.passage for each in hits])
    found_ = offered(*hits, question=question, language=language, rarity=rarity, passages=by.passages)
    return texts(choose(found_, around, by, may_show))


def shown(
    near: dict[str, float],
    *passages: Passage,
    heading: float | None = None,
    by: Choice | None = None,
    question: str = "Is it so?",
    language: str = "en",
    rarity: dict[str, float] | None = None,
    may_show: MayShow = anything,
) -> list[str]:
    """What is shown when every passage is a hit; the heading is the first passage's."""
    hits = [hit(each, near, heading=heading if place == 0 else None) for place, each in enumerate(passages)]
    return chosen_of(*hits, by=by, question=question, language=language, rarity=rarity, may_show=may_show)


def offer(
    *shows: tuple[Passage, Unit],
    kind: Kind = Kind.SAME,
    is_bare: bool = False,
    is_head: bool = False,
    is_list: bool = False,
    **numbers: float,
) -> Offer:
    """Something that could be shown, with what speaks for it."""
    return Offer(kind, is_bare, pull(**numbers), shows, is_head, is_list)
