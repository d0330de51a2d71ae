"""Zips: the kinds that people make are read, the kinds that do harm are refused untouched."""

import random
import resource
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from roster_lint.contracts.table import campus_tables
from roster_lint.errors import SourceError
from roster_lint.sources.snapshot import SnapshotSource
from tests.snapshots import damage, spoil

CONTACT = "personID,email\n" + "".join(f"{n},s{n}@example.org\n" for n in range(500))
MIB = 1 << 20


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "export.zip"


@pytest.fixture(autouse=True)
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The temporary folder, which must be empty again in the end."""
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temp))
    yield temp
    assert not list(temp.iterdir())


def write(archive: Path, *names: str, data: str = CONTACT, kind: int = ZIP_DEFLATED) -> Path:
    with ZipFile(archive, "w", kind) as packed:
        for name in names:
            packed.writestr(ZipInfo(name), data, kind)
    return archive


def read(archive: Path) -> str:
    """The Contact table of a zip."""
    with SnapshotSource(archive) as source:
        found = source.find(campus_tables())
        return source.rows(found["Contact"]).path.read_text()


@pytest.mark.parametrize("kind", [ZIP_DEFLATED, ZIP_STORED])
@pytest.mark.parametrize(
    "name",
    [
        "Contact.csv",
        "export/Contact.csv",
        "a/b/c/dbo.contact.CSV",
        "export\\Contact.csv",
        "./Contact.csv",
        "x..y/Contact.csv",
    ],
)
def test_a_zip_is_read_wherever_the_file_stands_in_it(archive: Path, name: str, kind: int) -> None:
    assert read(write(archive, name, kind=kind)) == CONTACT


def test_what_a_mac_adds_is_left_alone(archive: Path) -> None:
    write(
        archive, "export/", "export/Contact.csv", "__MACOSX/export/._Contact.csv", "x/.Roster.csv"
    )
    with SnapshotSource(archive) as source:
        assert source.find(campus_tables()).keys() == {"Contact"}


def test_two_files_for_one_table_in_two_folders_are_refused(archive: Path) -> None:
    write(archive, "a/Contact.csv", "b/Contact.csv")
    with pytest.raises(SourceError, match=r"both a/Contact\.csv and b/Contact\.csv are named"):
        read(archive)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", r"export\.zip is empty\. Copy or download it again"),
        (b"personID,email\n", "is neither a folder nor a zip file"),
        (b"PK", "is neither a folder nor a zip file"),
        (b"PK\x03\x04" + bytes(60), "is a zip that is damaged or cut off"),
    ],
)
def test_a_file_that_is_no_zip_is_refused(archive: Path, data: bytes, says: str) -> None:
    archive.write_bytes(data)
    with pytest.raises(SourceError, match=says):
        read(archive)


def test_an_empty_zip_is_refused(archive: Path) -> None:
    with pytest.raises(SourceError, match="holds no Campus table"):
        read(write(archive))


@pytest.mark.parametrize(
    "name",
    [
        "../Contact.csv",
        "a/../../Contact.csv",
        "/etc/Contact.csv",
        "..\\Contact.csv",
        "\\Contact.csv",
        "C:\\Contact.csv",
        "C:/Contact.csv",
        "..",
    ],
)
def test_an_entry_that_points_outside_is_refused(archive: Path, name: str) -> None:
    with pytest.raises(SourceError, match="points outside the zip"):
        read(write(archive, "Contact.csv", name))


def test_an_encrypted_zip_is_refused(archive: Path) -> None:
    def encrypt(entry: ZipInfo) -> None:
        entry.flag_bits |= 1

    with pytest.raises(SourceError, match="is encrypted"):
        read(spoil(write(archive, "Contact.csv"), "Contact.csv", encrypt))


def test_an_entry_that_would_unpack_to_gigabytes_is_refused(archive: Path) -> None:
    def inflate(entry: ZipInfo) -> None:
        entry.file_size = 3 << 30

    with pytest.raises(SourceError, match="looks like a zip bomb"):
        read(spoil(write(archive, "Contact.csv"), "Contact.csv", inflate))


def test_many_entries_that_would_together_unpack_to_gigabytes_are_refused(archive: Path) -> None:
    names = [f"{name}.csv" for name in campus_tables()]
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(name, CONTACT)
    with ZipFile(archive, "a") as packed:
        for name in names:
            packed.getinfo(name).file_size = 99 * MIB
        packed.comment = b"spoiled"
    with pytest.raises(SourceError, match="looks like a zip bomb"):
        read(archive)


def bomb(archive: Path, size: int) -> Path:
    info = ZipInfo("Contact.csv")
    info.compress_type = ZIP_DEFLATED
    with ZipFile(archive, "w") as packed, packed.open(info, "w") as entry:
        entry.write(CONTACT.encode())
        for _ in range(size // MIB):
            entry.write(bytes(MIB))
    return archive


def test_a_real_bomb_is_refused(archive: Path) -> None:
    assert bomb(archive, 128 * MIB).stat().st_size < MIB
    with pytest.raises(SourceError, match="looks like a zip bomb"):
        read(archive)


def test_a_bomb_that_lies_about_its_size_is_cut_short(archive: Path) -> None:
    def lie(entry: ZipInfo) -> None:
        entry.file_size = len(CONTACT)

    spoil(bomb(archive, 128 * MIB), "Contact.csv", lie)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(
        SourceError,
        match=r"Contact\.csv in .* cannot be unpacked: its packed data is damaged: Bad CRC",
    ):
        read(archive)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def unknown_packing(entry: ZipInfo) -> None:
    entry.compress_type = 97


def wrong_sum(entry: ZipInfo) -> None:
    entry.CRC ^= 1


def too_short(entry: ZipInfo) -> None:
    entry.file_size -= 1


@pytest.mark.parametrize("change", [unknown_packing, wrong_sum, too_short])
def test_an_entry_that_is_not_what_the_directory_says_is_refused(
    archive: Path, change: Callable[[ZipInfo], None]
) -> None:
    with pytest.raises(SourceError, match=r"Contact\.csv in .*export\.zip cannot be unpacked"):
        read(spoil(write(archive, "Contact.csv"), "Contact.csv", change))


def test_damaged_data_is_refused(archive: Path) -> None:
    with pytest.raises(SourceError, match=r"Contact\.csv in .*export\.zip cannot be unpacked"):
        read(damage(write(archive, "Contact.csv"), "Contact.csv"))


def test_a_truncated_zip_is_refused(archive: Path) -> None:
    data = write(archive, "Contact.csv").read_bytes()
    for size in (4, len(data) // 2, len(data) - 1):
        archive.write_bytes(data[:size])
        with pytest.raises(SourceError, match="is a zip that is damaged or cut off"):
            read(archive)


@pytest.mark.parametrize("kind", [ZIP_STORED, ZIP_DEFLATED])
def test_a_zip_with_any_byte_changed_is_read_rightly_or_refused(archive: Path, kind: int) -> None:
    data = write(archive, "Contact.csv", data=CONTACT[:200], kind=kind).read_bytes()
    dice = random.Random(kind)
    sums = set()
    for place in range(len(data)):
        spoiled = bytearray(data)
        spoiled[place] ^= 1 << dice.randrange(8)
        archive.write_bytes(spoiled)
        try:
            sums.add(zlib.crc32(read(archive).encode()))
        except (SourceError, KeyError) as error:
            # A name with another byte is another file.
            assert isinstance(error, SourceError) or error.args == ("Contact",)
    assert sums == {zlib.crc32(CONTACT[:200].encode())}
