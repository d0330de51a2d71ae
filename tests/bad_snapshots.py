"""Ways to spoil a healthy snapshot, and what must be said of each."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from tests.snapshots import damage, pack, spoil


@dataclass(frozen=True)
class Bad:
    """One way to spoil a healthy export.

    Attributes:
        name: what is wrong.
        spoil: spoils the export and returns the source to lint.
        says: a pattern that the sentence must match.
    """

    name: str
    spoil: Callable[[Path], Path]
    says: str


def edited(table: str, edit: Callable[[str], str | bytes]) -> Callable[[Path], Path]:
    """Spoils the text of one file."""

    def spoil(export: Path) -> Path:
        path = export / f"{table}.csv"
        after = edit(path.read_text(encoding="utf-8"))
        path.write_bytes(after.encode() if isinstance(after, str) else after)
        return export

    return spoil


def line(number: int, old: str, new: str) -> Callable[[str], str]:
    """Replaces text once in one line, counted from 1."""

    def edit(text: str) -> str:
        lines = text.split("\n")
        assert old in lines[number - 1], lines[number - 1]
        lines[number - 1] = lines[number - 1].replace(old, new, 1)
        return "\n".join(lines)

    return edit


def zipped(change: Callable[[Path], Path]) -> Callable[[Path], Path]:
    """Packs the export, then spoils the zip."""
    return lambda export: change(pack(export, export.parent / "export.zip"))


def without(*tables: str) -> Callable[[Path], Path]:
    def spoil(export: Path) -> Path:
        for table in tables:
            (export / f"{table}.csv").unlink()
        return export

    return spoil


def folder_for_a_file(export: Path) -> Path:
    without("Enrollment")(export)
    (export / "Enrollment.csv").mkdir()
    return export


def emptied(export: Path) -> Path:
    for path in export.iterdir():
        path.unlink()
    return export


def no_zip(export: Path) -> Path:
    (export / "Enrollment.csv").rename(export.parent / "export.zip")
    return export.parent / "export.zip"


def empty_zip(export: Path) -> Path:
    ZipFile(export.parent / "export.zip", "w").close()
    return export.parent / "export.zip"


def outside(name: str) -> Callable[[Path], Path]:
    def add(archive: Path) -> Path:
        with ZipFile(archive, "a") as packed:
            packed.writestr(ZipInfo(name), "x")
        return archive

    return zipped(add)


def entry(change: Callable[[ZipInfo], None]) -> Callable[[Path], Path]:
    return zipped(lambda archive: spoil(archive, "Enrollment.csv", change))


def bomb(info: ZipInfo) -> None:
    info.file_size = 5 << 30


def encrypt(info: ZipInfo) -> None:
    info.flag_bits |= 1


def wrong_sum(info: ZipInfo) -> None:
    info.CRC ^= 1


def cut(archive: Path) -> Path:
    archive.write_bytes(archive.read_bytes()[:5000])
    return archive


def twice(export: Path) -> Path:
    (export / "dbo.Enrollment.csv").write_text((export / "Enrollment.csv").read_text())
    return export


def twice_in_zip(archive: Path) -> Path:
    with ZipFile(archive, "a") as packed:
        packed.writestr("old/Enrollment.csv", packed.read("Enrollment.csv"))
    return archive


REFUSED = [
    Bad("no folder", lambda export: export / "absent", "There is no folder or file .*absent"),
    Bad("no zip there", lambda export: export / "a.zip", "There is no folder or file .*a.zip"),
    Bad("too long a name", lambda export: export / ("x" * 999), "cannot be read: File name too"),
    Bad("an empty folder", emptied, "holds no Campus table"),
    Bad("a file that is no zip", no_zip, "is neither a folder nor a zip file"),
    Bad("an empty zip", empty_zip, "holds no Campus table"),
    Bad("a zip cut short", zipped(cut), "is a zip that is damaged or cut off"),
    Bad("a zip with ../", outside("../x.csv"), "'../x.csv' points outside the zip"),
    Bad("a zip with /", outside("/tmp/x.csv"), "'/tmp/x.csv' points outside the zip"),
    Bad("a zip bomb", entry(bomb), r"'Enrollment\.csv' would unpack to 5,368,709,120 bytes"),
    Bad("an encrypted zip", entry(encrypt), "is encrypted"),
    Bad("two files", twice, r"both Enrollment\.csv and dbo\.Enrollment\.csv are named"),
    Bad("two files in a zip", zipped(twice_in_zip), "are named as the table Enrollment"),
]

INCOMPLETE = [
    Bad("a missing table", without("Section"), r"The needed table Section is missing\."),
    Bad(
        "a folder for a file",
        folder_for_a_file,
        r"The needed table Enrollment is missing\.",
    ),
    Bad(
        "missing columns",
        edited("Enrollment", line(1, "calendarID,structureID,grade", "a,b,c")),
        r"Enrollment\.csv has no columns calendarID, structureID and grade\.",
    ),
    Bad("no bytes", edited("Person", lambda _: ""), r"Person\.csv \(an empty file\) has no"),
    Bad("blank lines", edited("Person", lambda _: "\n \r\n"), r"Person\.csv \(an empty file\)"),
    Bad(
        "one column",
        edited("Term", lambda _: "termID\n1\n"),
        r"no columns termScheduleID, startDate",
    ),
    Bad(
        "nobody enrolled",
        edited("Enrollment", lambda text: text.split("\n")[0]),
        "The table Enrollment has no row",
    ),
    Bad(
        "a column twice",
        edited("Contact", line(1, "secondaryEmail", "EMAIL")),
        r"Contact\.csv: the header names the column 'EMAIL' twice",
    ),
    Bad("a torn header", edited("Contact", line(1, "email", '"email')), "the header is no well-fo"),
    Bad("a torn last quote", edited("Day", line(4, ",1", ',"1')), r"Day\.csv, line 4: a quotation"),
    Bad(
        "a torn quote",
        edited("Person", line(9, ",80", ',"80')),
        r"Person\.csv, line 9: a quotation mark is opened",
    ),
    Bad(
        "rows between torn quotes",
        edited("Roster", lambda text: line(90, ",", '",')(line(40, "5", '"5')(text))),
        r"Roster\.csv, line 40: a quotation mark is missing here and on a later line",
    ),
    Bad(
        "a short row",
        edited("Roster", line(7, ",", "")),
        r"Roster\.csv, line 7: 5 values where the header names 6 columns",
    ),
    Bad(
        "a long row",
        edited("Roster", line(7, ",", ",,")),
        r"Roster\.csv, line 7: 7 values where the header names 6 columns",
    ),
    Bad(
        "an unquoted comma before a blank end",
        edited("Course", lambda _: "courseID,calendarID,active,name,x\n1,2,1,Art, Clay,\n"),
        r"Course\.csv, line 2: 6 values where the header names 5 columns",
    ),
    Bad(
        "Latin-1",
        edited("School", lambda text: line(2, "Lincoln", "Líncoln")(text).encode("latin-1")),
        r"School\.csv: byte \d+ is not UTF-8",
    ),
    Bad(
        "Windows quotes",
        edited("School", lambda text: line(3, "Marigold", "’Marigold")(text).encode("cp1252")),
        r"School\.csv: byte \d+ is not UTF-8",
    ),
    Bad(
        "UTF-16 without a mark",
        edited("School", lambda text: text.encode("utf-16-le")),
        r"School\.csv: byte 2 is a NUL",
    ),
    Bad(
        "a NUL far inside",
        edited("UserAccount", line(200, ",", "\0,")),
        r"UserAccount\.csv: byte [\d,]+ is a NUL",
    ),
    Bad(
        "a row without end",
        edited("Identity", lambda text: text + '1,2,"' + "x" * 10_000_100 + '",y\n'),
        r"Identity\.csv, line \d+: a row of more than 10,000,000 bytes",
    ),
    Bad(
        "a zip with a wrong check sum",
        entry(wrong_sum),
        r"Enrollment\.csv in .*export\.zip cannot be unpacked: its packed data is damaged: Bad CRC",
    ),
    Bad(
        "a zip with damaged data",
        zipped(lambda archive: damage(archive, "Enrollment.csv", 900)),
        r"Enrollment\.csv in .*export\.zip cannot be unpacked",
    ),
]
