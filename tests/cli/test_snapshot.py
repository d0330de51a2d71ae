"""A snapshot of a database, and the SQL for anyone who must make one by hand."""

import stat
import zipfile
from pathlib import Path

import pytest

from roster_lint.contracts.table import campus_tables
from roster_lint.files.shipped import shipped
from tests.cli.conftest import Run, sentence
from tests.database_filling import load_csv_folder


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The healthy district in a database."""
    url = f"sqlite:///{tmp_path_factory.mktemp('database')}/campus.db"
    load_csv_folder(url, shipped("fixtures") / "ready")
    return url


def test_a_snapshot_is_written_and_can_be_linted(run: Run, database: str) -> None:
    result = run("snapshot", database, "export.zip")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("export.zip holds ")
    assert f" of {len(campus_tables())} tables in " in result.stdout
    assert "contains personal data: only you can read the file" in result.stdout
    assert stat.S_IMODE(Path("export.zip").stat().st_mode) == 0o600
    assert "Enrollment.csv" in zipfile.ZipFile("export.zip").namelist()
    assert run("check", "export.zip", "--as-of", "2026-08-10", "-q").exit_code == 0


def test_the_configured_database_is_copied_where_none_is_named(run: Run, database: str) -> None:
    assert run("snapshot", "export.zip", env={"ROSTER_LINT_SOURCE": database}).exit_code == 0
    assert Path("export.zip").is_file()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "Name the file to write"),
        (["a", "b", "c.zip"], "Name the file to write"),
        (["sqlite:///campus.db"], "a name that ends in .zip"),
        (["sqlite:///campus.db", "export"], "a name that ends in .zip"),
        (["export.zip"], "There is nothing to copy from"),
        (
            ["--dialect", "mysql", "export.zip"],
            "--dialect goes with --print-sql and --print-grants only",
        ),
        (["--print-sql", "export.zip"], "--print-sql reads no source"),
        (["--print-sql", "--dialect", "oracle"], "'oracle'"),
        (["--print-script", "bash"], "the kinds are powershell, bcp"),
        (["--print-script", "bcp", "export.zip"], "--print-script reads no source"),
        (["--print-script", "bcp", "--dialect", "mysql"], "is for SQL Server"),
        (
            ["--print-script", "bcp", "--print-grants", "x"],
            "--print-script and --print-grants are two scripts",
        ),
    ],
)
def test_wrong_usage_is_reported(run: Run, args: list[str], words: str) -> None:
    result = run("snapshot", *args)
    assert result.exit_code == 2
    assert words in sentence(result)
    assert not list(Path().iterdir())


def test_a_file_is_not_overwritten(run: Run, database: str) -> None:
    Path("export.zip").write_text("last week's")
    result = run("snapshot", database, "export.zip")
    assert result.exit_code == 2
    assert "exists already" in sentence(result)
    assert Path("export.zip").read_text() == "last week's"


def test_a_snapshot_of_a_snapshot_is_refused(run: Run) -> None:
    result = run("snapshot", str(shipped("fixtures") / "ready"), "export.zip")
    assert result.exit_code == 2
    assert "is a snapshot already" in sentence(result)
    assert not list(Path().iterdir())


def test_the_rights_are_printed(run: Run) -> None:
    text = run("snapshot", "--print-grants", "reader").stdout
    assert text.count("GRANT SELECT (") == len(campus_tables())
    assert run("snapshot", "--print-grants", "reader", "--print-sql").exit_code == 2
    assert run("snapshot", "--print-grants", " ").exit_code == 2


def test_a_script_that_exports_all_tables_is_printed(run: Run) -> None:
    batch = run("snapshot", "--print-script", "bcp").stdout_bytes
    assert batch.startswith(b"@echo off\r\n") and batch.count(b"\r\n") == batch.count(b"\n")
    assert batch.count(b"call :write") == len(campus_tables())
    Path("roster-lint.toml").write_text('schema = "sis"\n')
    script = run("snapshot", "--print-script", "powershell").stdout
    assert "[string] $Schema = 'sis'," in script and "\r" not in script


def test_the_sql_is_printed_for_the_dialect_and_the_schema(run: Run) -> None:
    text = run("snapshot", "--print-sql").stdout
    assert "FROM dbo.[Enrollment];" in text or "FROM [dbo].[Enrollment];" in text
    assert text.count("FROM [dbo].") == len(campus_tables())
    Path("roster-lint.toml").write_text('schema = "sis"\n')
    assert "sis" in run("snapshot", "--print-sql", "--dialect", "postgresql").stdout
