"""`citabot sources` and `citabot show`: what may be answered from."""

import hashlib
from pathlib import Path

import pytest

from retrieval.answering import Parts
from tests.bot.terminal import CORPUS, Citabot


@pytest.fixture
def home(shipped_home: Path) -> Path:
    return shipped_home


def test_the_sources_are_listed_with_what_is_known_of_them(citabot: Citabot, home: Path) -> None:
    listed = citabot("sources", "--home", home)

    assert listed.status == 0
    assert listed.out.splitlines()[:2] == [
        "ice-victims-2021",
        "    Policy Notification: Enforcement Actions Involving Noncitizen Crime Victims "
        "(U.S. Immigration and Customs Enforcement (ICE), policy, 10 August 2021, no longer in force)",
    ]


def test_the_sources_in_json_are_their_entries(citabot: Citabot, home: Path) -> None:
    sources = citabot("sources", "--json", "--home", home).json

    assert [source["id"] for source in sources] == [
        "ice-victims-2021", "unodc-roadmap-2019", "wbt-first-100-days-2017"
    ]  # fmt: skip
    assert sources[0]["superseded_on"] == "2025-01-31"
    assert sources[0]["sha256"] == hashlib.sha256(
        (CORPUS / "ice-crime-victims-faq.txt").read_bytes()
    ).hexdigest()  # fmt: skip


def test_a_document_is_printed_as_it_is_quoted_with_one_line_end(
    citabot: Citabot, home: Path, shipped_parts: Parts
) -> None:
    printed = citabot("show", "ice-victims-2021", "--home", home).out

    assert printed == f"{shipped_parts.searcher.contents.documents[0].text}\n"


@pytest.mark.parametrize("name", ["ice-victims-2021#3", "3"])
def test_a_passage_is_printed_by_its_id_or_its_number(citabot: Citabot, home: Path, name: str) -> None:
    shown = citabot("show", "ice-victims-2021", "--passage", name, "--home", home)

    assert shown.status == 0
    assert shown.out in citabot("show", "ice-victims-2021", "--home", home).out + "\n"
    assert 0 < len(shown.out) < 2000


@pytest.mark.parametrize("name", ["0", "999", "#", "", "unodc-roadmap-2019#3", "ice-victims-2021#03"])
def test_an_unknown_passage_is_one_line_that_names_the_last_one(
    citabot: Citabot, home: Path, name: str
) -> None:
    ended = citabot("show", "ice-victims-2021", "--passage", name, "--home", home)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("citabot: there is no passage ")
    assert " in ice-victims-2021; the last one is 'ice-victims-2021#" in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("name", ["nosuch", "", "ice", "\udcff"])
def test_an_unknown_source_is_one_line_that_says_where_to_look(
    citabot: Citabot, home: Path, name: str
) -> None:
    ended = citabot("show", name, "--home", home)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err == f"citabot: there is no source {name!r}; see: citabot sources\n"
