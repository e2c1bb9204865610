"""Which passages a question finds, in which order, by which model, and from which store."""

import logging
import math
from collections.abc import Sequence

import httpx
import pytest
from chromadb.errors import InternalError

from retrieval.errors import StoreUnavailableError
from retrieval.expected import ExpectedQuestion, KnownGap
from retrieval.fuse import Kind, Mix, Weights
from retrieval.passage import Passage
from retrieval.retrieve import Model, Retrieved, Searcher, unit_numbers
from tests.retrieval.answer_builders import (
    ALIKE,
    BrokenCollection,
    Collection,
    HashedWords,
    asking,
    broken_store,
    contents_of,
    expected_question,
    issued,
    known_gap,
    mix,
    passages_of,
    searched_store,
    searcher,
    store,
    told_store,
    weighing,
    weights,
    whole,
)

LEAVE = whole("Leave is paid.", of=issued(id="leave", short_title="Notes"), section=())
VISA = whole("Visas are free.", of=issued(id="visa", short_title="Notes"), section=())
BOTH = (LEAVE, VISA)
PERMISO = whole(
    "El permiso es pagado.", of=issued(id="permiso", short_title="Notas", language="es"), section=()
)
NEAR_LEAVE = told_store({"leave#1": 0.9, "visa#1": 0.6}, {"leave#1/1": 0.7, "visa#1/1": 0.2})
RESTING = expected_question(LEAVE, "May a mother rest at home?")
LOTTERY = known_gap("How do I win a green card?", id="lottery")
TAXES = known_gap("Which taxes are due?", id="taxes")


def telling(
    passages: dict[str, float],
    units: dict[str, float] | None = None,
    questions: dict[str, float] | None = None,
    *,
    of: Sequence[Passage] = BOTH,
    expected: Sequence[ExpectedQuestion] = (),
    gaps: Sequence[KnownGap] = (),
    weights: Weights = ALIKE,
) -> Searcher:
    """A searcher whose store finds these cosines, whatever is asked."""
    told = told_store(passages, units, questions)
    return searcher(of, expected=expected, gaps=gaps, stores=(told,), weights=weights)


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


def test_the_source_that_is_asked_for_has_the_whole_score() -> None:
    assert scores(searcher(BOTH).search(asking("leave", only=("visa",)))) == pytest.approx({"visa#1": 1.0})


def test_an_expected_question_does_not_bring_in_a_source_that_is_not_asked_for() -> None:
    searching = searcher(BOTH, expected=[RESTING])

    assert order(searching.search(asking(RESTING.text, only=("visa",)))) == ["visa#1"]


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


# --- expected questions ---------------------------------------------------------------------


def test_an_expected_question_leads_to_its_passage() -> None:
    # no word of it stands in either passage
    first = (
        searcher(BOTH, expected=[RESTING, expected_question(VISA, "What is the price?")])
        .search(asking("May a mother rest at home?"))
        .hits[0]
    )

    assert first.passage is LEAVE
    assert [near.question for near in first.expected] == [RESTING]
    assert first.expected[0].cosine == pytest.approx(1.0)


def test_without_its_expected_question_the_passage_is_no_nearer_than_another() -> None:
    retrieved = searcher(BOTH, stores=(told_store({"leave#1": 0.5, "visa#1": 0.5}),)).search(
        asking("May a mother rest at home?")
    )

    assert scores(retrieved) == pytest.approx({"leave#1": 0.5, "visa#1": 0.5})


def test_the_words_of_an_expected_question_lead_to_its_passage() -> None:
    searching = telling(
        {"leave#1": 0.5, "visa#1": 0.5},
        expected=[expected_question(VISA, "What is the price?"), RESTING],
        weights=weighing(mix(expected_words=1.0)),
    )

    assert order(searching.search(asking("mothers"))) == ["leave#1", "visa#1"]


def test_the_words_of_an_expected_question_are_stemmed_in_the_askers_language() -> None:
    searching = telling(
        {"leave#1": 0.5, "visa#1": 0.5},
        expected=[
            expected_question(LEAVE, "¿Quién paga?", language="es"),
            expected_question(VISA, "¿Puedo trabajar?", language="es"),
        ],
        weights=weighing(mix(expected_words=1.0)),
    )

    assert order(searching.search(asking("Trabajando", language="es"))) == ["visa#1", "leave#1"]


