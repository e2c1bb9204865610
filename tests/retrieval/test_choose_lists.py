"""Lists, the headings and questions above answers, and how much of each is shown."""

import pytest

from retrieval.choose import each_once, within
from retrieval.document import BlockKind
from retrieval.passage import Passage, Unit
from tests.retrieval.answer_builders import choice, issued, passages_of, whole
from tests.retrieval.choose_builders import ANSWERED, CONTENTS, LIST, SENTENCES, shown

# --- questions and headings -----------------------------------------------------------------


def test_a_question_heading_gives_its_answer_and_not_itself() -> None:
    assert shown({"Is leave paid?": 0.9, "Yes": 0.5}, *passages_of(ANSWERED)) == [
        "Yes, it is.", "You need not ask.", "It is paid on Fridays.",
    ]  # fmt: skip


def test_a_question_near_the_best_sentence_is_not_shown() -> None:
    near = {"Is leave paid?": 0.895, "Yes": 0.9}

    assert shown(near, *passages_of(ANSWERED)) == ["Yes, it is."]


def test_a_heading_of_prose_gives_the_best_sentences_below_it() -> None:
    near = {"Leave is long": 0.7, "Leave is paid": 0.5}

    assert shown(near, *passages_of(SENTENCES), heading=0.9) == ["Leave is long."]


def test_a_heading_of_a_list_gives_its_items_whole() -> None:
    assert shown({"a photo": 0.5}, *passages_of(CONTENTS), heading=0.9) == ["a form;", "a photo;", "a stamp."]


def test_a_heading_that_was_not_found_is_not_offered() -> None:
    assert shown({"a photo": 0.5}, *passages_of(CONTENTS)) == ["a photo;"]


def test_a_heading_does_not_give_the_items_below_the_same_heading_of_another_document() -> None:
    theirs = passages_of("## Papers\n\n- a coat;\n- a hat.\n", of=issued(id="theirs"))

    assert shown({}, *passages_of(CONTENTS), *theirs, heading=0.9) == ["a form;", "a photo;", "a stamp."]


def test_footnotes_are_no_part_of_what_a_question_is_answered_with() -> None:
    passages = passages_of("## Is leave paid?\n\nYes, it is.[^1]\n\n[^1]: Since 2019.\n")

    assert shown({"Is leave paid?": 0.9}, *passages) == ["Yes, it is."]


# --- lists ----------------------------------------------------------------------------------


def test_a_lead_in_gives_its_whole_list() -> None:
    assert shown({"The office needs": 0.9}, *passages_of(LIST)) == [
        "The office needs these papers:", "a form;", "a photo;", "a stamp.",
    ]  # fmt: skip


def test_a_lead_in_that_is_asked_for_as_a_list_gives_it_beyond_its_own_passage() -> None:
    items = [f"a paper that is called number {number} and is green;" for number in range(1, 31)]
    passages = passages_of("## Papers\n\nBring these papers:\n\n" + "".join(f"- {item}\n" for item in items))

    assert len(passages) > 1
    assert shown({"Bring": 0.9}, *passages, question="Which papers do I bring?") == [
        "Bring these papers:", *items,
    ]  # fmt: skip


def test_a_list_that_was_not_asked_for_keeps_to_the_length_of_any_answer() -> None:
    # the lead-in has 30 characters, the first two items 7 and 8
    assert shown({"The office": 0.9}, *passages_of(LIST), by=choice(characters=46)) == [
        "The office needs these papers:", "a form;", "a photo;",
    ]  # fmt: skip


def test_a_lead_in_does_not_give_the_items_of_another_list() -> None:
    passages = passages_of("## Papers\n\nBring these:\n\n- a form.\n\nLeave these:\n\n- a coat.\n")

    assert shown({"Bring": 0.9}, *passages) == ["Bring these:", "a form."]


def test_a_lead_in_does_not_give_the_items_of_a_list_at_the_same_place_in_another_document() -> None:
    theirs = passages_of(LIST.replace("photo", "coat"), of=issued(id="theirs"))
    ours = passages_of(LIST.replace("office", "agency"))

    assert shown({"The agency needs": 0.9}, *ours, *theirs) == [
        "The agency needs these papers:", "a form;", "a photo;", "a stamp.",
    ]  # fmt: skip


def test_an_item_of_a_list_at_the_same_place_in_another_document_has_its_own_lead_in() -> None:
    theirs = passages_of(LIST.replace("office", "embassy"), of=issued(id="theirs"))
    ours = passages_of(LIST.replace("photo", "coat"))

    assert shown({"a photo": 0.9}, *ours, *theirs) == ["The embassy needs these papers:", "a photo;"]


def test_an_item_comes_below_its_lead_in() -> None:
    assert shown({"a photo": 0.9}, *passages_of(LIST)) == ["The office needs these papers:", "a photo;"]


def test_two_items_share_one_lead_in() -> None:
    near = {"a stamp": 0.9, "a form": 0.895}

    assert shown(near, *passages_of(LIST)) == ["The office needs these papers:", "a form;", "a stamp."]


