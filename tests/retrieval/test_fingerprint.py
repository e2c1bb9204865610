"""One hash of everything that can change an answer."""

from pathlib import Path

import pytest

from retrieval.fingerprint import fingerprint
from retrieval.generation import FORMAT, Manifest


def manifest(
    *,
    id: str = "20260101T000000-abcdef",
    content: str = "c" * 64,
    digests: tuple[str, ...] = ("a" * 64, "b" * 64),
) -> Manifest:
    return Manifest(
        format=FORMAT, id=id, built_at="2026-01-01T00:00:00+00:00", corpus="corpus",
        embedders=("every 1", "english 1"), embedder_digests=digests, content=content,
        documents=1, passages=2, vectors={"every": (2, 3), "english": (2, 3)},
        questions=1, questions_digest=digests[0],
    )  # fmt: skip


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A folder of code that answers: a module, one in a folder below, coefficients, a list of words."""
    folder = tmp_path / "retrieval"
    (folder / "loading").mkdir(parents=True)
    (folder / "decide.py").write_text("THRESHOLD = 1\n")
    (folder / "loading" / "lines.py").write_text("LONGEST = 80\n")
    (folder / "fitted.json").write_text('{"threshold": 0.5}\n')
    (folder / "common-ht.txt").write_text("ak ap\n")
    (folder / "notes.md").write_text("For people.\n")
    return folder


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    folder = tmp_path / "prompts"
    folder.mkdir()
    (folder / "README.md").write_text("What prompts are.\n")
    (folder / "translate.md").write_text("Translate.\n")
    return folder


def test_a_fingerprint_is_the_same_twice(code: Path, prompts: Path) -> None:
    first = fingerprint(manifest(), code=code, prompts=prompts)

    assert first == fingerprint(manifest(), code=code, prompts=prompts)


def test_a_fingerprint_has_sixteen_hexadecimal_digits(code: Path, prompts: Path) -> None:
    digits = fingerprint(manifest(), code=code, prompts=prompts)

    assert len(digits) == 16
    assert set(digits) <= set("0123456789abcdef")


def test_the_fingerprint_of_this_version_is_the_same_twice() -> None:
    assert fingerprint(manifest()) == fingerprint(manifest())


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(manifest(content="d" * 64), id="a document or an expected question"),
        pytest.param(manifest(digests=("f" * 64, "b" * 64)), id="the weights of the first model"),
        pytest.param(manifest(digests=("a" * 64, "f" * 64)), id="the weights of the second model"),
        pytest.param(manifest(digests=("a" * 64,)), id="one model less"),
    ],
)
def test_another_index_has_another_fingerprint(code: Path, prompts: Path, changed: Manifest) -> None:
    before = fingerprint(manifest(), code=code, prompts=prompts)

    assert fingerprint(changed, code=code, prompts=prompts) != before


def test_a_model_that_is_not_in_the_index_has_a_say_in_the_fingerprint(code: Path, prompts: Path) -> None:
    without = fingerprint(manifest(), code=code, prompts=prompts)
    one = fingerprint(manifest(), ["reranker 1"], code=code, prompts=prompts)
    other = fingerprint(manifest(), ["reranker 2"], code=code, prompts=prompts)

    assert len({without, one, other}) == 3


def test_the_same_content_built_again_has_the_same_fingerprint(code: Path, prompts: Path) -> None:
    again = manifest(id="20270101T000000-fedcba")

    assert fingerprint(again, code=code, prompts=prompts) == fingerprint(
        manifest(), code=code, prompts=prompts
    )


@pytest.mark.parametrize(
    ("file", "text"),
    [
        pytest.param("decide.py", "THRESHOLD = 2\n", id="a module"),
        pytest.param("loading/lines.py", "LONGEST = 90\n", id="a module in a folder"),
        pytest.param("fitted.json", '{"threshold": 0.6}\n', id="a coefficient"),
        pytest.param("common-ht.txt", "ak ap ka\n", id="a list of words"),
        pytest.param("verify.py", "", id="a module that is new"),
    ],
)
def test_changed_code_has_another_fingerprint(code: Path, prompts: Path, file: str, text: str) -> None:
    before = fingerprint(manifest(), code=code, prompts=prompts)

    (code / file).write_text(text)

    assert fingerprint(manifest(), code=code, prompts=prompts) != before


def test_code_that_is_gone_has_another_fingerprint(code: Path, prompts: Path) -> None:
    before = fingerprint(manifest(), code=code, prompts=prompts)

    (code / "decide.py").unlink()

    assert fingerprint(manifest(), code=code, prompts=prompts) != before


def test_a_changed_prompt_has_another_fingerprint(code: Path, prompts: Path) -> None:
    before = fingerprint(manifest(), code=code, prompts=prompts)

    (prompts / "translate.md").write_text("Translate word by word.\n")

    assert fingerprint(manifest(), code=code, prompts=prompts) != before


@pytest.mark.parametrize("file", ["retrieval/notes.md", "prompts/README.md", "retrieval/decide.pyc"])
def test_what_cannot_change_an_answer_does_not_change_the_fingerprint(
    tmp_path: Path, code: Path, prompts: Path, file: str
) -> None:
    before = fingerprint(manifest(), code=code, prompts=prompts)

    (tmp_path / file).write_text("Something else.\n")

    assert fingerprint(manifest(), code=code, prompts=prompts) == before


def test_where_the_code_lies_does_not_change_the_fingerprint(
    tmp_path: Path, code: Path, prompts: Path
) -> None:
    before = fingerprint(manifest(), code=code, prompts=prompts)

    moved = code.rename(tmp_path / "zzz")

    assert fingerprint(manifest(), code=moved, prompts=prompts) == before


def test_what_a_judge_is_told_changes_no_answer_and_no_fingerprint(code: Path, prompts: Path) -> None:
    before = fingerprint(manifest(), code=code, prompts=prompts)
    (prompts / "judge").mkdir()
    (prompts / "judge" / "relevance.md").write_text("Grade.\n")

    assert fingerprint(manifest(), code=code, prompts=prompts) == before
