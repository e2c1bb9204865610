"""The question files that are shipped, and how a question file is read."""

from functools import cache
from pathlib import Path

import pytest

from evals.questions import (
    REPORT,
    TUNING,
    EvalQuestion,
    Gold,
    Kind,
    Said,
    gold_places,
    read_all,
    read_questions,
)
from evals.validation import complaints, uncovered
from retrieval.document import Document
from retrieval.errors import CitabotError
from retrieval.followup import Turn
from retrieval.language import SPOKEN
from retrieval.loading import load
from retrieval.sources import read_corpus
from retrieval.understand import Question
from tests.evals.eval_builders import gold, question
from tests.retrieval.answer_builders import whole

CORPUS = Path(__file__).parents[2] / "corpus"

ENTRY = """\
- id: q-1
  question: Is leave paid?
  language: en
  kind: fact
  expected: answered
  gold:
    - source: leave-guide
      quote: Leave is paid.
  why: by hand
  since: "2026-01-01"
"""
REFUSED = ENTRY.replace("answered", "refused").replace(
    "gold:\n    - source: leave-guide\n      quote: Leave is paid.", "gold: []"
)

BEFORE = """\
  history:
    - {role: user, text: Tell me of leave.}
    - {role: assistant, text: "Yes?"}
"""

each_file = pytest.mark.parametrize("file", [*TUNING, *REPORT], ids=lambda file: file.stem)


@cache
def documents() -> tuple[Document, ...]:
    """Those of the shipped corpus."""
    corpus = read_corpus(CORPUS)
    return tuple(load(source, corpus.path(source)) for source in corpus.sources)


# --- what is shipped ------------------------------------------------------------------------


def test_questions_are_tuned_on_from_other_files_than_they_are_reported_from() -> None:
    assert [file.name for file in TUNING] == [
        "tuning.yaml",
        "voices.yaml",
        "hard-tuning.yaml",
        "blind-tuning.yaml",
    ]
    assert [file.name for file in REPORT] == ["report.yaml", "hard-report.yaml", "kinds-report.yaml"]


def test_the_shipped_questions_are_in_order() -> None:
    files = {file.name: read_questions(file) for file in (*TUNING, *REPORT)}

    assert complaints(files, documents(), apart=[file.name for file in REPORT]) == []


@pytest.mark.parametrize("files", [TUNING, REPORT], ids=["tuned on", "reported"])
def test_every_language_of_the_interface_has_something_to_answer_and_to_refuse(
    files: tuple[Path, ...],
) -> None:
    assert uncovered(read_all(files), SPOKEN) == []


def test_two_hundred_questions_and_more_of_every_kind_that_matters_are_reported() -> None:
    reported = read_all(REPORT)

    assert len(reported) >= 200
    assert {
        Kind.LIST, Kind.NUMBER, Kind.COMPARISON, Kind.FOLLOW_UP, Kind.AMBIGUOUS, Kind.NEAR_MISS,
        Kind.FALSE_PREMISE, Kind.PERSONAL_ADVICE, Kind.INJECTION, Kind.IDENTIFIER,
    } <= {each.kind for each in reported}  # fmt: skip


@each_file
def test_every_document_is_asked_about(file: Path) -> None:
    known = {document.id for document in documents()}

    assert {wanted.source for each in read_questions(file) for wanted in each.gold} == known


@each_file
def test_the_parts_of_a_question_are_numbered_one_after_the_other(file: Path) -> None:
    odd = [each.id for each in read_questions(file) if each.parts != set(range(1, len(each.parts) + 1))]

    assert odd == []


@each_file
def test_a_question_to_ask_back_on_has_two_readings_at_least(file: Path) -> None:
    plain = [each.id for each in read_questions(file) if each.expected == "clarify" and len(each.parts) < 2]

    assert plain == []


# --- reading --------------------------------------------------------------------------------


def read(folder: Path, text: str) -> list[EvalQuestion]:
    path = folder / "questions.yaml"
    path.write_text(text, "utf-8")
    return read_questions(path)


def test_questions_are_read_in_order(tmp_path: Path) -> None:
    assert [each.id for each in read(tmp_path, ENTRY + REFUSED.replace("q-1", "q-0"))] == ["q-1", "q-0"]


def test_several_files_are_read_one_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(ENTRY.replace("q-1", "q-2"), "utf-8")
    (tmp_path / "two.yaml").write_text(ENTRY, "utf-8")

    questions = read_all([tmp_path / "one.yaml", tmp_path / "two.yaml"])

    assert [each.id for each in questions] == ["q-2", "q-1"]


