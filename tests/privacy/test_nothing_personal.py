"""Nothing personal is printed unless it is asked for, and nothing is left behind in a folder.

Names, usernames, addresses and phones of every kind of source carry a mark, which is looked for in
all that the commands print and write.
"""

import io
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from roster_lint.cli.app import app
from roster_lint.cli.output import plain_console
from roster_lint.engine.duck import DuckEngine
from roster_lint.errors import RosterLintError, SourceError
from roster_lint.explain import explain
from roster_lint.explain import formats as explanation
from roster_lint.linter import lint
from roster_lint.loading.accounts.reading import open_accounts
from roster_lint.loading.bundle import load_bundle
from roster_lint.loading.campus import load
from roster_lint.prepare import prepare
from roster_lint.preview import formats as previews
from roster_lint.preview.preview import preview
from roster_lint.report.formats.email import write_email
from roster_lint.report.formats.html import write_html
from roster_lint.report.formats.json import write as write_json
from roster_lint.report.formats.missing_list import write_missing_list
from roster_lint.report.formats.text import last_line, write_details, write_summary
from roster_lint.report.formats.workbook import write_workbook
from roster_lint.report.formats.worklists import write_worklists
from roster_lint.report.report import Report
from roster_lint.settings.settings import Settings
from roster_lint.sources.bundle import BundleSource
from roster_lint.sources.snapshot import SnapshotSource
from roster_lint.vocabulary import OneRoster
from tests.database_filling import load_csv_folder
from tests.privacy.marking import (
    MARK,
    marked_accounts,
    marked_bundle,
    marked_campus,
)
from tests.snapshots import pack

AS_OF = "2026-08-10"
VERSIONS: tuple[OneRoster, ...] = ("1.1", "1.2")
BREAKINGS = {
    "no-header": lambda data: data.split(b"\n", 1)[1] * 2,
    "alike": lambda data: b",".join([data.split(b"\n")[-2].split(b",")[-1] or b"zqx@x"] * 9),
    "torn-quote": lambda data: data.replace(b"zqx", b'"zqx', 1),
    "torn-header": lambda data: b'"' + data,
    "too-many": lambda data: data + b"zqx,zqx" * 40 + b"\n",
    "too-few": lambda data: data + b"zqx@example.org\n",
    "latin-1": lambda data: data.replace(b"zqx", b"zqx\xe9", 1) + b"\xe9",
    "nul": lambda data: data.replace(b"zqx", b"zqx\0", 1) + b"\0",
    "swallowed": lambda data: data.replace(b"\n", b'\n"', 1).replace(b"zqx", b'zqx"', 1),
}
WHO = {
    "student": "SELECT DISTINCT personID FROM Enrollment WHERE calendarID IS NOT NULL",
    "teacher": "SELECT DISTINCT personID FROM EmploymentAssignment WHERE teacher",
    "guardian": "SELECT DISTINCT personID2 FROM RelatedPair WHERE guardian",
    "section": "SELECT sectionID FROM Section",
}


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marked_campus(tmp_path_factory.mktemp("privacy"))


