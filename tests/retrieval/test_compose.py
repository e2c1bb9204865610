"""Which words are chosen to answer, from hits whose cosines are set by hand."""

import pytest

from retrieval.compose import COMPOSER, Choice, Draft, compose
from retrieval.passage import Passage
from retrieval.retrieve import Hit, NearQuestion, unit_numbers
from tests.retrieval.answer_builders import (
    asking,
    choice,
    expected_question,
    found,
    issued,
    passages_of,
)

SENTENCES = "## Leave\n\nLeave is paid. Leave is long. Leave is safe. Leave is free.\n"
LIST = "## Papers\n\nThe office needs these papers:\n\n- a form;\n- a photo;\n- a stamp.\n"
ANSWERED = "## Is leave paid?\n\nYes, it is. You need not ask.\n\nIt is paid on Fridays.\n"


def hit(passage: Passage, near: dict[str, float], *, heading: float | None = None, score: float = 0.0) -> Hit:
    """A hit in which the units that begin with these words have these cosines, and the heading this one."""
    units = {0: heading} if heading is not None else {}
    for number, unit in unit_numbers(passage):
        words = passage.document.text[unit.start : unit.end]
        cosines = [cosine for start, cosine in near.items() if words.startswith(start)]
        if cosines:
            units[number] = cosines[0]
    return found(passage, score=score, units=units)


def drafted(
    near: dict[str, float],
    *passages: Passage,
    heading: float | None = None,
    question: str = "Is it so?",
    language: str = "en",
    chosen: Choice | None = None,
    rarity: dict[str, float] | None = None,
) -> list[str]:
    """The statements of a draft when every passage is a hit; the heading is the first passage's."""
    hits = [hit(each, near, heading=heading if place == 0 else None) for place, each in enumerate(passages)]
    draft = compose(asking(question, language=language), hits, passages, rarity or {}, chosen or choice())
    return [claim.text for claim in draft.claims]


# --- sentences ------------------------------------------------------------------------------


def test_the_nearest_sentence_answers() -> None:
    assert drafted({"Leave is paid": 0.7, "Leave is long": 0.9}, *passages_of(SENTENCES)) == [
        "Leave is long."
    ]


def test_sentences_that_lie_close_to_the_best_come_with_it_in_the_documents_order() -> None:
    near = {"Leave is safe": 0.9, "Leave is paid": 0.895}

    assert drafted(near, *passages_of(SENTENCES)) == ["Leave is paid.", "Leave is safe."]


@pytest.mark.parametrize(
    ("slack", "expected"),
    [
        pytest.param(0.3, ["Leave is paid.", "Leave is long."], id="just close enough"),
        pytest.param(0.2, ["Leave is long."], id="too far"),
    ],
)
def test_how_close_is_set_by_the_slack(slack: float, expected: list[str]) -> None:
    near = {"Leave is long": 0.75, "Leave is paid": 0.5}

    assert drafted(near, *passages_of(SENTENCES), chosen=choice(slack=slack)) == expected


def test_no_more_sentences_are_shown_than_the_choice_allows() -> None:
    assert drafted({"Leave": 0.9}, *passages_of(SENTENCES), chosen=choice(statements=2)) == [
        "Leave is paid.", "Leave is long.",
    ]  # fmt: skip


def test_the_best_sentences_document_comes_first() -> None:
    first = passages_of("## Visas\n\nVisas are free.\n", of=issued(id="visa"))
    second = passages_of(SENTENCES)
    near = {"Leave is paid": 0.9, "Visas are free": 0.895}

    assert drafted(near, *first, *second) == ["Leave is paid.", "Visas are free."]


def test_repeated_words_are_shown_once() -> None:
    first = passages_of("## Pay\n\nAsk the office that is nearest to you.\n", of=issued(id="pay"))
    second = passages_of("## Leave\n\nAsk the office that is\nnearest to you.\n")

    assert drafted({"Ask": 0.9}, *first, *second) == ["Ask the office that is nearest to you."]


def test_the_higher_passage_wins_between_equal_sentences_as_far_as_its_place_counts() -> None:
    low, high = passages_of("## Pay\n\nPay is due.\n\n## Leave\n\nLeave is paid.\n")
    hits = [hit(low, {"Pay": 0.9}, score=0.0), hit(high, {"Leave": 0.9}, score=1.0)]

    draft = compose(asking(), hits, [low, high], {}, choice(place=0.1, slack=0.01))

    assert [claim.text for claim in draft.claims] == ["Leave is paid."]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param("en", ["Leave is safe."], id="in the documents' language"),
        pytest.param("es", ["Leave is paid."], id="across languages"),
    ],
)
def test_a_sentence_with_the_questions_words_wins_in_its_own_language_only(
    language: str, expected: list[str]
) -> None:
    near = {"Leave is paid": 0.9, "Leave is safe": 0.85}
    chosen, rarity = choice(words=0.1), {"safe": 1.0}

    assert drafted(near, *passages_of(SENTENCES), language=language, chosen=chosen, rarity=rarity) == expected