def test_a_question_may_say_what_was_said_before_it_and_which_part_each_gold_answers(tmp_path: Path) -> None:
    [asked] = read(tmp_path, ENTRY.replace("paid.\n  why", "paid.\n      part: 2\n  why") + BEFORE)

    assert asked.gold == (gold("Leave is paid.", part=2),)
    assert asked.history == (Said(role="user", text="Tell me of leave."), Said(role="assistant", text="Yes?"))


def test_gold_answers_the_only_part_unless_it_says_another(tmp_path: Path) -> None:
    [asked] = read(tmp_path, ENTRY)

    assert (set(asked.parts), asked.history) == ({1}, ())


@pytest.mark.parametrize(
    ("asked", "has_answer"),
    [
        pytest.param(question(gold("Leave is paid.")), True, id="to be answered"),
        pytest.param(question(gold("Leave is paid."), expected="clarify"), True, id="to be asked back on"),
        pytest.param(question(), False, id="to be refused"),
    ],
)
def test_what_is_not_to_be_refused_has_an_answer(asked: EvalQuestion, has_answer: bool) -> None:
    assert asked.has_answer is has_answer


def test_a_question_is_sent_with_what_was_said_before_it() -> None:
    asked = question(text="And then?", history=(Said(role="user", text="Hello"),))

    assert asked.as_question() == Question("And then?", (Turn("user", "Hello"),))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param(ENTRY + "  colour: red\n", "entry 0.colour: Extra inputs", id="an unknown key"),
        pytest.param(
            ENTRY.replace("fact", "riddle"), "entry 0.kind: Input should be 'fact'", id="an unknown kind"
        ),
        pytest.param(ENTRY.replace("q-1", "Q 1"), "entry 0.id: String should match", id="an id with a blank"),
        pytest.param(ENTRY.replace('"2026-01-01"', "yesterday"), "entry 0.since: ", id="no day"),
        pytest.param(
            REFUSED + "  facts: [paid]\n", "only of a question that is answered", id="facts of a refusal"
        ),
        pytest.param(ENTRY.replace("why", "reason"), "entry 0.why: Field required", id="a missing key"),
        pytest.param(ENTRY.replace("answered", "maybe"), "entry 0.expected: ", id="an unknown outcome"),
        pytest.param(
            ENTRY.replace("answered", "refused"), "a refused question has no gold", id="gold of a refusal"
        ),
        pytest.param(
            REFUSED.replace("refused", "answered"),
            "every other one needs some",
            id="an answer without gold",
        ),
        pytest.param(
            REFUSED.replace("refused", "clarify"), "every other one needs some", id="readings without gold"
        ),
        pytest.param(
            ENTRY.replace("paid.\n  why", "paid.\n      part: 0\n  why"),
            "entry 0.gold.0.part: Input should be greater than or equal to 1",
            id="a part before the first",
        ),
        pytest.param(
            ENTRY + "  history: [{role: bot, text: Hello}]\n",
            "entry 0.history.0.role: Input should be 'user' or 'assistant'",
            id="somebody else in the conversation",
        ),
        pytest.param(ENTRY + ENTRY, "'q-1' is the id of two questions; change one", id="one id twice"),
        pytest.param(
            "- [", r"questions\.yaml is not valid YAML \(ParserError\); mend it there\.$", id="no YAML"
        ),
        pytest.param("", "valid list", id="empty"),
        pytest.param("question: Is leave paid?\n", "valid list", id="no list"),
    ],
)
def test_a_file_that_is_wrong_is_an_error_that_names_it(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(CitabotError, match=complaint) as error:
        read(tmp_path, text)

    assert "questions.yaml" in str(error.value)


def test_a_file_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(CitabotError, match=r"nowhere\.yaml cannot be read"):
        read_questions(tmp_path / "nowhere.yaml")


def test_a_file_that_is_not_utf_8_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("- id: ñ\n".encode("latin-1"))

    with pytest.raises(CitabotError, match=r"latin\.yaml cannot be read"):
        read_questions(tmp_path / "latin.yaml")


# --- where gold stands ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        pytest.param([gold("Leave is\npaid.")], [(0, 14), (28, 43)], id="every time, white space aside"),
        pytest.param([gold("Rent is due.")], [(15, 27)], id="once"),
        pytest.param([gold("due."), gold("Rent")], [(23, 27), (15, 19)], id="each quote in its turn"),
        pytest.param([gold("Leave (is")], [], id="signs of a pattern are signs"),
        pytest.param([gold("Leave is long.")], [], id="other words"),
        pytest.param([gold("Leave is paid.", source="other-guide")], [], id="words of another document"),
        pytest.param([], [], id="a question to refuse"),
    ],
)
def test_gold_stands_in_a_document_where_its_words_do(
    wanted: list[Gold], places: list[tuple[int, int]]
) -> None:
    guide = whole("Leave is paid. Rent is due. Leave  is paid.").document

    assert [(place.start, place.end) for place in gold_places(question(*wanted), guide)] == places
