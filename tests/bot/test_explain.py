"""How an answer came about, as JSON and on one screen."""

import json
from typing import Any

import pytest

from bot.explain.facts import explain_json
from bot.explain.screen import explain_text
from retrieval.answer import Answered
from retrieval.answering import Parts, answer
from retrieval.choose import Choice
from retrieval.understand import Question
from tests.bot.guide import GUIDE, HOW_LONG, VAGUE, WHEN_RENT, bare_parts, guide_parts
from tests.retrieval.answer_builders import (
    NEVER,
    broken_store,
    choice,
    issued,
    limits,
    parts,
    passages_of,
)

TWO = "When is rent due and how long does leave last?"
OFFICE = "What does the office say?"
LIST = "Bring these papers:\n\n- a copy of the lease;\n- a letter of the office.\n\nCome early.\n"


def explained(sent: str, of: Parts | None = None) -> dict[str, Any]:
    by = of or guide_parts()
    return explain_json(answer(Question(sent, language="en"), by), by)


def on_screen(sent: str, of: Parts | None = None) -> list[str]:
    by = of or guide_parts()
    return explain_text(answer(Question(sent, language="en"), by), by).splitlines()


def fates(facts: dict[str, Any]) -> list[tuple[str, str | None]]:
    """The first word of each offer, and why it was not shown."""
    return [(offer["text"].split()[0], offer["why"]) for offer in facts["offers"]]


# ---- what was looked up and found


def test_an_explanation_has_every_field_that_scripts_rely_on() -> None:
    facts = explained(WHEN_RENT)

    assert {
        "looked_up", "language", "probability", "threshold", "evidence", "dropped", "candidates"
    } <= facts.keys()  # fmt: skip
    assert (facts["looked_up"], facts["language"], facts["dropped"]) == (WHEN_RENT, "en", 0)
    assert {"passage", "heading", "score", "dense", "lexical", "expected"} <= facts["candidates"][0].keys()


def test_an_explanation_can_be_written_as_json() -> None:
    facts = explained(TWO)

    assert json.loads(json.dumps(facts)) == facts


def test_what_was_taken_out_is_told_by_its_kind_alone() -> None:
    facts = explained(f"My A-number is A123-456-789. {WHEN_RENT}")

    assert facts["masked"] == ["a_number"]
    assert "456" not in json.dumps(facts)


def test_words_that_occur_in_no_document_are_named() -> None:
    facts = explained("How long may a quokka pay rentt to the office?")

    assert [
        (word["word"], word["in_an_expected_question"], word["like_a_known_word"])
        for word in facts["nowhere"]
    ] == [("long", True, False), ("quokka", False, False), ("pay", False, False), ("rentt", False, True)]


def test_each_candidate_tells_which_of_the_words_it_holds() -> None:
    facts = explained(WHEN_RENT)

    assert [(each["heading"], each["holds"]) for each in facts["candidates"]] == [
        ("Rent", ["rent", "due"]),
        ("Tax", ["due"]),
        ("Leave", []),
    ]


def test_each_candidate_tells_its_nearest_expected_question_and_how_sure_it_is() -> None:
    [first, *others] = explained(WHEN_RENT)["candidates"]

    assert first["expected"] == [{"question": WHEN_RENT, "cosine": 1.0}]
    assert first["known"] > 0.5 > max(other["known"] for other in others)


def test_where_nobody_wrote_down_what_people_ask_no_question_is_told() -> None:
    facts = explained(WHEN_RENT, bare_parts())

    assert [(each["expected"], each["known"]) for each in facts["candidates"]] == [([], 0.0)] * 3
    assert facts["gap"] is None
    assert facts["evidence"]["bare"] is True


def test_the_likeliest_known_gap_is_told_with_its_nearest_question() -> None:
    gap = explained("Who runs the lottery?", guide_parts(limits=limits(threshold=1.0, gap_from=0.3)))["gap"]

    assert (gap["id"], gap["limit"]) == ("lottery", 0.3)
    assert gap["score"] > 0.3
    assert gap["expected"] == [{"question": "Who runs the lottery?", "cosine": 1.0}]


def test_five_candidates_and_eight_offers_are_told_at_most() -> None:
    many = "".join(f"## Office {number}\n\nRoom {number} opens early.\n\n" for number in range(1, 13))

    facts = explained("When do rooms open early?", parts(passages_of(many)))

    assert (len(facts["candidates"]), len(facts["offers"])) == (5, 8)