def test_an_expected_question_is_never_in_the_text_of_a_hit() -> None:
    leave, visa = searcher(BOTH, expected=[RESTING]).search(asking(RESTING.text)).hits

    assert (leave.passage.text, visa.passage.text) == ("Leave is paid.", "Visas are free.")
    assert leave.passage.embedded_text == "Notes\nLeave is paid."


def test_a_hit_tells_the_expected_questions_that_lead_to_it_nearest_first() -> None:
    nearer, price = expected_question(LEAVE, "Is rest paid?"), expected_question(VISA, "What is the price?")
    searching = telling(
        {"leave#1": 0.5, "visa#1": 0.4},
        questions={"expected/0": 0.3, "expected/1": 0.8, "expected/2": 0.6},
        expected=[RESTING, nearer, price],
    )

    leave, visa = searching.search(asking("zzz")).hits

    assert [near.question for near in leave.expected] == [nearer, RESTING]
    assert [near.cosine for near in leave.expected] == pytest.approx([0.8, 0.3])
    assert [near.question for near in visa.expected] == [price]


def test_of_the_expected_questions_of_a_passage_the_nearest_counts() -> None:
    searching = telling(
        {"leave#1": 0.5, "visa#1": 0.5},
        questions={"expected/0": 0.1, "expected/1": 0.9, "expected/2": 0.9 - math.log(3) / 10},
        expected=[RESTING, expected_question(LEAVE, "Is rest paid?"), expected_question(VISA, "Why?")],
        weights=weighing(mix(expected=10.0)),
    )

    assert scores(searching.search(asking("zzz"))) == pytest.approx({"leave#1": 0.75, "visa#1": 0.25})


def test_a_document_without_expected_questions_is_at_no_disadvantage() -> None:
    searching = telling(
        {"leave#1": 0.5, "visa#1": 0.5},
        questions={"expected/0": 0.9},
        expected=[RESTING],
        weights=weighing(mix(passage=1.0, expected=10.0, expected_words=10.0)),
    )

    # its words and its meaning are the expected question's, and yet the other document may have the answer
    assert scores(searching.search(asking(RESTING.text))) == pytest.approx({"leave#1": 0.5, "visa#1": 0.5})


def test_a_document_without_expected_questions_lies_between_the_asked_for_and_the_others() -> None:
    rent = whole("Rent is due.", of=issued(id="rent", short_title="Notes"), section=())
    searching = telling(
        {"leave#1": 0.5, "visa#1": 0.5, "rent#1": 0.5},
        questions={"expected/0": 0.9, "expected/1": 0.3},
        of=[rent, VISA, LEAVE],
        expected=[RESTING, expected_question(rent, "When is it due?")],
        weights=weighing(mix(expected=1.0)),
    )

    assert order(searching.search(asking("zzz"))) == ["leave#1", "visa#1", "rent#1"]


def test_questions_are_told_by_their_cosines_expected_ones_and_those_of_gaps_together() -> None:
    searching = telling(
        {"leave#1": 0.5},
        questions={"expected/0": 0.4, "gap/0/0": 0.7, "expected/1": 0.2},
        expected=[RESTING, expected_question(VISA, "Why?")],
        gaps=[LOTTERY],
    )

    assert searching.search(asking("zzz")).questions == pytest.approx((0.7, 0.4, 0.2))


def test_a_bare_corpus_looks_up_no_questions() -> None:
    questions = Collection({"expected/0": 0.9})
    bare = store(Collection({"leave#1": 0.9}), Collection({}), questions)

    retrieved = searcher(BOTH, stores=(bare,)).search(asking())

    assert (retrieved.questions, retrieved.gap, questions.vectors) == ((), None, [])


# --- known gaps -----------------------------------------------------------------------------


def test_a_known_gap_is_found_with_the_cosine_of_its_nearest_question() -> None:
    searching = telling(
        {"leave#1": 0.5},
        questions={"gap/0/0": 0.3, "gap/1/0": 0.6, "gap/1/1": 0.8},
        gaps=[LOTTERY, TAXES],
    )

    near = searching.search(asking("zzz")).gap

    assert near is not None
    assert near.gap is TAXES
    assert near.cosine == pytest.approx(0.8)


def test_the_question_of_a_known_gap_finds_it() -> None:
    near = (
        searcher(BOTH, expected=[RESTING], gaps=[TAXES, LOTTERY])
        .search(asking("How do I win a green card?"))
        .gap
    )

    assert near is not None
    assert near.gap is LOTTERY
    assert near.cosine == pytest.approx(1.0)