def test_a_bare_address_is_not_an_answer() -> None:
    passages = passages_of("## Leave\n\nLeave is paid.\n\nhttps://example.org/leave\n")

    assert drafted({"Leave": 0.5, "https": 0.9}, *passages) == ["Leave is paid."]


def test_units_of_hits_beyond_those_that_are_looked_at_are_left_out() -> None:
    first, second = passages_of("## Pay\n\nPay is due.\n\n## Leave\n\nLeave is paid.\n")

    assert drafted({"Pay": 0.5, "Leave": 0.9}, first, second, chosen=choice(passages=1)) == ["Pay is due."]


# --- expected questions ---------------------------------------------------------------------


def asked_about(passage: Passage, near: dict[str, float], expected: dict[str, float], **more: float) -> Hit:
    """A hit to which expected questions lead, by these of its words and as near as this."""
    questions = tuple(
        NearQuestion(expected_question(passage, wording=wording), cosine)
        for wording, cosine in expected.items()
    )
    return found(passage, units=hit(passage, near, **more).units, expected=questions)


def composed(*hits: Hit, expected: float) -> list[str]:
    passages = [each.passage for each in hits]
    draft = compose(asking(), hits, passages, {}, choice(expected=expected))
    return [claim.text for claim in draft.claims]


@pytest.mark.parametrize(
    ("weight", "answer"),
    [
        pytest.param(
            0.2, "Leave is safe.", id="as far as they count"
        ),  # 0.8 + 0.2 * 0.9 over 0.9 + 0.2 * 0.3
        pytest.param(0.1, "Leave is paid.", id="and no farther"),  # 0.8 + 0.1 * 0.9 under 0.9 + 0.1 * 0.3
    ],
)
def test_the_words_that_a_near_expected_question_is_tied_to_win(weight: float, answer: str) -> None:
    [passage] = passages_of(SENTENCES)
    near = {"Leave is paid": 0.9, "Leave is safe": 0.8}

    tied = asked_about(passage, near, {"Leave is safe.": 0.9, "Leave is paid.": 0.3})

    assert composed(tied, expected=weight) == [answer]


def test_words_inside_a_sentence_lift_the_whole_sentence() -> None:
    [passage] = passages_of(SENTENCES)
    near = {"Leave is paid": 0.9, "Leave is safe": 0.8}

    tied = asked_about(passage, near, {"safe": 0.9, "Leave is free.": 0.3})

    assert composed(tied, expected=1.0) == ["Leave is safe."]


def test_words_over_two_sentences_lift_both() -> None:
    [passage] = passages_of(SENTENCES)
    near = {"Leave is paid": 0.9, "Leave is long": 0.8, "Leave is safe": 0.8}

    tied = asked_about(passage, near, {"Leave is long. Leave is safe.": 0.9, "Leave is free.": 0.3})

    assert composed(tied, expected=1.0) == ["Leave is long.", "Leave is safe."]


def test_of_several_expected_questions_the_nearest_counts() -> None:
    [passage] = passages_of(SENTENCES)
    near = {"Leave is paid": 0.9, "Leave is safe": 0.8}

    tied = asked_about(passage, near, {"Leave is safe.": 0.9, "safe": 0.2, "Leave is paid.": 0.5})

    assert composed(tied, expected=1.0) == ["Leave is safe."]


def test_expected_questions_lift_sentences_across_passages() -> None:
    pay, leave = passages_of("## Pay\n\nPay is due.\n\n## Leave\n\nLeave is paid.\n")

    hits = (
        asked_about(pay, {"Pay": 0.9}, {"Pay is due.": 0.3}),
        asked_about(leave, {"Leave": 0.8}, {"Leave is paid.": 0.9}),
    )

    assert composed(*hits, expected=1.0) == ["Leave is paid."]


def test_a_heading_is_not_lifted_by_an_expected_question() -> None:
    [passage] = passages_of(LIST)

    tied = asked_about(
        passage,
        {"a photo": 0.8},
        {"a photo;": 0.9, "The office needs these papers:": 0.3},
        heading=0.9,
    )

    assert composed(tied, expected=1.0) == ["The office needs these papers:", "a photo;"]