# ---- what was decided


def test_a_decision_is_told_with_its_threshold_and_its_distance_from_it() -> None:
    facts = explained(WHEN_RENT, guide_parts(limits=limits(threshold=0.4)))

    assert (facts["decision"], facts["probability"]) == ("answer", 0.5)
    assert (facts["threshold"], facts["distance"]) == (0.4, 0.1)


def test_each_piece_of_evidence_is_told_with_what_it_adds() -> None:
    facts = explained(WHEN_RENT, guide_parts(limits=limits(intercept=-1.0, covered=2.0)))

    assert facts["weighed"] == {"intercept": -1.0, "covered": 2.0}
    assert facts["evidence"]["covered"] == 1.0
    assert facts["probability"] == 0.731  # 1 / (1 + e^-1)


def test_a_refusal_is_told_by_its_reason() -> None:
    assert explained("Who paints the green lighthouse?", guide_parts(limits=NEVER))["decision"] == (
        "not_in_sources"
    )


def test_an_answer_against_the_odds_is_told_to_be_one() -> None:
    lines = on_screen(WHEN_RENT, guide_parts(limits=NEVER))

    assert (
        "decided    answer: 0.5 of an answer, 0.5 below the threshold 1.0, but all its words stand in one passage"
        in lines
    )


def test_a_refusal_against_the_odds_is_told_to_be_one() -> None:
    lines = on_screen("Do zebras juggle quokkas?")

    assert (
        "decided    not_in_sources: 0.5 of an answer, 0.5 above the threshold 0.0, but none of its words occurs"
        in lines
    )


# ---- what became of the offers


@pytest.mark.parametrize("sent", [WHEN_RENT, HOW_LONG, TWO, "Do tenants of the office pay rent in May?"])
def test_what_is_told_to_be_shown_is_what_was_shown(sent: str) -> None:
    by = guide_parts()
    reply = answer(Question(sent, language="en"), by)
    assert isinstance(reply.answer, Answered)
    facts = explain_json(reply, by)

    kept = [offer["text"] for each in (facts, *facts["parts"]) for offer in each["offers"] if offer["kept"]]

    assert sorted(kept) == sorted(statement.text for statement in reply.answer.statements)


def test_an_offer_that_is_worth_too_little_tells_by_how_much() -> None:
    facts = explained(
        "When is rent due?", bare_parts(shown=choice(cosine=0.0, words=2.0, slack=0.5, statements=3))
    )

    best, *others = fates(facts)
    assert best == ("Rent", None)
    assert others[-1] == ("Leave", "2.00 below the best, more than 0.5")


@pytest.mark.parametrize(
    ("room", "why"),
    [
        pytest.param(choice(statements=2), "beyond the 2 that are shown", id="number"),
        pytest.param(choice(characters=85), "beyond 85 characters", id="length"),
    ],
)
def test_an_offer_for_which_there_is_no_room_tells_so(room: Choice, why: str) -> None:
    facts = explained(OFFICE, bare_parts(shown=room))

    assert [dropped for _, dropped in fates(facts)] == [None, None, why]


def test_an_offer_whose_words_were_said_tells_so() -> None:
    again = parts(
        (*passages_of("## Pay\n\nThe office pays in May.\n"),
         *passages_of("## Wages\n\nThe OFFICE pays in May.\n", of=issued(id="other"))),
    )  # fmt: skip

    assert fates(explained("When does the office pay?", again)) == [("The", None), ("The", "said already")]


def test_of_a_list_its_head_is_told_with_how_much_of_it_was_shown() -> None:
    facts = explained(
        "Which papers must I bring?", parts(passages_of(LIST), choice=choice(cosine=0.0, list=1.0, head=1.0))
    )

    head, *under = facts["offers"]
    assert (head["kept"], head["shown"], head["shows"]) == (True, 3, 3)
    assert {(offer["text"].split()[0], offer["why"]) for offer in under} == {
        ("a", "said already"),
        ("Come", "the best is shown with all that stands under it, and nothing else"),
    }


