"""What is drafted of the words that were chosen: whole sentences, or clauses marked as such."""

import pytest

from retrieval.around import Around
from retrieval.choose import Choice
from retrieval.compose import Claim, ClaimedQuote, Draft, clipped, compose, joined
from retrieval.passage import Passage
from retrieval.retrieve import Hit, Retrieved
from retrieval.verify import verify
from tests.retrieval.answer_builders import asking, choice, expected_question, known_words, passages_of, whole
from tests.retrieval.choose_builders import LIST, SENTENCES, hit

LONG = "Bring proof of your age; bring a friend, if you have one; go early."


def drafted(*hits: Hit, by: Choice | None = None) -> Draft:
    """A draft from these hits, whose passages are the whole corpus."""
    around = Around([each.passage for each in hits])
    return compose(asking(), Retrieved(hits, ()), around, {}, by or choice())


def statements(draft: Draft) -> list[str]:
    return [claim.text for claim in draft.claims]


def draft_of(text: str, *, characters: int) -> Draft:
    """A draft of one sentence."""
    [passage] = passages_of(f"## Leave\n\n{text}\n")
    return drafted(hit(passage, {text[:5]: 0.9}), by=choice(characters=characters))


def excerpt(sentence: str, wording: str) -> Draft:
    """A draft of a sentence in which people ask for these words alone."""
    [passage] = passages_of(f"## Leave\n\n{sentence}\n")
    return drafted(hit(passage, {sentence[:5]: 0.9}, known=(known_words(passage, wording, score=0.9),)))


# --- whole sentences ------------------------------------------------------------------------


def test_a_draft_quotes_each_sentence_whole_from_its_own_passage() -> None:
    [passage] = passages_of(SENTENCES)

    [claim] = drafted(hit(passage, {"Leave is long": 0.9})).claims

    assert [(quote.passage, quote.text) for quote in claim.quotes] == [(passage, "Leave is long.")]


def test_every_item_of_a_list_is_a_statement_of_its_own() -> None:
    [passage] = passages_of(LIST)

    assert statements(drafted(hit(passage, {"The office": 0.9}))) == [
        "The office needs these papers:", "a form;", "a photo;", "a stamp.",
    ]  # fmt: skip


def test_a_statement_is_on_one_line() -> None:
    [passage] = passages_of("## Leave\n\nLeave is\n  paid.\n")

    assert statements(drafted(hit(passage, {"Leave": 0.9}))) == ["Leave is paid."]


@pytest.mark.parametrize(
    "wording",
    [
        pytest.param("<b>Leave</b> is <script>alert(1)</script> paid.", id="HTML"),
        pytest.param("Leave & pay &amp; rest.", id="references"),
    ],
)
def test_markup_in_a_document_is_quoted_as_it_stands(wording: str) -> None:
    [passage] = passages_of(f"## Leave\n\n{wording}\n")

    assert statements(drafted(hit(passage, {wording[:3]: 0.9}))) == [wording]


def test_a_known_question_is_never_among_the_words_of_a_draft() -> None:
    [passage] = passages_of(SENTENCES)
    question = expected_question(passage, "May I rest at home?", wording="Leave is safe.")
    asked_for = hit(passage, {"Leave": 0.9}, known=(known_words(passage, "Leave is safe.", score=0.9),))

    shown = statements(drafted(asked_for, by=choice(expected=1.0)))

    assert shown == [question.quote.text] == ["Leave is safe."]


def test_without_hits_a_draft_is_empty() -> None:
    assert drafted() == Draft(())


# --- sentences that are longer than an answer may be -----------------------------------------


@pytest.mark.parametrize(
    ("characters", "statement"),
    [
        pytest.param(67, LONG, id="it just fits"),
        pytest.param(66, "Bring proof of your age; bring a friend, if you have one …", id="one too long"),
        pytest.param(50, "Bring proof of your age; bring a friend …", id="up to a comma"),
        pytest.param(30, "Bring proof of your age …", id="up to the first clause"),
        pytest.param(10, LONG, id="no clause is so short"),
    ],
)
def test_a_sentence_that_is_too_long_is_cut_at_the_last_clause_that_fits_and_marked(
    characters: int, statement: str
) -> None:
    assert statements(draft_of(LONG, characters=characters)) == [statement]


