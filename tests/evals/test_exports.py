"""Questions and records as other programs read them."""

import json
from typing import Any
from xml.etree import ElementTree

from evals.exports import junit, mtrag, ragas
from evals.questions import Said
from tests.evals.eval_builders import question
from tests.evals.record_builders import LEAVE, answered, refused


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_an_answer_is_a_sample_of_ragas() -> None:
    assert lines(ragas([answered()])) == [{
        "user_input": "Is leave paid?",
        "retrieved_contexts": ["Leave is paid."],
        "reference_contexts": ["Leave is paid."],
        "response": "Leave is paid.",
        "reference": "Leave is paid.",
    }]  # fmt: skip


def test_a_question_in_a_conversation_is_a_task_of_mtrag() -> None:
    before = (Said(role="user", text="Hello"), Said(role="assistant", text="Yes?"))

    [task] = lines(mtrag([answered(of=question(LEAVE, history=before))]))

    assert task["task_id"] == "q-1<::>2"
    assert task["input"] == [
        {"speaker": "user", "text": "Hello"},
        {"speaker": "agent", "text": "Yes?"},
        {"speaker": "user", "text": "Is leave paid?"},
    ]
    assert task["contexts"] == [
        {"document_id": "leave-guide#1", "source": "leave-guide", "text": "Leave is paid."}
    ]
    assert (task["targets"], task["predictions"]) == (
        [{"speaker": "agent", "text": "Leave is paid."}],
        [{"text": "Leave is paid."}],
    )
    assert task["Answerability"] == ["ANSWERABLE"]


def test_what_has_no_answer_is_unanswerable_to_mtrag() -> None:
    [task] = lines(mtrag([refused(question())]))

    assert (task["Answerability"], task["targets"]) == (["UNANSWERABLE"], [])


def test_wrong_answers_are_failures_in_junit_xml() -> None:
    records = [
        answered(of=question(LEAVE, id="q-1")),
        refused(question(LEAVE, id="q-2", text="Is <leave> paid & long?")),
        refused(question(id="q-3", language="es")),
    ]

    root = ElementTree.fromstring(junit(records))

    suites = [(each.get("name"), each.get("tests"), each.get("failures")) for each in root]
    assert suites == [("evals.en", "2", "1"), ("evals.es", "1", "0")]
    [failure] = root.iter("failure")
    assert failure.get("message") == "expected answered, found refused"
    assert (failure.text or "").startswith("Is <leave> paid & long?")