def test_an_expected_question_is_never_among_the_words_of_a_draft() -> None:
    [passage] = passages_of(SENTENCES)
    tied = asked_about(passage, {"Leave": 0.9}, {"Leave is safe.": 0.9, "Leave is paid.": 0.3})

    draft = compose(asking("May I rest at home?"), [tied], [passage], {}, choice(expected=1.0))

    assert tied.expected[0].question.text == "May I rest at home?"
    assert [claim.text for claim in draft.claims] == ["Leave is safe."]


# --- questions and headings -----------------------------------------------------------------


def test_a_question_heading_gives_its_answer_and_not_itself() -> None:
    assert drafted({"Is leave paid?": 0.9, "Yes": 0.5}, *passages_of(ANSWERED)) == [
        "Yes, it is.", "You need not ask.", "It is paid on Fridays.",
    ]  # fmt: skip


def test_a_question_near_the_best_sentence_is_not_shown() -> None:
    near = {"Is leave paid?": 0.895, "Yes": 0.9}

    assert drafted(near, *passages_of(ANSWERED)) == ["Yes, it is."]


def test_a_heading_of_prose_gives_the_best_sentences_below_it() -> None:
    near = {"Leave is long": 0.7, "Leave is paid": 0.5}

    assert drafted(near, *passages_of(SENTENCES), heading=0.9) == ["Leave is long."]


def test_a_heading_of_prose_does_not_give_the_sentences_of_another_section() -> None:
    leave, pay = passages_of("## Leave\n\nLeave is paid.\n\n## Pay\n\nPay is due.\n")

    assert drafted({"Leave": 0.5, "Pay": 0.8}, leave, pay, heading=0.9) == ["Leave is paid."]


def test_a_heading_does_not_give_the_sentences_below_the_same_heading_of_another_document() -> None:
    ours, theirs = passages_of(SENTENCES), passages_of("## Leave\n\nIt is rare.\n", of=issued(id="theirs"))

    assert drafted({"Leave is paid": 0.5, "It is rare": 0.8}, *ours, *theirs, heading=0.9) == [
        "Leave is paid."
    ]


def test_a_heading_whose_sentences_are_not_near_gives_the_section_from_its_start() -> None:
    assert drafted({}, *passages_of(SENTENCES), heading=0.9, chosen=choice(characters=30)) == [
        "Leave is paid.", "Leave is long.",
    ]  # fmt: skip


def test_a_heading_below_which_a_lead_in_is_nearest_gives_its_list() -> None:
    passages = passages_of(
        "## Papers\n\nOne thing is clear. Another is not. A third one is.\n\nBring these:\n\n- a form.\n"
    )

    assert drafted({"Bring": 0.5, "a form": 0.3}, *passages, heading=0.9) == ["Bring these:", "a form."]


def test_a_heading_of_a_list_gives_its_items_whole() -> None:
    passages = passages_of("## Papers\n\n- a form;\n- a photo;\n- a stamp.\n")

    assert drafted({"a photo": 0.5}, *passages, heading=0.9) == ["a form;", "a photo;", "a stamp."]


def test_footnotes_are_no_part_of_a_section() -> None:
    passages = passages_of("## Leave\n\nLeave is paid.[^1]\n\n[^1]: Since 2019.\n")

    assert len(passages) > 1
    assert drafted({}, *passages, heading=0.9) == ["Leave is paid."]


# --- lists ----------------------------------------------------------------------------------


def test_a_lead_in_gives_its_whole_list() -> None:
    assert drafted({"The office needs": 0.9}, *passages_of(LIST)) == [
        "The office needs these papers:", "a form;", "a photo;", "a stamp.",
    ]  # fmt: skip


def test_a_lead_in_gives_its_list_beyond_its_own_passage() -> None:
    items = [f"a paper that is called number {number} and is green;" for number in range(1, 31)]
    passages = passages_of("## Papers\n\nBring these:\n\n" + "".join(f"- {item}\n" for item in items))

    assert len(passages) > 1
    assert drafted({"Bring": 0.9}, *passages) == ["Bring these:", *items]


def test_a_lead_in_does_not_give_the_items_of_another_list() -> None:
    passages = passages_of("## Papers\n\nBring these:\n\n- a form.\n\nLeave these:\n\n- a coat.\n")

    assert drafted({"Bring": 0.9}, *passages) == ["Bring these:", "a form."]


def test_a_lead_in_does_not_give_the_items_of_a_list_at_the_same_place_in_another_document() -> None:
    theirs = passages_of(LIST.replace("photo", "coat"), of=issued(id="theirs"))

    assert drafted({"The office needs": 0.9}, *passages_of(LIST), *theirs) == [
        "The office needs these papers:", "a form;", "a photo;", "a stamp.",
    ]  # fmt: skip


