"""Which sentences are chosen to answer, and what speaks for each."""

import math

import pytest

from retrieval.choose import Choice
from retrieval.fuse import Kind
from retrieval.passage import Passage
from retrieval.recognise import Recognised
from retrieval.retrieve import Hit
from tests.retrieval.answer_builders import (
    choice,
    found,
    issued,
    known_words,
    passages_of,
    pull,
    recognised_as,
)
from tests.retrieval.choose_builders import ANSWERED, LIST, SENTENCES, chosen_of, hit, offer, offered, shown

# --- sentences ------------------------------------------------------------------------------


def test_the_nearest_sentence_answers() -> None:
    assert shown({"Leave is paid": 0.7, "Leave is long": 0.9}, *passages_of(SENTENCES)) == ["Leave is long."]


def test_sentences_that_lie_close_to_the_best_come_with_it_in_the_documents_order() -> None:
    near = {"Leave is safe": 0.9, "Leave is paid": 0.895}

    assert shown(near, *passages_of(SENTENCES)) == ["Leave is paid.", "Leave is safe."]


@pytest.mark.parametrize(
    ("slack", "expected"),
    [
        pytest.param(0.3, ["Leave is paid.", "Leave is long."], id="just close enough"),
        pytest.param(0.2, ["Leave is long."], id="too far"),
    ],
)
def test_how_close_is_set_by_the_slack(slack: float, expected: list[str]) -> None:
    near = {"Leave is long": 0.75, "Leave is paid": 0.5}

    assert shown(near, *passages_of(SENTENCES), by=choice(slack=slack)) == expected


def test_no_more_sentences_are_shown_than_the_choice_allows() -> None:
    assert shown({"Leave": 0.9}, *passages_of(SENTENCES), by=choice(statements=2)) == [
        "Leave is paid.", "Leave is long.",
    ]  # fmt: skip


def test_what_may_not_be_shown_gives_its_place_to_the_next_best() -> None:
    near = {"Leave is paid": 0.9, "Leave is long": 0.8}

    assert shown(near, *passages_of(SENTENCES), may_show=lambda words: words != ["Leave is paid."]) == [
        "Leave is long."
    ]


def test_what_lies_far_below_the_best_is_not_shown_in_its_place() -> None:
    near = {"Leave is paid": 0.9, "Leave is long": 0.2}
    steep = choice(cosine=3.0)  # .7 of a cosine is 2.1 nats

    assert (
        shown(near, *passages_of(SENTENCES), by=steep, may_show=lambda words: words != ["Leave is paid."])
        == []
    )


def test_the_best_sentences_document_comes_first() -> None:
    first = passages_of("## Visas\n\nVisas are free.\n", of=issued(id="visa"))
    second = passages_of(SENTENCES)
    near = {"Leave is paid": 0.9, "Visas are free": 0.895}

    assert shown(near, *first, *second) == ["Leave is paid.", "Visas are free."]


def test_repeated_words_are_shown_once_wherever_they_stand() -> None:
    first = passages_of("## Pay\n\nAsk the office that is nearest to you.\n", of=issued(id="pay"))
    second = passages_of("## Leave\n\nASK the office that is\nnearest to you.\n")

    assert len(shown({"Ask": 0.9, "ASK": 0.9}, *first, *second)) == 1


def test_a_bare_address_is_not_an_answer() -> None:
    passages = passages_of("## Leave\n\nLeave is paid.\n\nhttps://example.org/leave\n")

    assert shown({"Leave": 0.5, "https": 0.9}, *passages) == ["Leave is paid."]


def test_passages_beyond_those_that_are_looked_at_offer_nothing() -> None:
    first, second = passages_of("## Pay\n\nPay is due.\n\n## Leave\n\nLeave is paid.\n")

    assert shown({"Pay": 0.5, "Leave": 0.9}, first, second, by=choice(passages=1)) == ["Pay is due."]


def test_without_hits_nothing_is_shown() -> None:
    assert chosen_of() == []


def test_a_sentence_that_was_not_among_the_nearest_counts_as_the_farthest_that_was() -> None:
    [passage] = passages_of(SENTENCES)

    found_ = offered(found(passage, units={2: 0.8, 3: 0.6}))

    assert [each.pull.cosine for each in found_] == [0.6, 0.8, 0.6, 0.6]


# --- what speaks for an offer ---------------------------------------------------------------


def test_the_higher_passage_wins_between_equal_sentences_as_far_as_its_share_counts() -> None:
    low, high = passages_of("## Pay\n\nPay is due.\n\n## Leave\n\nLeave is paid.\n")
    hits = [hit(low, {"Pay": 0.9}, score=0.1), hit(high, {"Leave": 0.9}, score=0.9)]

    assert chosen_of(*hits, by=choice(share=0.1)) == ["Leave is paid."]
    assert chosen_of(*hits, by=choice(share=0.0)) == ["Pay is due.", "Leave is paid."]


