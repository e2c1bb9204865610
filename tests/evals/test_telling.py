"""How well questions with an answer are told from those without, against values worked out by hand."""

from evals.bench_data import BenchQuestion
from evals.intervals import Estimate
from evals.telling import Telling, Verdicts, at_its_best, telling
from tests.evals.bench_builders import asked

SURE = Estimate(1.0, 1.0, 1.0)
NEVER = Estimate(0.0, 0.0, 0.0)


def answerable(id: str, *, source: str | None = None) -> BenchQuestion:
    return asked(id, answerability="ANSWERABLE", source=source)


def unanswerable(id: str, *, source: str | None = None) -> BenchQuestion:
    return asked(id, gold="", answerability="UNANSWERABLE", source=source)


def told(questions: list[BenchQuestion], scores: list[float], refused: list[bool]) -> Telling:
    return telling(Verdicts("citabot", tuple(scores), tuple(refused)), questions)


def values(found: Telling, *, group: str = "all") -> dict[str, float | None]:
    [figures] = [each.figures for each in found.groups if each.name == group]
    return {name: round(each.value, 4) if each else None for name, each in figures.items()}


TWO_AND_TWO = [answerable("a"), answerable("b"), unanswerable("c"), unanswerable("d")]


def test_who_refuses_all_that_has_no_answer_and_nothing_else_is_always_right() -> None:
    found = told(TWO_AND_TWO, [0.9, 0.8, 0.2, 0.1], [False, False, True, True])

    assert values(found) == {"AUROC": 1.0, "precision": 1.0, "recall": 1.0, "F1": 1.0}


def test_refusals_are_counted_as_what_is_looked_for() -> None:
    # of three refusals two are right, and none is missing: 2 * 2/3 / (2/3 + 1)
    found = told(TWO_AND_TWO, [0.9, 0.1, 0.2, 0.1], [False, True, True, True])

    assert values(found) == {"AUROC": 0.625, "precision": 0.6667, "recall": 1.0, "F1": 0.8}


def test_scores_are_ranked_in_pairs_and_a_tie_is_half_a_pair() -> None:
    # 0.9 lies above both, 0.4 ties with one and lies above the other: 3.5 of 4 pairs
    found = told(TWO_AND_TWO, [0.9, 0.4, 0.4, 0.1], [False] * 4)

    assert values(found)["AUROC"] == 0.875


def test_who_never_refuses_has_no_precision() -> None:
    found = told(TWO_AND_TWO, [0.9, 0.8, 0.2, 0.1], [False] * 4)

    assert values(found) == {"AUROC": 1.0, "precision": None, "recall": 0.0, "F1": 0.0}


def test_the_half_that_nothing_was_fitted_on_comes_first() -> None:
    # of "a", "b" and "c" lines may be made, of "e" and "f" not
    questions = [answerable("a"), answerable("b"), unanswerable("c"), answerable("e"), unanswerable("f")]

    found = told(questions, [0.9, 0.8, 0.1, 0.2, 0.3], [False, False, True, True, True])

    assert [(each.by, each.name, each.count, each.unanswerable) for each in found.groups] == [
        ("lines were", "not fitted on", 2, 1), ("all", "all", 5, 2), ("lines were", "fitted on", 3, 1),
    ]  # fmt: skip
    assert values(found, group="not fitted on")["AUROC"] == 0.0
    assert values(found, group="fitted on")["AUROC"] == 1.0


def test_questions_are_counted_with_those_that_have_no_answer() -> None:
    [group] = told([*TWO_AND_TWO, unanswerable("h")], [0.5] * 5, [True] * 5).groups

    assert (group.by, group.name, group.count, group.unanswerable) == ("all", "all", 5, 3)


