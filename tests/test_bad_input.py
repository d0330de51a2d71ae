"""Bad snapshots end in a sentence and exit code 3: no traceback, no trace, and never "ready"."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest
from _pytest.mark import ParameterSet
from typer.testing import CliRunner

from roster_lint import lint
from roster_lint.cli.app import app
from roster_lint.errors import SourceError, UsageError
from tests.snapshots import damage, pack, sample, spoil

AS_OF = "2026-08-10"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """The healthy sample district, to be spoiled."""
    return sample(tmp_path)


@pytest.fixture(autouse=True)
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty working folder, and a temporary folder that must be empty again in the end."""
    for name in ("temp", "work"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    monkeypatch.chdir(tmp_path / "work")
    for name in list(os.environ):
        if name.startswith("ROSTER_LINT_"):
            monkeypatch.delenv(name)
    yield tmp_path / "temp"
    assert not list((tmp_path / "temp").iterdir())
    assert not list((tmp_path / "work").iterdir())


def content(folder: Path) -> dict[str, str]:
    """All files under a folder with their check sums."""
    return {
        str(path.relative_to(folder)): hashlib.md5(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


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
    Bad("a zip cut short", zipped(cut), "is neither a folder nor a zip file"),
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
        lambda export: (without("Roster")(export) / "Roster.csv").mkdir() or export,  # type: ignore[func-returns-value]
        r"The needed table Roster is missing\.",
    ),
    Bad(
        "missing columns",
        edited("Enrollment", line(1, "calendarID,structureID,grade", "a,b,c")),
        r"Enrollment\.csv: needed columns are missing: calendarID, structureID, grade\.",
    ),
    Bad("no bytes", edited("Person", lambda _: ""), r"Person\.csv \(an empty file\): needed"),
    Bad("blank lines", edited("Person", lambda _: "\n \r\n"), r"Person\.csv \(an empty file\)"),
    Bad(
        "one column", edited("Term", lambda _: "termID\n1\n"), r"missing: termScheduleID, startDate"
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
        r"Enrollment\.csv in .*export\.zip cannot be unpacked: Bad CRC-32",
    ),
    Bad(
        "a zip with damaged data",
        zipped(lambda archive: damage(archive, "Enrollment.csv", 900)),
        r"Enrollment\.csv in .*export\.zip cannot be unpacked",
    ),
]


def cases(*bad: Bad) -> list[ParameterSet]:
    return [pytest.param(each, id=each.name) for each in bad]


@pytest.mark.parametrize("bad", cases(*REFUSED))
def test_lint_refuses_what_is_no_snapshot(export: Path, bad: Bad) -> None:
    source = bad.spoil(export)
    before = content(export.parent)
    with pytest.raises(SourceError, match=bad.says) as raised:
        lint(source, as_of=AS_OF)
    assert raised.value.exit_code == 3
    assert content(export.parent) == before


def run(*arguments: object) -> tuple[int, str, str]:
    """A command in this process: its exit code, stdout and stderr."""
    result = CliRunner().invoke(app, [str(a) for a in arguments], prog_name="roster-lint")
    assert "Traceback" not in result.output
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("bad", cases(*REFUSED))
def test_the_command_refuses_what_is_no_snapshot(export: Path, bad: Bad) -> None:
    source = bad.spoil(export)
    code, out, said = run("check", source, "--as-of", AS_OF)
    assert (code, out) == (3, "")
    assert said.count("\n") == 1 and said.startswith("roster-lint: ")
    assert re.search(bad.says, said), said


@pytest.mark.parametrize("bad", cases(*INCOMPLETE))
def test_a_snapshot_that_cannot_be_judged_is_incomplete(export: Path, bad: Bad) -> None:
    source = bad.spoil(export)
    before = content(export.parent)
    arguments = ("--as-of", AS_OF, "--select", "DA", "--output-format", "json")
    code, out, said = run("check", source, *arguments, "--fail-on", "never")
    report = json.loads(out)
    assert (code, said) == (3, "")
    assert (report["verdict"], report["exit_code"]) == ("incomplete", 3)
    assert [sentence for sentence in report["incomplete"] if re.search(bad.says, sentence)]
    assert all(s.endswith(".") and "\n" not in s for s in report["incomplete"])
    assert content(export.parent) == before


def test_the_report_names_all_that_is_wrong_at_once(export: Path) -> None:
    without("Trial", "Identity")(export)
    edited("School", line(1, "name", "title"))(export)
    edited("Roster", line(1, "personID", "PERSON"))(export)
    edited("Person", line(9, ",80", ',"80'))(export)
    edited("Contact", line(1, "secondaryEmail", "EMAIL"))(export)
    with lint(export, as_of=AS_OF) as report:
        assert (report.verdict, report.exit_code) == ("incomplete", 3)
        assert len(report.incomplete) == 5
        assert {r.status for r in report.checks if r.check.topic != "DA"} == {"skipped"}
    code, out, said = run("check", export, "--as-of", AS_OF)
    assert (code, said) == (3, "")
    words = " ".join(out.split())
    for sentence in ("Trial is missing", "missing: name", "missing: personID", "line 9", "twice"):
        assert sentence in words


@pytest.mark.parametrize("table", ["Roster", "RelatedPair", "Day"])
def test_a_table_without_rows_can_be_judged(export: Path, table: str) -> None:
    edited(table, lambda text: text.split("\n")[0] + "\n")(export)
    with lint(export, as_of=AS_OF, select=["SC006", "DA"]) as report:
        assert report.incomplete == ()
        assert report.verdict == ("not-ready" if table == "Roster" else "ready")


def test_bad_values_are_findings_with_their_lines_and_stop_nothing(export: Path) -> None:
    edited("Enrollment", lambda t: line(7, ",0,", ",7,")(line(5, "2026-08-12", "8/12/2026")(t)))(
        export
    )
    edited("Roster", lambda text: "\n" + line(40, "5", "x5")(text) + "\n\n")(export)
    with lint(export, as_of=AS_OF) as report:
        assert (report.verdict, report.exit_code) == ("not-ready", 1)
        cells = [f.key for f in report.findings() if f.code == "DA001"]
    assert sorted(cells, key=str) == [
        {"table": "Enrollment", "column": "noShow", "line": 7},
        {"table": "Enrollment", "column": "startDate", "line": 5},
        {"table": "Roster", "column": "rosterID", "line": 41},
    ]


def test_a_blank_source_is_wrong_usage() -> None:
    with pytest.raises(UsageError):
        lint("  ")
    code, out, said = run("check", " ")
    assert (code, out) == (2, "") and said.startswith("roster-lint: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("what", ["Enrollment.csv", "."])
def test_what_may_not_be_read_is_one_sentence(export: Path, what: str) -> None:
    (export / what).chmod(0)
    try:
        code, out, said = run("check", export, "--as-of", AS_OF, "--select", "DA")
    finally:
        (export / what).chmod(0o700)
    assert code == 3 and "Permission denied" in out + said


@pytest.mark.parametrize("bad", cases(REFUSED[9], INCOMPLETE[10]))
def test_the_shell_sees_the_same(export: Path, temp: Path, bad: Bad) -> None:
    source = bad.spoil(export)
    done = subprocess.run(
        [sys.executable, "-m", "roster_lint", "check", source, "--as-of", AS_OF, "--select", "DA"],
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(temp), "COLUMNS": "200"},
    )
    assert done.returncode == 3
    assert re.search(bad.says, done.stdout + done.stderr)
    assert "Traceback" not in done.stdout + done.stderr
