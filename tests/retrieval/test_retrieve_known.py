"""What expected questions and known gaps add to a search."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest

from retrieval.expected import ExpectedQuestion, KnownGap
from retrieval.fuse import Weights
from retrieval.look_up import Model
from retrieval.passage import Passage
from retrieval.recognise import Recognised, Recogniser
from retrieval.retrieve import KnownWords, Retrieved, Searcher
from tests.retrieval.answer_builders import (
    ALIKE,
    Collection,
    HashedWords,
    asking,
    contents_of,
    expected_question,
    issued,
    known_gap,
    mix,
    searched_store,
    searcher,
    store,
    told_store,
    weighing,
    whole,
)

LEAVE = whole("Leave is paid.", of=issued(id="leave", short_title="Notes"), section=())
VISA = whole("Visas are free.", of=issued(id="visa", short_title="Notes"), section=())
BOTH = (LEAVE, VISA)
RESTING = expected_question(LEAVE, "May a mother rest at home?")
PRICE = expected_question(VISA, "What is the price?")
LOTTERY = known_gap("How do I win a green card?", id="lottery")
TAXES = known_gap("Which taxes are due?", id="taxes")


@dataclass(frozen=True)
class Told(Recogniser):
    """A recogniser that is as sure of each topic as it is told, whatever is asked."""

    sure: tuple[float, ...]

    def recognise(self, vector: np.ndarray, language: str) -> Recognised:
        topics, answered = np.array(self.sure), self.known.answered
        return Recognised(topics[:answered], topics[answered:], np.zeros(len(self.known.questions)))


def telling(
    passages: dict[str, float],
    *,
    sure: tuple[float, ...],
    of: Sequence[Passage] = BOTH,
    expected: Sequence[ExpectedQuestion] = (),
    gaps: Sequence[KnownGap] = (),
    weights: Weights = ALIKE,
) -> Searcher:
    """A searcher whose store finds these cosines, and that is so sure of each topic."""
    plain = searcher(of, expected=expected, gaps=gaps, stores=(told_store(passages),), weights=weights)
    learnt = plain.recogniser
    assert learnt is not None
    return replace(plain, recogniser=Told(learnt.known, learnt.vectors, learnt.weights, sure))


def order(retrieved: Retrieved) -> list[str]:
    return [hit.passage.id for hit in retrieved.hits]


def scores(retrieved: Retrieved) -> dict[str, float]:
    return {hit.passage.id: hit.score for hit in retrieved.hits}


# --- expected questions ---------------------------------------------------------------------


def test_an_expected_question_leads_to_its_passage_and_its_words() -> None:
    searching = searcher(BOTH, expected=[RESTING, PRICE])

    # no word of it stands in either passage
    first = searching.search(asking("May a mother rest at home?")).hits[0]

    assert first.passage is LEAVE
    assert [words.quote for words in first.known] == [RESTING.quote]
    # the two share no word: less a third of their sum a cosine of -4/5, a kernel of 1 - e^-2 = 0.8647 and
    # e^-3.6 - e^-2 = -0.1080; with the ridge of 0.1, 1 - 0.1 * (1 / 0.8567 + 1 / 1.0727) / 2
    assert first.expected == pytest.approx(0.8950, abs=1e-4)


def test_without_its_expected_question_the_passage_is_no_nearer_than_another() -> None:
    retrieved = searcher(BOTH, stores=(told_store({"leave#1": 0.5, "visa#1": 0.5}),)).search(
        asking("May a mother rest at home?")
    )

    assert scores(retrieved) == pytest.approx({"leave#1": 0.5, "visa#1": 0.5})


def test_a_passage_that_is_recognised_is_found_though_neither_words_nor_meaning_lead_to_it() -> None:
    searching = telling({"leave#1": 0.5}, expected=[RESTING, PRICE], sure=(0.1, 0.9))

    assert order(searching.search(asking("zzz"))) == ["visa#1", "leave#1"]


def test_the_words_of_an_expected_question_lead_to_its_passage() -> None:
    searching = telling(
        {"leave#1": 0.5, "visa#1": 0.5},
        expected=[PRICE, RESTING],
        sure=(0.0, 0.0),
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
        sure=(0.0, 0.0),
        weights=weighing(mix(expected_words=1.0)),
    )

    assert order(searching.search(asking("Trabajando", language="es"))) == ["visa#1", "leave#1"]


def test_an_expected_question_is_never_in_the_text_of_a_hit() -> None:
    leave, visa = searcher(BOTH, expected=[RESTING]).search(asking(RESTING.text)).hits

    assert (leave.passage.text, visa.passage.text) == ("Leave is paid.", "Visas are free.")
    assert leave.passage.embedded_text == "Notes\nLeave is paid."


def test_an_expected_question_does_not_bring_in_a_source_that_is_not_asked_for() -> None:
    searching = searcher(BOTH, expected=[RESTING])

    assert order(searching.search(asking(RESTING.text, only=("visa",)))) == ["visa#1"]


def test_a_hit_tells_the_words_that_people_ask_for_surest_first() -> None:
    what = expected_question(LEAVE, "What may I take?", wording="Leave")
    how = expected_question(LEAVE, "How is it?", wording="paid")
    searching = telling({"leave#1": 0.5, "visa#1": 0.4}, expected=[what, how, PRICE], sure=(0.3, 0.8, 0.1))

    leave, visa = searching.search(asking("zzz")).hits

    assert leave.known == (KnownWords(how.quote, 0.8), KnownWords(what.quote, 0.3))
    assert visa.known == (KnownWords(PRICE.quote, 0.1),)


def test_what_is_known_of_all_words_of_a_passage_adds_up() -> None:
    what = expected_question(LEAVE, "What may I take?", wording="Leave")
    how = expected_question(LEAVE, "How is it?", wording="paid")
    searching = telling(
        {"leave#1": 0.5, "visa#1": 0.5},
        expected=[what, how, PRICE],
        sure=(0.3, 0.6, 0.9 - math.log(3) / 10),
        weights=weighing(mix(expected=10.0)),
    )

    retrieved = searching.search(asking("zzz"))

    assert scores(retrieved) == pytest.approx({"leave#1": 0.75, "visa#1": 0.25})
    assert retrieved.hits[0].expected == pytest.approx(0.9)


def test_a_document_without_expected_questions_is_at_no_disadvantage() -> None:
    searching = telling(
        {"leave#1": 0.5, "visa#1": 0.5},
        expected=[RESTING],
        sure=(0.9,),
        weights=weighing(mix(passage=1.0, expected=10.0, expected_words=10.0)),
    )

    # its words and its meaning are the expected question's, and yet the other document may have the answer
    assert scores(searching.search(asking(RESTING.text))) == pytest.approx({"leave#1": 0.5, "visa#1": 0.5})


def test_a_document_without_expected_questions_lies_between_the_asked_for_and_the_others() -> None:
    rent = whole("Rent is due.", of=issued(id="rent", short_title="Notes"), section=())
    searching = telling(
        {"leave#1": 0.5, "visa#1": 0.5, "rent#1": 0.5},
        of=[rent, VISA, LEAVE],
        expected=[RESTING, expected_question(rent, "When is it due?")],
        sure=(0.9, 0.3),
        weights=weighing(mix(expected=1.0)),
    )

    assert order(searching.search(asking("zzz"))) == ["leave#1", "visa#1", "rent#1"]


def test_an_expected_question_in_any_language_leads_to_its_passage() -> None:
    descanso = expected_question(LEAVE, "¿Puede una madre descansar en casa?", language="es")
    expected = [RESTING, descanso, PRICE]
    english, general = HashedWords(key="english", languages=frozenset({"en"})), HashedWords(key="general")
    contents = contents_of(BOTH, expected)
    models = (
        Model(english, (searched_store(contents, english),)),
        Model(general, (searched_store(contents, general),)),
    )
    searching = searcher(BOTH, expected=expected, models=models)

    in_spanish = searching.search(asking(descanso.text, language="es")).hits[0]
    in_english = searching.search(asking(RESTING.text, language="en")).hits[0]

    assert (in_spanish.passage, in_english.passage) == (LEAVE, LEAVE)
    assert in_spanish.known[0].quote == in_english.known[0].quote == RESTING.quote


def test_a_question_is_recognised_by_the_answer_that_it_leans_on() -> None:
    searching = searcher(BOTH, expected=[RESTING, PRICE])

    leaning = searching.search(asking("zzz", answer_before="What is the price?")).recognised

    assert leaning is not None
    assert int(leaning.answers.argmax()) == 1


def test_what_was_recognised_is_told_with_what_was_found() -> None:
    searching = telling({"leave#1": 0.5}, expected=[RESTING, PRICE], gaps=[LOTTERY], sure=(0.4, 0.2, 0.7))

    recognised = searching.search(asking("zzz")).recognised

    assert recognised is not None
    assert (recognised.answers.tolist(), recognised.gaps.tolist()) == ([0.4, 0.2], [0.7])


# --- known gaps -----------------------------------------------------------------------------


def test_the_known_gap_that_is_surest_is_found() -> None:
    searching = telling(
        {"leave#1": 0.5}, expected=[RESTING], gaps=[LOTTERY, TAXES, TAXES], sure=(0.9, 0.3, 0.8, 0.1)
    )

    near = searching.search(asking("zzz")).gap

    assert near is not None
    assert near.gap is TAXES
    assert near.score == pytest.approx(0.8)


def test_the_question_of_a_known_gap_finds_it() -> None:
    searching = searcher(BOTH, expected=[RESTING], gaps=[TAXES, LOTTERY])

    near = searching.search(asking("How do I win a green card?")).gap

    assert near is not None
    assert near.gap is LOTTERY
    # if the three shared no word: less a quarter of their sum cosines of -5/11, a kernel of 1 - e^-2 = 0.8647
    # and e^(-32/11) - e^-2 = -0.0808; with the ridge of 0.1, 1 - 0.1 * (1 / 0.8030 + 2 / 1.0455) / 3 = 0.8947;
    # they share an "a", which is less than a hundredth
    assert near.score == pytest.approx(0.8947, abs=0.01)


def test_where_one_gap_is_all_that_is_known_an_unlike_question_is_not_taken_for_it() -> None:
    searching = searcher(BOTH, gaps=[LOTTERY])

    again = searching.search(asking("How do I win a green card?")).gap
    unlike = searching.search(asking("Are visas free?")).gap

    assert again is not None
    assert again.score == pytest.approx(0.8963, abs=1e-4)  # (1 - e^-2) / (1 - e^-2 + 0.1)
    # no word in common: less half of the known one a cosine of -1/2 / sqrt(1 + 1/4) = -0.4472,
    # (e^(2 * -1.4472) - e^-2) / 0.9647 = (0.0553 - 0.1353) / 0.9647
    assert unlike is not None
    assert unlike.score == pytest.approx(-0.0829, abs=2e-4)


def test_a_known_gap_leads_to_no_passage() -> None:
    with_gap = telling({"leave#1": 0.5, "visa#1": 0.5}, gaps=[LOTTERY], sure=(0.9,))

    assert scores(with_gap.search(asking("zzz"))) == pytest.approx({"leave#1": 0.5, "visa#1": 0.5})


def test_without_known_gaps_none_is_near() -> None:
    assert searcher(BOTH, expected=[RESTING]).search(asking(RESTING.text)).gap is None


# --- nobody has asked -----------------------------------------------------------------------


def test_where_nobody_wrote_down_a_question_none_is_recognised_and_answers_are_found() -> None:
    bare = searcher(BOTH)

    retrieved = bare.search(asking("Is leave paid?"))

    assert bare.recogniser is None
    assert (retrieved.recognised, retrieved.gap) == (None, None)
    assert order(retrieved)[0] == "leave#1"
    assert (retrieved.hits[0].known, retrieved.hits[0].expected) == ((), 0)


class Counting(HashedWords):
    """A model that counts how often it was asked."""

    def __init__(self, *, key: str = "general", languages: frozenset[str] = frozenset()) -> None:
        super().__init__(key=key, languages=languages)
        self.asked = 0

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        self.asked += 1
        return super().embed_queries(texts)


def two_models() -> tuple[Counting, Counting, tuple[Model, Model]]:
    general, english = Counting(), Counting(key="english", languages=frozenset({"en"}))
    nearest = store(Collection({"leave#1": 0.9}), Collection({}))
    return general, english, (Model(general, (nearest,)), Model(english, (nearest,)))


def test_where_nobody_wrote_down_a_question_english_is_not_embedded_to_recognise_it() -> None:
    general, english, models = two_models()

    searcher(BOTH, models=models).search(asking())

    assert (general.asked, english.asked) == (0, 1)


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        pytest.param("en", (1, 1), id="English, by both models"),
        pytest.param("es", (1, 0), id="Spanish, by the one for all"),
    ],
)
def test_a_question_is_embedded_once_by_each_model_that_it_needs(
    language: str, asked: tuple[int, int]
) -> None:
    general, english, models = two_models()
    searching = searcher(BOTH, models=models, expected=[RESTING])
    learning = general.asked

    searching.search(asking(language=language))

    assert (general.asked - learning, english.asked) == asked


def test_a_known_question_is_not_embedded_again_to_recognise_it() -> None:
    general, english, models = two_models()
    searching = searcher(BOTH, models=models, expected=[RESTING])
    learning = general.asked

    recognised = searching.search(asking(RESTING.text)).recognised

    assert (general.asked - learning, english.asked) == (0, 1)
    assert recognised is not None
    assert recognised.cosines == pytest.approx([1.0])


def test_the_parts_of_a_question_are_embedded_together_by_each_model() -> None:
    general, english, models = two_models()
    searching = searcher(BOTH, models=models, expected=[RESTING])
    learning = general.asked

    searching.search_each([asking("Is leave paid?"), asking("Are visas free?")])

    assert (general.asked - learning, english.asked) == (1, 1)


def test_questions_are_found_for_in_their_order() -> None:
    found = searcher(BOTH).search_each([asking("visas"), asking("leave")])

    assert [order(each)[0] for each in found] == ["visa#1", "leave#1"]
