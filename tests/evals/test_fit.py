"""Fitting, on forty questions over an index in memory, half in English, half in Spanish, and a vague one.

Two models serve it, as they do the shipped corpus: one for English, and one for all languages,
which here is a dictionary.
"""

from dataclasses import replace

import pytest

from evals.fit import fit
from evals.questions import EvalQuestion
from retrieval.answer import Answered, Refused
from retrieval.answering import Parts, answer
from retrieval.decide import Line
from retrieval.fuse import Kind
from retrieval.look_up import Model
from retrieval.retrieve import Searcher
from retrieval.tuning import Tuning
from retrieval.understand import Question
from tests.evals.eval_builders import gold, question
from tests.retrieval.answer_builders import (
    HashedWords,
    contents_of,
    expected_question,
    known_gap,
    parts,
    passages_of,
    searched_store,
    searcher,
    weights,
)

THINGS = {
    "bread": "pan", "water": "agua", "paper": "papel", "soap": "jabón", "tea": "té",
    "rice": "arroz", "wool": "lana", "salt": "sal", "milk": "leche", "coal": "carbón",
}  # fmt: skip
TRANSLATED = {spanish: english for english, spanish in THINGS.items()} | {
    "dónde": "where", "puedo": "can", "recoger": "collect", "el": "the", "mostrador": "counter", "en": "at",
}  # fmt: skip
GUIDE = "".join(f"## {thing}\n\nYou collect {thing} at counter {thing}.\n\n" for thing in THINGS)
QUESTIONS: list[EvalQuestion] = [
    *(
        question(
            gold(f"You collect {thing} at counter {thing}."),
            id=thing,
            text=f"where do I collect {thing} at counter {thing}",
        )
        for thing in THINGS
    ),
    *(question(id=f"no-{thing}", text=f"why does zebra {place} have stripes") for place, thing in enumerate(THINGS)),
    *(
        question(
            gold(f"You collect {english} at counter {english}."),
            id=f"{english}-es",
            text=f"¿dónde puedo recoger {spanish} en el mostrador {spanish}?",
            language="es",
        )
        for english, spanish in THINGS.items()
    ),
    *(
        question(id=f"no-{thing}-es", text=f"¿por qué las cebras {place} tienen rayas?", language="es")
        for place, thing in enumerate(THINGS)
    ),
    question(
        gold("You collect tea at counter tea."),
        gold("You collect salt at counter salt.", part=2),
        id="either",
        text="where do I collect it at the counter, tea or salt",
        expected="clarify",
    ),
]  # fmt: skip
START = weights(answer_before=0.7, question_before=0.2)


class Dictionary(HashedWords):
    """A model that knows the English for a few Spanish words."""

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return super().embed_queries([" ".join(map(_translated, text.split())) for text in texts])


def _translated(word: str) -> str:
    return TRANSLATED.get(word.strip("¿?"), word)


def two_models() -> Parts:
    """What answers from the guide: with a question that leads to its bread, and a known gap."""
    passages = passages_of(GUIDE)
    expected = [
        expected_question(passages[0], "who hands out loaves"),
        expected_question(passages[0], "out loaves who hands"),
    ]
    gaps = [known_gap("what is the fee for loaves", "what for loaves is the fee")]
    contents = contents_of(passages, expected, gaps)
    english, general = HashedWords(key="english", languages=frozenset({"en"})), Dictionary(key="all")
    models = (
        Model(general, (searched_store(contents, general),)),
        Model(english, (searched_store(contents, english),)),
    )
    found: Searcher = searcher(passages, expected=expected, gaps=gaps, models=models, weights=START)
    return replace(parts(passages), searcher=found)


@pytest.fixture(scope="module")
def tuning() -> Tuning:
    return fit(two_models(), QUESTIONS, START, "english+all", {})


def tuned(tuning: Tuning) -> Parts:
    start = two_models()
    return replace(
        start,
        searcher=replace(start.searcher, weights=tuning.weights),
        limits=tuning.limits,
        choice=tuning.choice,
    )