def test_a_known_gap_leads_to_no_passage() -> None:
    with_gap = telling({"leave#1": 0.5, "visa#1": 0.5}, questions={"gap/0/0": 0.9}, gaps=[LOTTERY])

    assert scores(with_gap.search(asking("zzz"))) == pytest.approx({"leave#1": 0.5, "visa#1": 0.5})


def test_without_known_gaps_none_is_near() -> None:
    assert searcher(BOTH, expected=[RESTING]).search(asking(RESTING.text)).gap is None


# --- models ---------------------------------------------------------------------------------


class Asking:
    """Two models, one made for English and one for all languages, with what each was asked."""

    def __init__(self, english: dict[str, float], general: dict[str, float]) -> None:
        self.english = Collection(english)
        self.general = Collection(general)
        self.models = (
            Model(HashedWords(key="general"), (store(self.general, Collection({})),)),
            Model(
                HashedWords(key="english", languages=frozenset({"en"})),
                (store(self.english, Collection({})),),
            ),
        )

    @property
    def asked(self) -> tuple[int, int]:
        """How often: the English one, the general one."""
        return len(self.english.vectors), len(self.general.vectors)


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        pytest.param("en", (1, 0), id="English"),
        pytest.param("es", (0, 1), id="Spanish"),
        pytest.param("ht", (0, 1), id="Creole"),
    ],
)
def test_a_model_made_for_english_serves_english_questions_only(
    language: str, asked: tuple[int, int]
) -> None:
    two = Asking({"leave#1": 0.9}, {"leave#1": 0.9})

    searcher(BOTH, models=two.models).search(asking(language=language))

    assert two.asked == asked


@pytest.mark.parametrize(
    ("language", "kind"),
    [pytest.param("en", Kind.SPECIAL, id="English"), pytest.param("es", Kind.ACROSS, id="Spanish")],
)
def test_a_hit_says_how_the_question_and_the_passage_are_to_each_other(language: str, kind: Kind) -> None:
    two = Asking({"leave#1": 0.9}, {"leave#1": 0.9})

    [hit] = searcher([LEAVE], models=two.models).search(asking(language=language)).hits

    assert hit.kind is kind


@pytest.mark.parametrize(
    ("language", "kind"),
    [pytest.param("en", Kind.SAME, id="English"), pytest.param("es", Kind.ACROSS, id="Spanish")],
)
def test_a_model_for_all_languages_is_special_for_none(language: str, kind: Kind) -> None:
    [hit] = searcher([LEAVE]).search(asking(language=language)).hits

    assert hit.kind is kind


def test_an_english_question_asks_each_model_for_the_documents_that_it_serves() -> None:
    two = Asking({"leave#1": 0.4}, {"leave#1": 0.99, "permiso#1": 0.8})

    retrieved = searcher([LEAVE, PERMISO], models=two.models).search(asking("zzz", language="en"))

    assert {hit.passage.id: hit.kind for hit in retrieved.hits} == {
        "leave#1": Kind.SPECIAL,
        "permiso#1": Kind.ACROSS,
    }
    # what the general model says of an English document counts for nothing here
    assert {hit.passage.id: 2 * hit.dense for hit in retrieved.hits} == pytest.approx(
        {"leave#1": 0.4, "permiso#1": 0.8}
    )


def test_a_spanish_question_asks_one_model_for_all_documents() -> None:
    two = Asking({"leave#1": 0.4}, {"leave#1": 0.3, "permiso#1": 0.8})

    retrieved = searcher([LEAVE, PERMISO], models=two.models).search(asking("zzz", language="es"))

    assert two.asked == (0, 1)
    assert {hit.passage.id: hit.kind for hit in retrieved.hits} == {
        "permiso#1": Kind.SAME,
        "leave#1": Kind.ACROSS,
    }


def test_the_scores_of_what_two_models_find_add_up_to_one() -> None:
    two = Asking({"leave#1": 0.4, "visa#1": 0.1}, {"permiso#1": 0.8})

    retrieved = searcher([LEAVE, VISA, PERMISO], models=two.models).search(asking("zzz"))

    assert len(retrieved.hits) == 3
    assert sum(hit.score for hit in retrieved.hits) == pytest.approx(1.0)


