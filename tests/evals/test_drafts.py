"""How many written sentences are wrongly shown and wrongly dropped is counted, by kind and by language."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from evals.drafts import (
    HONEST,
    TUNING,
    Case,
    Judged,
    Quoted,
    Said,
    judged,
    main,
    read_cases,
    report,
    wrongly_dropped,
    wrongly_shown,
)
from retrieval.errors import CitabotError
from retrieval.writing.draft import WrittenDraft
from tests.retrieval.answer_builders import whole
from tests.retrieval.writing.builders import checker

LEAVE = whole("Leave is paid. Parents may take 18 weeks of leave.")


def case(*statements: Said, id: str = "t-1", language: str = "en", kind: str = HONEST) -> Case:
    return Case(
        id=id,
        question="Is leave paid?",
        language=language,
        kind=kind,
        passages=(LEAVE.id,),
        statements=statements,
    )


def said(text: str, *, quote: str = "Leave is paid.", unsupported: tuple[str, ...] = ()) -> Said:
    return Said(text=text, quotes=(Quoted(passage=1, text=quote),), unsupported=unsupported)


def sentence(
    *, supported: bool, why_not: str = "", id: str = "t-1", kind: str = HONEST, language: str = "en"
) -> Judged:
    return Judged(case(id=id, kind=kind, language=language), "Leave is paid.", supported, why_not)


def entry(**other: Any) -> dict[str, Any]:
    """A case as a file has it."""
    statement = {"text": "Paid.", "quotes": [{"passage": 1, "text": "Leave is paid."}], "unsupported": []}
    return {
        "id": "t-1", "question": "Is it paid?", "language": "en", "kind": HONEST,
        "passages": [LEAVE.id], "statements": [statement],
    } | other  # fmt: skip


def test_every_sentence_of_a_draft_is_judged() -> None:
    draft = case(
        said("Leave is paid. Leave is not paid.", unsupported=("Leave is not paid.",)),
        said("Leave is bread."),
    )

    found = list(judged([draft], checker(), {LEAVE.id: LEAVE}))

    assert [(each.text, each.supported, each.why_not) for each in found] == [
        ("Leave is paid.", True, ""),
        ("Leave is not paid.", False, "claim"),
        ("Leave is bread.", True, "support"),
    ]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        pytest.param("Leave is free.", True, id="the very sentence"),
        pytest.param("is free", True, id="a part of it"),
        pytest.param("Leave is free. It always was.", True, id="more than it"),
        pytest.param("Leave is paid.", False, id="another"),
    ],
)
def test_a_sentence_must_not_be_shown_if_it_is_marked_in_part_or_whole(text: str, marked: bool) -> None:
    assert case(said("…", unsupported=("Leave\n is free.",))).must_not_be_shown(text) is marked


def test_an_unsupported_sentence_counts_as_wrongly_shown_in_any_draft() -> None:
    sentences = [
        sentence(supported=False),
        sentence(supported=False, kind="swapped"),
        sentence(supported=False, why_not="order", kind="swapped"),
        sentence(supported=True),
    ]

    assert str(wrongly_shown(sentences)) == "2 of 3 (67 %, 21 to 94)"


def test_a_supported_sentence_counts_as_wrongly_dropped_in_an_honest_draft_alone() -> None:
    sentences = [
        sentence(supported=True, why_not="support"),
        sentence(supported=True),
        sentence(supported=True, why_not="support", kind="swapped"),
        sentence(supported=False, why_not="support"),
    ]

    assert str(wrongly_dropped(sentences)) == "1 of 2 (50 %, 9 to 91)"


def test_a_report_counts_by_kind_by_language_and_by_cause() -> None:
    sentences = [
        sentence(supported=False, id="t-2", kind="swapped", language="es"),
        sentence(supported=True, why_not="name"),
        sentence(supported=True),
    ]

    assert report(sentences) == {
        "drafts, adversarial and honest": "1 and 1",
        "unsupported sentences shown": "1 of 1 (100 %, 21 to 100)",
        "supported sentences dropped": "1 of 2 (50 %, 9 to 91)",
        "shown, swapped": "1 of 1 (100 %, 21 to 100)",
        "en: shown, dropped": "none; 1 of 2 (50 %, 9 to 91)",
        "es: shown, dropped": "1 of 1 (100 %, 21 to 100); none",
        "supported, dropped for name": "1",
    }


def test_files_are_read_one_after_the_other(tmp_path: Path) -> None:
    one, other = tmp_path / "1.yaml", tmp_path / "2.yaml"
    one.write_text(yaml.safe_dump([entry(id="a"), entry(id="b")]), "utf-8")
    other.write_text(yaml.safe_dump([entry(id="c")]), "utf-8")

    assert [each.id for each in read_cases([one, other])] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(yaml.safe_dump([entry(mood="good")]), id="a key that nobody reads"),
        pytest.param(yaml.safe_dump([entry(passages=None)]), id="a value missing"),
        pytest.param("- [", id="no YAML"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "drafts.yaml"
    path.write_text(text, "utf-8")

    with pytest.raises(CitabotError, match=r"drafts\.yaml cannot be used \(\w+\); mend it\."):
        read_cases([path])


def test_a_file_that_is_not_there_is_one_sentence_and_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(tmp_path), "--drafts", str(tmp_path / "no.yaml")]) == 1
    assert capsys.readouterr().err.startswith("evals: ")


def test_the_drafts_for_tuning_fit_what_a_model_may_write() -> None:
    cases = read_cases(TUNING)

    drafts = [each.draft() for each in cases]

    assert len(drafts) >= 100
    assert [WrittenDraft.model_validate_json(each.model_dump_json()) for each in drafts] == drafts
    nowhere = [
        each.id
        for each in cases
        if any(quote.passage > len(each.passages) for said in each.statements for quote in said.quotes)
    ]
    assert nowhere == []


def test_a_draft_that_is_longer_than_a_model_may_write_is_none() -> None:
    with pytest.raises(ValidationError, match="at most"):
        case(said("Leave is paid. " * 1000)).draft()