def test_the_fit_says_what_it_was_made_on_and_with_which_models(tuning: Tuning) -> None:
    assert tuning.fitted_on == "41 tuning questions, 21 answerable"
    assert tuning.embeddings == "english+all"


def test_questions_that_can_be_told_apart_are_told_apart_and_a_vague_one_is_in_no_count(
    tuning: Tuning,
) -> None:
    assert tuning.gave == {
        "supported": "20 of 20 (100 %, 84 to 100)",
        "answerable refused": "0 of 20 (0 %, 0 to 16)",
        "unanswerable refused": "20 of 20 (100 %, 84 to 100)",
        "auroc on held-out folds, special, known": "1.00 of 21",
        "auroc on held-out folds, across, known": "1.00 of 20",
        "auroc on held-out folds, special, bare": "1.00 of 21",
        "auroc on held-out folds, same, bare": "1.00 of 21",
        "auroc on held-out folds, across, bare": "1.00 of 20",
    }


def test_every_kind_of_question_has_its_line_with_expected_questions_and_without(tuning: Tuning) -> None:
    assert set(tuning.limits.known) == set(tuning.limits.bare) == set(Kind)


def test_what_no_shipped_question_can_tell_is_taken_from_the_kind_that_the_same_model_serves(
    tuning: Tuning,
) -> None:
    same, across = tuning.weights.same, tuning.weights.across

    assert tuning.limits.known[Kind.SAME] == tuning.limits.known[Kind.ACROSS]
    assert (same.expected, same.expected_words) == (across.expected, across.expected_words)


def test_our_own_questions_fit_only_what_expected_questions_weigh(tuning: Tuning) -> None:
    mixes = [tuning.weights.special, tuning.weights.same, tuning.weights.across]

    assert [(each.passage, each.unit, each.words) for each in mixes] == [(1.0, 1.0, 0.0)] * 3
    assert (tuning.weights.answer_before, tuning.weights.question_before) == (0.7, 0.2)


def test_a_question_is_taken_for_a_gap_from_where_the_known_questions_are(tuning: Tuning) -> None:
    # One question of the gap and one that is expected say of the other two what they are. They share one word of
    # four and of six: their cosine is c = 1/√24 = 0.2041, and less a third of their sum (5c - 4) / (5 - 4c) = -0.7122.
    # The kernel is k = e^(2 * -1.7122) - e^-2 = -0.1028 between them and 1 - e^-2 = 0.8647 at each; what is sure
    # is 1 - 0.1 * 0.9647 / (0.9647^2 - k^2) = 1 - 0.1 * 1.0485
    assert tuning.limits.gap == 0.895


def test_every_kind_of_question_has_its_choice_with_expected_questions_and_without(tuning: Tuning) -> None:
    assert set(tuning.choice.known) == set(tuning.choice.bare) == set(Kind)


@pytest.mark.parametrize(
    ("text", "language"),
    [("where do I collect milk at counter milk", "en"), ("¿dónde puedo recoger leche?", "es")],
)
def test_the_fitted_limits_answer_the_clear_cases(tuning: Tuning, text: str, language: str) -> None:
    reached = answer(Question(text, language=language), tuned(tuning)).answer

    assert isinstance(reached, Answered)
    assert [each.text for each in reached.statements] == ["You collect milk at counter milk."]


@pytest.mark.parametrize(
    ("text", "language"), [("zebra stripes", "en"), ("¿por qué tienen rayas las cebras?", "es")]
)
def test_the_fitted_limits_refuse_where_nothing_speaks_for_an_answer(
    tuning: Tuning, text: str, language: str
) -> None:
    assert isinstance(answer(Question(text, language=language), tuned(tuning)).answer, Refused)


def test_lines_of_a_bare_corpus_that_public_questions_gave_are_taken_as_they_are() -> None:
    public = Line({"passage": 3.0}, -1.0, 0.5)

    tuned = fit(two_models(), QUESTIONS, START, "english+all", {Kind.SPECIAL: public, Kind.SAME: public})

    assert (tuned.limits.bare[Kind.SPECIAL], tuned.limits.bare[Kind.SAME]) == (public, public)
    assert tuned.limits.bare[Kind.ACROSS] != public
