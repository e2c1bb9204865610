"""Reading benchmarks: what counts, what belongs together, what is wrong."""

from pathlib import Path
from typing import Any

import pytest

from evals.bench_data import read_benches, read_questions
from retrieval.errors import CitabotError
from retrieval.followup import Turn
from retrieval.understand import Question
from tests.evals.bench_builders import asked, bench_folder, line


def complaint_about(data: Path, **chosen: str) -> str:
    with pytest.raises(CitabotError) as error:
        read_benches(data, **chosen)
    return str(error.value).replace(str(data), "DATA")


# --- what counts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        pytest.param({}, True, id="gold and no label"),
        pytest.param({"answerability": "ANSWERABLE"}, True, id="answerable"),
        pytest.param({"answerability": "PARTIAL"}, True, id="answerable in part"),
        pytest.param({"answerability": "UNDERSPECIFIED"}, False, id="underspecified, in spite of its gold"),
        pytest.param({"answerability": "UNANSWERABLE", "gold": ""}, False, id="unanswerable"),
        pytest.param({"answerability": "ANSWERABLE", "gold": ""}, False, id="answerable by nothing"),
    ],
)
def test_a_question_counts_if_there_is_something_to_be_found(fields: dict[str, Any], counts: bool) -> None:
    assert asked(**fields).counts is counts


def test_a_benchmark_says_how_many_of_its_questions_count(tmp_path: Path) -> None:
    unanswerable = line(id="q2", gold=[], answerability="UNANSWERABLE")

    [bench] = read_benches(bench_folder(tmp_path, line(), unanswerable))

    assert (bench.name, bench.asked, [each.id for each in bench.questions]) == ("tiny", 2, ["q1"])


@pytest.mark.parametrize(
    ("fields", "has_answer"),
    [
        pytest.param({"answerability": "ANSWERABLE"}, True, id="answerable"),
        pytest.param({"answerability": "PARTIAL"}, True, id="answerable in part"),
        pytest.param({"answerability": "UNANSWERABLE", "gold": ""}, False, id="unanswerable"),
        pytest.param({"answerability": "UNDERSPECIFIED"}, None, id="underspecified"),
        pytest.param({"answerability": "CONVERSATIONAL", "gold": ""}, None, id="no question"),
        pytest.param({}, None, id="no label"),
    ],
)
def test_a_question_has_an_answer_or_none_or_nobody_can_say(
    fields: dict[str, Any], has_answer: bool | None
) -> None:
    assert asked(**fields).has_answer is has_answer


def test_the_questions_that_are_known_to_have_an_answer_or_none_are_judged(tmp_path: Path) -> None:
    lines = [
        line(id="q1", answerability="PARTIAL"),
        line(id="q2", answerability="UNDERSPECIFIED"),
        line(id="q3", answerability="UNANSWERABLE", gold=[]),
        line(id="q4"),
    ]

    [bench] = read_benches(bench_folder(tmp_path, *lines))

    assert [each.id for each in bench.judged] == ["q1", "q3"]


@pytest.mark.parametrize(("with_history", "turns"), [(True, (Turn("user", "Hello"),)), (False, ())])
def test_a_question_is_asked_with_its_conversation_or_without(
    with_history: bool, turns: tuple[Turn, ...]
) -> None:
    question = asked(history=[{"role": "user", "text": "Hello"}])

    assert question.as_question(with_history=with_history) == Question("What?", turns)


@pytest.mark.parametrize(
    ("history", "has_history"),
    [([], False), ([{"role": "user", "text": "Hello"}], True)],
)
def test_a_benchmark_knows_whether_it_has_conversations(
    tmp_path: Path, history: list[Any], has_history: bool
) -> None:
    [bench] = read_benches(bench_folder(tmp_path, line(history=history)))

    assert bench.has_history is has_history


@pytest.mark.parametrize(
    ("id", "lang", "cluster"),
    [
        pytest.param("c7<::>2", "en", "c7", id="a turn of a conversation"),
        pytest.param("es:56be", "es", "56be", id="a question in Spanish"),
        pytest.param("es:56be", "en", "es:56be", id="a colon that says no language"),
        pytest.param("q1", "en", "q1", id="a question by itself"),
    ],
)
def test_turns_and_translations_belong_together(id: str, lang: str, cluster: str) -> None:
    assert asked(id, lang=lang).cluster == cluster


def test_benchmarks_come_by_name_and_one_can_be_chosen(tmp_path: Path) -> None:
    bench_folder(tmp_path, line(), name="b")
    bench_folder(tmp_path, line(), name="a")

    assert [bench.name for bench in read_benches(tmp_path)] == ["a", "b"]
    assert [bench.name for bench in read_benches(tmp_path, only="b")] == ["b"]


