"""Every text that a language model is given is a file, and is filled with exactly what it needs."""

from pathlib import Path

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from evals.judging.judge import PROMPTS as JUDGING
from retrieval.writing.prompts import FOLDER, Prompt


def prompt(*, told: str = "Be kind.", asked: str = "Greet {name}.") -> Prompt:
    return Prompt("greet", told, asked)


@pytest.mark.parametrize(
    ("name", "placeholders"),
    [
        pytest.param("compose", {"language", "most", "passages", "question"}, id="compose"),
        pytest.param("mend", {"wrong"}, id="mend"),
        pytest.param("standalone", {"before", "question"}, id="stand-alone"),
        pytest.param("translate", {"language", "texts"}, id="translate"),
    ],
)
def test_a_prompt_has_exactly_the_placeholders_that_are_filled(name: str, placeholders: set[str]) -> None:
    assert Prompt.read(name).placeholders == placeholders


def test_no_other_prompt_lies_in_the_folder() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {
        "README.md", "compose.md", "judge", "mend.md", "standalone.md", "translate.md",
    }  # fmt: skip
    assert {path.name for path in JUDGING.iterdir()} == {"again.md", "faithfulness.md", "relevance.md"}


@pytest.mark.parametrize(
    ("name", "placeholders"),
    [
        pytest.param("again", {"wrong"}, id="again"),
        pytest.param("faithfulness", {"quotes", "sentences"}, id="faithfulness"),
        pytest.param("relevance", {"answer", "question"}, id="relevance"),
    ],
)
def test_a_prompt_of_the_judge_has_exactly_the_placeholders_that_are_filled(
    name: str, placeholders: set[str]
) -> None:
    assert Prompt.read(name, JUDGING).placeholders == placeholders


@pytest.mark.parametrize(
    "name",
    [
        "compose.md", "mend.md", "standalone.md", "translate.md",
        "judge/faithfulness.md", "judge/relevance.md", "judge/again.md",
    ],
)  # fmt: skip
def test_the_readme_names_every_prompt(name: str) -> None:
    assert f"`{name}`" in (FOLDER / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    ["compose", "mend", "standalone", "translate", "judge/faithfulness", "judge/relevance", "judge/again"],
)
def test_a_prompt_says_what_goes_in_and_what_must_come_out(name: str) -> None:
    about = (FOLDER / f"{name}.md").read_text("utf-8").split("---\n")[0]

    assert "\nGoes in: " in about
    assert "\nComes out: " in about


def test_what_is_filled_in_is_not_filled_again() -> None:
    assert prompt().filled(name="{told} {name}") == [
        SystemMessage("Be kind."),
        HumanMessage("Greet {told} {name}."),
    ]


def test_a_prompt_that_tells_nothing_is_one_message() -> None:
    assert prompt(told="").filled(name="Ana") == [HumanMessage("Greet Ana.")]


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({}, id="one too few"),
        pytest.param({"name": "Ana", "age": 3}, id="one too many"),
        pytest.param({"age": 3}, id="another"),
    ],
)
def test_a_prompt_is_filled_with_no_more_and_no_less_than_it_needs(values: dict[str, str | int]) -> None:
    with pytest.raises(ValueError, match=r"prompts/greet\.md needs \['name'\], not "):
        prompt().filled(**values)


def test_a_version_changes_with_every_word() -> None:
    versions = {prompt().version, prompt(told="Be kind!").version, prompt(asked="Greet {name}!").version}

    assert len(versions) == 3
    assert prompt().version == prompt().version


def test_words_that_move_from_one_part_to_the_other_change_the_version() -> None:
    assert prompt(told="a", asked="b").version != prompt(told="", asked="ab").version


def test_what_a_file_says_about_itself_does_not_reach_the_model(tmp_path: Path) -> None:
    (tmp_path / "greet.md").write_text("About.\n---\nBe kind.\n---\nGreet {name}.\n", "utf-8")

    assert Prompt.read("greet", tmp_path) == prompt()


def test_a_file_without_its_three_parts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "greet.md").write_text("About.\n---\nGreet {name}.\n", "utf-8")

    with pytest.raises(ValueError, match=r"prompts/greet\.md has 2 parts between lines of ---; it needs 3"):
        Prompt.read("greet", tmp_path)