def test_a_lead_in_near_the_best_sentence_is_not_shown_without_its_items() -> None:
    passages = passages_of("## Papers\n\nPapers are free. They are kept.\n\nBring these:\n\n- a form.\n")

    assert shown({"Papers": 0.9, "Bring": 0.895}, *passages) == ["Papers are free."]


def test_a_lead_in_that_leads_to_nothing_is_not_offered() -> None:
    text = "Papers are free. Bring these:"
    units = (Unit(BlockKind.PARAGRAPH, 0, 16), Unit(BlockKind.LEAD_IN, 17, 29))
    passage = Passage("leave-guide#1", whole(text).document, 0, 29, (), units)

    assert shown({"Papers": 0.5, "Bring": 0.9}, passage) == ["Papers are free."]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param(
            "Which papers are needed?",
            ["The office needs these papers:", "a form;", "a photo;", "a stamp."],
            id="a list is asked for",
        ),
        pytest.param("Is a form needed?", ["The office needs these papers:", "a form;"], id="one thing is"),
        pytest.param(
            "Which animals are needed?",
            ["The office needs these papers:", "a form;"],
            id="a list of something else is",
        ),
    ],
)
def test_who_asks_for_a_list_of_what_a_lead_in_names_gets_it_whole(
    question: str, expected: list[str]
) -> None:
    near = {"The office needs": 0.85, "a form": 0.9}

    assert shown(near, *passages_of(LIST), question=question, by=choice(list=0.1)) == expected


def test_who_asks_for_a_list_of_what_a_heading_names_gets_it_whole() -> None:
    assert shown(
        {"a form": 0.9}, *passages_of(CONTENTS), heading=0.85, question="Which papers?", by=choice(list=0.1)
    ) == ["a form;", "a photo;", "a stamp."]


def test_across_languages_the_meaning_alone_tells_an_item_from_its_list() -> None:
    near = {"The office needs": 0.85, "a form": 0.9}

    chosen = shown(
        near, *passages_of(LIST), question="¿Cuáles son los papeles?", language="es", by=choice(list=0.1)
    )

    assert chosen == ["The office needs these papers:", "a form;"]


# --- lengths --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("characters", "expected"),
    [
        pytest.param(28, ["Leave is paid.", "Leave is long."], id="exactly two sentences"),
        pytest.param(27, ["Leave is paid."], id="one character too few for two"),
        pytest.param(1, ["Leave is paid."], id="too few for one, but never nothing"),
    ],
)
def test_an_answer_keeps_to_the_characters_that_are_allowed(characters: int, expected: list[str]) -> None:
    by = choice(slack=0.0, statements=4, characters=characters)

    assert shown({"Leave": 0.9}, *passages_of(SENTENCES), by=by) == expected


def test_an_answer_to_a_question_heading_keeps_to_the_characters_too() -> None:
    assert shown({"Is leave paid?": 0.9}, *passages_of(ANSWERED), by=choice(characters=30)) == [
        "Yes, it is.", "You need not ask.",
    ]  # fmt: skip


def test_a_list_that_was_asked_for_is_cut_between_items() -> None:
    by = choice(list_characters=46, characters=10)

    # the lead-in has 30 characters, the first two items 7 and 8
    assert shown({"The office": 0.9}, *passages_of(LIST), question="Which papers are needed?", by=by) == [
        "The office needs these papers:", "a form;", "a photo;",
    ]  # fmt: skip


def test_a_lead_in_that_two_items_share_counts_once() -> None:
    # 30 characters of lead-in and 7 and 8 of items
    near = {"a form": 0.9, "a photo": 0.895}

    assert shown(near, *passages_of(LIST), by=choice(characters=45)) == [
        "The office needs these papers:", "a form;", "a photo;",
    ]  # fmt: skip


def test_a_lead_in_whose_item_no_longer_fits_is_left_out() -> None:
    passages = passages_of("## Papers\n\nPapers are free. They are kept.\n\nBring these:\n\n- a form.\n")

    # "Papers are free." has 16 characters, "Bring these:" 12, "a form." 7
    near = {"Papers": 0.9, "a form": 0.895}

    assert shown(near, *passages, by=choice(characters=30)) == ["Papers are free."]


def test_a_lead_in_is_never_all_of_an_answer_however_long_its_item_is() -> None:
    # 30 characters of lead-in leave no room for the 8 of the item
    assert shown({"a photo": 0.9}, *passages_of(LIST), by=choice(characters=31)) == [
        "The office needs these papers:", "a photo;",
    ]  # fmt: skip


def test_words_that_stand_twice_take_their_room_once() -> None:
    first, second = passages_of("## Pay\n\nPay is due.\n\n## Dues\n\nPay is due.\n")

    kept = within([(first, first.units[0]), (second, second.units[0])], 11)

    assert kept == [(first, first.units[0])]


def test_of_repeated_words_the_first_are_kept() -> None:
    first, second = passages_of("## Pay\n\nPay is due.\n\n## Dues\n\nPAY  is\ndue.\n")

    assert each_once([(second, second.units[0]), (first, first.units[0])]) == [(second, second.units[0])]
