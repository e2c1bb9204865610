"""What is found wrong in the evaluation's questions beside the documents."""

import pytest

from evals.questions import EvalQuestion, Said
from evals.validation import complaints, uncovered
from tests.evals.eval_builders import gold, question
from tests.retrieval.answer_builders import issued, whole

GUIDE = whole("Leave is\npaid. Rent is due.").document
PAID = question(gold("Leave is paid."))


def of(*questions: EvalQuestion) -> dict[str, tuple[EvalQuestion, ...]]:
    return {"one.yaml": questions}


def test_questions_whose_words_stand_in_their_documents_are_in_order() -> None:
    assert complaints(of(PAID, question(id="q-2", text="What is rent?")), [GUIDE]) == []


def test_a_question_whose_words_a_document_no_longer_says_is_named() -> None:
    changed = whole("Leave is unpaid.").document

    assert complaints(of(PAID), [changed]) == [
        "q-1: leave-guide does not say “Leave is paid.”; the document was changed, or the quote is wrong: "
        "write what it says now."
    ]


def test_a_question_whose_document_is_gone_is_named() -> None:
    assert complaints(of(PAID), []) == [
        "q-1: its source 'leave-guide' is not in the corpus; put it back, or change the gold."
    ]


def test_a_fact_that_is_not_in_the_gold_is_named() -> None:
    asked = question(gold("Leave is paid."), facts=("IS PAID", "18 weeks"))

    assert complaints(of(asked), [GUIDE]) == [
        "q-1: the fact '18 weeks' is not in its gold; quote where it stands."
    ]


def test_one_id_in_two_files_is_named_with_both() -> None:
    files = {"one.yaml": (PAID,), "two.yaml": (question(text="What is rent?"),)}

    assert complaints(files, [GUIDE]) == [
        "'q-1' is the id of questions in one.yaml and two.yaml; change one."
    ]


def test_the_same_words_in_another_order_are_one_question() -> None:
    assert complaints(of(PAID, question(id="q-2", text="Leave: paid, is?")), [GUIDE]) == [
        "q-2 asks what q-1 asks; remove one."
    ]


def test_the_same_words_after_something_else_was_said_are_another_question() -> None:
    later = question(id="q-2", history=(Said(role="user", text="Tell me of fathers."),))

    assert complaints(of(PAID, later), [GUIDE]) == []


def test_a_question_of_the_report_that_is_nearly_one_that_was_tuned_on_is_named() -> None:
    files = {
        "report.yaml": (question(text="May a parent take paid leave twice?"),),
        "tuning.yaml": (question(id="q-2", text="May a parent take paid leave twice now?"),),
    }

    assert complaints(files, [GUIDE], apart=["report.yaml"]) == [
        "q-1 is nearly q-2, which was tuned on; remove one."
    ]
    assert complaints(files, [GUIDE]) == []


SUED = "Which hotel chain did the six North Carolina housekeepers sue?"
SUED_TOO = "Which hotel chain got sued by the housekeepers in North Carolina?"


def reported_beside(reported: EvalQuestion, tuned: EvalQuestion) -> list[str]:
    documents = [GUIDE, whole("The hotel was sued.", of=issued(id="report")).document]
    return complaints({"report.yaml": (reported,), "tuning.yaml": (tuned,)}, documents, apart=["report.yaml"])


def test_the_same_refusal_asked_for_in_other_words_is_named() -> None:
    assert reported_beside(question(text=SUED), question(id="q-2", text=SUED_TOO)) == [
        "q-1 is nearly q-2, which was tuned on; remove one."
    ]


def test_the_same_gold_asked_for_in_other_words_is_named() -> None:
    reported = question(gold("The hotel was sued.", source="report"), text=SUED)
    tuned = question(gold("hotel was\nsued", source="report"), id="q-2", text=SUED_TOO)

    assert reported_beside(reported, tuned) == ["q-1 is nearly q-2, which was tuned on; remove one."]


@pytest.mark.parametrize(
    ("reported", "tuned"),
    [
        pytest.param(
            question(text="In which state do the housekeepers live who sued a hotel?"),
            question(id="q-2", text=SUED_TOO),
            id="a question beside it",
        ),
        pytest.param(
            question(gold("The hotel was sued.", source="report"), text=SUED),
            question(gold("Rent is due."), id="q-2", text=SUED_TOO),
            id="answered by other words",
        ),
        pytest.param(
            question(gold("The hotel was sued.", source="report"), text=SUED),
            question(id="q-2", text=SUED_TOO),
            id="answered, not refused",
        ),
        pytest.param(
            question(text=SUED, language="fr"), question(id="q-2", text=SUED), id="another language"
        ),
    ],
)
def test_a_question_of_the_report_that_only_shares_a_topic_is_kept(
    reported: EvalQuestion, tuned: EvalQuestion
) -> None:
    assert reported_beside(reported, tuned) == []


def test_a_language_with_nothing_to_refuse_is_named() -> None:
    assert uncovered([PAID, question(id="q-2", language="es")], ["en"]) == [
        "no question in 'en' is to be refused; add one."
    ]
