"""What a judge makes of a run is shown, and held against floors, only where it is known how far it agrees."""

from pathlib import Path

import pytest

from evals.gates import Gates, failures
from evals.judging.agreement import Agreement
from evals.judging.kept import Aspect, Judgement
from evals.judging.opinion import Opinion, opinion_of
from evals.metrics import metrics
from evals.report import report
from retrieval.errors import SettingsError
from retrieval.settings import read_settings
from tests.evals.eval_builders import question
from tests.evals.judge_builders import JUDGE, NOWHERE, found_in, graded_as, opinion_on
from tests.evals.record_builders import LEAVE, answered, refused, run_of

FIRST = answered(of=question(LEAVE, id="q-1"))
SECOND = answered(of=question(LEAVE, id="q-2", language="es"))
RECORDS = (FIRST, SECOND, refused(question(id="q-3")))


HALF = (found_in(FIRST, True, True), graded_as(FIRST, 2), found_in(SECOND, True, False), graded_as(SECOND, 1))


def opinion(*judgements: Judgement, agreements: dict[Aspect, Agreement] | None = None) -> Opinion:
    return opinion_on(RECORDS, *(judgements or HALF), agreements=agreements)


def floors(**bounds: dict[str, float]) -> Gates:
    return Gates.model_validate(
        {"notices": {}, "never": [], "floors": bounds, "ceilings": {}, "regressions": {}}
    )


# --- lines and report -------------------------------------------------------------------------


def test_figures_of_a_judge_stand_beside_its_agreement() -> None:
    shown = dict(opinion().lines())

    assert shown["judge"] == f"openai:strict (OpenAI), prompts {JUDGE.prompts}"
    assert shown["faithfulness"].startswith("75 % (")
    assert shown["relevance"].endswith(" of 2")
    assert shown["without a judgement"] == "0"
    assert shown["agreement, faithfulness"].startswith("9 of 10 (90 %, 60 to 98), kappa 0.80;")


def test_of_a_judge_that_was_not_calibrated_no_figure_is_shown() -> None:
    assert list(opinion(agreements={}).lines())[1:] == [
        (
            "not shown",
            "nobody knows how far the judge 'openai:strict' agrees with people; run: citabot eval judge --calibrate",
        )
    ]
    assert list(opinion(agreements={}).unsupported()) == []


def test_of_a_judge_that_was_broken_off_no_figure_is_shown() -> None:
    assert list(opinion(*HALF[:3]).lines())[1:] == [
        ("not shown", "'openai:strict' has not judged this run to its end; run: citabot eval judge")
    ]


def test_what_is_no_judgement_is_counted_and_in_no_figure() -> None:
    shown = dict(opinion(HALF[0], HALF[1], found_in(SECOND), graded_as(SECOND, None)).lines())

    assert shown["faithfulness"] == "100 % (21 to 100) of 1"
    assert shown["without a judgement"] == "2"


def test_the_report_shows_the_judge_with_the_claims_that_it_missed() -> None:
    page = report(run_of(*RECORDS), metrics({}), (), (), opinion())

    assert "What another language model makes of it" in page
    assert "agreement, faithfulness" in page
    assert '<a href="#q-2">q-2</a>: <span dir="auto">a claim</span>' in page


def test_the_report_of_a_run_without_a_judge_has_no_word_of_one() -> None:
    assert "another language model" not in report(run_of(*RECORDS), metrics({}), (), ())


# --- gates ------------------------------------------------------------------------------------


def test_a_floor_of_a_judge_is_held() -> None:
    bounds = floors(faithfulness={"all": 0.7}, relevance={"es": 0.5})

    assert failures(run_of(*RECORDS), bounds, None, opinion()) == []


def test_a_figure_of_a_judge_below_its_floor_is_named() -> None:
    [failed] = failures(run_of(*RECORDS), floors(faithfulness={"all": 0.8, "es": 0.5}), None, opinion())

    assert failed.startswith("faithfulness is 75 % of 2, beyond its floor of 80 %: ")


def test_without_a_judgement_a_floor_fails_with_one_sentence() -> None:
    bounds = floors(faithfulness={"all": 0.7, "es": 0.7}, relevance={"all": 0.7})

    assert failures(run_of(*RECORDS), bounds, None) == [
        "there is a floor for faithfulness and relevance, and no judge has judged this run; run: citabot eval "
        "judge, or take the floor out."
    ]


def test_a_floor_is_not_held_against_a_judge_that_was_not_calibrated() -> None:
    [failed] = failures(run_of(*RECORDS), floors(relevance={"all": 0.1}), None, opinion(agreements={}))

    assert "nobody knows how far the judge 'openai:strict' agrees with people" in failed


def test_at_the_gate_no_judgement_counts_as_the_worst() -> None:
    silent = opinion(HALF[0], HALF[1], found_in(SECOND), HALF[3])

    [failed] = failures(run_of(*RECORDS), floors(faithfulness={"all": 0.9}), None, silent)

    assert failed.startswith("faithfulness is 50 % of 2")


def test_without_floors_of_a_judge_the_gate_asks_for_none() -> None:
    assert failures(run_of(*RECORDS), floors(supported={"all": 0.5}), None) == []


def test_a_judge_has_no_ceilings() -> None:
    with pytest.raises(ValueError, match="'faithfulness' is none of"):
        Gates.model_validate(floors().model_dump() | {"ceilings": {"faithfulness": {"all": 0.5}}})


# --- from the disk ----------------------------------------------------------------------------


def test_without_a_judge_there_is_no_opinion(tmp_path: Path) -> None:
    assert opinion_of(run_of(*RECORDS), read_settings(home=NOWHERE), tmp_path) is None


def test_a_judge_that_was_not_asked_has_no_opinion(tmp_path: Path) -> None:
    assert opinion_of(run_of(*RECORDS), read_settings(home=NOWHERE, judge="openai:strict"), tmp_path) is None


def test_a_model_has_no_opinion_of_its_own_answers(tmp_path: Path) -> None:
    written = FIRST.model_copy(update={"composer": "openai:strict"})

    with pytest.raises(SettingsError, match="which answers, too"):
        opinion_of(run_of(written), read_settings(home=NOWHERE, judge="strict"), tmp_path)
