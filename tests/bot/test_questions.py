"""`citabot questions`: expected questions and known gaps, proposed and checked."""

from pathlib import Path

import pytest
import yaml

from tests.bot.terminal import CORPUS, Citabot, Ran
from tests.retrieval.index_builders import RENT, corpus_of

GUIDE = """# Leave

## How long is leave?

Leave lasts 18 weeks. It is paid.

## Money

It is paid monthly.
"""
LONG = "- quote: Leave lasts 18 weeks.\n  questions: {en: [How long is leave?]}\n"
FEE = "- id: fee\n  questions: {en: [What is the fee?]}\n  instead: {en: Ask the office.}\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    corpus_of(tmp_path / "corpus", {"leave.md": GUIDE, "rent.txt": RENT})
    (tmp_path / "corpus" / "questions").mkdir()
    return tmp_path / "corpus"


def questions(citabot: Citabot, corpus: Path, *words: str) -> Ran:
    return citabot("questions", *words, "--corpus", corpus, "--home", corpus.parent / "home")


def test_the_shipped_questions_have_no_problem(citabot: Citabot) -> None:
    ended = citabot("questions", "check", "--corpus", CORPUS)

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.endswith(": 0 problems.\n")


def test_what_a_document_asks_is_proposed_with_its_first_answer(citabot: Citabot, corpus: Path) -> None:
    proposed = questions(citabot, corpus, "propose", "leave")

    assert proposed.status == 0
    assert yaml.safe_load(proposed.out) == [
        {"quote": "Leave lasts 18 weeks.", "questions": {"en": ["How long is leave?"]}}
    ]


def test_a_passage_that_asks_nothing_is_proposed_as_a_comment(citabot: Citabot, corpus: Path) -> None:
    lines = questions(citabot, corpus, "propose", "leave").out.splitlines()

    assert lines[0] == f"# for {corpus / 'questions' / 'leave'}.yaml"
    assert lines[-1] == "# leave#2: no question leads to “It is paid monthly.…”"


def test_every_source_is_proposed_for_when_none_is_named(citabot: Citabot, corpus: Path) -> None:
    lines = questions(citabot, corpus, "propose").out.splitlines()

    assert [line.rpartition("/")[2] for line in lines if line.startswith("# for ")] == [
        "leave.yaml",
        "rent.yaml",
    ]


@pytest.mark.parametrize("source", ["ice-victims-2021", "unodc-roadmap-2019", "wbt-first-100-days-2017"])
def test_what_is_proposed_is_a_file_that_has_no_problem(
    citabot: Citabot, tmp_path: Path, source: str
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for path in CORPUS.iterdir():
        if path.is_file():
            (corpus / path.name).write_bytes(path.read_bytes())
    (corpus / "questions").mkdir()

    (corpus / "questions" / f"{source}.yaml").write_text(
        questions(citabot, corpus, "propose", source).out, "utf-8"
    )  # fmt: skip

    assert questions(citabot, corpus, "check").status == 0


def test_a_question_that_stands_in_its_file_is_not_proposed_again(citabot: Citabot, corpus: Path) -> None:
    (corpus / "questions" / "leave.yaml").write_text(LONG, "utf-8")

    assert yaml.safe_load(questions(citabot, corpus, "propose", "leave").out) is None


def test_proposing_for_an_unknown_source_names_those_that_there_are(citabot: Citabot, corpus: Path) -> None:
    ended = questions(citabot, corpus, "propose", "tax")

    assert (ended.status, ended.out) == (1, "")
    assert ended.err == "citabot: there is no source 'tax'; choose from leave, rent.\n"


def test_sound_questions_and_gaps_are_counted(citabot: Citabot, corpus: Path) -> None:
    three = LONG.replace("]}", "], es: [¿Cuánto dura?, duración del permiso]}")
    (corpus / "questions" / "leave.yaml").write_text(three, "utf-8")
    (corpus / "questions" / "gaps.yaml").write_text(FEE, "utf-8")

    checked = questions(citabot, corpus, "check")

    assert (checked.status, checked.out) == (0, "3 expected questions, 1 known gaps: 0 problems.\n")


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        pytest.param(
            "leave.yaml", LONG.replace("18", "20"),
            "leave.yaml: entry 1: its quote is in no passage of leave; copy it again.",
            id="a quote that stands nowhere",
        ),
        pytest.param(
            "rent.yaml", LONG, "rent.yaml: entry 1: its quote is in no passage of rent; copy it again.",
            id="a quote of another document",
        ),
        pytest.param(
            "leave.yaml", LONG + LONG.replace("How", "HOW"),
            "leave.yaml: entry 2: 'HOW long is leave?' stands there twice; remove one.",
            id="a question twice",
        ),
        pytest.param(
            "gaps.yaml", FEE + FEE.replace("id: fee", "id: price"),
            "gaps.yaml: entry 2: 'What is the fee?' stands there twice; remove one.",
            id="a question of two gaps",
        ),
        pytest.param(
            "tax.yaml", LONG, "tax.yaml is of no source in the corpus; rename or remove it.",
            id="a file of an unknown source",
        ),
        pytest.param(
            "leave.yml", LONG, "leave.yml is of no source in the corpus; rename or remove it.",
            id="a file of another ending",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_question_is_a_problem(
    citabot: Citabot, corpus: Path, file: str, content: str, said: str
) -> None:
    (corpus / "questions" / file).write_text(content, "utf-8")

    checked = questions(citabot, corpus, "check")

    assert (checked.status, checked.err) == (1, "")
    assert checked.out.splitlines()[0] == f"problem: {said}"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"quote: x", ": must be a list of entries; correct it.", id="no list"),
        pytest.param(b"- How long?", ": entry 1 must be a mapping; correct it.", id="no mapping"),
        pytest.param(
            b"- quote: Leave lasts", ": entry 1: questions: Field required; correct it.", id="no questions"
        ),
        pytest.param(
            LONG.encode() + b"  colour: red", ": entry 1: colour: Extra inputs are not ", id="unknown key"
        ),
        pytest.param(
            LONG.replace("How long is leave?", "yes").encode(),
            ": entry 1: questions.en.0: Input should be a valid string; correct it.",
            id="no text",
        ),
        pytest.param(
            LONG.replace("How long is leave?", "").encode(),
            ": entry 1: questions.en: Tuple should have at least 1 item ",
            id="a language without a question",
        ),
        pytest.param(
            LONG.encode() + LONG.replace("en:", "English:").encode(),
            ": entry 2: questions.English.[key]: String should match pattern ",
            id="a language that is no code",
        ),
        pytest.param(b"- [", " cannot be read as YAML (ParserError); mend it there.", id="no YAML"),
        pytest.param(b"\xff", " cannot be read as YAML (UnicodeDecodeError); mend it there.", id="no UTF-8"),
        pytest.param(
            b"!!python/object/apply:os.abort []", " cannot be read as YAML (Constructor", id="a program"
        ),
    ],
)
@pytest.mark.parametrize("action", ["check", "propose"])
def test_a_file_of_questions_that_cannot_be_read_is_one_line(
    citabot: Citabot, corpus: Path, action: str, content: bytes, said: str
) -> None:
    (corpus / "questions" / "leave.yaml").write_bytes(content)

    ended = questions(citabot, corpus, action)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(f"citabot: {corpus / 'questions' / 'leave.yaml'}{said}")
    assert ended.err.count("\n") == 1
