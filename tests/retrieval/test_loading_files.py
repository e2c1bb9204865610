"""Files: which are read, how, and what is said of one that cannot be."""

from pathlib import Path

import pytest

from retrieval.errors import CorpusError
from retrieval.loading import load
from tests.retrieval.builders import source


def loaded_text(folder: Path, name: str, content: str) -> str:
    (folder / name).write_bytes(content.encode())
    return load(source(file=name), folder / name).text


def test_a_file_ending_in_md_is_read_as_markdown(tmp_path: Path) -> None:
    assert loaded_text(tmp_path, "guide.md", "# Leave #\n\nIt is *long*.\n") == "Leave\n\nIt is long."


def test_a_file_ending_in_txt_is_not_read_as_markdown(tmp_path: Path) -> None:
    assert loaded_text(tmp_path, "guide.txt", "The #1 rule: a*b\\*c.\n") == "The #1 rule: a*b\\*c."


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b" \r\n\t\n\x0c\n", id="white space"),
        pytest.param(b"\xef\xbb\xbf", id="byte order mark alone"),
        pytest.param("\u200b\u200e\u00ad".encode(), id="invisible characters alone"),
        pytest.param(b"Leave\x00lasts 18 weeks.", id="zero byte"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", id="picture"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", id="PDF"),
        pytest.param("Le congé est payé.".encode("latin-1"), id="Latin-1"),
        pytest.param("Leave lasts 18 weeks.".encode("utf-16"), id="UTF-16 with a mark"),
        pytest.param("Leave lasts 18 weeks.".encode("utf-16-le"), id="UTF-16 without a mark"),
    ],
)
def test_a_file_that_holds_no_text_in_utf_8_is_an_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "leave-guide.txt"
    path.write_bytes(content)

    with pytest.raises(CorpusError) as caught:
        load(source(), path)

    assert "leave-guide.txt" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("Leave lasts 18 weeks.".encode("utf-16"), id="with a mark"),
        pytest.param("Leave lasts 18 weeks.".encode("utf-16-le"), id="without a mark, low byte first"),
        pytest.param("Leave lasts 18 weeks.".encode("utf-16-be"), id="without a mark, high byte first"),
        pytest.param("休假十八周".encode("utf-16"), id="Chinese, with a mark"),
    ],
)
def test_a_file_in_utf_16_is_to_be_saved_as_utf_8(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "leave-guide.txt").write_bytes(content)

    with pytest.raises(CorpusError, match=r"UTF-16, .*; save it as UTF-8\.$"):
        load(source(), tmp_path / "leave-guide.txt")


def test_a_markdown_file_of_comments_alone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"guide\.md"):
        loaded_text(tmp_path, "guide.md", "<!-- to be written -->\n")


def test_a_file_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"leave-guide\.txt.*\.$"):
        load(source(), tmp_path / "leave-guide.txt")


def test_a_folder_in_the_place_of_a_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "leave-guide.txt").mkdir()

    with pytest.raises(CorpusError, match=r"leave-guide\.txt.*\.$"):
        load(source(), tmp_path / "leave-guide.txt")


def test_characters_lead_back_to_the_decoded_file_whatever_ends_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "leave-guide.txt"
    path.write_bytes("Café hours.\r\n\r\nLeave lasts\r\n18 weeks.\r\n".encode())

    document = load(source(), path)

    place = document.raw_map.raw_offset(document.text.index("18"))
    assert path.read_bytes().decode()[place : place + 8] == "18 weeks"
