"""What stands around a passage, and what does not belong to it."""

from retrieval.around import Around
from retrieval.passage import Passage, Unit
from tests.retrieval.answer_builders import issued, passages_of

LEAVE = """\
## Leave

Leave is paid. While you are away you may:

- rest at home
- visit the office

It ends on a Friday.

## Pay

Pay is due.
"""


def words(found: list[tuple[Passage, Unit]]) -> list[str]:
    """The text of each unit, in order."""
    return [passage.document.text[unit.start : unit.end] for passage, unit in found]


def holding(wording: str, passages: tuple[Passage, ...]) -> tuple[Passage, Unit]:
    """The one unit with these words, and its passage."""
    [found] = [
        (passage, unit)
        for passage in passages
        for unit in passage.units
        if wording in passage.document.text[unit.start : unit.end]
    ]
    return found


def test_a_section_is_all_that_stands_under_its_heading_in_order() -> None:
    passages = passages_of(LEAVE)

    section = Around(passages).section(holding("rest", passages)[0])

    assert words(section) == [
        "Leave is paid.",
        "While you are away you may:",
        "rest at home",
        "visit the office",
        "It ends on a Friday.",
    ]


def test_a_section_goes_on_through_all_its_passages() -> None:
    passages = passages_of("## Rules\n\n" + "\n\n".join(f"Rule {n} holds. " * 9 for n in range(20)))

    section = Around(passages).section(passages[-1])

    assert len(passages) > 1
    assert (words(section)[0], words(section)[-1]) == ("Rule 0 holds.", "Rule 19 holds.")
    assert len(section) == 180


def test_links_and_notes_are_no_part_of_a_section() -> None:
    passages = passages_of(
        "## Leave\n\nLeave is paid.[^1]\n\nhttps://example.org/leave\n\nIt is long.\n\n[^1]: See the law.\n"
    )

    section = Around(passages).section(passages[0])

    assert [text for text in words(section) if "example.org" in text or "law" in text] == []
    assert words(section)[-1] == "It is long."


def test_sections_of_one_name_in_two_documents_are_apart() -> None:
    own, other = passages_of(LEAVE), passages_of("## Pay\n\nPay is late.\n", of=issued(id="other"))

    assert words(Around([*own, *other]).section(own[-1])) == ["Pay is due."]


def test_nothing_is_known_of_a_passage_that_is_not_in_the_corpus() -> None:
    [stranger] = passages_of("## Visas\n\nVisas are free.\n", of=issued(id="visa"))

    assert Around(passages_of(LEAVE)).section(stranger) == []


def test_a_lead_in_leads_to_its_items_in_order() -> None:
    passages = passages_of(LEAVE)

    items = Around(passages).items(*holding("While you are away", passages))

    assert words(items) == ["rest at home", "visit the office"]


def test_a_lead_in_leads_to_items_in_the_passages_after_its_own() -> None:
    many = "\n".join(f"- rest at home on day {n} of the leave that is yours by law" for n in range(40))
    passages = passages_of(f"## Leave\n\nYou may:\n\n{many}\n")

    items = Around(passages).items(*holding("You may:", passages))

    assert len(passages) > 1
    assert len(items) == 40


def test_a_sentence_that_leads_to_nothing_has_no_items() -> None:
    passages = passages_of(LEAVE)

    assert Around(passages).items(*holding("Leave is paid.", passages)) == []


def test_an_item_knows_the_sentence_that_it_completes() -> None:
    passages = passages_of(LEAVE)

    above = Around(passages).lead_in(*holding("visit", passages))

    assert above == holding("While you are away", passages)


def test_a_sentence_completes_no_other() -> None:
    passages = passages_of(LEAVE)

    assert Around(passages).lead_in(*holding("Friday", passages)) is None
