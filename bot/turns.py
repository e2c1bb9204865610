"""A question and its answer, as the question after them needs them."""

from dataclasses import replace

from retrieval.answer import Answer, Answered, NoticeKind
from retrieval.followup import Turn
from retrieval.language import SPOKEN

EXCHANGES = 5  # of a conversation, which are kept in mind


def turns(question: str, answer: Answer) -> tuple[Turn, ...]:
    """The question, and the words that answered it, if any did."""
    asked = Turn("user", question)
    if not isinstance(answer, Answered):
        return (asked,)
    return asked, Turn("assistant", " ".join(statement.text for statement in answer.statements))


def spoken(answer: Answer, language: str) -> Answer:
    """The answer in the person's own language, where citabot does not speak that of the question."""
    return answer if answer.language in SPOKEN else replace(answer, language=language)


def tells(answer: Answer) -> bool:
    """Does it say whose machine read the question?"""
    return isinstance(answer, Answered) and any(each.kind is NoticeKind.PROVIDER for each in answer.notices)
