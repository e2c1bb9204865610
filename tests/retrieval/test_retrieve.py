"""Which passages a question finds, in which order, and from which store."""

import logging
import math

import httpx
import pytest
from chromadb.errors import InternalError

from retrieval.errors import StoreUnavailableError
from retrieval.passage import Passage
from retrieval.retrieve import Retrieved, Searcher, scaled, unit_numbers
from tests.retrieval.answer_builders import (
    Collection,
    asking,
    broken_store,
    issued,
    passages_of,
    searcher,
    store,
    told_store,
    whole,
)

LEAVE = whole("Leave is paid.", of=issued(id="leave", short_title="Notes"), section=())
VISA = whole("Visas are free.", of=issued(id="visa", short_title="Notes"), section=())
BOTH = (LEAVE, VISA)
NEAR_LEAVE = told_store({"leave#1": 0.9, "visa#1": 0.6}, {"leave#1/1": 0.7, "visa#1/1": 0.2})


def telling(passages: dict[str, float], units: dict[str, float] | None = None) -> Searcher:
    """A searcher over both passages whose store finds these cosines."""
    return searcher(BOTH, stores=(told_store(passages, units or {}),))


def order(retrieved: Retrieved) -> list[str]:
    return [hit.passage.id for hit in retrieved.hits]


# --- scores ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([2.0, 4.0, 3.0], [0.0, 1.0, 0.5], id="spread"),
        pytest.param([-1.0, 1.0, 0.0], [0.0, 1.0, 0.5], id="below nought"),
        pytest.param([0.8, 0.8], [0.0, 0.0], id="all equal"),
        pytest.param([7.0], [0.0], id="one"),
        pytest.param([], [], id="none"),
    ],
)
def test_values_are_scaled_between_the_least_and_the_greatest(
    values: list[float], expected: list[float]
) -> None:
    assert scaled(values) == expected


def test_a_passages_dense_score_is_the_mean_of_its_own_cosine_and_its_best_units() -> None:
    stores = (told_store({"leave#1": 0.9}, {"leave#1/1": 0.5, "leave#1/2": 0.7}),)

    [hit] = searcher([LEAVE], stores=stores).search(asking()).hits

    assert hit.dense == pytest.approx(0.8)


def test_what_is_not_among_the_nearest_counts_as_the_farthest_of_them() -> None:
    retrieved = telling({"leave#1": 0.9, "visa#1": 0.5}, {"leave#1/1": 0.7}).search(asking("zzz"))

    assert [hit.dense for hit in retrieved.hits] == pytest.approx([(0.9 + 0.7) / 2, (0.5 + 0.7) / 2])


def test_a_passage_may_be_found_by_its_unit_alone() -> None:
    retrieved = telling({"visa#1": 0.5}, {"leave#1/1": 0.9, "visa#1/1": 0.1}).search(asking("zzz"))

    assert order(retrieved) == ["leave#1", "visa#1"]


@pytest.mark.parametrize(
    ("dense", "expected"),
    [
        pytest.param(1.0, {"leave#1": 1.0, "visa#1": 0.0}, id="meaning alone"),
        pytest.param(0.7, {"leave#1": 0.7, "visa#1": 0.3}, id="mixed"),
        pytest.param(0.0, {"leave#1": 0.0, "visa#1": 1.0}, id="words alone"),
    ],
)
def test_meaning_and_words_are_mixed_by_their_weight(dense: float, expected: dict[str, float]) -> None:
    # near in meaning: leave; shares the word: visa
    retrieved = searcher(BOTH, stores=(NEAR_LEAVE,), dense=dense).search(asking("visas"))

    assert {hit.passage.id: hit.score for hit in retrieved.hits} == pytest.approx(expected)


def test_a_question_in_another_language_has_its_own_weight() -> None:
    searching = searcher(BOTH, stores=(NEAR_LEAVE,), dense=0.0, dense_across=1.0)

    assert order(searching.search(asking("visas", language="en"))) == ["visa#1", "leave#1"]
    assert order(searching.search(asking("visas", language="pt"))) == ["leave#1", "visa#1"]


def test_passages_of_one_score_stay_in_the_corpus_order() -> None:
    assert order(telling({"visa#1": 0.5, "leave#1": 0.5}).search(asking("zzz"))) == ["leave#1", "visa#1"]


def test_a_hit_tells_the_cosines_of_its_heading_and_its_units_by_number() -> None:
    units = {"leave#1/0": 0.4, "leave#1/1": 0.7, "visa#1/1": 0.2}

    first, second = telling({"leave#1": 0.9, "visa#1": 0.5}, units).search(asking("zzz")).hits

    assert first.units == pytest.approx({0: 0.4, 1: 0.7})
    assert second.units == pytest.approx({1: 0.2})


def test_the_cosines_of_the_nearest_units_fall() -> None:
    units = {"visa#1/1": 0.2, "leave#1/1": 0.7, "leave#1/0": 0.4}

    assert telling({"leave#1": 0.9}, units).search(asking()).cosines == pytest.approx((0.7, 0.4, 0.2))


def test_a_source_id_may_hold_any_mark_that_the_manifest_allows() -> None:
    passage = whole("Leave is paid.", of=issued(id="a.b_c-1"))
    stores = (told_store({"a.b_c-1#1": 0.9}, {"a.b_c-1#1/1": 0.5}),)

    [hit] = searcher([passage], stores=stores).search(asking()).hits

    assert hit.units == pytest.approx({1: 0.5})


