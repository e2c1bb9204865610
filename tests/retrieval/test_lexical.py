"""Finding by words: what the terms of a text are, and which passage they find first."""

import math
from pathlib import Path

import numpy as np
import pytest

from retrieval.lexical import LexicalIndex, document_terms, terms, words

# --- words and terms ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Leave IS paid.", ["leave", "is", "paid"], id="lower case"),
        pytest.param("U-visa, I-131", ["u", "visa", "i", "131"], id="hyphens part"),
        pytest.param("1,016 or 2.5", ["1,016", "or", "2.5"], id="numbers hold together"),
        pytest.param("children’s rights", ["children's", "rights"], id="a curly apostrophe is a plain one"),
        pytest.param("ﬁling ①", ["filing", "1"], id="compatibility forms"),
        pytest.param("Straße", ["strasse"], id="folded case"),
        pytest.param("leave_guide", ["leave", "guide"], id="an underscore parts"),
        pytest.param("带薪休假", ["带薪", "薪休", "休假"], id="Chinese in pairs"),
        pytest.param("假", ["假"], id="one Chinese sign"),
        pytest.param("什么是U签证？", ["什么", "么是", "是u", "u签", "签证"], id="Latin letters in Chinese"),
        pytest.param("", [], id="nothing"),
        pytest.param("?! — 🙂", [], id="only signs"),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("en", "The applicants were arrested", ["applic", "arrest"], id="English"),
        pytest.param("es", "los solicitantes", ["solicit"], id="Spanish"),
        pytest.param("fr", "les demandes", ["demand"], id="French"),
        pytest.param("pt", "os pedidos", ["ped"], id="Portuguese"),
        pytest.param("en", "the child's leave", ["child", "leav"], id="a possessive"),
        pytest.param("en", "leave, leave", ["leav", "leav"], id="repeats are kept"),
        pytest.param("en", "What should I do?", [], id="only words of asking"),
        pytest.param("vi", "nghỉ phép", ["nghỉ", "phép"], id="no stemmer for Vietnamese"),
        pytest.param("zh", "带薪休假", ["带薪", "薪休", "休假"], id="pairs are not stemmed"),
        pytest.param("xx", "Leaves", ["leaves"], id="a language that nobody knows"),
        pytest.param("en", "", [], id="nothing"),
    ],
)
def test_terms_of_a_text(language: str, text: str, expected: list[str]) -> None:
    assert terms(text, language) == expected


def test_forms_of_a_word_are_one_term() -> None:
    assert terms("detain", "en") == terms("Detained", "en") == terms("detaining", "en")


# --- the index ------------------------------------------------------------------------------

PASSAGES = (["leav", "paid"], ["leav", "leav", "offic"], ["pay", "friday", "bank", "card"])


def index() -> LexicalIndex:
    return LexicalIndex.build(PASSAGES)


def test_the_passage_that_holds_a_rare_term_comes_first() -> None:
    assert int(np.argmax(index().scores(["friday"]))) == 2


def test_a_term_that_stands_more_often_counts_more() -> None:
    once, twice, never = index().scores(["leav"])

    assert twice > once > never


def test_a_term_counts_more_in_a_shorter_passage() -> None:
    short, long = LexicalIndex.build([["leav", "a"], ["leav", "a", "b", "c", "d"]]).scores(["leav"])

    assert short > long


def test_scores_are_those_of_bm25_in_lucenes_variant() -> None:
    # two passages of two terms each: the length factor is 1, so the score of a term that stands
    # once in one of them is ln(1 + (2 - 1 + 0.5) / (1 + 0.5)) * 1 / (1 + 1.5) = 0.4 ln 2
    scores = LexicalIndex.build([["leav", "paid"], ["pay", "due"]]).scores(["leav"])

    assert scores.tolist() == pytest.approx([0.4 * math.log(2), 0.0])


def test_the_terms_of_a_query_add_up() -> None:
    one, other, both = index().scores(["leav"]), index().scores(["offic"]), index().scores(["leav", "offic"])

    assert both.tolist() == pytest.approx((one + other).tolist())


@pytest.mark.parametrize("query", [pytest.param(["visa"], id="unknown"), pytest.param([], id="empty")])
def test_a_query_without_a_known_term_scores_nothing(query: list[str]) -> None:
    assert index().scores(query).tolist() == [0.0, 0.0, 0.0]


def test_an_unknown_term_does_not_change_what_the_others_score() -> None:
    assert index().scores(["leav", "visa"]).tolist() == index().scores(["leav"]).tolist()


def test_a_passage_may_have_no_terms() -> None:
    scores = LexicalIndex.build([["leav"], []]).scores(["leav"])

    assert scores[0] > scores[1] == 0.0


def test_passages_may_all_have_no_terms() -> None:
    nothing = LexicalIndex.build([[], []])

    assert nothing.size == 2
    assert nothing.scores(["leav"]).tolist() == [0.0, 0.0]
    assert not nothing.knows("leav")


def test_an_index_without_terms_is_loaded_as_it_was_saved(tmp_path: Path) -> None:
    LexicalIndex.build([[], []]).save(tmp_path)

    assert LexicalIndex.load(tmp_path).scores(["leav"]).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("term", "known"),
    [
        pytest.param("friday", True, id="the term itself"),
        pytest.param("firday", True, id="two letters turned"),
        pytest.param("fridays", True, id="a letter more"),
        pytest.param("monday", False, id="another word"),
    ],
)
def test_a_term_is_like_one_that_differs_by_a_letter_or_two(term: str, known: bool) -> None:
    assert index().knows_like(term) is known


@pytest.mark.parametrize(
    ("term", "rarity"),
    [
        pytest.param("leav", math.log(1 + 3 / 3), id="in two passages of three"),
        pytest.param("paid", math.log(1 + 3 / 2), id="in one"),
        pytest.param("visa", math.log(1 + 3 / 1), id="in none"),
    ],
)
def test_a_term_is_the_rarer_the_fewer_passages_hold_it(term: str, rarity: float) -> None:
    assert index().rarity(term) == pytest.approx(rarity)


def test_a_term_is_known_if_a_passage_holds_it() -> None:
    assert (index().knows("leav"), index().knows("visa")) == (True, False)


def test_an_index_that_was_saved_scores_as_before(tmp_path: Path) -> None:
    index().save(tmp_path)

    loaded = LexicalIndex.load(tmp_path)

    assert loaded.scores(["leav", "offic"]).tolist() == index().scores(["leav", "offic"]).tolist()
    assert loaded.rarity("leav") == index().rarity("leav")


def test_the_terms_of_a_document_are_its_stems_each_once() -> None:
    assert document_terms("Arrest the applicants; arrests of an applicant.", "en") == {"arrest", "applic"}


def test_the_terms_of_a_document_are_of_the_language_that_they_are_wanted_in() -> None:
    assert document_terms("the permisos", "es") == {"the", "permis"}
    assert document_terms("the permisos", "en") == {"permiso"}
