"""Two runs side by side."""

from evals.compare import compare, is_right, markdown
from evals.metrics.metric import Metric, flag
from evals.metrics.reading import length
from evals.metrics.support import supported
from evals.record import Record
from tests.evals.eval_builders import gold, question
from tests.evals.record_builders import LEAVE, answered, asked_back, cited, refused, run_of

METRICS = (
    flag("supported", "answered rightly", supported),
    Metric("length", "words", length, "neither", "number"),
)
READINGS = question(LEAVE, gold("Pay is due.", part=2), id="q-4", expected="clarify")


def to_answer(id: str = "q-1") -> Record:
    return answered(of=question(LEAVE, id=id))


def test_what_is_right_depends_on_what_was_expected() -> None:
    assert [is_right(each) for each in (to_answer(), refused(question(LEAVE)))] == [True, False]
    assert [is_right(each) for each in (refused(question()), answered(of=question()))] == [True, False]
    assert [is_right(each) for each in (asked_back(READINGS), answered(of=READINGS))] == [True, False]


def test_questions_that_broke_and_that_healed_are_told_apart() -> None:
    before = [to_answer("q-1"), refused(question(LEAVE, id="q-2")), to_answer("q-3")]
    after = [refused(question(LEAVE, id="q-1")), to_answer("q-2"), to_answer("q-3")]

    found = compare(before, after, METRICS)

    assert [one.id for one, _ in found.broke] == ["q-1"]
    assert [one.id for one, _ in found.healed] == ["q-2"]
    assert (found.changed, found.both) == (2, 3)


def test_questions_of_one_run_alone_or_that_changed_are_left_out_and_named() -> None:
    changed = answered(of=question(LEAVE, id="q-2", text="Is leave paid now?"))

    found = compare([to_answer("q-1"), to_answer("q-2")], [changed, to_answer("q-3")], METRICS)

    assert found.both == 0
    assert (found.only_before, found.only_after) == (("q-1", "q-2"), ("q-2", "q-3"))
    assert found.differences == ()


def test_the_comparison_is_markdown_with_both_answers() -> None:
    longer = cited("Leave is long and hard.")
    before = run_of(to_answer("q-1"), to_answer("q-2"))
    after = run_of(answered(longer, of=question(LEAVE, id="q-1")), to_answer("q-2"), fingerprint="beef")

    assert (
        markdown(before, after, METRICS)
        == """\
## Evaluation: `f00d` → `beef`

2 questions were asked both times; 1 answers changed, 1 broke, 0 healed.

| figure | n | before | after | effect | rose | fell | p |
| --- | --: | --: | --: | --: | --: | --: | --: |
| supported | 2 | 100.0 % | 50.0 % | -50.0 % | 0 | 1 | 1.000 |
| length | 2 | 3.0 | 4.0 | +1.0 | 1 | 0 | 1.000 |

### Broke

**q-1** (en, fact, to be answered): Is leave paid?

- before: “Leave is paid.” [1]
- after: “Leave is long and hard.” [1]
"""
    )


def test_a_refusal_is_shown_with_its_reason_and_asking_back_with_its_choices() -> None:
    before = run_of(to_answer("q-1"), asked_back(READINGS))
    after = run_of(refused(question(LEAVE, id="q-1")), refused(READINGS))

    text = markdown(before, after, METRICS)

    assert "- after: refused (not_in_sources)" in text
    assert "- before: asked back: Is it? / Was it?" in text
