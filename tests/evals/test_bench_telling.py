"""Who says whether a benchmark's questions have an answer: the product, and simpler ways."""

from pathlib import Path
from typing import Any

import pytest

from evals.baselines import by_lead, tellers
from evals.bench_data import Bench, read_benches
from evals.bench_telling import tellings
from evals.telling import Telling
from retrieval.answering import Parts
from retrieval.look_up import Model
from tests.evals.bench_builders import DOCUMENTS, bench_folder, line
from tests.retrieval.answer_builders import (
    HashedWords,
    asking,
    issued,
    limits,
    parts,
    passages_of,
    searcher,
    told_store,
)

PASSAGES = [passage for name, text in DOCUMENTS.items() for passage in passages_of(text, of=issued(id=name))]
RENT = line(id="q3", question="When is the rent of a flat due?", answerability="ANSWERABLE")
MATCH = line(id="q2", question="Who scored goals yesterday?", gold=[], answerability="UNANSWERABLE")
BY_WORDS = limits(
    intercept=-5.0, covered=10.0
)  # an answer where more than half of the words are in one place


def bench(folder: Path, *lines: dict[str, Any]) -> Bench:
    [found] = read_benches(bench_folder(folder, *lines))
    return found


def reading_guides() -> Parts:
    """The product over the benchmark's documents, with a model that knows words alone."""
    return parts(PASSAGES, limits=BY_WORDS)


def told(found: Bench, *, baselines: bool = False) -> list[Telling]:
    return list(tellings(reading_guides(), found, baselines=baselines))


def values(found: Telling) -> dict[str, float | None]:
    return {name: each.value if each else None for name, each in found.groups[0].figures.items()}


def test_what_is_not_in_the_documents_is_refused_at_the_limits_that_are_set(tmp_path: Path) -> None:
    [found] = told(bench(tmp_path, RENT, MATCH))

    assert found.system == "citabot"
    assert values(found) == {"AUROC": 1.0, "precision": 1.0, "recall": 1.0, "F1": 1.0}


def test_a_question_that_is_answered_in_part_has_an_answer(tmp_path: Path) -> None:
    [found] = told(bench(tmp_path, RENT | {"answerability": "PARTIAL"}, MATCH))

    assert (found.groups[0].count, found.groups[0].unanswerable) == (2, 1)


@pytest.mark.parametrize("answerability", ["UNDERSPECIFIED", "CONVERSATIONAL", None])
def test_a_question_of_which_it_cannot_be_said_is_left_out(tmp_path: Path, answerability: str | None) -> None:
    other = line(id="q4", question="Hello!", answerability=answerability)

    [found] = told(bench(tmp_path, RENT, MATCH, other))

    assert found.groups[0].count == 2


def test_where_every_question_has_an_answer_there_is_nothing_to_tell_apart(tmp_path: Path) -> None:
    assert told(bench(tmp_path, RENT, line(id="q4", answerability="ANSWERABLE"))) == []


def test_where_nobody_says_which_questions_have_an_answer_there_is_nothing_to_tell_apart(
    tmp_path: Path,
) -> None:
    assert told(bench(tmp_path, line(), line(id="q2"))) == []


def test_what_cannot_be_looked_up_is_refused(tmp_path: Path) -> None:
    smile = line(id="q2", question="🙂", gold=[], answerability="UNANSWERABLE")

    [found] = told(bench(tmp_path, RENT, smile))

    assert values(found)["recall"] == 1.0


def test_where_there_are_conversations_the_product_is_judged_with_and_without_them(tmp_path: Path) -> None:
    # "How long?" shares no word with any document; the answer before it is one's own words
    history = [
        {"role": "user", "text": "How long is leave?"},
        {
            "role": "assistant",
            "text": "Parents of a newborn child may take 18 weeks of paid leave from work.",
        },
    ]
    leaning = line(id="q3", question="How long?", gold=["leave"], history=history, answerability="ANSWERABLE")
    by_meaning = parts(PASSAGES, limits=limits(best=10.0))

    found = list(tellings(by_meaning, bench(tmp_path, leaning, MATCH), baselines=False))

    assert [each.system for each in found] == ["citabot", "citabot without history"]
    assert [values(each)["AUROC"] for each in found] == [1.0, 0.5]


def test_every_model_of_the_index_is_a_baseline_at_its_best_threshold(tmp_path: Path) -> None:
    _, baseline = told(bench(tmp_path, RENT, MATCH), baselines=True)

    assert baseline.system == "hashed, best minus tenth, best threshold"
    assert values(baseline)["recall"] == 1.0


# --- the baseline ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cosines", "lead"),
    [
        pytest.param([0.9, *[0.5] * 8, 0.3, 0.1], 0.6, id="the tenth of eleven"),
        pytest.param([0.9, 0.5, 0.3], 0.6, id="the last of three"),
        pytest.param([0.9], 0.0, id="the only one"),
        pytest.param([], 0.0, id="none"),
    ],
)
def test_a_passage_stands_out_by_how_far_it_lies_above_the_tenth(cosines: list[float], lead: float) -> None:
    named = {f"guide#{number}": cosine for number, cosine in enumerate(cosines)}

    tell = by_lead(Model(HashedWords(), (told_store(named),)))

    assert tell(asking("Is leave paid?")) == pytest.approx(lead)


def test_a_model_that_reads_none_of_the_documents_tells_nothing() -> None:
    general, french = HashedWords(key="all"), HashedWords(key="french", languages=frozenset({"fr"}))
    models = tuple(Model(each, (told_store({}),)) for each in (general, french))

    assert list(tellers(searcher(PASSAGES, models=models))) == ["all, best minus tenth"]
