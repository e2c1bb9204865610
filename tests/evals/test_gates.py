"""What a run must reach before its state may be served."""

from pathlib import Path

import pytest

from evals.figures import Figure, figures
from evals.gates import Gates, failures, proposed, read_gates
from evals.metrics import metrics
from evals.questions import REPORT, read_all
from evals.record import Record
from retrieval.errors import CitabotError
from retrieval.language import SPOKEN
from tests.evals.eval_builders import question
from tests.evals.record_builders import LEAVE, answered, cited, pass_of, refused, run_of

NONE = Gates(notices={}, never=(), floors={}, ceilings={}, regressions={})
RIGHT = answered(of=question(LEAVE, id="q-1"))
WRONG = refused(question(LEAVE, id="q-2"))
GUESSED = answered(of=question(id="q-3"))


def gates(**fields: object) -> Gates:
    return Gates.model_validate(NONE.model_dump() | fields)


def test_a_run_within_all_bounds_passes() -> None:
    bounds = gates(floors={"supported": {"all": 0.5}}, ceilings={"false_refusal": {"en": 0.5}})

    assert failures(run_of(RIGHT, WRONG), bounds, None) == []


def test_an_empty_run_fails() -> None:
    assert failures(run_of(), NONE, None) == [
        "nothing was asked: an empty run proves nothing; run: citabot eval run"
    ]


def test_a_figure_below_its_floor_is_named_with_its_count_and_where_to_look() -> None:
    assert failures(run_of(RIGHT, WRONG), gates(floors={"recall_at_5": {"en": 0.9}}), None) == [
        "recall_at_5 in 'en' is 0 % of 2, beyond its floor of 90 %: the search finds less, see the models, the "
        "weights and how many passages are kept (retrieval/)."
    ]


def test_a_figure_above_its_ceiling_is_named() -> None:
    [failed] = failures(run_of(GUESSED), gates(ceilings={"false_answer": {"all": 0.1}}), None)

    assert failed.startswith("false_answer is 100 % of 1, beyond its ceiling of 10 %: too much is answered")


def test_a_bound_on_what_was_not_asked_fails() -> None:
    assert failures(run_of(RIGHT), gates(floors={"supported": {"ht": 0.1}}), None) == [
        "supported in 'ht' applies to no question; ask some, or take its floor out."
    ]


def test_what_is_wrong_with_the_questions_fails() -> None:
    assert failures(run_of(RIGHT, complaints=("q-1: its source is gone.",)), NONE, None) == [
        "question q-1: its source is gone."
    ]


def test_an_answer_that_breaks_a_rule_is_named_with_the_rule() -> None:
    silent = answered(cited(status="superseded"))

    assert failures(run_of(silent), gates(never=("unnoticed",)), None) == [
        "q-1: quotes leave-guide without the notice 'superseded': see its status in sources.yaml (unnoticed)."
    ]


def test_a_status_that_was_changed_to_in_force_is_noticed_by_who_wrote_the_gates() -> None:
    expecting = gates(never=("unnoticed",), notices={"leave-guide": ["superseded"]})

    assert len(failures(run_of(RIGHT), expecting, None)) == 1
    assert failures(run_of(RIGHT), gates(never=("unnoticed",)), None) == []


# --- against the pass before -----------------------------------------------------------------

STEADY = gates(regressions={"supported": {"all": 0.1, "language": 0.6}})


def before(value: float, by: str = "all", group: str = "all") -> Figure:
    return Figure("supported", "all" if by == "all" else "language", group, value, 0.0, 1.0, 2)


def test_a_figure_far_below_the_pass_before_is_named() -> None:
    now = run_of(RIGHT, WRONG)

    assert failures(now, STEADY, pass_of(now, before(0.75))) == [
        "supported went from 75 % to 50 % since the pass f00d of 2026-01-01T00:00:00+00:00, more than the "
        "10 % allowed: see which questions changed with: citabot eval compare."
    ]