# --- what is searched -----------------------------------------------------------------------


def test_words_of_a_passage_find_it() -> None:
    passages = passages_of("## Leave\n\nLeave is paid.\n\n## Visas\n\nVisas are free.\n")

    best = searcher(passages, dense=0.5).search(asking("free visas")).hits[0]

    assert best.passage.text == "Visas are free."


def test_only_the_sources_that_are_asked_for_are_found() -> None:
    assert order(searcher(BOTH).search(asking("leave", only=("visa",)))) == ["visa#1"]


def test_of_a_source_that_does_not_exist_nothing_is_found() -> None:
    assert order(searcher(BOTH).search(asking("leave", only=("other",)))) == []


def test_no_more_is_found_than_is_asked_for() -> None:
    assert len(searcher(BOTH).search(asking("leave"), limit=1).hits) == 1


def test_a_questions_words_are_stemmed_as_the_documents_are() -> None:
    spanish = whole("Las solicitudes son gratis.", of=issued(id="es", language="es"))
    stores = (told_store({"leave#1": 0.5, "es#1": 0.5}, {}),)

    retrieved = searcher([LEAVE, spanish], stores=stores, dense=0.0).search(
        asking("solicitud", language="es")
    )

    assert order(retrieved) == ["es#1", "leave#1"]


def test_the_units_of_a_passage_are_numbered_from_one() -> None:
    [passage] = passages_of("## Leave\n\nLeave is paid. It is long.\n")

    numbered = {
        number: passage.text[unit.start - passage.start :][:5] for number, unit in unit_numbers(passage)
    }

    assert numbered == {1: "Leave", 2: "It is"}


# --- the question before --------------------------------------------------------------------


def test_a_question_borrows_some_direction_of_the_one_before() -> None:
    passages, units = Collection({"leave#1": 0.9}), Collection({})
    searching = searcher(BOTH, stores=(store(passages, units),), before=0.5)

    searching.search(asking("visas", before="leave"))

    # the two words point in two directions, and (1, 0.5) is made one long
    [vector] = passages.vectors
    assert sorted(value for value in vector if value) == pytest.approx(
        [0.5 / math.sqrt(1.25), 1 / math.sqrt(1.25)]
    )


def test_without_a_question_before_the_direction_is_its_own() -> None:
    passages, units = Collection({"leave#1": 0.9}), Collection({})

    searcher(BOTH, stores=(store(passages, units),)).search(asking("visas"))

    [vector] = passages.vectors
    assert [value for value in vector if value] == pytest.approx([1.0])


def test_the_words_of_the_question_before_count_for_less() -> None:
    stores = (told_store({"leave#1": 0.5, "visa#1": 0.5}, {}),)

    retrieved = searcher(BOTH, stores=stores, dense=0.0, before=0.5).search(asking("leave", before="visas"))

    assert order(retrieved) == ["leave#1", "visa#1"]
    assert retrieved.hits[1].lexical == pytest.approx(0.5 * retrieved.hits[0].lexical)


# --- stores ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(InternalError("gone"), id="Chroma's own"),
        pytest.param(ConnectionError("gone"), id="the connection"),
        pytest.param(httpx.ReadTimeout("gone"), id="out of time"),
    ],
)
def test_a_second_store_answers_when_the_first_fails(error: Exception) -> None:
    retrieved = searcher(BOTH, stores=(broken_store(error), NEAR_LEAVE)).search(asking("zzz"))

    assert order(retrieved) == ["leave#1", "visa#1"]


def test_a_store_that_answers_is_the_only_one_asked() -> None:
    passages, units = Collection({"leave#1": 0.9}), Collection({})

    searcher(BOTH, stores=(NEAR_LEAVE, store(passages, units))).search(asking())

    assert passages.vectors == units.vectors == []


def test_when_no_store_answers_the_error_says_what_to_run() -> None:
    gone = broken_store(ConnectionError("gone"))

    with pytest.raises(StoreUnavailableError, match="no vector store answers; run: citabot doctor"):
        searcher(BOTH, stores=(gone, gone)).search(asking())


def test_a_store_that_fails_is_logged_without_the_question(caplog: pytest.LogCaptureFixture) -> None:
    searching = searcher(BOTH, stores=(broken_store(ConnectionError("Is my leave paid?")), NEAR_LEAVE))

    caplog.clear()  # of what was logged while the index was built

    with caplog.at_level(logging.DEBUG):
        searching.search(asking("Is my leave paid?"))

    assert caplog.messages == ["a vector store did not answer: ConnectionError"]


def test_an_error_of_our_own_is_not_taken_for_a_store_that_is_gone() -> None:
    with pytest.raises(KeyError):
        searcher(BOTH, stores=(broken_store(KeyError("a bug")), NEAR_LEAVE)).search(asking())


def test_a_passage_is_found_by_its_own_words_in_every_position() -> None:
    passages: tuple[Passage, ...] = passages_of(
        "## Leave\n\nParents rest at home.\n\n## Pay\n\nMoney comes on Fridays.\n\n## Visas\n\nStamps help.\n"
    )

    best = [searcher(passages).search(asking(passage.text)).hits[0].passage for passage in passages]

    assert best == list(passages)
