"""Questions that are no evidence independent of each other."""

from evals.clusters import clusters
from evals.questions import EvalQuestion, Said
from tests.evals.eval_builders import gold, question


def together(*questions: EvalQuestion) -> list[int]:
    """The place of the first question of each one's cluster."""
    found = clusters(questions)
    return [found.index(each) for each in found]


def test_questions_that_the_same_words_answer_belong_together_white_space_aside() -> None:
    leave, paid = gold("Leave is paid."), gold("Leave is\n  paid.")

    assert together(question(leave), question(gold("Rent is due.")), question(paid)) == [0, 1, 0]


def test_the_same_words_of_another_document_are_others() -> None:
    assert together(question(gold("It is paid.")), question(gold("It is paid.", source="other"))) == [0, 1]


def test_what_has_no_answer_stands_alone() -> None:
    assert together(question(id="a"), question(id="b")) == [0, 1]


def test_questions_after_the_same_conversation_belong_together() -> None:
    before = (Said(role="user", text="Tell me of leave."),)

    assert together(question(id="a", history=before), question(id="b", history=before)) == [0, 0]


def test_a_question_of_several_parts_belongs_where_most_others_do() -> None:
    leave, rent = gold("Leave is paid."), gold("Rent is due.", part=2)

    assert together(question(leave), question(leave, rent), question(rent), question(rent)) == [0, 1, 1, 1]
