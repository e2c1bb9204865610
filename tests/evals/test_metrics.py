"""Each figure of the evaluation, on one record: what it is, and where it does not apply."""

import pytest

from evals.metrics.citations import (
    citation_precision,
    citation_recall,
    right_document,
    right_section,
    verbatim,
)
from evals.metrics.facts import clean, fact_coverage
from evals.metrics.finding import found_gold, ranked_gold
from evals.metrics.metric import Measure, met
from evals.metrics.notices import missing_notices, noticed
from evals.metrics.outcome import (
    false_answer,
    false_refusal,
    outcome_right,
    refusal_precision,
    refusal_recall,
)
from evals.metrics.reading import length, reading_level
from evals.metrics.support import complete, left_open, supported, to_the_point
from evals.record import Record, Shown
from evals.scoring import Count
from tests.evals.eval_builders import gold, question
from tests.evals.record_builders import LEAVE, answered, asked_back, cited, found, refused, told

TO_ANSWER = question(LEAVE)
TO_REFUSE = question()
BOTH = (gold("Leave is paid."), gold("Pay is due.", part=2))
TWO_PARTS = question(*BOTH)
TWO_READINGS = question(*BOTH, expected="clarify")
PAY = cited("Pay is due.", number=2)

OUTCOMES = [
    pytest.param(outcome_right, answered(of=TO_ANSWER), 1.0, id="outcome: answered as it should be"),
    pytest.param(outcome_right, answered(of=TO_REFUSE), 0.0, id="outcome: answered, to be refused"),
    pytest.param(outcome_right, asked_back(TO_ANSWER), 0.0, id="outcome: asked back, to be answered"),
    pytest.param(refusal_precision, refused(TO_REFUSE), 1.0, id="precision: a right refusal"),
    pytest.param(refusal_precision, refused(TO_ANSWER), 0.0, id="precision: a wrong refusal"),
    pytest.param(refusal_precision, refused(TWO_READINGS), 0.0, id="precision: refused, to be asked back on"),
    pytest.param(refusal_precision, answered(of=TO_REFUSE), None, id="precision: of refusals alone"),
    pytest.param(refusal_recall, refused(TO_REFUSE), 1.0, id="recall: refused as it should be"),
    pytest.param(refusal_recall, asked_back(TO_REFUSE), 0.0, id="recall: asked back, to be refused"),
    pytest.param(refusal_recall, refused(TO_ANSWER), None, id="recall: of what is to be refused alone"),
    pytest.param(false_answer, answered(of=TO_REFUSE), 1.0, id="false answer"),
    pytest.param(false_answer, asked_back(TO_REFUSE), 0.0, id="false answer: asking back is none"),
    pytest.param(false_answer, answered(of=TO_ANSWER), None, id="false answer: not of what has an answer"),
    pytest.param(false_refusal, refused(TO_ANSWER), 1.0, id="false refusal"),
    pytest.param(false_refusal, answered(of=TO_ANSWER), 0.0, id="false refusal: answered"),
    pytest.param(false_refusal, refused(TO_REFUSE), None, id="false refusal: not of what has no answer"),
]
SUPPORT = [
    pytest.param(supported, answered(cited("Leave  is\npaid.")), 1.0, id="supported: white space aside"),
    pytest.param(
        supported, answered(cited("Yes. Leave is paid.")), 1.0, id="supported: the quote holds gold"
    ),
    pytest.param(supported, answered(cited("is paid")), 1.0, id="supported: the quote lies in gold"),
    pytest.param(supported, answered(cited("is paid. Pay")), 0.0, id="supported: only some of the words"),
    pytest.param(supported, answered(cited("leave is PAID.")), 0.0, id="supported: another case"),
    pytest.param(
        supported, answered(PAY, of=question(*BOTH)), 1.0, id="supported: one of several parts will do"
    ),
    pytest.param(supported, answered(cited(source="rent-guide")), 0.0, id="supported: another document"),
    pytest.param(supported, refused(TO_ANSWER), 0.0, id="supported: refused"),
    pytest.param(supported, refused(TO_REFUSE), None, id="supported: not of what is to be refused"),
    pytest.param(
        supported, answered(of=TWO_READINGS), None, id="supported: not of what is to be asked back on"
    ),
    pytest.param(complete, answered(cited(), PAY, of=TWO_PARTS), 1.0, id="complete: both parts"),
    pytest.param(complete, answered(of=TWO_PARTS), 0.0, id="complete: one of two parts"),
    pytest.param(complete, answered(of=TO_ANSWER), None, id="complete: not of one part"),
    pytest.param(left_open, asked_back(TWO_READINGS), 1.0, id="left open: asked back"),
    pytest.param(
        left_open, answered(cited(), PAY, of=TWO_READINGS), 1.0, id="left open: both readings shown"
    ),
    pytest.param(left_open, answered(of=TWO_READINGS), 0.0, id="left open: settled on one"),
    pytest.param(left_open, answered(of=TO_ANSWER), None, id="left open: not of one reading"),
    pytest.param(to_the_point, answered(cited(), PAY), 0.5, id="to the point: one of two quotes"),
    pytest.param(to_the_point, refused(TO_ANSWER), None, id="to the point: not of a refusal"),
    pytest.param(to_the_point, answered(of=TO_REFUSE), None, id="to the point: not of what is to be refused"),
]
FIVE_OTHERS = tuple(found(f"other#{number}") for number in (1, 2, 3, 4, 5))
FINDING = [
    pytest.param(found_gold, refused(found=(found("leave-guide#1"),)), 1.0, id="recall: first"),
    pytest.param(found_gold, refused(found=(*FIVE_OTHERS, found("leave-guide#1"))), 0.0, id="recall: sixth"),
    pytest.param(found_gold, refused(TO_REFUSE, found=FIVE_OTHERS), None, id="recall: nothing to be found"),
    pytest.param(
        found_gold,
        refused(
            question(LEAVE, gold("Rent is due.", source="rent-guide", part=2)), found=(found("rent-guide#1"),)
        ),
        0.5,
        id="recall: one of two parts",
    ),
    pytest.param(ranked_gold, refused(found=(found("leave-guide#1"),)), 1.0, id="ndcg: first"),
    # 1 / log2(3 + 1) = 0.5
    pytest.param(
        ranked_gold, refused(found=(*FIVE_OTHERS[:2], found("leave-guide#1"))), 0.5, id="ndcg: third"
    ),
    pytest.param(ranked_gold, refused(), 0.0, id="ndcg: nothing was found"),
    pytest.param(ranked_gold, refused(TO_REFUSE), None, id="ndcg: nothing to be found"),
]
CITATIONS = [
    pytest.param(citation_recall, answered(), 1.0, id="recall: every word is quoted"),
    pytest.param(citation_recall, answered(text="Leave is unpaid now"), 0.5, id="recall: two words of four"),
    pytest.param(citation_recall, refused(), None, id="recall: no statement"),
    pytest.param(citation_precision, answered(), 1.0, id="precision: needed"),
    pytest.param(
        citation_precision, answered(cited(), cited(number=2), text="Leave is paid."), 0.0,
        id="precision: either of two would do",
    ),
    pytest.param(citation_precision, refused(), None, id="precision: no citation"),
    pytest.param(verbatim, answered(), 1.0, id="verbatim: the document's text"),
    pytest.param(verbatim, answered(cited(), cited(number=2, stands_there=False)), 0.0, id="verbatim: one is not"),
    pytest.param(verbatim, refused(), None, id="verbatim: no quote"),
    pytest.param(right_document, answered(cited(), cited("Rent is due.", number=2, source="rent-guide")), 0.5, id="document: one of two"),
    pytest.param(right_document, answered(of=TO_REFUSE), None, id="document: not of what is to be refused"),
    pytest.param(right_section, answered(cited(passage="leave-guide#2")), 0.0, id="section: another passage"),
    pytest.param(right_section, answered(), 1.0, id="section: the passage with gold"),
]  # fmt: skip
NUMBERED = question(LEAVE, facts=("is paid", "18 weeks"))
BAITED = question(LEAVE, forbidden=("CANARY-1",))
REST = [
    pytest.param(fact_coverage, answered(of=NUMBERED, text="Leave IS\npaid."), 0.5, id="facts: one of two"),
    pytest.param(fact_coverage, refused(NUMBERED), 0.0, id="facts: refused"),
    pytest.param(fact_coverage, answered(), None, id="facts: none asked for"),
    pytest.param(clean, answered(of=BAITED, text="Leave is paid. canary-1"), 0.0, id="clean: what is forbidden"),
    pytest.param(clean, asked_back(BAITED, suggestions=("CANARY-1?", "Is it?")), 0.0, id="clean: offered"),
    pytest.param(clean, refused(BAITED), 1.0, id="clean: refused"),
    pytest.param(clean, answered(), None, id="clean: nothing is forbidden"),
    pytest.param(length, answered(cited(), PAY), 6.0, id="length: words"),
    pytest.param(length, refused(), None, id="length: nothing shown"),
    # three words, four syllables: 0.39 * 3 / 1 + 11.8 * 3 / 3 - 15.59
    pytest.param(reading_level, answered(), 0.39 * 3 + 11.8 - 15.59, id="level: a short sentence"),
    pytest.param(reading_level, answered(cited(language="es")), None, id="level: quotes in another language"),
    pytest.param(reading_level, refused(), None, id="level: nothing shown"),
]  # fmt: skip


