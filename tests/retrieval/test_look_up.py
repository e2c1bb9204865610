"""What lies nearest to a question, by which model, and from which store."""

import logging
import math
from collections.abc import Sequence

import httpx
import numpy as np
import pytest
from chromadb.errors import InternalError

from retrieval.errors import StoreUnavailableError
from retrieval.fuse import Kind
from retrieval.look_up import Found, Model, look_up
from retrieval.passage import Passage
from retrieval.retrieve import Retrieved
from retrieval.understand import Asked
from retrieval.vectors import embedding
from tests.retrieval.answer_builders import (
    BrokenCollection,
    Collection,
    HashedWords,
    asking,
    broken_store,
    issued,
    mix,
    searcher,
    store,
    told_store,
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


def order(retrieved: Retrieved) -> list[str]:
    return [hit.passage.id for hit in retrieved.hits]


def found_by(model: Model, asked: Asked, *, named: Sequence[Passage] = ()) -> Found:
    """What a model finds nearest; an answer before counts half."""
    embeds = {model.embedder.key: model.embedder.embed_queries}
    with embedding([asked], embeds, answer_before=0.5) as vectors:
        [found] = look_up(asked, (model,), frozenset({"en"}), vectors, named)
    return found


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


def test_what_was_looked_up_is_told_with_its_own_length() -> None:
    near = found_by(Model(HashedWords(), (NEAR_LEAVE,)), asking("visas", answer_before="leave"))

    assert near.length == pytest.approx(math.sqrt(1.25))
    assert sorted(value for value in near.vector if value) == pytest.approx([0.5, 1.0])


# --- how far is looked ----------------------------------------------------------------------


def test_a_passage_is_as_near_as_its_nearest_unit() -> None:
    units = {"leave#12/3": 0.9, "visa#1/1": 0.8, "leave#12/0": 0.7, "leave#1/1": 0.2}

    near = Found(frozenset({"en"}), special=False, vector=np.ones(1), passages={}, units=units)

    assert near.best_units() == {"leave#12": 0.9, "visa#1": 0.8, "leave#1": 0.2}


def test_a_source_that_is_asked_for_is_found_behind_many_nearer_passages_of_others() -> None:
    nearer = {f"visa#{number}": 0.9 for number in range(1, 3001)}
    units = {f"{name}/1": cosine for name, cosine in nearer.items()}
    far = Model(HashedWords(), (told_store({**nearer, "leave#1": 0.4}, {**units, "leave#1/1": 0.3}),))

    anywhere = found_by(far, asking("zzz"))
    in_it = found_by(far, asking("zzz"), named=[LEAVE])

    assert (len(anywhere.passages), len(anywhere.units)) == (50, 100)
    assert (len(in_it.passages), len(in_it.units)) == (51, 101)
    assert (list(in_it.passages)[-1], list(in_it.units)[-1]) == ("leave#1", "leave#1/1")


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
