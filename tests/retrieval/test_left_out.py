"""What lies in the folder of documents and is not read is said."""

from pathlib import Path

import pytest

from retrieval.left_out import left_out
from retrieval.sources import read_corpus
from tests.retrieval.index_builders import TINY, corpus_of

ENTRY = {"id": "pay", "file": "old/pay.txt", "title": "Pay", "short_title": "Pay"}


@pytest.mark.parametrize("name", ["guide.pdf", "guide.html", "guide.docx", "Guide to leave"])
def test_a_file_that_cannot_be_read_is_named_with_what_to_do(tmp_path: Path, name: str) -> None:
    corpus = read_corpus(corpus_of(tmp_path, TINY | {name: "%PDF-1.7"}).folder)

    assert list(left_out(corpus)) == [f"{name} cannot be read and is left out; save its text as .txt or .md."]


def test_files_in_a_folder_within_that_no_entry_names_are_counted(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    corpus = corpus_of(tmp_path, TINY | {"old/pay.txt": "Pay is due.", "old/rent.txt": "Rent is due."}, ENTRY)

    assert list(left_out(corpus)) == [
        "old is a folder with files that no entry names (1), which are left out; "
        "add an entry for each to sources.yaml, or move them up."
    ]


def test_what_belongs_there_is_not_said_to_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / ".git").mkdir()
    files = {"questions/pay.yaml": "[]", ".git/config": "", ".DS_Store": "", "sources.yaml": "[]"}

    assert list(left_out(corpus_of(tmp_path, TINY | files))) == []