def test_each_kind_of_question_has_its_own_weights() -> None:
    own = weights(special=mix(passage=1.0), across=mix(words=1.0))
    two = Asking({"leave#1": 0.9, "visa#1": 0.6}, {"leave#1": 0.9, "visa#1": 0.6})
    searching = searcher(BOTH, models=two.models, weights=own)

    # near in meaning: leave; shares the word: visa
    assert order(searching.search(asking("visas", language="en"))) == ["leave#1", "visa#1"]
    assert order(searching.search(asking("visas", language="pt"))) == ["visa#1", "leave#1"]


def test_an_expected_question_in_any_language_leads_to_its_passage() -> None:
    descanso = expected_question(LEAVE, "¿Puede una madre descansar en casa?", language="es")
    expected = [RESTING, descanso, expected_question(VISA, "What is the price?")]
    english, general = HashedWords(key="english", languages=frozenset({"en"})), HashedWords(key="general")
    contents = contents_of(BOTH, expected)
    models = (
        Model(english, (searched_store(contents, english, beside=(general,)),)),
        Model(general, (searched_store(contents, general, beside=(english,)),)),
    )
    searching = searcher(BOTH, expected=expected, models=models)

    in_spanish = searching.search(asking(descanso.text, language="es")).hits[0]
    in_english = searching.search(asking(RESTING.text, language="en")).hits[0]

    assert (in_spanish.passage, in_spanish.expected[0].question) == (LEAVE, descanso)
    assert (in_english.passage, in_english.expected[0].question) == (LEAVE, RESTING)


# --- what was said before -------------------------------------------------------------------


def test_a_question_borrows_some_direction_of_the_answer_before() -> None:
    passages, units = Collection({"leave#1": 0.9}), Collection({})
    searching = searcher(BOTH, stores=(store(passages, units),), weights=weights(answer_before=0.5))

    searching.search(asking("visas", answer_before="leave"))

    # the two words point in two directions, and (1, 0.5) is made one long
    assert passages.vectors == units.vectors
    [vector] = passages.vectors
    assert sorted(value for value in vector if value) == pytest.approx(
        [0.5 / math.sqrt(1.25), 1 / math.sqrt(1.25)]
    )


def test_the_question_before_gives_no_direction() -> None:
    passages, units = Collection({"leave#1": 0.9}), Collection({})

    searcher(BOTH, stores=(store(passages, units),)).search(asking("visas", question_before="leave"))

    [vector] = passages.vectors
    assert [value for value in vector if value] == pytest.approx([1.0])


def test_without_a_conversation_the_direction_is_the_questions_own() -> None:
    passages, units = Collection({"leave#1": 0.9}), Collection({})

    searcher(BOTH, stores=(store(passages, units),)).search(asking("visas"))

    [vector] = passages.vectors
    assert [value for value in vector if value] == pytest.approx([1.0])


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


def test_a_store_that_breaks_halfway_is_replaced_whole() -> None:
    visa_first = Collection({"visa#1": 0.9, "leave#1": 0.1})
    halfway = store(visa_first, BrokenCollection(ConnectionError("gone")))

    retrieved = searcher(BOTH, stores=(halfway, NEAR_LEAVE)).search(asking("zzz"))

    assert [hit.dense for hit in retrieved.hits] == pytest.approx([(0.9 + 0.7) / 2, (0.6 + 0.2) / 2])


def test_a_store_that_breaks_over_the_expected_questions_is_replaced_too() -> None:
    gone = BrokenCollection(ConnectionError("gone"))
    halfway = store(Collection({"visa#1": 0.9}), Collection({}), gone)
    stores = (halfway, told_store({"leave#1": 0.9, "visa#1": 0.6}, {}, {"expected/0": 0.8}))

    retrieved = searcher(BOTH, stores=stores, expected=[RESTING]).search(asking("zzz"))

    assert order(retrieved) == ["leave#1", "visa#1"]
    assert retrieved.questions == pytest.approx((0.8,))


def test_a_store_of_one_model_breaks_without_the_others() -> None:
    gone = broken_store(ConnectionError("gone"))
    models = (
        Model(HashedWords(key="general"), (gone, told_store({"permiso#1": 0.8}))),
        Model(HashedWords(key="english", languages=frozenset({"en"})), (told_store({"leave#1": 0.4}),)),
    )

    retrieved = searcher([LEAVE, PERMISO], models=models).search(asking("zzz"))

    assert {hit.passage.id: 2 * hit.dense for hit in retrieved.hits} == pytest.approx(
        {"leave#1": 0.4, "permiso#1": 0.8}
    )


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