def test_the_quote_of_a_sentence_that_is_cut_is_what_is_shown_without_the_mark() -> None:
    [claim] = draft_of(LONG, characters=50).claims

    assert [quote.text for quote in claim.quotes] == ["Bring proof of your age; bring a friend"]
    assert claim.text == "Bring proof of your age; bring a friend …"


def test_what_is_cut_stands_in_its_document_at_its_offsets() -> None:
    verified = verify(draft_of(LONG, characters=50))

    [citation] = verified.citations
    quote = citation.quote
    assert quote.document.text[quote.start : quote.end] == "Bring proof of your age; bring a friend"


def test_a_sentence_that_is_cut_at_a_dash_has_one_blank_before_the_mark() -> None:
    assert statements(draft_of("Bring proof — bring a friend — and go early.", characters=20)) == [
        "Bring proof …"
    ]


@pytest.mark.parametrize(
    ("words", "characters", "expected"),
    [
        pytest.param("Bring proof; go.", 16, "Bring proof; go.", id="short enough"),
        pytest.param(
            "Call 10:30, or 11:45 at the latest.", 12, "Call 10:30", id="a time of day is no clause"
        ),
        pytest.param(
            "It costs 1,500,000 in all cases.", 20, "It costs 1,500,000 in all cases.", id="nor a sum"
        ),
        pytest.param("— bring a friend and go early", 10, "— bring a friend and go early", id="nor nothing"),
        pytest.param("", 10, "", id="nothing"),
    ],
)
def test_words_are_clipped_at_clauses_only(words: str, characters: int, expected: str) -> None:
    assert clipped(words, characters) == expected


# --- parts of long sentences ----------------------------------------------------------------

RULES = "this rule and that rule and " * 8  # 224 characters


def test_words_out_of_the_middle_of_a_sentence_are_marked_on_both_sides() -> None:
    draft = excerpt(f"Offices keep {RULES}they pay on Fridays and {RULES}rest.", "they pay on Fridays")

    assert statements(draft) == ["… they pay on Fridays …"]


def test_the_first_words_of_a_sentence_are_marked_behind() -> None:
    draft = excerpt(f"Offices pay on Fridays and {RULES}they keep {RULES}rest.", "Offices pay on Fridays")

    assert statements(draft) == ["Offices pay on Fridays …"]


def test_the_last_words_of_a_sentence_are_marked_before() -> None:
    draft = excerpt(f"Offices keep {RULES}and {RULES}they pay on Fridays.", "they pay on Fridays.")

    assert statements(draft) == ["… they pay on Fridays."]


def test_the_quote_of_words_out_of_a_sentence_is_without_marks_and_holds() -> None:
    draft = excerpt(f"Offices keep {RULES}they pay on Fridays and {RULES}rest.", "they pay on Fridays")

    verified = verify(draft)

    assert [statement.text for statement in verified.statements] == ["… they pay on Fridays …"]
    assert [citation.quote.text for citation in verified.citations] == ["they pay on Fridays"]


# --- several drafts -------------------------------------------------------------------------


def claiming(*texts: str, passage: Passage | None = None) -> Draft:
    of = passage or whole(" ".join(texts))
    return Draft(tuple(Claim(text, (ClaimedQuote(of, text),)) for text in texts))


def test_drafts_are_joined_in_order() -> None:
    both = joined([claiming("Leave is paid.", "Ask us."), claiming("Pay is due.")])

    assert statements(both) == ["Leave is paid.", "Ask us.", "Pay is due."]


def test_what_two_drafts_say_is_said_once() -> None:
    both = joined([claiming("Leave is paid.", "Ask us."), claiming("Ask us.", "Pay is due.")])

    assert statements(both) == ["Leave is paid.", "Ask us.", "Pay is due."]


def test_no_drafts_are_an_empty_one() -> None:
    assert joined([]) == Draft(())