def test_an_item_of_a_list_at_the_same_place_in_another_document_has_its_own_lead_in() -> None:
    theirs = passages_of(LIST.replace("office", "embassy"), of=issued(id="theirs"))
    ours = passages_of(LIST.replace("photo", "coat"))

    assert drafted({"a photo": 0.9}, *ours, *theirs) == ["The embassy needs these papers:", "a photo;"]


def test_an_item_comes_below_its_lead_in() -> None:
    assert drafted({"a photo": 0.9}, *passages_of(LIST)) == ["The office needs these papers:", "a photo;"]


def test_two_items_share_one_lead_in() -> None:
    near = {"a stamp": 0.9, "a form": 0.895}

    assert drafted(near, *passages_of(LIST)) == ["The office needs these papers:", "a form;", "a stamp."]


def test_a_lead_in_near_the_best_sentence_is_not_shown_without_its_items() -> None:
    passages = passages_of("## Papers\n\nPapers are free. They are kept.\n\nBring these:\n\n- a form.\n")

    assert drafted({"Papers": 0.9, "Bring": 0.895}, *passages) == ["Papers are free."]


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

    assert drafted(near, *passages_of(LIST), question=question, chosen=choice(whole=0.1)) == expected


def test_across_languages_the_meaning_alone_tells_an_item_from_its_list() -> None:
    near = {"The office needs": 0.85, "a form": 0.9}

    statements = drafted(
        near, *passages_of(LIST), question="¿Cuáles son los papeles?", language="es", chosen=choice(whole=0.1)
    )

    assert statements == ["The office needs these papers:", "a form;"]


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
    chosen = choice(slack=0.0, statements=4, characters=characters)

    assert drafted({"Leave": 0.9}, *passages_of(SENTENCES), chosen=chosen) == expected


def test_an_answer_to_a_question_heading_keeps_to_the_characters_too() -> None:
    assert drafted({"Is leave paid?": 0.9}, *passages_of(ANSWERED), chosen=choice(characters=30)) == [
        "Yes, it is.", "You need not ask.",
    ]  # fmt: skip


def test_a_list_that_is_too_long_is_cut_between_items() -> None:
    # the lead-in has 30 characters, the first two items 7 and 8
    assert drafted({"The office": 0.9}, *passages_of(LIST), chosen=choice(list_characters=46)) == [
        "The office needs these papers:", "a form;", "a photo;",
    ]  # fmt: skip


def test_a_lead_in_that_two_items_share_counts_once() -> None:
    # 30 characters of lead-in and 7 and 8 of items
    near = {"a form": 0.9, "a photo": 0.895}

    assert drafted(near, *passages_of(LIST), chosen=choice(characters=45)) == [
        "The office needs these papers:", "a form;", "a photo;",
    ]  # fmt: skip


def test_a_lead_in_whose_item_no_longer_fits_is_left_out() -> None:
    passages = passages_of("## Papers\n\nPapers are free. They are kept.\n\nBring these:\n\n- a form.\n")

    # "Papers are free." has 16 characters, "Bring these:" 12, "a form." 7
    near = {"Papers": 0.9, "a form": 0.895}

    assert drafted(near, *passages, chosen=choice(characters=30)) == ["Papers are free."]


# --- drafts ---------------------------------------------------------------------------------


def test_a_draft_quotes_each_unit_whole_from_its_own_passage() -> None:
    [passage] = passages_of(SENTENCES)

    draft = compose(asking(), [hit(passage, {"Leave is long": 0.9})], [passage], {}, choice())

    [claim] = draft.claims
    assert [(quote.passage, quote.text) for quote in claim.quotes] == [(passage, "Leave is long.")]


def test_a_statement_is_on_one_line() -> None:
    assert drafted({"Leave": 0.9}, *passages_of("## Leave\n\nLeave is\n  paid.\n")) == ["Leave is paid."]


@pytest.mark.parametrize(
    "wording",
    [
        pytest.param("<b>Leave</b> is <script>alert(1)</script> paid.", id="HTML"),
        pytest.param("Leave & pay &amp; rest.", id="references"),
    ],
)
def test_markup_in_a_document_is_quoted_as_it_stands(wording: str) -> None:
    assert drafted({wording[:3]: 0.9}, *passages_of(f"## Leave\n\n{wording}\n")) == [wording]


def test_without_hits_a_draft_is_empty() -> None:
    assert compose(asking(), [], [], {}, choice()) == Draft((), COMPOSER)


def test_hits_without_near_units_give_an_empty_draft() -> None:
    assert drafted({}, *passages_of(SENTENCES)) == []
