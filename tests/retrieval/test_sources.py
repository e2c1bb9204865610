"""sources.yaml and the folder beside it: what is read, what is warned of, what is refused."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.errors import CitabotError, CorpusError
from retrieval.sources import Kind, Status, UndeclaredSource, read_corpus

LEAVE = "Leave lasts 18 weeks.\n"
ENTRY = "- {id: leave-guide, file: leave.txt, title: Guide to leave, short_title: Leave%s}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    return corpus


def write(folder: Path, manifest: str | None = None, **files: str) -> Path:
    """A folder with leave.txt, the named files (`_` for the dot) and the manifest, if any."""
    (folder / "leave.txt").write_text(LEAVE, "utf-8")
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, "utf-8")
    if manifest is not None:
        (folder / "sources.yaml").write_text(manifest, "utf-8")
    return folder


def complaint(folder: Path) -> str:
    """The one sentence with which the folder is refused."""
    with pytest.raises(CorpusError) as caught:
        read_corpus(folder)
    said = str(caught.value)
    assert "\n" not in said
    assert said.endswith(".")
    return said


# --- what is read ---------------------------------------------------------------------------


def test_an_entry_is_read_with_all_that_it_says(folder: Path) -> None:
    write(
        folder,
        "- id: leave-guide\n"
        "  file: leave.txt\n"
        "  title: Guide to leave\n"
        "  short_title: Leave\n"
        "  publisher: Ministry of Labour\n"
        "  kind: guidance\n"
        "  date: 2021-08-10\n"
        "  language: en\n"
        "  jurisdiction: United States\n"
        "  url: https://example.org/leave\n"
        "  status: superseded\n"
        "  superseded_on: 2025-01-31\n"
        "  superseded_by: Guide to leave, second edition\n"
        "  review_by: 2026-06-30\n"
        "  licence: public domain\n"
        f"  sha256: {hashlib.sha256(LEAVE.encode()).hexdigest()}\n",
    )

    [source] = read_corpus(folder).sources

    assert (source.id, source.title, source.short_title) == ("leave-guide", "Guide to leave", "Leave")
    assert (source.publisher, source.kind, source.date) == ("Ministry of Labour", Kind.GUIDANCE, "2021-08-10")
    assert (source.status, source.superseded_on) == (Status.SUPERSEDED, "2025-01-31")
    assert source.review_by == "2026-06-30"


def test_sources_keep_the_order_of_the_manifest(folder: Path) -> None:
    write(
        folder,
        ENTRY % "" + "- {id: appeals, file: a.txt, title: Appeals, short_title: Appeals}\n",
        a_txt="Free.",
    )

    assert [source.id for source in read_corpus(folder).sources] == ["leave-guide", "appeals"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("2021-08-10", "2021-08-10", id="day"),
        pytest.param("'2021-08-10'", "2021-08-10", id="day in quotation marks"),
        pytest.param("2019-06", "2019-06", id="month"),
        pytest.param("2019", "2019", id="year"),
        pytest.param("'2019'", "2019", id="year in quotation marks"),
        pytest.param("2024-02-29", "2024-02-29", id="leap day"),
    ],
)
def test_a_date_may_leave_out_the_day_or_the_month(folder: Path, written: str, expected: str) -> None:
    write(folder, ENTRY % f", date: {written}")

    assert read_corpus(folder).sources[0].date == expected


def test_a_path_is_that_of_the_file_in_the_folder(folder: Path) -> None:
    corpus = read_corpus(write(folder, ENTRY % ""))

    assert corpus.path(corpus.sources[0]) == folder / "leave.txt"


def test_a_file_in_a_folder_within_the_folder_may_be_declared(folder: Path) -> None:
    (folder / "old").mkdir()
    (folder / "old" / "pay.txt").write_text("Pay is due.", "utf-8")
    write(folder, ENTRY % "" + "- {id: pay, file: old/pay.txt, title: Pay, short_title: Pay}\n")

    assert [source.id for source in read_corpus(folder).sources] == ["leave-guide", "pay"]


def test_a_source_in_force_may_say_when_it_will_be_superseded(folder: Path) -> None:
    write(folder, ENTRY % ", status: in_force, superseded_on: 9999-01-31, superseded_by: Guide 2")

    assert read_corpus(folder).sources[0].status is Status.IN_FORCE


# --- files without an entry -----------------------------------------------------------------


def test_a_file_without_an_entry_is_a_source_with_status_unknown(folder: Path) -> None:
    write(folder, ENTRY % "", appeals_md="# Appeals\n\nThey are free.\n")

    added = read_corpus(folder).sources[-1]

    assert isinstance(added, UndeclaredSource)
    assert (added.id, added.file, added.status) == ("appeals", "appeals.md", Status.UNKNOWN)


def test_a_file_without_an_entry_is_warned_of_by_name(folder: Path) -> None:
    [warning] = read_corpus(write(folder, ENTRY % "", appeals_md="Free.")).warnings

    assert "appeals.md" in warning
    assert "unknown" in warning


def test_a_declared_file_is_not_warned_of(folder: Path) -> None:
    assert read_corpus(write(folder, ENTRY % "")).warnings == ()


def test_a_declared_file_is_one_source_however_its_path_is_written(folder: Path) -> None:
    write(folder, "- {id: leave-guide, file: ./leave.txt, title: Guide, short_title: Leave}\n")

    assert [source.id for source in read_corpus(folder).sources] == ["leave-guide"]


def test_a_manifest_without_entries_leaves_every_file_undeclared(folder: Path) -> None:
    corpus = read_corpus(write(folder, "# nothing yet\n"))

    assert [source.id for source in corpus.sources] == ["leave"]
    assert len(corpus.warnings) == 1


def test_in_a_folder_without_a_manifest_ids_are_the_file_names_without_their_ending(folder: Path) -> None:
    write(folder, **{"ice-faq_txt": "Free.", "2021-08_report_md": "Long."})

    assert sorted(source.id for source in read_corpus(folder).sources) == [
        "2021-08.report",
        "ice-faq",
        "leave",
    ]


@pytest.mark.parametrize("name", ["Guide to leave", "guía", "政策", "leave (2021)"])
def test_in_a_folder_without_a_manifest_any_file_name_without_its_ending_is_an_id(
    folder: Path, name: str
) -> None:
    (folder / f"{name}.txt").write_text("Free.", "utf-8")

    assert [source.id for source in read_corpus(folder).sources] == [name]


def test_two_files_with_names_in_another_script_are_two_sources(folder: Path) -> None:
    (folder / "政策.txt").write_text("移民有权获得法律援助。", "utf-8")
    (folder / "法律.txt").write_text("咨询是免费的。", "utf-8")

    assert len({source.id for source in read_corpus(folder).sources}) == 2


def test_a_folder_without_a_manifest_has_no_warnings(folder: Path) -> None:
    assert read_corpus(write(folder)).warnings == ()


def test_a_link_without_an_entry_that_leads_outside_the_folder_is_left_out_with_a_warning(
    folder: Path,
) -> None:
    (folder.parent / "outside.txt").write_text("Secret.", "utf-8")
    (write(folder) / "inside.txt").symlink_to(folder.parent / "outside.txt")

    corpus = read_corpus(folder)

    assert [source.file for source in corpus.sources] == ["leave.txt"]
    assert ["inside.txt" in warning for warning in corpus.warnings] == [True]


def test_files_that_are_not_text_are_no_sources(folder: Path) -> None:
    write(folder, leave_pdf="%PDF", notes_docx="PK", leave_yaml="a: b")

    assert [source.file for source in read_corpus(folder).sources] == ["leave.txt"]


# --- what is refused ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("added", "named"),
    [
        pytest.param(", colour: red", ["'colour'"], id="unknown key"),
        pytest.param(", date: 10-08-2021", ["date", "'10-08-2021'", "YYYY-MM-DD"], id="day first"),
        pytest.param(", date: August 2021", ["date", "'August 2021'", "YYYY-MM-DD"], id="month in words"),
        pytest.param(", date: '2021-02-30'", ["date", "'2021-02-30'"], id="no such day, in quotation marks"),
        pytest.param(", date: 2021-02-30", ["date", "2021-02-30"], id="no such day"),
        pytest.param(", date: 2021-13-01", ["date", "2021-13-01"], id="no such month"),
        pytest.param(", date: 2019-13", ["date", "'2019-13'"], id="no such month, without a day"),
        pytest.param(", date: true", ["date"], id="a truth value for a date"),
        pytest.param(", review_by: soon", ["review_by", "'soon'"], id="review_by in words"),
        pytest.param(
            ", superseded_on: 31.01.2025", ["superseded_on", "31.01.2025"], id="superseded_on, dotted"
        ),
        pytest.param(", status: valid", ["status", "'valid'", "in_force"], id="unknown status"),
        pytest.param(", kind: book", ["kind", "'book'", "guidance"], id="unknown kind"),
        pytest.param(", language: English", ["language", "'English'"], id="language in words"),
        pytest.param(", url: example.org", ["url", "'example.org'"], id="address without a scheme"),
        pytest.param(", sha256: abc", ["sha256", "'abc'"], id="no hash"),
        pytest.param(f", sha256: {'0' * 63}a", ["sha256", "'leave.txt'"], id="wrong hash"),
        pytest.param(", status: superseded", ["superseded_by"], id="superseded by nothing"),
        pytest.param(
            ", status: superseded, superseded_on: 2025-01-31",
            ["superseded_by"],
            id="superseded on a day by nothing",
        ),
        pytest.param(
            ", status: superseded, superseded_on: 9999-01-31, superseded_by: Guide 2",
            ["superseded_on", "'9999-01-31'"],
            id="superseded on a day to come",
        ),
        pytest.param(", status: historical", ["'historical'", "date"], id="historical without a date"),
        pytest.param(", kind: advocacy, date: 2021", ["'advocacy'", "publisher"], id="advocacy of nobody"),
    ],
)
def test_an_error_names_the_entry_and_the_key(folder: Path, added: str, named: list[str]) -> None:
    said = complaint(write(folder, ENTRY % added))

    assert "sources.yaml" in said
    assert "'leave-guide'" in said
    assert [name for name in named if name not in said] == []


def test_a_key_that_stands_twice_in_an_entry_is_refused(folder: Path) -> None:
    write(folder, ENTRY % ", status: in_force, status: historical")

    with pytest.raises(CitabotError, match=r"sources\.yaml: line \d+: 'status' stands there already"):
        read_corpus(folder)


@pytest.mark.parametrize(
    ("manifest", "named"),
    [
        pytest.param("- {file: leave.txt, title: T, short_title: T}", ["entry 1", "'id'"], id="no id"),
        pytest.param("- {id: leave, title: T, short_title: T}", ["'leave'", "'file'"], id="no file"),
        pytest.param("- {id: leave, file: leave.txt, short_title: T}", ["'leave'", "'title'"], id="no title"),
        pytest.param(
            "- {id: leave, file: leave.txt, title: T}", ["'leave'", "'short_title'"], id="no short title"
        ),
        pytest.param(
            "- {id: a b, file: leave.txt, title: T, short_title: T}", ["'a b'", "id"], id="id with a blank"
        ),
        pytest.param(
            "- {id: 2021, file: leave.txt, title: T, short_title: T}", ["2021", "id"], id="id as a number"
        ),
        pytest.param(
            "- {id: leave, file: x.txt, title: T, short_title: T}",
            ["'leave'", "file", "'x.txt'"],
            id="missing file",
        ),
        pytest.param(
            "- {id: leave, file: '', title: T, short_title: T}", ["'leave'", "file"], id="empty file"
        ),
        pytest.param(
            "- {id: leave, file: ., title: T, short_title: T}", ["'leave'", "file"], id="folder as file"
        ),
        pytest.param("- leave.txt\n", ["entry 1"], id="an entry that is a word"),
        pytest.param(
            "- {id: leave, file: leave.txt, title: T, short_title: T}\n- 3\n", ["entry 2"], id="second entry"
        ),
        pytest.param("id: leave\nfile: leave.txt\n", ["list"], id="not a list"),
        pytest.param("leave.txt", ["list"], id="a word"),
        pytest.param("- {id: leave\n- file: [", ["YAML", "line 2"], id="not YAML"),
        pytest.param("- id: leave\n\tfile: leave.txt\n", ["YAML", "line 2"], id="tab"),
        pytest.param("- !!python/object/apply:os.getcwd []\n", ["YAML"], id="Python in YAML"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_refused_in_one_sentence(
    folder: Path, manifest: str, named: list[str]
) -> None:
    said = complaint(write(folder, manifest))

    assert "sources.yaml" in said
    assert [name for name in named if name not in said] == []


def test_an_id_that_two_entries_share_is_refused(folder: Path) -> None:
    said = complaint(
        write(folder, ENTRY % "" + "- {id: leave-guide, file: b.txt, title: B, short_title: B}\n", b_txt="B.")
    )

    assert "'leave-guide'" in said
    assert "id" in said


@pytest.mark.parametrize("file", ["leave.txt", "./leave.txt", "link.txt"])
def test_a_file_that_two_entries_share_is_refused(folder: Path, file: str) -> None:
    (folder / "link.txt").symlink_to("leave.txt")

    said = complaint(
        write(folder, ENTRY % "" + f"- {{id: pay, file: {file}, title: Pay, short_title: Pay}}\n")
    )

    assert f"source 'pay' has file '{file}', which is that of source 'leave-guide' too" in said


def test_an_id_that_an_entry_shares_with_an_undeclared_file_is_refused(folder: Path) -> None:
    write(folder, "- {id: pay, file: leave.txt, title: Pay, short_title: Pay}\n", pay_txt="Pay is due.")

    assert "'pay'" in complaint(folder)


def test_two_files_of_one_name_are_refused_by_their_names_where_there_is_no_manifest(folder: Path) -> None:
    said = complaint(write(folder, leave_md="# Leave\n"))

    assert "'leave.md'" in said
    assert "'leave.txt'" in said
    assert "sources.yaml" not in said


@pytest.mark.parametrize("file", ["../outside.txt", "old/../../outside.txt", "{parent}/outside.txt"])
def test_a_file_outside_the_folder_is_refused(folder: Path, file: str) -> None:
    (folder.parent / "outside.txt").write_text("Secret.", "utf-8")
    (folder / "old").mkdir()
    path = file.format(parent=folder.parent)

    said = complaint(write(folder, f"- {{id: a, file: '{path}', title: A, short_title: A}}\n"))

    assert "'a'" in said
    assert "file" in said
    assert "outside" in said


def test_a_file_that_is_a_link_to_outside_the_folder_is_refused(folder: Path) -> None:
    (folder.parent / "outside.txt").write_text("Secret.", "utf-8")
    (folder / "inside.txt").symlink_to(folder.parent / "outside.txt")

    said = complaint(write(folder, "- {id: a, file: inside.txt, title: A, short_title: A}\n"))

    assert "inside.txt" in said


def test_a_manifest_that_is_not_utf_8_is_refused(folder: Path) -> None:
    write(folder)
    (folder / "sources.yaml").write_bytes("- {id: a, title: Congé}".encode("latin-1"))

    assert "UTF-8" in complaint(folder)


def test_a_manifest_that_is_a_folder_is_refused(folder: Path) -> None:
    write(folder)
    (folder / "sources.yaml").mkdir()

    assert "sources.yaml" in complaint(folder)


def nothing(folder: Path) -> None:
    """An empty folder."""


def only_a_manifest(folder: Path) -> None:
    (folder / "sources.yaml").write_text("[]\n", "utf-8")


def only_other_files(folder: Path) -> None:
    (folder / "leave.pdf").write_text("%PDF", "utf-8")


def no_folder(folder: Path) -> None:
    folder.rmdir()


def a_file(folder: Path) -> None:
    folder.rmdir()
    folder.write_text("Leave.", "utf-8")


@pytest.mark.parametrize("prepare", [nothing, only_a_manifest, only_other_files, no_folder, a_file])
def test_a_folder_that_holds_no_document_is_refused_by_name(
    folder: Path, prepare: Callable[[Path], None]
) -> None:
    prepare(folder)

    assert str(folder) in complaint(folder)
