"""What must be said beside an answer, and in which order."""

from datetime import date

import pytest

from retrieval.answer import Citation, Notice, NoticeKind
from retrieval.identifiers import IdentifierKind
from retrieval.notices import notices
from retrieval.sources import Kind, Source, Status
from tests.retrieval.answer_builders import asking, cited, issued, superseded, whole

TODAY = date(2026, 6, 15)


def quoting(*sources: Source) -> list[Citation]:
    return [
        cited(whole("Leave is paid.", of=source), "Leave is paid.", number=number)
        for number, source in enumerate(sources, start=1)
    ]


def beside(
    *sources: Source,
    question: str = "Is leave paid?",
    language: str = "en",
    missing: tuple[str, ...] = (),
    masked: tuple[IdentifierKind, ...] = (),
) -> tuple[Notice, ...]:
    """The notices when these are quoted."""
    asked = asking(question, language=language, masked=masked)
    return notices(asked, quoting(*sources), missing=missing, today=TODAY)


def said(*sources: Source, language: str = "en") -> list[tuple[str, str]]:
    """The kind and the source of each notice when these are quoted."""
    found = beside(*sources, language=language)
    return [(notice.kind.value, notice.source.id) for notice in found if notice.source]


# --- of the sources -------------------------------------------------------------------------


def test_a_document_in_force_in_the_askers_language_needs_no_notice() -> None:
    assert said(issued(status=Status.IN_FORCE, kind=Kind.LAW)) == []


def test_a_superseded_document_is_said_to_be_superseded() -> None:
    assert said(superseded(id="old")) == [("superseded", "old")]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        pytest.param(Status.HISTORICAL, "historical", id="historical"),
        pytest.param(Status.UNKNOWN, "unknown", id="unknown"),
    ],
)
def test_a_status_that_is_not_in_force_is_said(status: Status, kind: str) -> None:
    assert said(issued(status=status)) == [(kind, "leave-guide")]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param(Kind.ADVOCACY, [("advocacy", "leave-guide")], id="advocacy"),
        pytest.param(Kind.LAW, [], id="law"),
        pytest.param(Kind.REGULATION, [], id="regulation"),
        pytest.param(Kind.GUIDANCE, [], id="guidance"),
        pytest.param(Kind.POLICY, [], id="policy"),
        pytest.param(Kind.REPORT, [], id="report"),
        pytest.param(None, [], id="not known"),
    ],
)
def test_of_the_kinds_only_advocacy_is_said(kind: Kind | None, expected: list[tuple[str, str]]) -> None:
    assert said(issued(kind=kind)) == expected


@pytest.mark.parametrize(
    ("review_by", "expected"),
    [
        pytest.param("2026-06-14", [("outdated", "leave-guide")], id="yesterday"),
        pytest.param("2026-06-15", [], id="today"),
        pytest.param("2026-06-16", [], id="tomorrow"),
        pytest.param("2026-05", [("outdated", "leave-guide")], id="last month"),
        pytest.param("2025", [("outdated", "leave-guide")], id="last year"),
        pytest.param("2027", [], id="next year"),
        pytest.param("2026-06", [], id="this month"),
        pytest.param("2026", [], id="this year"),
        pytest.param(None, [], id="never"),
    ],
)
def test_a_document_is_outdated_after_the_day_of_its_review(
    review_by: str | None, expected: list[tuple[str, str]]
) -> None:
    assert said(issued(review_by=review_by)) == expected


def test_quotes_in_another_language_than_the_question_are_said_to_be() -> None:
    assert said(issued(language="en"), language="es") == [("language", "leave-guide")]


def test_the_most_urgent_comes_first_whatever_is_quoted_first() -> None:
    report = issued(id="report", status=Status.HISTORICAL, kind=Kind.ADVOCACY, review_by="2020")
    unknown = issued(id="note", status=Status.UNKNOWN)

    assert said(report, unknown, superseded(id="old"), language="ht") == [
        ("superseded", "old"),
        ("historical", "report"),
        ("unknown", "note"),
        ("outdated", "report"),
        ("advocacy", "report"),
        ("language", "report"),
        ("language", "note"),
        ("language", "old"),
    ]


def test_what_is_of_one_kind_stays_in_the_order_of_the_quotes() -> None:
    assert said(superseded(id="b"), superseded(id="a")) == [("superseded", "b"), ("superseded", "a")]


def test_a_source_that_is_quoted_twice_has_its_notices_once() -> None:
    old = superseded(id="old")

    assert said(old, issued(), old) == [("superseded", "old")]


def test_without_quotes_there_is_nothing_to_say() -> None:
    assert said() == []


def test_in_a_bare_answer_nothing_is_said_of_no_source() -> None:
    assert beside(issued()) == ()


# --- of the question ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "language"),
    [
        pytest.param("Should I take leave?", "en", id="what to do"),
        pytest.param("Will I be paid?", "en", id="what will become of me"),
        pytest.param("¿Debo pedir la licencia?", "es", id="Spanish"),
    ],
)
def test_an_answer_to_a_question_for_advice_says_that_it_is_none(question: str, language: str) -> None:
    found = beside(issued(language=language), question=question, language=language)

    assert found == (Notice(NoticeKind.ADVICE),)


def test_that_it_is_no_advice_is_said_once_whatever_is_quoted() -> None:
    found = beside(issued(), issued(id="other"), question="Should I take leave?")

    assert found == (Notice(NoticeKind.ADVICE),)


def test_each_part_of_a_question_that_was_not_found_is_named_in_the_askers_words() -> None:
    found = beside(issued(), missing=("who pays?", "Is it zebras?"))

    assert found == (
        Notice(NoticeKind.PARTIAL, about="who pays?"),
        Notice(NoticeKind.PARTIAL, about="Is it zebras?"),
    )


def test_that_something_was_taken_out_of_the_question_is_said_once() -> None:
    found = beside(issued(), masked=(IdentifierKind.A_NUMBER, IdentifierKind.PHONE))

    assert found == (Notice(NoticeKind.MASKED),)


# --- the order ------------------------------------------------------------------------------


def test_all_that_can_be_said_is_said_in_the_order_of_its_urgency() -> None:
    report = issued(id="report", status=Status.HISTORICAL, kind=Kind.ADVOCACY, review_by="2020")

    found = beside(
        report,
        issued(id="note", status=Status.UNKNOWN),
        superseded(id="old"),
        question="¿Debo pedir la licencia?",
        language="es",
        missing=("¿quién paga?",),
        masked=(IdentifierKind.PHONE,),
    )

    assert [notice.kind.value for notice in found] == [
        "superseded", "historical", "unknown", "outdated", "advocacy", "advice", "partial", "masked",
        "language", "language", "language",
    ]  # fmt: skip


def test_the_kinds_are_declared_from_the_most_urgent_to_the_least() -> None:
    assert [kind.value for kind in NoticeKind] == [
        "superseded", "historical", "unknown", "outdated", "advocacy", "advice", "partial", "masked",
        "language", "written", "provider",
    ]  # fmt: skip
