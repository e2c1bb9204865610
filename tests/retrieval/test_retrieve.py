"""Which passages a question finds, and in which order."""

import math
from collections.abc import Sequence

import pytest

from retrieval.fuse import Mix, Weights
from retrieval.passage import Passage
from retrieval.retrieve import Retrieved, Searcher, unit_numbers
from tests.retrieval.answer_builders import (
    ALIKE,
    asking,
    issued,
    mix,
    passages_of,
    searcher,
    told_store,
    weighing,
    whole,
)

LEAVE = whole("Leave is paid.", of=issued(id="leave", short_title="Notes"), section=())
VISA = whole("Visas are free.", of=issued(id="visa", short_title="Notes"), section=())
BOTH = (LEAVE, VISA)
PERMISO = whole(
    "El permiso es pagado.", of=issued(id="permiso", short_title="Notas", language="es"), section=()
)
NEAR_LEAVE = told_store({"leave#1": 0.9, "visa#1": 0.6}, {"leave#1/1": 0.7, "visa#1/1": 0.2})


def telling(
    passages: dict[str, float],
    units: dict[str, float] | None = None,
    *,
    of: Sequence[Passage] = BOTH,
    weights: Weights = ALIKE,
) -> Searcher:
    """A searcher whose store finds these cosines, whatever is asked."""
    return searcher(of, stores=(told_store(passages, units),), weights=weights)


def order(retrieved: Retrieved) -> list[str]:
    return [hit.passage.id for hit in retrieved.hits]


def scores(retrieved: Retrieved) -> dict[str, float]:
    return {hit.passage.id: hit.score for hit in retrieved.hits}


# --- scores ---------------------------------------------------------------------------------


def test_a_passages_dense_score_is_the_mean_of_its_own_cosine_and_its_best_units() -> None:
    searching = telling({"leave#1": 0.9}, {"leave#1/1": 0.5, "leave#1/2": 0.7}, of=[LEAVE])

    [hit] = searching.search(asking()).hits

    assert hit.dense == pytest.approx(0.8)


def test_what_is_not_among_the_nearest_counts_as_the_farthest_of_them() -> None:
    retrieved = telling({"leave#1": 0.9, "visa#1": 0.5}, {"leave#1/1": 0.7}).search(asking("zzz"))

    assert [hit.dense for hit in retrieved.hits] == pytest.approx([(0.9 + 0.7) / 2, (0.5 + 0.7) / 2])


def test_a_passage_may_be_found_by_its_unit_alone() -> None:
    retrieved = telling({"visa#1": 0.5}, {"leave#1/1": 0.9, "visa#1/1": 0.1}).search(asking("zzz"))

    assert order(retrieved) == ["leave#1", "visa#1"]


@pytest.mark.parametrize(
    ("weighed", "expected"),
    [
        # three to one is ln 3 nats; leave is nearer by 0.3, and shares no word
        pytest.param(mix(passage=math.log(3) / 0.3), {"leave#1": 0.75, "visa#1": 0.25}, id="passages"),
        pytest.param(mix(unit=math.log(3) / 0.5), {"leave#1": 0.75, "visa#1": 0.25}, id="units"),
        pytest.param(mix(), {"leave#1": 0.5, "visa#1": 0.5}, id="nothing"),
    ],
)
def test_what_speaks_for_a_passage_counts_by_its_weight(weighed: Mix, expected: dict[str, float]) -> None:
    searching = searcher(BOTH, stores=(NEAR_LEAVE,), weights=weighing(weighed))

    assert scores(searching.search(asking("zzz"))) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("weighed", "first"),
    [
        pytest.param(mix(passage=1.0), "leave#1", id="meaning alone"),
        pytest.param(mix(words=1.0), "visa#1", id="words alone"),
    ],
)
def test_meaning_and_words_may_disagree(weighed: Mix, first: str) -> None:
    # near in meaning: leave; shares the word: visa
    searching = searcher(BOTH, stores=(NEAR_LEAVE,), weights=weighing(weighed))

    assert order(searching.search(asking("visas")))[0] == first


def test_the_scores_of_everything_that_is_found_add_up_to_one() -> None:
    passages = passages_of(
        "## Leave\n\nLeave is paid.\n\n## Pay\n\nPay is due.\n\n## Visas\n\nVisas are free.\n"
    )

    found = searcher(passages).search(asking("paid leave"), limit=10)

    assert len(found.hits) == 3
    assert sum(hit.score for hit in found.hits) == pytest.approx(1.0)