def test_another_file_of_questions_can_be_chosen(tmp_path: Path) -> None:
    bench_folder(tmp_path, line(id="other"), queries="other.jsonl")

    [bench] = read_benches(tmp_path, queries="other.jsonl")

    assert bench.questions[0].id == "other"


def test_empty_lines_and_other_fields_are_passed_over(tmp_path: Path) -> None:
    [bench] = read_benches(bench_folder(tmp_path, line(turns=3), "", "  "))

    assert bench.asked == 1


def test_a_text_may_hold_signs_that_end_lines_elsewhere(tmp_path: Path) -> None:
    [question] = read_questions(written(tmp_path, '{"id": "q1", "question": "a\u2028b", "gold": []}'))

    assert question.question == "a\u2028b"


def written(folder: Path, text: str) -> Path:
    path = folder / "queries.jsonl"
    path.write_text(text, "utf-8")
    return path


# --- what is wrong --------------------------------------------------------------------------


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert complaint_about(tmp_path / "nowhere") == "there is no folder 'DATA'; name one with --data."


def test_a_folder_without_benchmarks_is_named(tmp_path: Path) -> None:
    assert complaint_about(tmp_path) == (
        "DATA holds no <name>/queries.public.jsonl; name another folder with --data."
    )


def test_a_benchmark_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    data = bench_folder(tmp_path, line())

    assert complaint_about(data, only="huge") == "DATA holds no benchmark 'huge'; choose one of tiny."


def test_a_benchmark_without_documents_is_named(tmp_path: Path) -> None:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "queries.public.jsonl").touch()

    assert complaint_about(tmp_path) == (
        "DATA/tiny has no folder 'corpus'; put the Markdown files of its documents there."
    )


def test_a_folder_of_documents_that_is_empty_is_named(tmp_path: Path) -> None:
    data = bench_folder(tmp_path, line(), documents={})

    assert complaint_about(data) == "DATA/tiny/corpus holds no .txt or .md file; put documents there."


def test_gold_that_is_no_document_is_named_with_its_question(tmp_path: Path) -> None:
    data = bench_folder(tmp_path, line(), line(id="q2", gold=["rent", "tax"]))

    assert complaint_about(data) == (
        "DATA/tiny/queries.public.jsonl: question 'q2' has gold 'tax', which is no document of "
        "DATA/tiny/corpus; correct one of them."
    )


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([], id="an empty file"),
        pytest.param([line(gold=[])], id="no gold"),
        pytest.param([line(answerability="CONVERSATIONAL")], id="nothing to be found"),
    ],
)
def test_questions_of_which_none_counts_are_a_failure(tmp_path: Path, lines: list[dict[str, Any]]) -> None:
    assert complaint_about(bench_folder(tmp_path, *lines)) == (
        "DATA/tiny/queries.public.jsonl holds no question with gold; name a file that has some with --queries."
    )


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        pytest.param("{", "line 2 is not a JSON object; mend it there.", id="not JSON"),
        pytest.param("[]", "line 2 is not a JSON object; mend it there.", id="not an object"),
        pytest.param({"id": "q2", "question": "What?"}, "line 2 lacks 'gold'; add it.", id="no gold"),
        pytest.param(
            line(id="q2", gold="rent"),
            "line 2 has a 'gold' that cannot be used: input should be a valid array.",
            id="gold that is no list",
        ),
        pytest.param(
            line(id="q2", history=[{"role": "bot", "text": "Hello"}]),
            "line 2 has a 'history.0.role' that cannot be used: input should be 'user' or 'assistant'.",
            id="somebody else in the conversation",
        ),
        pytest.param(
            line(id=""),
            "line 2 has a 'id' that cannot be used: string should have at least 1 character.",
            id="an empty id",
        ),
        pytest.param(
            line(), ": two questions have the id 'q1'; give one another id.", id="an id for the second time"
        ),
    ],
)
def test_a_wrong_line_is_named_with_what_is_wrong(
    tmp_path: Path, wrong: dict[str, Any] | str, complaint: str
) -> None:
    data = bench_folder(tmp_path, line(), wrong)

    said = complaint_about(data)

    assert said.removeprefix("DATA/tiny/queries.public.jsonl").strip() == complaint


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    data = bench_folder(tmp_path, line())
    (data / "tiny" / "queries.public.jsonl").write_bytes("ñ".encode("latin-1"))

    assert complaint_about(data).startswith("DATA/tiny/queries.public.jsonl cannot be read (")
