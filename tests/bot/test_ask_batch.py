"""`citabot ask --batch`: files of questions, each line answered or told what is wrong with it."""

import json
import os
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from bot.commands.ask import AskLine
from bot.commands.common import run_batch
from tests.bot.terminal import Citabot, json_lines, write_json_lines

CONTINUED_PRESENCE = "What is Continued Presence?"


@pytest.fixture
def home(shipped_home: Path) -> Path:
    return shipped_home


def shown(answer: dict[str, Any]) -> dict[str, Any]:
    """All of an answer but what differs each time."""
    return {name: value for name, value in answer.items() if name not in ("timings", "question", "id")}


BATCH = [
    (b'{"id": "q1", "question": "What is Continued Presence?"}', "answered"),
    (b'{"id": 2, "question": "What is the filing fee for a U visa?"}', "refused"),
    (b"not json", "line 4 is not a JSON object in UTF-8 (Expecting value: line 1 column 1 (char 0))."),
    (b'["What is Continued Presence?"]', "line 5 is not a JSON object in UTF-8 (it does not begin with a brace)."),
    (b"null", "line 6 is not a JSON object in UTF-8 (it does not begin with a brace)."),
    (b'{"id": "q7"}', "line 7: question: Field required."),
    (b'{"id": "q8", "question": 7}', "line 8: question: Input should be a valid string."),
    (b'{"id": "q9", "question": "What is parole?", "lang": "klingon"}', "line 9: lang: String should match pattern"),
    (b'{"id": "q10", "question": "?", "history": [{"role": "system", "text": "x"}]}', "line 10: history.0.role: "),
    (b'{"id": "q11", "question": "caf\xe9?"}', "line 11 is not a JSON object in UTF-8 ('utf-8' codec can't decode"),
    (b'{"id": NaN, "question": "?"}', "line 12 is not a JSON object in UTF-8 (NaN is no value)."),
    (b"[" * 100_000, "line 13 is not a JSON object in UTF-8 (maximum recursion depth exceeded"),
    (b'{"id": "q14", "question": "' + b"why " * 250_000 + b'"}', "refused"),
    (b'{"id": "q15", "question": "What is \\ud800 Continued Presence?"}', "answered"),
    (b'\xef\xbb\xbf{"id": "q16", "question": "What is Continued Presence?"}', "answered"),
    (b'{"id": "q17", "question": "What is Continued Presence?", "expected": "a key of the asker"}', "answered"),
    (b'{"question": "What is Continued Presence?"}\r', "answered"),
]  # fmt: skip


def test_each_line_of_a_batch_is_answered_or_has_its_error_in_order(
    citabot: Citabot, home: Path, tmp_path: Path
) -> None:
    lines = [line for line, _ in BATCH]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join([lines[0], b"", *lines[1:], b" \t", b""]))

    ended = citabot(
        "ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl", "--home", home
    )  # fmt: skip

    answers = json_lines(tmp_path / "out.jsonl")
    assert (ended.status, ended.out) == (0, "")
    assert ended.err == f"citabot: lines not answered: 10; see 'error' in {tmp_path / 'out.jsonl'}.\n"
    assert [answer["id"] for answer in answers] == [
        "q1", 2, None, None, None, "q7", "q8", "q9", "q10", None, None, None, "q14", "q15", "q16", "q17", None,
    ]  # fmt: skip
    assert [
        expected
        for answer, (_, expected) in zip(answers, BATCH, strict=True)
        if not (answer.get("outcome") or answer["error"]).startswith(expected)
    ] == []


def test_a_line_of_a_batch_is_answered_as_the_question_alone_is(
    citabot: Citabot, home: Path, tmp_path: Path
) -> None:
    source = write_json_lines(tmp_path / "in.jsonl", [{"id": "q1", "question": CONTINUED_PRESENCE}])

    citabot("ask", "--batch", source, "--out", tmp_path / "out.jsonl", "--home", home)

    alone = citabot("ask", "--json", CONTINUED_PRESENCE, "--home", home).json
    [answer] = json_lines(tmp_path / "out.jsonl")
    assert answer["id"] == "q1"
    assert shown(answer) == shown(alone)