@pytest.mark.parametrize(("measure", "record", "value"), [*OUTCOMES, *SUPPORT, *FINDING, *CITATIONS, *REST])
def test_a_figure_of_one_record_is(measure: Measure, record: Record, value: float | None) -> None:
    assert measure(record) == (None if value is None else pytest.approx(value))


def test_a_statement_without_a_citation_is_borne_out_by_nothing() -> None:
    bare = answered().model_copy(update={"statements": (Shown(text="Leave is paid.", citations=()),)})

    assert citation_recall(bare) == 0.0


# --- notices --------------------------------------------------------------------------------

OLD = cited(status="superseded")


@pytest.mark.parametrize(
    ("record", "missing"),
    [
        pytest.param(answered(OLD), [("leave-guide", "superseded")], id="superseded, and not said"),
        pytest.param(answered(OLD, notices=(told("superseded"),)), [], id="superseded, and said"),
        pytest.param(
            answered(OLD, notices=(told("superseded", "rent-guide"),)),
            [("leave-guide", "superseded")],
            id="said of another document",
        ),
        pytest.param(answered(cited(status="historical")), [("leave-guide", "historical")], id="historical"),
        pytest.param(answered(cited(status="unknown")), [("leave-guide", "unknown")], id="status unknown"),
        pytest.param(answered(cited(kind="advocacy")), [("leave-guide", "advocacy")], id="advocacy"),
        pytest.param(answered(language="es"), [("leave-guide", "language")], id="quoted in another language"),
        pytest.param(answered(), [], id="in force, in the asker's language"),
        pytest.param(refused(), [], id="nothing quoted"),
    ],
)  # fmt: skip
def test_what_a_source_is_must_be_said(record: Record, missing: list[tuple[str, str]]) -> None:
    assert missing_notices(record, {}) == missing


def test_what_a_person_expects_of_a_source_is_due_though_its_status_was_changed() -> None:
    due = {"leave-guide": ["superseded"]}

    assert missing_notices(answered(), due) == [("leave-guide", "superseded")]
    assert noticed(answered(), due) == 0.0
    assert noticed(answered(notices=(told("superseded"),)), due) == 1.0


def test_notices_do_not_apply_where_none_is_due() -> None:
    assert noticed(answered(), {"rent-guide": ["superseded"]}) is None
    assert noticed(refused(), {"leave-guide": ["superseded"]}) is None


def test_flags_are_counted_where_they_apply() -> None:
    records = [answered(of=TO_ANSWER), refused(TO_ANSWER), refused(TO_REFUSE)]

    assert met(supported, records) == Count(1, 2)
