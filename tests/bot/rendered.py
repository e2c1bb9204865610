"""Answers to render, for tests: a policy that is no longer in force, and two sentences of it."""

from retrieval.answer import Answer, Notice, NoticeKind
from retrieval.answering import Reply, Trace
from retrieval.sources import Kind, Status
from tests.retrieval.answer_builders import answered, cited, issued, known_gap, whole

POLICY = issued(
    id="leave-2021", short_title="Leave policy", publisher="The Office", kind=Kind.POLICY, date="2021-08-10",
    status=Status.SUPERSEDED, superseded_on="2025-01-31", superseded_by="Leave policy 2",
    url="https://example.org/leave",
)  # fmt: skip
LEAVE = whole("Leave is paid. Leave is\nlong.", of=POLICY, section=("FAQ", "Leave"), page_starts=(0, 15))
TWO_SENTENCES = answered(
    cited(LEAVE, "Leave is paid."),
    cited(LEAVE, "Leave is\nlong.", number=2),
    notices=(Notice(NoticeKind.SUPERSEDED, POLICY),),
)
GAP = known_gap(instead={"en": "Nobody wrote down the fee. Ask the desk.", "es": "Nadie anotó la tarifa."})


def reply(reached: Answer, *, sent: str = "Is leave paid?") -> Reply:
    return Reply(sent, reached, "f00d", Trace(), {"understand": 0.3, "total": 18.0})