@pytest.fixture(autouse=True)
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A temporary folder that must be empty again, and the working folder likewise."""
    for name in ("temp", "work"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    monkeypatch.chdir(tmp_path / "work")
    yield
    assert not list((tmp_path / "temp").iterdir())


def search(text: str) -> None:
    """Fails with what stands around the mark, where a text holds it."""
    at = text.casefold().find(MARK)
    assert at < 0, text[max(at - 200, 0) : at + 80]


def whole(report: Report) -> str:
    """A report in every format that is not documented to hold names."""
    out = io.StringIO()
    write_json(report, out)
    write_details(report, plain_console(out))
    write_summary(report, plain_console(out))
    write_html(report, out)
    out.write(str(last_line(report)))
    write_email(report, out, {})
    if report.not_listed is None:
        write_missing_list(report.missing_records(rosters=True), out, names=False)
    return out.getvalue()


def test_a_report_on_campus_data_holds_nothing_personal(marked: Path, tmp_path: Path) -> None:
    accounts = marked_accounts(tmp_path)[:1]
    source = pack(marked, tmp_path / "export.zip")
    with lint(source, as_of=AS_OF, vendor="google-classroom", accounts=accounts) as report:
        text = whole(report)
        for code in ("UN002", "UN003", "EM002", "EM003", "AC001", "DA001", "FA001"):
            assert f'"{code}"' in text
        search(text)
        write_worklists(report, Path("lists"))
        names = "".join(path.name for path in Path("lists").iterdir())
        search(names)
        written = "".join(path.read_text() for path in Path("lists").iterdir())
        assert MARK in written, "worklists are documented to hold names"
        write_workbook(report, Path("book.xlsx"))
        with ZipFile("book.xlsx") as book:
            parts = {name: book.read(name).decode() for name in book.namelist()}
        lists = {name for name, text in parts.items() if MARK in text}
        assert lists, "workbooks are documented to hold names"
        assert all(name.startswith("xl/worksheets/sheet") for name in lists)
        assert "xl/worksheets/sheet1.xml" not in lists, "the first sheet has numbers alone"
        out = io.StringIO()
        write_missing_list(report.missing_records(), out, names=True)
        assert MARK in out.getvalue(), "so is the list of what will not sync"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_report_on_a_bundle_holds_nothing_personal(tmp_path: Path, version: OneRoster) -> None:
    source = marked_bundle(tmp_path, version)
    # The other checks name records by their sourcedIds alone.
    select = ("OB", "OF", "OP2") if version == "1.1" else ("OB", "OF", "OP2", "OP7", "OP8", "VN")
    with lint(source, as_of=AS_OF, vendor="clever", select=select) as report:
        text = whole(report)
        assert '"OF' in text and '"OP' in text and '"OB' in text
        search(text)


def test_explanations_and_previews_hold_nothing_personal(marked: Path) -> None:
    out = io.StringIO()
    with prepare(marked, Settings(as_of=AS_OF)) as prepared:
        for kind, people in WHO.items():
            for (person,) in prepared.engine.rows(f"{people} ORDER BY 1 LIMIT 3"):
                explained = explain(prepared, kind, f"id:{person}")  # type: ignore[arg-type]
                explanation.write_json(explained, out)
                explanation.write_text(explained, plain_console(out))
        with pytest.raises(RosterLintError) as caught:
            explain(prepared, "student", "Example, Jo")
        out.write(str(caught.value))
        found = preview(prepared)
    previews.write_json(found, None, out)
    previews.write_text(found, None, plain_console(out))
    search(out.getvalue())


def run(*args: str) -> str:
    result = CliRunner().invoke(app, args)
    return result.stdout + result.stderr


def test_what_commands_say_of_a_database_holds_nothing_personal(
    marked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'district.db'}"
    load_csv_folder(url, marked)
    monkeypatch.setenv("ROSTER_LINT_AS_OF", AS_OF)
    monkeypatch.setenv("ROSTER_LINT_SELECT", "DA,UN")
    written = ["--missing", "x", "--log", "run.log"]
    for args in (
        ["snapshot", url, "out.zip"],
        ["doctor", url],
        ["check", url, *written],
    ):
        reported = run(*args)
        assert reported and "bug" not in reported, reported
        search(reported)
    search(Path("run.log").read_text())
    assert Path("out.zip").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("turn", [0, 3, 6])
def test_no_complaint_about_a_broken_export_quotes_it(
    marked: Path, tmp_path: Path, turn: int
) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    ways = [*BREAKINGS.values()]
    ways = ways[turn:] + ways[:turn]
    for path, breaking in zip(sorted(marked.iterdir()), cycle(ways), strict=False):
        (folder / path.name).write_bytes(breaking(path.read_bytes()))
    engine = DuckEngine()
    try:
        with SnapshotSource(folder) as source:
            reported = load(engine, source, lambda *_: None).lacking
        assert len(reported) > 10
        search(" ".join(reported))
    finally:
        engine.close()
    # Of a source that is too broken to be read, and of one that can be.
    asked = ["--school", "Example"] if turn == 0 else []
    search(run("check", str(folder), "--as-of", AS_OF, "--select", "DA", "--log", "x", *asked))
    log = Path("x").read_text()
    search(log)
    assert '"event": "end"' in log.splitlines()[-1]


def test_no_complaint_about_a_broken_bundle_quotes_it(tmp_path: Path) -> None:
    version: OneRoster = "1.2"
    made = marked_bundle(tmp_path, version)
    for path in made.iterdir():
        if path.name not in ("users.csv", "manifest.csv"):
            path.unlink()
    people = (made / "users.csv").read_bytes()
    for name, breaking in BREAKINGS.items():
        # Whatever files somebody mixes up, nobody is quoted.
        for file in ("users", "orgs", "roles", "manifest"):
            (made / f"{file}.csv").write_bytes(breaking(people))
        engine = DuckEngine()
        try:
            with BundleSource(made) as source:
                reported = load_bundle(engine, source, version).lacking
            faults = engine.rows("SELECT subject, detail FROM bundle_fault")
            assert faults, name
            search(" ".join([*reported, *map(str, faults)]))
        finally:
            engine.close()


@pytest.mark.parametrize("breaking", BREAKINGS)
def test_no_complaint_about_an_accounts_file_quotes_it(tmp_path: Path, breaking: str) -> None:
    for path in marked_accounts(tmp_path):
        path.write_bytes(BREAKINGS[breaking](path.read_bytes()))
        try:
            open_accounts(path, {}, tmp_path / "work")
        except (RosterLintError, SourceError) as error:
            search(str(error))
