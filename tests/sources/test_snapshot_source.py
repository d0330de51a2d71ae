"""What a snapshot's folder holds: which file is which table, and what stands in its way."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from roster_lint.contracts.table import campus_tables
from roster_lint.errors import SourceError
from roster_lint.sources.base import CsvRows, Found
from roster_lint.sources.snapshot import SnapshotSource
from roster_lint.sources.spelling import Spelling
from tests.snapshots import pack

MEMORY = Path("/proc/self/mem")
CONTACT = "personID,email\n1,a@example.org\n2,b@example.org\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The temporary folder, which must be empty again in the end."""
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temp))
    yield temp
    assert not list(temp.iterdir())


def find(path: Path) -> dict[str, Found]:
    with SnapshotSource(path) as source:
        return source.find(campus_tables())


@pytest.mark.parametrize(
    "name",
    [
        "Contact.csv",
        "contact.CSV",
        "CONTACT.csv",
        "dbo.Contact.csv",
        "DBO.contact.csv",
        "Contact.tsv",
        "Contact.txt",
    ],
)
def test_a_file_is_a_table_by_its_name(folder: Path, name: str) -> None:
    (folder / name).write_text(CONTACT)
    found = find(folder)
    assert found.keys() == {"Contact"}
    assert found["Contact"].place == name
    assert found["Contact"].columns == {"personID": "personID", "email": "email"}
    assert found["Contact"].missing == ()


def test_columns_match_without_regard_to_case_and_order(folder: Path) -> None:
    (folder / "Contact.csv").write_text("EMAIL,fax, personid ,Notes\n")
    found = find(folder)["Contact"]
    assert found.columns == {"personID": "personid", "email": "EMAIL"}


def test_other_files_and_folders_are_left_alone(folder: Path) -> None:
    (folder / "Contact.csv").write_text(CONTACT)
    (folder / "Nurse.csv").write_bytes(b"\xff\xfe\x00")
    (folder / "Enrollment.xlsx").write_bytes(b"PK")
    (folder / "Enrollment.csv.bak").write_text("personID\n")
    (folder / ".Enrollment.csv").write_text("personID\n")
    (folder / "Roster.csv").mkdir()
    (folder / "more").mkdir()
    (folder / "more" / "School.csv").write_text("schoolID,name\n")
    assert find(folder).keys() == {"Contact"}


def test_tables_come_in_the_contracts_order(folder: Path) -> None:
    for name in sorted(campus_tables()):
        (folder / f"{name}.csv").write_text("personID\n")
    assert list(find(folder)) == list(campus_tables())


def test_an_empty_file_lacks_every_column(folder: Path) -> None:
    (folder / "Contact.csv").write_text("")
    found = find(folder)["Contact"]
    assert (found.place, found.missing) == ("Contact.csv (an empty file)", ("personID", "email"))


def test_two_files_for_one_table_are_refused(folder: Path) -> None:
    (folder / "Contact.csv").write_text(CONTACT)
    (folder / "dbo.contact.csv").write_text(CONTACT)
    with pytest.raises(SourceError, match=r"both Contact\.csv and dbo\.contact\.csv are named"):
        find(folder)


def test_a_folder_without_any_table_is_refused(folder: Path) -> None:
    (folder / "notes.csv").write_text("a\n")
    with pytest.raises(SourceError, match="holds no Campus table"):
        find(folder)


def test_a_path_that_is_not_there_is_refused(folder: Path) -> None:
    with pytest.raises(SourceError, match=r"There is no folder or file .*absent"):
        find(folder / "absent")


def test_a_path_that_no_system_takes_is_refused(folder: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: File name too long"):
        find(folder / ("x" * 300))


def test_a_header_that_cannot_be_read_is_reported_with_the_rows(folder: Path) -> None:
    (folder / "Contact.csv").write_text("email,email\n")
    (folder / "School.csv").write_text("schoolID,name\n1,Lincoln\n")
    with SnapshotSource(folder) as source:
        found = source.find(campus_tables())
        assert found["Contact"].missing == ()
        assert source.count(found["School"]) == 1
        for read in (source.rows, source.count):
            with pytest.raises(SourceError, match=r"Contact\.csv: .* twice"):
                read(found["Contact"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_one_sentence(folder: Path) -> None:
    (folder / "Contact.csv").write_text(CONTACT)
    (folder / "Contact.csv").chmod(0)
    with SnapshotSource(folder) as source:
        found = source.find(campus_tables())
        with pytest.raises(SourceError, match=r"Contact\.csv cannot be read: Permission denied"):
            source.rows(found["Contact"])


@pytest.mark.skipif(not MEMORY.exists(), reason="no file here that even root cannot read")
def test_a_file_that_the_system_does_not_give_is_one_sentence(folder: Path) -> None:
    (folder / "Contact.csv").symlink_to(MEMORY)
    with SnapshotSource(folder) as source:
        found = source.find(campus_tables())
        with pytest.raises(SourceError, match=r"Contact\.csv cannot be read: Input/output error"):
            source.rows(found["Contact"])


@pytest.mark.parametrize("zipped", [False, True])
def test_rows_are_a_file_that_the_engine_can_read(
    folder: Path, tmp_path: Path, temp: Path, zipped: bool
) -> None:
    (folder / "Contact.csv").write_text(CONTACT.replace(",", "\t"))
    source = SnapshotSource(pack(folder, tmp_path / "x.zip") if zipped else folder)
    reported: list[str] = []
    with source:
        found = source.find(campus_tables())["Contact"]
        rows = source.rows(found, lambda table, *_: reported.append(table))
        counts = (3, 3, 3, False, False, 0, None)
        assert rows == CsvRows(
            rows.path,
            "Contact.csv",
            "\t",
            ("personID", "email"),
            *counts,
            Spelling(tidy=True, digits=False),
        )
        assert rows.path.read_text() == CONTACT.replace(",", "\t")
        assert rows.path.is_relative_to(temp if zipped else folder)
        assert source.count(found) == 2
        assert reported == ["Contact"]


def test_of_a_rewritten_file_in_a_zip_only_one_copy_stays(
    folder: Path, tmp_path: Path, temp: Path
) -> None:
    (folder / "Contact.csv").write_text(CONTACT, encoding="utf-16")
    with SnapshotSource(pack(folder, tmp_path / "x.zip")) as source:
        source.rows(source.find(campus_tables())["Contact"])
        assert len([path for path in temp.rglob("*") if path.is_file()]) == 1


def test_the_location_is_what_the_user_gave() -> None:
    source = SnapshotSource(Path("some/export.zip"))
    assert (source.location, source.kind, source.notes) == (
        "some/export.zip",
        "campus-snapshot",
        (),
    )