def test_the_scores_of_the_best_alone_add_up_to_less_than_one() -> None:
    [best] = searcher(BOTH).search(asking("paid leave"), limit=1).hits

    assert 0.5 < best.score < 1.0


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

    [hit] = telling({"a.b_c-1#1": 0.9}, {"a.b_c-1#1/1": 0.5}, of=[passage]).search(asking()).hits

    assert hit.units == pytest.approx({1: 0.5})


# --- what is searched -----------------------------------------------------------------------


def test_words_of_a_passage_find_it() -> None:
    passages = passages_of("## Leave\n\nLeave is paid.\n\n## Visas\n\nVisas are free.\n")

    best = (
        searcher(passages, weights=weighing(mix(passage=1.0, words=1.0))).search(asking("free visas")).hits[0]
    )

    assert best.passage.text == "Visas are free."


def test_only_the_sources_that_are_asked_for_are_found() -> None:
    assert order(searcher(BOTH).search(asking("leave", only=("visa",)))) == ["visa#1"]


def test_the_source_that_is_asked_for_is_found_behind_many_others_that_share_more_words() -> None:
    others = [
        whole("Free visas, free visas.", of=issued(id=f"visa-{number}", short_title="Notes"), section=())
        for number in range(60)
    ]
    searching = telling({}, of=[*others, VISA, LEAVE], weights=weighing(mix(words=1.0)))

    assert order(searching.search(asking("free visas", only=("visa",)))) == ["visa#1"]
    assert "visa#1" not in order(searching.search(asking("free visas"), limit=60))


def test_the_source_that_is_asked_for_has_the_whole_score() -> None:
    assert scores(searcher(BOTH).search(asking("leave", only=("visa",)))) == pytest.approx({"visa#1": 1.0})


def test_of_a_source_that_does_not_exist_nothing_is_found() -> None:
    assert order(searcher(BOTH).search(asking("leave", only=("other",)))) == []


def test_no_more_is_found_than_is_asked_for() -> None:
    assert len(searcher(BOTH).search(asking("leave"), limit=1).hits) == 1


def test_a_questions_words_are_stemmed_as_the_documents_are() -> None:
    spanish = whole("Las solicitudes son gratis.", of=issued(id="es", language="es"))
    searching = telling(
        {"permiso#1": 0.5, "es#1": 0.5}, of=[PERMISO, spanish], weights=weighing(mix(words=1.0))
    )

    retrieved = searching.search(asking("solicitud", language="es"))

    assert order(retrieved) == ["es#1", "permiso#1"]


def test_the_units_of_a_passage_are_numbered_from_one() -> None:
    [passage] = passages_of("## Leave\n\nLeave is paid. It is long.\n")

    numbered = {
        number: passage.text[unit.start - passage.start :][:5] for number, unit in unit_numbers(passage)
    }

    assert numbered == {1: "Leave", 2: "It is"}


def test_a_passage_is_found_by_its_own_words_in_every_position() -> None:
    passages: tuple[Passage, ...] = passages_of(
        "## Leave\n\nParents rest at home.\n\n## Pay\n\nMoney comes on Fridays.\n\n## Visas\n\nStamps help.\n"
    )

    best = [searcher(passages).search(asking(passage.text)).hits[0].passage for passage in passages]

    assert best == list(passages)


# --- what was said before -------------------------------------------------------------------


def test_what_the_question_and_the_answer_before_say_of_a_passage_adds_up() -> None:
    stores = (told_store({"leave#1": 0.9, "visa#1": 0.5}),)
    per_nat = math.log(3) / 0.4 / math.sqrt(1.25)  # of a sum that is as long as the two together
    searching = searcher(BOTH, stores=stores, weights=Weights(*3 * (mix(passage=per_nat),), 0.5, 0.5))

    retrieved = searching.search(asking("rent", answer_before="zebra"))

    assert scores(retrieved) == pytest.approx({"leave#1": 0.75, "visa#1": 0.25})
    assert retrieved.hits[0].dense == pytest.approx((0.9 + 0.0) / 2)  # a cosine is a cosine


def test_the_words_of_the_question_before_count_for_less() -> None:
    searching = telling(
        {"leave#1": 0.5, "visa#1": 0.5},
        weights=Weights(*3 * (mix(words=1.0),), answer_before=0.5, question_before=0.5),
    )

    retrieved = searching.search(asking("leave", question_before="visas"))

    assert order(retrieved) == ["leave#1", "visa#1"]
    assert retrieved.hits[1].lexical == pytest.approx(0.5 * retrieved.hits[0].lexical)


def test_the_words_of_the_answer_before_count_for_nothing() -> None:
    retrieved = telling({"leave#1": 0.5, "visa#1": 0.5}).search(asking("leave", answer_before="visas"))

    assert {hit.passage.id: hit.lexical > 0 for hit in retrieved.hits} == {"leave#1": True, "visa#1": False}
