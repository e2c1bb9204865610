"""Feedback becomes candidates for questions."""

from pathlib import Path

import pytest
import yaml

from evals.feedback import Feedback, candidates, read_feedback
from retrieval.errors import CitabotError
from tests.evals.eval_builders import question

LINE = (
    '{"date": "2026-11-21", "note": "falso", "question": "¿Es pagada la licencia?", "language": "es", '
    '"outcome": "refused", "passages": [], "fingerprint": "f00d"}\n'
)


def said(text: str = "Is rent due?", *, language: str = "en", passages: tuple[str, ...] = ()) -> Feedback:
    return Feedback(
        date="2026-11-21", note="wrong", question=text, language=language, outcome="answered",
        passages=passages, fingerprint="f00d",
    )  # fmt: skip


def read(folder: Path, text: str) -> list[Feedback]:
    path = folder / "feedback.jsonl"
    path.write_text(text, "utf-8")
    return read_feedback(path)


def test_feedback_is_read_in_order_without_empty_lines(tmp_path: Path) -> None:
    found = read(tmp_path, f"{LINE}\n{LINE.replace('Es pagada', 'Hay')}")

    assert [each.question for each in found] == ["¿Es pagada la licencia?", "¿Hay la licencia?"]


def test_a_line_that_keeps_more_than_it_may_is_refused_without_saying_what(tmp_path: Path) -> None:
    with pytest.raises(CitabotError, match="line 2: user: Extra inputs") as error:
        read(tmp_path, LINE + LINE.replace("}", ', "user": "quokka"}'))

    assert "quokka" not in str(error.value)
    assert "licencia" not in str(error.value)


def test_a_line_that_is_no_json_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CitabotError, match="line 1: the line: Invalid JSON"):
        read(tmp_path, "{\n")


def test_each_question_is_a_candidate_once_unless_it_is_known() -> None:
    feedback = [said(), said("is rent due"), said(language="es"), said("Is leave paid?")]

    found = [yaml.safe_load(entry)[0] for entry in candidates(feedback, [question(text="Is leave paid?")])]

    assert [(each["id"], each["language"], each["question"]) for each in found] == [
        ("fb-001", "en", "Is rent due?"),
        ("fb-003", "es", "Is rent due?"),
    ]


def test_a_note_on_no_answer_is_read_and_gives_no_candidate(tmp_path: Path) -> None:
    feedback = read(tmp_path, '{"date": "2026-11-21", "note": "Thank you."}\n')

    assert list(candidates(feedback, [])) == []


def test_a_candidate_leaves_what_is_expected_to_a_person() -> None:
    [entry] = candidates([said(passages=("rent-guide#1",))], [])

    assert yaml.safe_load(entry)[0] == {
        "id": "fb-001", "question": "Is rent due?", "language": "en", "kind": "plain",
        "expected": "REVIEW: answered, refused or clarify", "gold": [],
        "why": "was answered, quoting rent-guide#1; somebody said of it: wrong", "since": "2026-11-21",
    }  # fmt: skip