def test_what_a_passages_share_says_is_its_logarithm() -> None:
    low, high = passages_of("## Pay\n\nPay is due.\n\n## Leave\n\nLeave is paid.\n")

    first, second = offered(hit(low, {}, score=0.2), hit(high, {}, score=0.4))

    assert second.pull.share - first.pull.share == pytest.approx(math.log(2), abs=0.01)


def test_a_passage_for_which_nothing_speaks_has_a_logarithm_too() -> None:
    [passage] = passages_of("## Pay\n\nPay is due.\n")

    [only] = offered(hit(passage, {}, score=0.0))

    assert math.isfinite(only.pull.share)


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

    assert (
        shown(near, *passages_of(SENTENCES), language=language, by=choice(words=0.1), rarity={"safe": 1.0})
        == expected
    )


def test_a_footnote_counts_as_one() -> None:
    passages = passages_of("## Leave\n\nLeave is paid.[^1]\n\n[^1]: Since 2019.\n")
    near = {"Leave": 0.8, "Since": 0.9}

    assert shown(near, *passages) == ["Since 2019."]
    assert shown(near, *passages, by=choice(note=-0.5)) == ["Leave is paid."]


def test_a_head_counts_as_one() -> None:
    near = {"Is leave paid?": 0.9, "You": 0.8}

    assert shown(near, *passages_of(ANSWERED), by=choice(head=-0.5)) == ["You need not ask."]


def test_each_kind_of_question_has_its_own_weights_and_so_has_a_bare_corpus() -> None:
    [passage] = passages_of("## Pay\n\nPay is due.\n")
    unit = passage.units[0]
    by = Choice(
        known={Kind.SPECIAL: pull(words=1), Kind.SAME: pull(words=2), Kind.ACROSS: pull(words=3)},
        bare={Kind.SPECIAL: pull(words=4), Kind.SAME: pull(words=5), Kind.ACROSS: pull(words=6)},
        slack=0.0,
    )

    assert by.value(offer((passage, unit), kind=Kind.SPECIAL, words=1.0)) == 1
    assert by.value(offer((passage, unit), kind=Kind.SAME, words=1.0)) == 2
    assert by.value(offer((passage, unit), kind=Kind.ACROSS, words=1.0)) == 3
    assert by.value(offer((passage, unit), kind=Kind.SPECIAL, is_bare=True, words=1.0)) == 4
    assert by.value(offer((passage, unit), kind=Kind.SAME, is_bare=True, words=1.0)) == 5
    assert by.value(offer((passage, unit), kind=Kind.ACROSS, is_bare=True, words=1.0)) == 6


def test_what_speaks_for_an_offer_adds_up() -> None:
    weights = pull(cosine=2.0, words=3.0, head=-1.0)

    assert pull(cosine=0.5, words=1.0, head=1.0).times(weights) == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("recognised", "is_bare"),
    [
        pytest.param(None, True, id="nobody has written down what people ask"),
        pytest.param(recognised_as(0.1), False, id="somebody has"),
    ],
)
def test_an_offer_knows_whether_anything_is_known_of_what_people_ask(
    recognised: Recognised | None, is_bare: bool
) -> None:
    [passage] = passages_of("## Pay\n\nPay is due.\n")

    [only] = offered(hit(passage, {}, kind=Kind.SPECIAL), recognised=recognised)

    assert (only.is_bare, only.kind) == (is_bare, Kind.SPECIAL)


# --- words that known questions ask for -----------------------------------------------------


def known_in(passage: Passage, near: dict[str, float], sure: dict[str, float], **more: float) -> Hit:
    """A hit with words that people ask for, as surely as this."""
    known = tuple(known_words(passage, wording, score=score) for wording, score in sure.items())
    return hit(passage, near, known=known, heading=more.get("heading"))


@pytest.mark.parametrize(
    ("weight", "answer"),
    [
        pytest.param(
            0.2, "Leave is safe.", id="as far as they count"
        ),  # 0.8 + 0.2 * 0.9 over 0.9 + 0.2 * 0.3
        pytest.param(0.1, "Leave is paid.", id="and no farther"),  # 0.8 + 0.1 * 0.9 under 0.9 + 0.1 * 0.3
    ],
)
def test_words_that_the_question_surely_asks_for_win(weight: float, answer: str) -> None:
    [passage] = passages_of(SENTENCES)
    near = {"Leave is paid": 0.9, "Leave is safe": 0.8}

    asked_for = known_in(passage, near, {"Leave is safe.": 0.9, "Leave is paid.": 0.3})

    assert chosen_of(asked_for, by=choice(expected=weight)) == [answer]