def test_a_line_of_a_batch_may_say_in_which_language_and_after_what(
    citabot: Citabot, home: Path, tmp_path: Path
) -> None:
    said = "Continued Presence is an ICE-approved immigration designation requested by law enforcement."
    before = [{"role": "user", "text": CONTINUED_PRESENCE}, {"role": "assistant", "text": said}]
    source = write_json_lines(
        tmp_path / "in.jsonl",
        [
            {"id": "spanish", "question": CONTINUED_PRESENCE, "lang": "es"},
            {"id": "after", "question": "For how long can they work?", "history": before},
        ],
    )

    citabot("ask", "--batch", source, "--out", tmp_path / "out.jsonl", "--home", home)

    [spanish, after] = json_lines(tmp_path / "out.jsonl")
    assert (spanish["language"], after["language"]) == ("es", "en")
    assert after["citations"][0]["section"] == ["FAQ", "What is Continued Presence?"]


def test_a_line_that_meets_a_bug_costs_no_other_line_and_says_nothing_of_the_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_json_lines(tmp_path / "in.jsonl", [{"id": 1, "question": "x"}, {"id": 2, "question": "7"}])
    arguments = Namespace(batch=source, out=tmp_path / "out.jsonl")

    status = run_batch(arguments, AskLine, lambda line: {"doubled": 2 * int(line.question)})

    assert status == 0
    assert json_lines(tmp_path / "out.jsonl") == [
        {"id": 1, "error": "line 1 could not be answered (ValueError)."},
        {"id": 2, "doubled": 14},
    ]
    assert capsys.readouterr().err.startswith("citabot: lines not answered: 1; ")


def test_a_batch_of_nothing_is_answered_with_nothing(citabot: Citabot, home: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"\n\n")

    ended = citabot("ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl", "--home", home)

    assert (ended.status, ended.err) == (0, "")
    assert (tmp_path / "out.jsonl").read_bytes() == b""


@pytest.mark.parametrize(
    "link", [lambda old, new: None, os.symlink, os.link], ids=["same", "symbolic", "hard"]
)
def test_a_batch_never_overwrites_its_own_questions(
    citabot: Citabot, home: Path, tmp_path: Path, link: Any
) -> None:
    source = write_json_lines(tmp_path / "in.jsonl", [{"question": CONTINUED_PRESENCE}])
    link(source, tmp_path / "out.jsonl")
    out = tmp_path / "out.jsonl" if (tmp_path / "out.jsonl").exists() else source

    ended = citabot("ask", "--batch", source, "--out", out, "--home", home)

    assert ended.status == 2
    assert ended.err == "citabot: --batch and --out are the same file; give --out another name.\n"
    assert json.loads(source.read_text()) == {"question": CONTINUED_PRESENCE}


@pytest.mark.parametrize(
    ("source", "out", "said"),
    [
        pytest.param("none.jsonl", "out.jsonl", "none.jsonl: No such file or directory; ", id="no IN"),
        pytest.param(".", "out.jsonl", "Is a directory; ", id="IN is a folder"),
        pytest.param(
            "in.jsonl", "none/out.jsonl", "out.jsonl: No such file or directory; ", id="no folder for OUT"
        ),
        pytest.param("in.jsonl", ".", "Is a directory; ", id="OUT is a folder"),
        pytest.param("in.jsonl", "/dev/full", "/dev/full: No space left on device; ", id="the disk is full"),
    ],
)
def test_a_batch_file_that_cannot_be_used_is_one_line(
    citabot: Citabot, home: Path, tmp_path: Path, source: str, out: str, said: str
) -> None:
    write_json_lines(tmp_path / "in.jsonl", [{"question": CONTINUED_PRESENCE}])

    ended = citabot("ask", "--batch", tmp_path / source, "--out", tmp_path / out, "--home", home)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("citabot: /")
    assert ended.err.endswith(f"{said}check the path and the disk.\n")
