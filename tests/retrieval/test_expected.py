"""Expected questions and known gaps: read strictly, and tied to words that stand in a document."""

from pathlib import Path

import pytest

from retrieval.errors import CorpusError
from retrieval.expected import (
    ExpectedQuestion,
    complaints,
    locate,
    propose,
    read_expected,
    read_gaps,
    uncovered,
)
from retrieval.generation import Contents
from retrieval.passage import Passage
from tests.retrieval.answer_builders import passages_of, whole

ENTRY = "- question: Is leave paid?\n  language: en\n  quote: Leave is paid.\n"
GAP = "- question: Is lunch free?\n  language: en\n  instead: Ask the kitchen.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "questions").mkdir()
    return tmp_path


def write(corpus: Path, text: str, *, name: str = "leave-guide.yaml") -> None:
    (corpus / "questions" / name).write_text(text, "utf-8")


def contents(*passages: Passage) -> Contents:
    return Contents((passages[0].document,), passages)


def expecting(quote: str) -> ExpectedQuestion:
    return ExpectedQuestion(question="Is leave paid?", language="en", quote=quote)


# --- reading --------------------------------------------------------------------------------


def test_expected_questions_are_read_in_order(corpus: Path) -> None:
    write(corpus, ENTRY + ENTRY.replace("Is leave paid?", "Who pays?"))

    assert [entry.question for entry in read_expected(corpus, "leave-guide")] == [
        "Is leave paid?",
        "Who pays?",
    ]


def test_known_gaps_say_what_to_say_instead(corpus: Path) -> None:
    write(corpus, GAP, name="gaps.yaml")

    assert [gap.instead for gap in read_gaps(corpus)] == ["Ask the kitchen."]


@pytest.mark.parametrize(
    "text", [pytest.param("", id="empty"), pytest.param("# later\n", id="only a remark")]
)
def test_a_file_may_hold_nothing(corpus: Path, text: str) -> None:
    write(corpus, text)

    assert read_expected(corpus, "leave-guide") == []


def test_a_source_needs_no_file(corpus: Path) -> None:
    assert (read_expected(corpus, "leave-guide"), read_gaps(corpus)) == ([], [])


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param(ENTRY + "  colour: red\n", "entry 1: colour", id="an unknown key"),
        pytest.param(ENTRY.replace("quote", "quot"), "entry 1: quote", id="a missing key"),
        pytest.param(ENTRY + ENTRY.replace("en", "English"), "entry 2: language", id="a language in full"),
        pytest.param(ENTRY.replace("Leave is paid.", '""'), "entry 1: quote", id="an empty quote"),
        pytest.param("question: Is leave paid?\n", "must be a list", id="no list"),
    ],
)
def test_an_entry_that_is_wrong_is_named(corpus: Path, text: str, where: str) -> None:
    write(corpus, text)

    with pytest.raises(CorpusError, match=rf"leave-guide\.yaml: {where}.*; correct it\."):
        read_expected(corpus, "leave-guide")


@pytest.mark.parametrize(
    "raw", [pytest.param(b"- question: [\n", id="not YAML"), pytest.param(b"\xff\xfe", id="not UTF-8")]
)
def test_a_file_that_cannot_be_read_is_named(corpus: Path, raw: bytes) -> None:
    (corpus / "questions" / "leave-guide.yaml").write_bytes(raw)

    with pytest.raises(
        CorpusError, match=r"leave-guide\.yaml cannot be read as YAML \(.*\); mend it there\."
    ):
        read_expected(corpus, "leave-guide")


# --- where they lead ------------------------------------------------------------------------


def test_a_question_leads_to_the_first_passage_that_holds_its_quote() -> None:
    first, second = passages_of("## Leave\n\nLeave is paid.\n\n## Pay\n\nPay is due. Leave is paid.\n")

    assert locate(expecting("Leave\n is paid."), [first, second]) == first


def test_a_quote_that_stands_nowhere_leads_nowhere() -> None:
    assert locate(expecting("Leave is lost."), [whole("Leave is paid.")]) is None


def test_passages_that_no_question_leads_to_are_uncovered(corpus: Path) -> None:
    leave, pay = passages_of("## Leave\n\nLeave is paid.\n\n## Pay\n\nPay is due.\n")
    write(corpus, ENTRY)

    assert uncovered(corpus, contents(leave, pay), "leave-guide") == [pay]


def test_without_questions_every_passage_is_uncovered(corpus: Path) -> None:
    leave = whole("Leave is paid.")

    assert uncovered(corpus, contents(leave), "leave-guide") == [leave]


# --- what is wrong in the files -------------------------------------------------------------


def test_files_in_order_give_no_complaint(corpus: Path) -> None:
    write(corpus, ENTRY)
    write(corpus, GAP, name="gaps.yaml")

    assert list(complaints(corpus, contents(whole("Leave is paid.")))) == []


def test_a_quote_that_stands_nowhere_is_a_complaint(corpus: Path) -> None:
    write(corpus, ENTRY)

    assert list(complaints(corpus, contents(whole("Leave is unpaid.")))) == [
        "leave-guide.yaml: entry 1: its quote is in no passage of leave-guide; copy it again."
    ]


def test_a_question_that_stands_there_twice_is_a_complaint(corpus: Path) -> None:
    write(corpus, ENTRY + ENTRY.replace("Is leave paid?", "IS LEAVE PAID?"))

    assert list(complaints(corpus, contents(whole("Leave is paid.")))) == [
        "leave-guide.yaml: entry 2: 'IS LEAVE PAID?' stands there twice; remove one."
    ]


def test_a_file_of_no_source_is_a_complaint(corpus: Path) -> None:
    write(corpus, ENTRY, name="old-guide.yaml")

    assert list(complaints(corpus, contents(whole("Leave is paid.")))) == [
        "old-guide.yaml is of no source in the corpus; rename or remove it."
    ]


# --- proposals ------------------------------------------------------------------------------


def test_a_question_heading_is_proposed_with_the_first_sentence_of_its_answer() -> None:
    [passage] = passages_of("## Is leave\tpaid?\n\nYes, it is. You need not ask.\n")

    assert propose(passage) == ExpectedQuestion(question="Is leave paid?", language="en", quote="Yes, it is.")


def test_a_passage_that_asks_nothing_proposes_nothing() -> None:
    assert propose(whole("Leave is paid.")) is None
