"""A question and its answer, as the question after them needs them."""

from retrieval.answer import Answer, Answered, NoticeKind
from retrieval.followup import Turn


def turns(question: str, answer: Answer) -> tuple[Turn, ...]:
    """The question, and the words that answered it, if any did."""
    asked = Turn("user", question)
    if not isinstance(answer, Answered):
        return (asked,)
    return asked, Turn("assistant", " ".join(statement.text for statement in answer.statements))


def tells(answer: Answer) -> bool:
    """Does it say whose machine read the question?"""
    return isinstance(answer, Answered) and any(each.kind is NoticeKind.PROVIDER for each in answer.notices)
