"""Asking the evaluation's questions, and what is left on disk."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from evals.asking import Asking, run
from evals.questions import EvalQuestion
from evals.results import Run, RunHead, folder_of, load
from retrieval.answering import Parts
from retrieval.errors import CitabotError
from tests.evals.eval_builders import gold, question
from tests.retrieval.answer_builders import ALWAYS, NEVER, broken_store, parts, passages_of, told_store

GUIDE = passages_of("# Leave\n\nLeave is paid for everybody.\n\n# Rent\n\nRent is due on Monday.\n")
PAID = question(gold("Leave is paid for everybody."), id="q-1", text="Is leave paid for everybody?")
DUE = question(gold("Rent is due on Monday."), id="q-2", text="When is rent due?")


def encode(texts: Sequence[str]) -> np.ndarray:
    """All alike."""
    return np.ones((len(texts), 1))


def ask(
    results: Path,
    *questions: EvalQuestion,
    of: Parts | None = None,
    again: bool = False,
    workers: int = 1,
    told: list[tuple[int, int]] | None = None,
) -> Run:
    asking = Asking({"report.yaml": questions}, results, encode, workers, again)
    heard = [] if told is None else told
    return run(asking, of or parts(GUIDE, limits=ALWAYS), ["hashed words"], lambda *done: heard.append(done))


def test_a_record_holds_what_was_asked_found_decided_and_shown(tmp_path: Path) -> None:
    [record] = ask(tmp_path, PAID).records

    assert record.question == PAID
    assert (record.outcome, record.shown_text) == ("answered", "Leave is paid for everybody.")
    assert [(each.source, each.passages) for each in record.gold] == [("leave-guide", ("leave-guide#1",))]
    assert record.found[0].passage == "leave-guide#1"
    [cited] = record.citations
    assert (cited.quote, cited.stands_there, cited.section) == (
        "Leave is paid for everybody.",
        True,
        ("Leave",),
    )
    assert (
        cited.passage_text[cited.start - cited.passage_start : cited.end - cited.passage_start] == cited.quote
    )
    [decided] = record.decided
    assert (decided.decision, decided.text) == ("proceed", PAID.question)
    assert decided.probability == 0.5  # of a line that weighs nothing


def test_a_refusal_is_recorded_with_its_reason(tmp_path: Path) -> None:
    asked = question(text="Is holiday ever paid?")

    [record] = ask(tmp_path, asked, of=parts(GUIDE, limits=NEVER)).records

    assert (record.outcome, record.reason, record.statements) == ("refused", "not_in_sources", ())
    [decided] = record.decided
    assert decided.decision == "refuse"
    assert decided.probability == 0.5  # of a line that weighs nothing


def test_where_nothing_is_found_nothing_is_known_of_how_likely_an_answer_is(tmp_path: Path) -> None:
    [record] = ask(tmp_path, question(text="Zebra"), of=parts(GUIDE, stores=(told_store({}),))).records

    assert [each.probability for each in record.decided] == [None]


def test_what_is_refused_before_it_is_looked_up_finds_nothing(tmp_path: Path) -> None:
    [record] = ask(tmp_path, question(text="?")).records

    assert (record.looked_up, record.found, record.reason) == (False, (), "empty")


def test_a_store_that_is_gone_is_recorded_and_not_raised(tmp_path: Path) -> None:
    gone = parts(GUIDE, stores=(broken_store(OSError()),))

    [record] = ask(tmp_path, PAID, of=gone).records

    assert record.reason == "unavailable"


def test_a_run_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    done = ask(tmp_path, PAID, DUE)

    found = load(folder_of("f00d", tmp_path))

    assert (found.head, found.records) == (done.head, done.records)
    assert set(found.milliseconds) == {"q-1", "q-2"}
    assert done.head.questions == {"report.yaml": 2}


def test_two_runs_of_one_state_write_the_same_bytes(tmp_path: Path) -> None:
    ask(tmp_path / "one", PAID, DUE)
    ask(tmp_path / "two", PAID, DUE, workers=3)

    one, two = (folder_of("f00d", tmp_path / name) for name in ("one", "two"))
    assert (one / "records.jsonl").read_bytes() == (two / "records.jsonl").read_bytes()
    assert (one / "run.json").read_bytes() == (two / "run.json").read_bytes()


def test_a_run_that_was_broken_off_goes_on_where_it_was(tmp_path: Path) -> None:
    whole = ask(tmp_path / "whole", PAID, DUE)
    folder = folder_of("f00d", tmp_path)
    folder.mkdir()
    line = whole.records[0].model_copy(update={"reason": "kept"}).model_dump_json()
    (folder / "records.part.jsonl").write_text(f'{line}\n{{"question": half of a li', "utf-8")
    told: list[tuple[int, int]] = []

    done = ask(tmp_path, PAID, DUE, told=told)

    assert [record.reason for record in done.records] == ["kept", None]
    assert told == [(1, 2), (2, 2)]
    assert not (folder / "records.part.jsonl").exists()


def test_a_finished_run_is_not_asked_again(tmp_path: Path) -> None:
    ask(tmp_path, PAID, DUE)
    before = (folder_of("f00d", tmp_path) / "records.jsonl").read_bytes()
    told: list[tuple[int, int]] = []

    ask(tmp_path, PAID, DUE, told=told)

    assert told == [(2, 2)]
    assert (folder_of("f00d", tmp_path) / "records.jsonl").read_bytes() == before


def test_of_a_finished_run_only_what_was_not_asked_is_asked(tmp_path: Path) -> None:
    ask(tmp_path, PAID)
    told: list[tuple[int, int]] = []

    done = ask(tmp_path, PAID, DUE, told=told)

    assert told == [(1, 2), (2, 2)]
    assert [record.id for record in done.records] == ["q-1", "q-2"]


def test_records_that_were_changed_by_hand_are_asked_again(tmp_path: Path) -> None:
    ask(tmp_path, PAID)
    records = folder_of("f00d", tmp_path) / "records.jsonl"
    records.write_text(records.read_text("utf-8").replace("answered", "refused"), "utf-8")

    [record] = ask(tmp_path, PAID).records

    assert record.outcome == "answered"


def test_a_time_that_was_being_written_when_a_run_was_broken_off_is_passed_over(tmp_path: Path) -> None:
    folder = folder_of("f00d", tmp_path)
    folder.mkdir()
    (folder / "timings.jsonl").write_text('{"id": "q-1", "tot', "utf-8")

    ask(tmp_path, PAID, DUE)

    assert set(load(folder).milliseconds) == {"q-1", "q-2"}


def test_the_times_of_questions_that_are_not_in_the_run_are_none_of_its(tmp_path: Path) -> None:
    ask(tmp_path, PAID, DUE)

    ask(tmp_path, DUE)

    assert set(load(folder_of("f00d", tmp_path)).milliseconds) == {"q-2"}


def test_a_run_knows_how_many_questions_were_asked_at_a_time(tmp_path: Path) -> None:
    ask(tmp_path, PAID, DUE, workers=3)

    assert load(folder_of("f00d", tmp_path)).at_once == 3


def test_a_question_that_changed_since_is_asked_again(tmp_path: Path) -> None:
    whole = ask(tmp_path / "whole", PAID)
    folder = folder_of("f00d", tmp_path)
    folder.mkdir()
    line = whole.records[0].model_copy(update={"reason": "kept"}).model_dump_json()
    (folder / "records.part.jsonl").write_text(f"{line}\n", "utf-8")

    [record] = ask(tmp_path, PAID.model_copy(update={"why": "another reason"})).records

    assert record.reason is None


def test_everything_is_asked_again_when_that_is_wanted(tmp_path: Path) -> None:
    folder = folder_of("f00d", tmp_path)
    ask(tmp_path, PAID)
    (folder / "timings.jsonl").write_text(json.dumps({"id": "q-9", "total": 1.0}) + "\n", "utf-8")

    ask(tmp_path, PAID, again=True)

    assert set(load(folder).milliseconds) == {"q-1"}


def test_a_question_whose_words_are_gone_is_asked_and_complained_of(tmp_path: Path) -> None:
    lost = question(gold("Leave is long."))

    done = ask(tmp_path, lost)

    assert [complaint.split(";")[0] for complaint in done.head.complaints] == [
        "q-1: leave-guide does not say “Leave is long.”"
    ]
    assert done.records[0].gold[0].passages == ()


def test_a_run_of_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CitabotError, match="there is no question to ask; name a file"):
        ask(tmp_path)


def test_an_answer_in_another_language_is_compared_with_the_gold(tmp_path: Path) -> None:
    spanish = PAID.model_copy(update={"language": "es", "id": "q-3"})

    first, second = ask(tmp_path, PAID, spanish).records

    assert (first.similarity, second.similarity) == (None, 1.0)


def test_a_run_that_is_asked_anew_and_broken_off_leaves_none_of_the_one_before(tmp_path: Path) -> None:
    ask(tmp_path, PAID)

    with pytest.raises(RuntimeError, match="out of disk"):
        ask(tmp_path, PAID, of=parts(GUIDE, stores=(broken_store(RuntimeError("out of disk")),)), again=True)

    with pytest.raises(CitabotError, match="there is no complete run in"):
        load(folder_of("f00d", tmp_path))


# --- reading a run ---------------------------------------------------------------------------


def test_a_run_that_is_not_there_is_an_error_that_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(CitabotError, match=r"there is no complete run in .*nowhere; run: citabot eval run"):
        load(tmp_path / "nowhere")


def test_records_that_were_changed_by_hand_are_refused(tmp_path: Path) -> None:
    ask(tmp_path, PAID)
    records = folder_of("f00d", tmp_path) / "records.jsonl"
    records.write_text(records.read_text("utf-8").replace("answered", "refused"), "utf-8")

    with pytest.raises(CitabotError, match=r"records\.jsonl was changed after the run that wrote it"):
        load(folder_of("f00d", tmp_path))


def test_records_of_another_version_are_refused(tmp_path: Path) -> None:
    ask(tmp_path, PAID)
    folder = folder_of("f00d", tmp_path)
    lines = (folder / "records.jsonl").read_bytes().replace(b'"dropped"', b'"left_out"')
    head = RunHead.model_validate_json((folder / "run.json").read_bytes())
    told = head.model_copy(update={"records_sha256": sha256(lines).hexdigest()})
    (folder / "records.jsonl").write_bytes(lines)
    (folder / "run.json").write_text(told.model_dump_json(), "utf-8")

    with pytest.raises(CitabotError, match=r"records\.jsonl was written by another version of citabot"):
        load(folder)


def test_the_head_of_a_run_that_was_changed_by_hand_is_refused(tmp_path: Path) -> None:
    ask(tmp_path, PAID)
    head = folder_of("f00d", tmp_path) / "run.json"
    head.write_text(head.read_text("utf-8").replace("complaints", "praise"), "utf-8")

    with pytest.raises(CitabotError, match=r"run\.json is not as it was written"):
        load(folder_of("f00d", tmp_path))
