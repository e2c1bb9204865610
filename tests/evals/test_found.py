"""Which documents the product finds, and what a measurement writes."""

from pathlib import Path

import pytest

from evals.found import found_sources
from evals.output import require_writable, write
from retrieval.errors import CitabotError
from tests.retrieval.answer_builders import asking, issued, passages_of, searcher

GUIDE = passages_of("## Leave\n\nLeave is paid.\n\n## Pay\n\nPay is due.\n", of=issued(id="guide"))
RENT = passages_of("## Rent\n\nRent is due in May.\n", of=issued(id="rent"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("rent in May", ("rent", "guide"), id="the best passage first"),
        pytest.param("is leave paid, is pay due", ("guide", "rent"), id="a document with two passages once"),
    ],
)
def test_documents_are_found_each_at_its_best_passage(text: str, found: tuple[str, ...]) -> None:
    assert found_sources(searcher([*GUIDE, *RENT]), asking(text)) == found


def test_what_is_written_stands_in_the_file(tmp_path: Path) -> None:
    write(tmp_path / "out.json", "{}\n")

    assert (tmp_path / "out.json").read_text("utf-8") == "{}\n"


def test_what_cannot_be_written_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(
        CitabotError, match=r"out\.json cannot be written \(No such file or directory\); name"
    ):
        write(tmp_path / "none" / "out.json", "{}\n")


def test_what_can_be_written_is_left_as_it_is(tmp_path: Path) -> None:
    there, missing = tmp_path / "there.json", tmp_path / "missing.json"
    there.write_text("{}\n", "utf-8")

    require_writable(there, missing, None)

    assert there.read_text("utf-8") == "{}\n"
    assert not missing.exists()


def test_what_cannot_be_written_is_known_before(tmp_path: Path) -> None:
    with pytest.raises(CitabotError, match=r" cannot be written \(Is a directory\); name"):
        require_writable(None, tmp_path)
