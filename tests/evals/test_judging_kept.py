"""What a judge said stays on disk, and is not asked again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.judging.kept import Place, both, folder_of, read
from tests.evals.judge_builders import agreeable, finds, grades, item, judge, judged
from tests.model_server import Answers, Fails, Hangs, ModelServer, Says

ONE, TWO = item(id="q-1"), item(id="q-2", question="Is rent due?")
FAITHFUL: Place = ("faithfulness", "q-1")


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


def test_each_answer_is_judged_under_each_aspect(server: ModelServer, tmp_path: Path) -> None:
    server.script(finds([True, False]), grades(1))

    found = judged(judge(server), dict(both([ONE])), tmp_path)

    assert {place: each.score for place, each in found.items()} == {FAITHFUL: 0.5, ("relevance", "q-1"): 0.5}
    assert found[FAITHFUL].unsupported == ("Leave is paid. It lasts 18 weeks.",)


def test_what_was_judged_is_not_asked_again(server: ModelServer, tmp_path: Path) -> None:
    server.default = Answers(agreeable)
    first = judged(judge(server), dict(both([ONE])), tmp_path)

    second = judged(judge(server), dict(both([ONE, TWO])), tmp_path)

    assert len(server.requests) == 4
    assert first.items() < second.items()


def test_an_answer_that_changed_is_judged_anew(server: ModelServer, tmp_path: Path) -> None:
    server.default = Answers(agreeable)
    judged(judge(server), dict(both([ONE])), tmp_path)

    judged(judge(server), dict(both([item("Leave is unpaid.", id="q-1")])), tmp_path)

    assert len(server.requests) == 4


def test_everything_is_judged_again_if_that_is_wanted(server: ModelServer, tmp_path: Path) -> None:
    server.default = Answers(agreeable)
    judged(judge(server), dict(both([ONE])), tmp_path)

    judged(judge(server), dict(both([ONE])), tmp_path, again=True)

    assert len(server.requests) == 4


def test_judging_again_in_vain_loses_nothing(server: ModelServer, tmp_path: Path) -> None:
    wanted = {FAITHFUL: ONE}
    server.script(finds([True]), Fails(500))
    judged(judge(server), wanted, tmp_path)

    assert judged(judge(server), wanted, tmp_path, again=True) == {}
    assert judged(judge(server), wanted, tmp_path)[FAITHFUL].score == 1


def test_of_two_judgements_the_later_counts(server: ModelServer, tmp_path: Path) -> None:
    wanted = {FAITHFUL: ONE}
    server.script(finds([True]), finds([False]))
    judged(judge(server), wanted, tmp_path)

    judged(judge(server), wanted, tmp_path, again=True)

    assert judged(judge(server), wanted, tmp_path)[FAITHFUL].score == 0


def test_after_a_server_that_failed_only_what_is_missing_is_asked(
    server: ModelServer, tmp_path: Path
) -> None:
    server.script(finds([True]), Fails(500), finds([True]), Fails(429))
    broken = judge(server)

    found = judged(broken, dict(both([ONE, TWO])), tmp_path)

    assert list(found) == [FAITHFUL, ("faithfulness", "q-2")]
    assert [str(each) for each in broken.unreached] == ["unreachable", "limited"]
    server.script(grades(2), grades(0))
    assert [each.score for each in judged(judge(server), dict(both([ONE, TWO])), tmp_path).values()] == [
        1,
        1,
        1,
        0,
    ]


def test_a_reply_that_is_no_judgement_is_kept_as_none_and_not_paid_for_again(
    server: ModelServer, tmp_path: Path
) -> None:
    server.script(Says("Fine."), Says("Fine."))
    wanted = {FAITHFUL: ONE}
    judged(judge(server), wanted, tmp_path)

    found = judged(judge(server), wanted, tmp_path)

    assert (found[FAITHFUL].found, found[FAITHFUL].score) == (None, None)
    assert len(server.requests) == 2


def test_a_line_that_was_broken_off_costs_that_line_alone(server: ModelServer, tmp_path: Path) -> None:
    server.default = Answers(agreeable)
    wanted, asked = dict(both([ONE])), judge(server)
    judged(asked, wanted, tmp_path)
    path = folder_of(tmp_path, asked.identity) / "judgements.jsonl"
    path.write_text(path.read_text("utf-8")[:-9], "utf-8")

    judged(asked, wanted, tmp_path)

    assert len(server.requests) == 3
    assert len(read(tmp_path, asked.identity, wanted)) == 2


def test_a_judge_that_keeps_failing_is_left_alone(server: ModelServer, tmp_path: Path) -> None:
    server.default = Fails(500)
    items = [item(id=f"q-{number}") for number in range(10)]

    assert judged(judge(server), dict(both(items)), tmp_path) == {}
    assert len(server.requests) == 5


def test_several_are_asked_side_by_side_and_kept_in_order(tmp_path: Path) -> None:
    items = [item(id=f"q-{number}") for number in range(3)]
    with ModelServer(default=Hangs(0.3, then=Answers(agreeable))) as server:
        found = judged(judge(server), dict(both(items)), tmp_path, at_once=3)

    assert server.most_at_once == 3
    assert list(found) == [place for place, _ in both(items)]


def test_nothing_that_is_kept_holds_the_key(server: ModelServer, tmp_path: Path) -> None:
    server.default = Answers(agreeable)

    judged(judge(server, judge_key="quokka-in-the-key"), dict(both([ONE])), tmp_path)

    kept = [path.read_text("utf-8") for path in tmp_path.rglob("*.json*")]
    assert len(kept) == 2
    assert "quokka" not in "".join(kept)
