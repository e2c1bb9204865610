"""What citabot says of its own: notices, attributions, dates."""

import pytest

from bot.wording import Words
from retrieval.answer import Notice, NoticeKind
from retrieval.sources import Kind, Source
from tests.bot.rendered import POLICY
from tests.retrieval.answer_builders import issued, superseded


def test_a_title_that_looks_like_a_template_is_shown_as_it_is() -> None:
    old = superseded(short_title="Guide {publisher}")

    said = Words("en").notice(Notice(NoticeKind.SUPERSEDED, old))

    assert said.startswith("No longer in force: “Guide {publisher}” was replaced")


@pytest.mark.parametrize(
    ("kind", "source", "said"),
    [
        pytest.param(
            NoticeKind.OUTDATED,
            issued(review_by="2026-05"),
            "May be out of date: “Leave guide” should have been checked again by May 2026.",
            id="outdated",
        ),
        pytest.param(
            NoticeKind.HISTORICAL,
            issued(date="2017"),
            "From an earlier time: “Leave guide” (2017) describes how things were then. "
            "They may be different now.",
            id="historical",
        ),
        pytest.param(
            NoticeKind.UNKNOWN,
            issued(),
            "Not checked: nobody has confirmed whether “Leave guide” is still in force.",
            id="unknown",
        ),
        pytest.param(
            NoticeKind.ADVOCACY,
            issued(publisher="Families Now"),
            "One side’s view: “Leave guide” was written by an advocacy group, Families Now. "
            "It is not the law.",
            id="advocacy",
        ),
        pytest.param(
            NoticeKind.LANGUAGE,
            issued(language="es"),
            "The words below are quoted in Spanish, the language of the document.",
            id="language",
        ),
    ],
)
def test_every_kind_of_notice_is_said_in_a_sentence(kind: NoticeKind, source: Source, said: str) -> None:
    assert Words("en").notice(Notice(kind, source)) == said


def test_what_else_is_known_of_a_superseded_source_is_said_in_the_askers_language() -> None:
    noted = POLICY.model_copy(
        update={"status_note": {"en": "It is in court.", "es": "Está en los tribunales."}}
    )

    assert Words("es").notice(Notice(NoticeKind.SUPERSEDED, noted)).endswith(" Está en los tribunales.")
    assert Words("de").notice(Notice(NoticeKind.SUPERSEDED, noted)).endswith(" It is in court.")


@pytest.mark.parametrize(
    ("language", "iso", "expected"),
    [
        ("en", "2025-01-31", "31 January 2025"),
        ("en", "2025-01", "January 2025"),
        ("en", "2025", "2025"),
        ("en", None, ""),
        ("es", "2025-01-31", "31 de enero de 2025"),
        ("fr", "2025-01", "janvier 2025"),
        ("zh", "2025-01-31", "2025年1月31日"),
        ("ht", "2021-08-10", "10 out 2021"),
        ("ht", "2017-04", "avril 2017"),
        ("ru", "2025-01-31", "31 January 2025"),
        ("xx", "2025-01-31", "31 January 2025"),
    ],
)
def test_a_date_is_written_as_its_language_does_and_as_precisely_as_it_is_known(
    language: str, iso: str | None, expected: str
) -> None:
    assert Words(language).date(iso) == expected


def test_a_language_that_citabot_does_not_speak_gets_whole_sentences_in_english() -> None:
    words = Words("ru")

    assert words.notice(Notice(NoticeKind.LANGUAGE, issued(language="en"))) == (
        "The words below are quoted in English, the language of the document."
    )
    assert words.country("US") == "United States"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param(
            issued(publisher="Office of Leave (OL)", kind=Kind.POLICY, date="2021-08-10"),
            "OL, policy, August 2021:",
            id="initials for a long name",
        ),
        pytest.param(
            issued(publisher="Families Now (two authors)", kind=Kind.ADVOCACY, date="2017-04-28"),
            "Families Now, an advocacy group, wrote in April 2017:",
            id="an advocacy group is called one",
        ),
        pytest.param(
            issued(publisher="The Office", kind=Kind.LAW, date="2019"),
            "The Office, law, 2019:",
            id="a year alone",
        ),
        pytest.param(issued(), "Leave guide:", id="nothing is known of it"),
        pytest.param(issued(publisher="The Office", kind=Kind.LAW), "Leave guide:", id="no date"),
        pytest.param(issued(publisher="The Office", date="2019"), "Leave guide:", id="no kind"),
    ],
)
def test_whose_words_follow_is_said_with_what_they_are_and_from_when(source: Source, said: str) -> None:
    assert Words("en").attribution(source) == said


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        pytest.param(
            Notice(NoticeKind.ADVICE),
            "This is what the documents say in general. It is not advice on your own case.",
            id="advice",
        ),
        pytest.param(
            Notice(NoticeKind.PARTIAL, about="Who pays?"),
            "I found nothing in my documents on this part of your question: “Who pays?”",
            id="partial",
        ),
        pytest.param(
            Notice(NoticeKind.MASKED),
            "Before I looked, I took out details that could show who you are, such as a number or an address. "
            "You never need to send me those.",
            id="masked",
        ),
    ],
)
def test_a_notice_that_is_on_no_source_is_said_in_a_sentence(notice: Notice, said: str) -> None:
    assert Words("en").notice(notice) == said


def test_what_somebody_asked_is_not_taken_for_a_template() -> None:
    said = Words("en").notice(Notice(NoticeKind.PARTIAL, about="What is {title} or {0}?"))

    assert said.endswith("“What is {title} or {0}?”")