def test_a_figure_a_little_below_the_pass_before_passes() -> None:
    now = run_of(RIGHT, WRONG)

    assert failures(now, STEADY, pass_of(now, before(0.6), before(1.0, "language", "en"))) == []


def test_nothing_is_held_against_a_pass_over_other_questions() -> None:
    other = run_of(RIGHT)

    assert failures(run_of(RIGHT, WRONG), STEADY, pass_of(other, before(1.0))) == []


# --- bounds that a run suggests --------------------------------------------------------------


def test_bounds_are_proposed_a_standard_error_on_the_worse_side() -> None:
    found = [
        Figure("supported", "all", "all", 0.75, 0.555, 0.945, 100),  # an error just below 0.1
        Figure("false_answer", "language", "es", 0.2, 0.005, 0.395, 100),
        Figure("supported", "kind", "fact", 0.9, 0.8, 1.0, 100),
    ]

    assert proposed(found, ["supported", "false_answer"]) == {
        "supported": {"all": 0.65}, "false_answer": {"es": 0.3},
    }  # fmt: skip


def test_one_question_more_may_fail_where_none_did() -> None:
    perfect = Figure("supported", "all", "all", 1.0, 1.0, 1.0, 10)

    assert proposed([perfect], ["supported"]) == {"supported": {"all": 0.9}}


# --- the file --------------------------------------------------------------------------------


def test_the_shipped_gates_bound_every_language_and_forbid_everything_that_can_be() -> None:
    shipped = read_gates()

    assert set(shipped.never) == {"not_verbatim", "uncited", "not_its_quotes", "forbidden", "unnoticed"}
    assert set(shipped.floors["supported"]) == {"all", *SPOKEN}
    assert set(shipped.floors["refusal_recall"]) == {"all", *SPOKEN}
    assert set(shipped.ceilings["false_answer"]) == {"all", *SPOKEN}


def test_refusing_everything_does_not_pass_the_shipped_gates() -> None:
    assert "supported is 0 % of" in said_of([refused(each) for each in read_all(REPORT)])


def test_answering_everything_does_not_pass_the_shipped_gates() -> None:
    assert "false_answer is 100 % of" in said_of([answered(of=each) for each in read_all(REPORT)])


def said_of(records: list[Record]) -> str:
    return "\n".join(failures(run_of(*records), read_gates(), None))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param(
            "floors: {wit: {all: 0.5}}", "floors: Value error, 'wit' is none of supported", id="a metric"
        ),
        pytest.param("never: [sleep]", "never: Value error, 'sleep' is none of not_verbatim", id="a rule"),
        pytest.param("floors: {supported: {all: 75}}", "floors.supported.all: ", id="a share above 1"),
        pytest.param("colour: red", "colour: Extra inputs", id="a key"),
        pytest.param("[", r"cannot be read \(ParserError\)", id="no YAML"),
    ],
)
def test_gates_that_cannot_be_are_an_error_that_names_the_entry(
    tmp_path: Path, text: str, complaint: str
) -> None:
    path = tmp_path / "gates.yaml"
    rest = "notices: {}\nnever: []\nfloors: {}\nceilings: {}\nregressions: {}\n"
    kept = [line for line in rest.splitlines() if line.split(":")[0] != text.split(":")[0]]
    path.write_text("\n".join([text, *kept]) if text != "[" else text, "utf-8")

    with pytest.raises(CitabotError, match=complaint):
        read_gates(path)


def test_every_metric_is_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text("utf-8")

    assert [metric.name for metric in metrics({}) if f"`{metric.name}`" not in page] == []


def test_the_bounds_that_a_run_suggests_let_it_pass() -> None:
    run = run_of(RIGHT, WRONG)
    found = figures(run.records, metrics({}))

    assert failures(run, gates(floors=proposed(found, ["supported"])), None) == []