def test_words_inside_a_sentence_lift_the_whole_sentence() -> None:
    [passage] = passages_of(SENTENCES)
    near = {"Leave is paid": 0.9, "Leave is safe": 0.8}

    assert chosen_of(known_in(passage, near, {"safe": 0.9}), by=choice(expected=1.0)) == ["Leave is safe."]


def test_words_over_two_sentences_lift_both() -> None:
    [passage] = passages_of(SENTENCES)
    near = {"Leave is paid": 0.9, "Leave is long": 0.8, "Leave is safe": 0.8}

    asked_for = known_in(passage, near, {"Leave is long. Leave is safe.": 0.9})

    assert chosen_of(asked_for, by=choice(expected=1.0)) == ["Leave is long.", "Leave is safe."]


def test_two_known_questions_that_ask_for_the_same_sentence_make_it_surer() -> None:
    [passage] = passages_of(SENTENCES)

    asked_for = known_in(passage, {}, {"Leave is paid.": 0.5, "Leave is safe.": 0.3, "safe": 0.3})

    assert chosen_of(asked_for, by=choice(expected=1.0)) == ["Leave is safe."]


def test_words_that_are_asked_for_lift_sentences_across_passages() -> None:
    pay, leave = passages_of("## Pay\n\nPay is due.\n\n## Leave\n\nLeave is paid.\n")

    hits = (known_in(pay, {"Pay": 0.9}, {}), known_in(leave, {"Leave": 0.8}, {"Leave is paid.": 0.9}))

    assert chosen_of(*hits, by=choice(expected=1.0)) == ["Leave is paid."]


def test_a_passage_that_is_asked_for_lifts_all_of_its_sentences() -> None:
    pay, leave = passages_of("## Pay\n\nPay is due.\n\n## Leave\n\nLeave is paid. Leave is long.\n")

    hits = (known_in(pay, {"Pay": 0.9}, {}), known_in(leave, {"Leave is long": 0.8}, {"Leave is paid.": 0.9}))

    assert chosen_of(*hits, by=choice(passage=1.0)) == ["Leave is long."]


def test_a_heading_is_not_lifted_by_the_words_below_it() -> None:
    [passage] = passages_of(LIST)

    asked_for = known_in(passage, {"a photo": 0.8}, {"a photo;": 0.9}, heading=0.9)

    assert chosen_of(asked_for, by=choice(expected=1.0)) == ["The office needs these papers:", "a photo;"]


# --- parts of long sentences ----------------------------------------------------------------

RULES = "this rule and that rule and " * 8  # 224 characters
LONG_SENTENCE = f"Offices keep {RULES}they pay on Fridays; they also keep {RULES}all the rest."


def asked_for_in(sentence: str, wording: str, *, sure: float = 0.9) -> list[str]:
    """What is shown of one sentence in which people ask for these words."""
    [passage] = passages_of(f"## Pay\n\n{sentence}\n")
    return chosen_of(hit(passage, {"Offices": 0.9}, known=(known_words(passage, wording, score=sure),)))


def test_of_a_long_sentence_the_words_that_are_asked_for_are_shown() -> None:
    assert asked_for_in(LONG_SENTENCE, "they pay on Fridays") == ["they pay on Fridays"]


def test_a_short_sentence_is_shown_whole() -> None:
    sentence = "Offices keep all rules, they pay on Fridays and they do the rest."

    assert asked_for_in(sentence, "they pay on Fridays") == [sentence]


def test_a_long_sentence_is_shown_whole_if_it_is_not_known_what_is_asked_for_in_it() -> None:
    assert asked_for_in(LONG_SENTENCE, "they pay on Fridays", sure=0.0) == [LONG_SENTENCE]


def test_a_long_sentence_nearly_all_of_which_is_asked_for_is_shown_whole() -> None:
    assert asked_for_in(LONG_SENTENCE, LONG_SENTENCE.removeprefix("Offices ")) == [LONG_SENTENCE]


def test_of_a_long_sentence_the_words_that_are_surest_asked_for_are_shown() -> None:
    [passage] = passages_of(f"## Pay\n\n{LONG_SENTENCE}\n")
    known = (
        known_words(passage, "they pay on Fridays", score=0.8),
        known_words(passage, "all the rest", score=0.4),
    )

    assert chosen_of(hit(passage, {"Offices": 0.9}, known=known)) == ["they pay on Fridays"]


def test_words_that_are_asked_for_beyond_a_long_sentence_do_not_cut_it() -> None:
    [passage] = passages_of(f"## Pay\n\n{LONG_SENTENCE}\n\nAsk us.\n")
    known = (known_words(passage, "all the rest. Ask us.", score=0.9),)

    assert chosen_of(hit(passage, {"Offices": 0.9}, known=known)) == [LONG_SENTENCE]