def test_the_head_of_a_list_of_which_one_item_is_better_tells_so() -> None:
    facts = explained(
        "Must I bring a letter?", parts(passages_of(LIST), choice=choice(cosine=0.0, words=1.0, head=-1.0))
    )

    assert fates(facts)[0] == ("a", None)
    assert ("Bring", "the head of something, and the best is a single sentence") in fates(facts)


def test_nothing_is_shown_of_what_was_refused() -> None:
    facts = explained("How many whole weeks does a pony take?", bare_parts(limits=NEVER))

    assert {why for _, why in fates(facts)} == {"the decision was to refuse"}


def test_nothing_is_shown_when_it_was_asked_back() -> None:
    assert {why for _, why in fates(explained(VAGUE))} == {"asked back instead"}


# ---- parts of a question


def test_each_part_of_a_question_is_explained_by_itself() -> None:
    facts = explained(TWO)

    assert [part["looked_up"] for part in facts["parts"]] == ["When is rent due", "how long does leave last?"]
    assert [fates(part)[0] for part in facts["parts"]] == [("Rent", None), ("Leave", None)]
    assert {why for _, why in fates(facts)} == {"its parts were answered one by one"}


def test_a_question_that_asks_one_thing_has_no_parts() -> None:
    assert explained(WHEN_RENT)["parts"] == []


# ---- the screen


def test_a_screen_has_its_sections_in_order() -> None:
    lines = on_screen(WHEN_RENT)

    labels = [line[:11].strip() for line in lines if line[:1].strip()]
    assert labels == [
        "looked up", "decided", "weighed", "evidence", "gap", "candidates", "offers", "dropped", "if wrong",
    ]  # fmt: skip
    assert lines[0] == "looked up  When is rent due? [en]"


def test_a_screen_names_what_occurs_nowhere_and_what_was_taken_out() -> None:
    lines = on_screen("My A-number is A123-456-789. How long may a quokka pay rentt to the office?")

    assert lines[1:3] == [
        "masked     a_number",
        "nowhere    number; long (in an expected question); quokka; pay; rentt (like a word that occurs)",
    ]


def test_a_candidate_stands_on_two_lines() -> None:
    lines = on_screen(WHEN_RENT)

    place = next(number for number, line in enumerate(lines) if line.startswith("candidates"))
    assert lines[place + 1].endswith("  leave-guide#1  Rent")
    assert lines[place + 2] == "         holds rent, due; asked so: When is rent due? (1.0)"


def test_a_screen_ends_with_where_to_look_if_the_answer_is_wrong() -> None:
    *_, first, second, third = on_screen(WHEN_RENT)

    assert first.startswith(
        "if wrong   No candidate is right: write an expected question in corpus/questions/"
    )
    assert second.startswith("           One is right, but was refused: ")
    assert third.startswith("           Other words were shown: ")


def test_no_line_of_a_screen_is_wider_than_110_characters() -> None:
    long = " ".join(f"Leave for child {number} is paid" for number in range(40))

    lines = on_screen(f"{long}?", parts(passages_of(f"{GUIDE}\n## {'Office ' * 40}\n\n{long}.\n")))

    assert max(len(line) for line in lines) == 110


@pytest.mark.parametrize(
    ("sent", "by", "said"),
    [
        pytest.param(
            "🙂",
            guide_parts(),
            "Nothing could be looked up: the question was empty, too long, or nothing but what says who somebody is.",
            id="no question",
        ),
        pytest.param(
            WHEN_RENT,
            parts(passages_of(GUIDE), stores=(broken_store(ConnectionError("gone")),)),
            "Nothing could be looked up: no vector store answered; run: citabot doctor",
            id="no store",
        ),
    ],
)
def test_of_a_question_that_was_not_looked_up_there_is_nothing_to_explain(
    sent: str, by: Parts, said: str
) -> None:
    assert explained(sent, by) == {}
    assert on_screen(sent, by) == [said]


def test_where_nothing_was_found_there_is_nothing_to_weigh() -> None:
    by = parts(passages_of(GUIDE))
    reply = answer(Question(WHEN_RENT, language="en", only=("another-source",)), by)

    facts = explain_json(reply, by)

    assert (facts["probability"], facts["evidence"], facts["weighed"]) == (None, {}, {})
    assert (facts["candidates"], facts["offers"]) == ([], [])
    assert "decided    not_in_sources: nothing was found" in explain_text(reply, by).splitlines()
