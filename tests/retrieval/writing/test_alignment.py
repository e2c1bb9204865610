"""Words of a sentence are found in a quote, whatever languages they are in, by vectors set by hand."""

import numpy as np
import pytest

from retrieval.writing.alignment import Aligner, Alignment, words_of
from tests.retrieval.writing.builders import Told, aligner

ONE, OTHER = (1.0, 0.0), (0.0, 1.0)
BETWEEN = (0.6, 0.8)  # cosine 0.6 to ONE and 0.8 to OTHER


# --- words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        pytest.param("en", "ICE may not arrest the victims.", ["ICE", "arrest", "victims"], id="English"),
        pytest.param("es", "El permiso de los padres", ["permiso", "padres"], id="Spanish"),
        pytest.param("fr", "les demandes des victimes", ["demandes", "victimes"], id="French"),
        pytest.param("en", "30 days, 2.5 weeks and 40%", ["30", "days", "2.5", "weeks", "40%"], id="numbers"),
        pytest.param(
            "en", "a U-visa’s well-being", ["U-visa’s", "well-being"], id="hyphens and apostrophes hold"
        ),
        pytest.param("en", "It is so.", [], id="no word of meaning"),
        pytest.param("en", "?! —", [], id="only signs"),
        pytest.param("en", "", [], id="nothing"),
    ],
)
def test_words_that_carry_meaning(language: str, text: str, meant: list[str]) -> None:
    words = words_of(text, language)

    assert [words.texts[place] for place in words.content] == meant


@pytest.mark.parametrize(
    ("language", "text", "grams"),
    [
        pytest.param(
            "en",
            "crime victims work",
            ["crime", "victims", "work", "crime victims", "victims work"],
            id="two in a row",
        ),
        pytest.param("en", "the victims", ["victims", "the victims"], id="with a word that has no meaning"),
        pytest.param("en", "they are the", [], id="not without any meaning"),
        pytest.param(
            "vi",
            "nạn nhân giúp",
            ["nạn", "nhân", "giúp", "nạn nhân", "nhân giúp", "nạn nhân giúp"],
            id="three in Vietnamese",
        ),
        pytest.param("zh", "逮捕人", ["逮捕", "捕人", "逮捕人"], id="no single sign in Chinese"),
    ],
)
def test_what_is_embedded_of_a_text(language: str, text: str, grams: list[str]) -> None:
    assert [gram.text for gram in words_of(text, language).grams] == grams


# --- alignment ------------------------------------------------------------------------------


def test_each_word_counts_with_its_greatest_cosine_on_the_other_side() -> None:
    aligned = aligner({"pay": ONE, "leave": OTHER, "pagar": ONE, "permiso": BETWEEN}).alignment(
        "pay leave", "en", "pagar permiso", "es"
    )

    assert aligned.sentence == pytest.approx((1.0, 0.8))
    assert aligned.quote == pytest.approx((1.0, 0.8))


def test_a_word_that_is_nowhere_on_the_other_side_counts_nought() -> None:
    aligned = aligner({"pay": ONE, "dogs": OTHER}).alignment("pay dogs", "en", "pay", "en")

    assert aligned.sentence == pytest.approx((1.0, 0.0))
    assert aligned.quote == pytest.approx((1.0,))


def test_words_that_mean_something_only_together_are_found_together() -> None:
    aligned = aligner({"human beings": ONE, "personas": ONE}).alignment(
        "human beings", "en", "personas", "es"
    )

    assert aligned.sentence == pytest.approx((1.0, 1.0))


def test_the_middle_of_a_language_is_taken_off() -> None:
    far = aligner({"pay": ONE, "perro": (2.0, 1.0)}, middles={"es": (2.0, 0.0)})

    assert far.alignment("pay", "en", "perro", "es").sentence == pytest.approx((0.0,))
    assert far.alignment("pay", "en", "perro", "pt").sentence == pytest.approx((2 / 5**0.5,))


def test_lengths_of_vectors_do_not_count() -> None:
    aligned = aligner({"pay": (9.0, 0.0), "pagar": (0.1, 0.0)}).alignment("pay", "en", "pagar", "es")

    assert aligned.sentence == pytest.approx((1.0,))


@pytest.mark.parametrize(
    ("sentence", "quote", "expected"),
    [
        pytest.param("pay", "", Alignment((0.0,), ()), id="an empty quote"),
        pytest.param("pay", "it is", Alignment((0.0,), ()), id="a quote without meaning"),
        pytest.param("it is", "pay", Alignment((), (0.0,)), id="a sentence without meaning"),
        pytest.param("", "", Alignment((), ()), id="nothing"),
    ],
)
def test_without_words_of_meaning_nothing_is_found(sentence: str, quote: str, expected: Alignment) -> None:
    assert aligner({"pay": ONE}).alignment(sentence, "en", quote, "en") == expected


def test_texts_as_wholes_are_as_alike_as_their_vectors() -> None:
    alike = aligner({"Is it paid?": ONE, "It is paid.": BETWEEN})

    assert alike.likeness("Is it paid?", "en", "It is paid.", "en") == pytest.approx(0.6)


def test_of_texts_as_wholes_only_what_is_quoted_is_remembered() -> None:
    told = Told({"Is it paid?": ONE, "It is paid.": BETWEEN})
    alike = Aligner(told, {"en": np.zeros(2)})

    alike.likeness("Is it paid?", "en", "It is paid.", "en")
    alike.likeness("Is it paid?", "en", "It is paid.", "en")

    assert told.asked == ["Is it paid?", "It is paid.", "Is it paid?"]
    assert [*alike._vectors] == ["It is paid."]


def test_a_word_is_embedded_once() -> None:
    told = Told({"pay": ONE, "pagar": ONE})
    once = Aligner(told, {"en": np.zeros(2)})

    once.alignment("pay", "en", "pagar", "es")
    once.alignment("pay", "en", "pagar", "es")

    assert told.asked == ["pay", "pagar"]


# --- path -----------------------------------------------------------------------------------


def path(sentence: str, quote: str, **vectors: tuple[float, float]) -> tuple[int | None, ...]:
    return aligner(vectors).alignment(sentence, "en", quote, "en").path


def test_each_word_has_its_counterpart_by_number() -> None:
    assert path("dogs pay", "pay dogs", dogs=ONE, pay=OTHER) == (1, 0)


def test_a_word_that_is_not_found_has_none() -> None:
    assert path("pay dogs", "pay", pay=ONE, dogs=OTHER) == (0, None)


def test_a_word_that_the_quote_has_twice_goes_where_its_neighbours_go() -> None:
    told = {"pay": (1.0, 0.0), "dogs": (0.0, 1.0), "cats": (-1.0, 0.0)}

    assert path("dogs pay", "pay cats dogs pay", **told) == (2, 3)


def test_what_is_asked_for_is_given_though_it_pushes_out_what_was_remembered() -> None:
    small = Aligner(Told({"pay": ONE, "leave": ONE, "pay leave": ONE}), {"en": np.zeros(2)}, remembered=1)

    assert small.alignment("pay leave", "en", "pay leave", "en").sentence == pytest.approx((1.0, 1.0))