def test_sources_are_judged_by_themselves() -> None:
    questions = [
        answerable("a", source="web"),
        unanswerable("b", source="web"),
        answerable("c", source="law"),
        unanswerable("d", source="law"),
    ]

    found = told(questions, [0.9, 0.1, 0.1, 0.9], [False, True, True, False])

    assert [(each.by, each.name, each.count) for each in found.groups] == [
        ("all", "all", 4), ("source", "law", 2), ("source", "web", 2),
    ]  # fmt: skip
    assert values(found, group="law") == {"AUROC": 0.0, "precision": 0.0, "recall": 0.0, "F1": 0.0}
    assert values(found, group="web") == {"AUROC": 1.0, "precision": 1.0, "recall": 1.0, "F1": 1.0}


def test_the_only_source_is_not_judged_twice() -> None:
    alike = [answerable("a", source="web"), unanswerable("b", source="web")]

    assert [each.by for each in told(alike, [0.9, 0.1], [False, True]).groups] == ["all"]


def test_a_source_whose_questions_all_have_an_answer_cannot_be_judged_by_recall() -> None:
    questions = [answerable("a", source="web"), unanswerable("b", source="law")]

    found = told(questions, [0.9, 0.1], [False, True])

    assert values(found, group="web") == {"AUROC": None, "precision": None, "recall": None, "F1": None}


def test_turns_of_one_conversation_are_drawn_together() -> None:
    # whichever turns are drawn, they are all or none of the conversation's
    questions = [
        answerable("c1<::>1"),
        answerable("c1<::>2"),
        unanswerable("c1<::>3"),
        unanswerable("c1<::>4"),
    ]

    [group] = told(questions, [0.9, 0.3, 0.4, 0.1], [False, True, True, False]).groups

    assert group.figures["AUROC"] == Estimate(0.75, 0.75, 0.75)
    assert group.figures["F1"] == Estimate(0.5, 0.5, 0.5)


def test_of_conversations_that_differ_each_may_be_drawn_alone() -> None:
    # one of two conversations goes right, one wrong: each alone is drawn in a quarter of resamples
    questions = [
        answerable("c1<::>1"),
        unanswerable("c1<::>2"),
        answerable("c2<::>1"),
        unanswerable("c2<::>2"),
    ]

    [group] = told(questions, [0.9, 0.1, 0.2, 0.8], [False, True, True, False]).groups

    assert group.figures["precision"] == Estimate(0.5, 0.0, 1.0)


def test_what_goes_right_with_every_question_is_sure() -> None:
    [group] = told(TWO_AND_TWO, [0.9, 0.8, 0.2, 0.1], [False, False, True, True]).groups

    assert group.figures == {"AUROC": SURE, "precision": SURE, "recall": SURE, "F1": SURE}


def test_what_never_goes_right_is_sure() -> None:
    [group] = told(TWO_AND_TWO, [0.1, 0.2, 0.8, 0.9], [True, True, False, False]).groups

    assert group.figures == {"AUROC": NEVER, "precision": NEVER, "recall": NEVER, "F1": NEVER}


# --- the best threshold ---------------------------------------------------------------------


def refused_at_best(scores: list[float], questions: list[BenchQuestion]) -> tuple[bool, ...]:
    return at_its_best("minilm", scores, questions).refused


def test_at_its_best_a_system_refuses_where_f1_is_highest() -> None:
    # below 0.3: 2/3, below 0.7: 1/2, below 0.8: 4/5, below 0.9: 2/3, everywhere: 4/7
    questions = [
        answerable("a"),
        answerable("b"),
        answerable("c"),
        unanswerable("d"),
        unanswerable("e"),
    ]

    assert refused_at_best([0.9, 0.8, 0.3, 0.7, 0.2], questions) == (False, False, True, True, True)


def test_a_system_that_has_it_the_wrong_way_round_is_best_where_it_refuses_everything() -> None:
    questions = [answerable("a"), unanswerable("b"), unanswerable("c")]

    assert refused_at_best([0.1, 0.9, 0.8], questions) == (True, True, True)


def test_the_scores_stay_as_they_were() -> None:
    found = at_its_best("minilm", [0.9, 0.1], [answerable("a"), unanswerable("b")])

    assert (found.system, found.scores) == ("minilm", (0.9, 0.1))
