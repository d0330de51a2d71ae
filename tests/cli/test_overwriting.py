"""Nothing that a run reads is written over: refused before anything is read, by whatever name."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from roster_lint.files.shipped import shipped
from tests.cli.conftest import Lint, Run, sentence

PROFILE = 'display = "Ours"\n'


@pytest.fixture
def place(folder: Path) -> Path:
    """A working folder with one of each kind of input."""
    shutil.copytree(shipped("fixtures") / "ready", folder / "export")
    shutil.copytree(shipped("fixtures") / "bundle-1p1", folder / "bundle")
    shutil.make_archive(str(folder / "zipped"), "zip", folder / "export")
    sqlite3.connect(folder / "campus.db").execute("CREATE TABLE Person (personID)").close()
    (folder / "users.csv").write_text("email\nanna@example.org\n")
    (folder / "base.toml").write_text(PROFILE)
    (folder / "ours.toml").write_text(f'extend = "base.toml"\n{PROFILE}')
    (folder / "checks" / "deep").mkdir(parents=True)
    shutil.copy(next(shipped("checks").glob("campus/*/UN001*.sql")), folder / "checks" / "deep")
    (folder / "roster-lint.toml").write_text(
        'vendor = ["ours.toml"]\naccounts = ["users.csv"]\nextra_checks = "checks"\n'
    )
    (folder / "other.toml").write_text('fail_on = "never"\n')
    return folder


READ = {
    # What is read, and the source of the run that reads it.
    "export/Person.csv": "export",
    "export/dbo.Course.csv": "export",
    "export/CALENDAR.csv": "export",
    "zipped.zip": "zipped.zip",
    "campus.db": "sqlite:///campus.db",
    "campus.db-wal": "sqlite:///campus.db",
    "campus.db-journal": "sqlite:///campus.db",
    "bundle/users.csv": "bundle",
    "bundle/report.txt": "bundle",
    "users.csv": "export",
    "base.toml": "export",
    "ours.toml": "export",
    "roster-lint.toml": "export",
    "checks/deep/UN001_missing-username.sql": "export",
    "checks/new.sql": "export",
}


BY_ANY_NAME = ("export/Person.csv", "zipped.zip", "campus.db-wal", "users.csv", "ours.toml")


def same(path: Path) -> Path:
    return path


def roundabout(path: Path) -> Path:
    return path.parent / ".." / path.absolute().parent.name / path.name


def link(path: Path) -> Path:
    Path("link").symlink_to(path.absolute())
    return Path("link")


def hard_link(path: Path) -> Path:
    if not path.exists():
        return path
    os.link(path, "twin")
    return Path("twin")


def link_to_folder(path: Path) -> Path:
    Path("way").symlink_to(path.absolute().parent)
    return Path("way") / path.name


def contents() -> dict[str, bytes]:
    files = (path for path in Path().glob("**/*") if path.is_file() and not path.is_symlink())
    return {str(path): path.read_bytes() for path in files}


@pytest.mark.parametrize("alias", [same, roundabout, link, hard_link, link_to_folder])
def test_no_input_is_written_over_by_any_name(
    run: Run, lint: Lint, place: Path, alias: Callable[[Path], Path]
) -> None:
    for read, source in READ.items():
        if alias is not same and read not in BY_ANY_NAME:
            continue
        name = alias(Path(read))
        before = contents()
        ways = [["check", source, "--output-file", str(name)]]
        if alias is same and source != "bundle":
            ways += [["check", source, "--missing", str(name)]]
            ways += [["check", source, "--workbook", str(name)]]
            ways += [["check", source, "--email", str(name)]]
            ways += [["missing", source, "--out", str(name)]]
        for args in ways:
            result = run(*args)
            assert result.exit_code == 2, (args, result.output)
            assert "overwritten" in sentence(result) or "read as a part of it" in sentence(result)
            assert contents() == before, args
        for made in (Path("link"), Path("twin"), Path("way")):
            made.unlink(missing_ok=True)
    assert lint.source == ""


def test_a_settings_file_that_a_flag_or_a_variable_names_is_an_input(
    run: Run, lint: Lint, place: Path
) -> None:
    args = ("check", "export", "--output-file", "other.toml")
    assert "the settings file" in sentence(run(*args, "--config", "other.toml"))
    assert "the settings file" in sentence(run(*args, env={"ROSTER_LINT_CONFIG": "other.toml"}))


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["check", "export", "--worklists", "export"], "is the source"),
        (["check", "export", "--worklists", "."], "the source is in the folder"),
        (["check", "export", "--worklists", "bundle/lists"], "not there"),
        (["check", "bundle", "--worklists", "bundle/lists"], "read as a part of it"),
        (["preview", "export", "--to", "export"], "is the source"),
        (["init", "export/Person.csv", "--force", "--source", "export"], "is part of the source"),
        (["init", "campus.db", "--force", "--source", "sqlite:///campus.db"], "is the source"),
        (["init", "base.toml", "--force", "--vendor", "ours.toml"], "a vendor's profile"),
        (["demo", "--output-file", "roster-lint.toml"], "the settings file"),
    ],
)
def test_folders_and_other_commands(
    run: Run, lint: Lint, place: Path, args: list[str], words: str
) -> None:
    before = contents()
    result = run(*args)
    if words == "not there":  # another source's folder is nobody's business
        assert result.exit_code == 1
        return
    assert result.exit_code == 2
    assert words in sentence(result)
    assert contents() == before
    assert lint.source == ""


@pytest.mark.parametrize(
    "places",
    [
        ("--output-file", "out", "--missing", "out"),
        ("--output-file", "out", "--missing", "OUT"),
        ("--output-file", "out", "--worklists", "out"),
        ("--output-file", "out", "--html", "out"),
        ("--html", "lists/report.html", "--worklists", "lists"),
        ("--output-file", "real", "--missing", "alias"),
        ("--output-file", "lists/report.txt", "--worklists", "lists"),
        ("--missing", "lists/deep/missing.csv", "--worklists", "lists"),
        ("--workbook", "out.xlsx", "--missing", "OUT.xlsx"),
        ("--email", "out", "--output-file", "out"),
        ("--workbook", "lists/out.xlsx", "--worklists", "lists"),
    ],
)
def test_two_outputs_have_two_places(run: Run, lint: Lint, place: Path, places: list[str]) -> None:
    Path("alias").symlink_to("real")
    Path("lists/deep").mkdir(parents=True)
    assert run("check", "export", *places).exit_code == 2
    assert lint.source == ""


@pytest.fixture
def bad_places(place: Path) -> Iterator[dict[str, str]]:
    """Names of places that cannot be written, and what is said of each."""
    Path("loop").symlink_to("loop")
    Path("protected").write_text("")
    yield {
        "loop": "leads back to itself",
        "export": "is a folder",
        "absent/x": "there is no folder absent",
        "users.csv/x": "there is no folder users.csv",
        "x" * 300: "name too long",
        "/proc/x" if Path("/proc/self").exists() else "absent/x": "folder",
    }


def test_what_cannot_be_written_is_reported_before_the_run(
    run: Run, lint: Lint, bad_places: dict[str, str]
) -> None:
    outputs = ("--output-file", "--html", "--missing", "--worklists", "--workbook", "--email")
    for option in outputs:
        for name, words in bad_places.items():
            if option == "--worklists" and name == "export":
                continue
            result = run(
                "check", "bundle" if option == "--worklists" else "zipped.zip", option, name
            )
            assert result.exit_code == 2, (option, name, result.output)
            assert words in sentence(result).replace("File", "file"), (option, name)
    assert lint.source == ""


def test_a_workbook_that_excel_would_not_open_is_refused(run: Run, lint: Lint) -> None:
    result = run("check", "x", "--workbook", "book.xls")
    assert result.exit_code == 2
    assert "--workbook: book.xls does not end in .xlsx" in sentence(result)
    assert lint.source == ""


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs /dev/stdout")
def test_devices_and_streams_are_written_to(run: Run, lint: Lint) -> None:
    plain = run("check", "x")
    streamed = run("check", "x", "--output-file", "/dev/stdout")
    assert (streamed.exit_code, streamed.stdout, streamed.stderr) == (1, plain.stdout, "")
    nowhere = run("check", "x", "--output-file", "/dev/null", "--missing", "/dev/null")
    assert nowhere.exit_code == 1 and len(nowhere.stdout.splitlines()) == 1
    assert not list(Path().iterdir())
    assert Path("/dev/null").is_char_device()


def test_where_the_shell_sends_the_output_is_looked_at_too(
    run: Run, lint: Lint, place: Path
) -> None:
    kept = os.dup(1)
    before = contents()
    try:
        for name in ("campus.db", "users.csv"):
            with Path(name).open("a") as onto:
                os.dup2(onto.fileno(), 1)
            for args in (["doctor"], ["check"], ["explain", "student", "1"], ["preview"]):
                result = run(*args, "sqlite:///campus.db")
                assert result.exit_code == 2
                assert f"Standard output goes to {name}" in sentence(result)
        with Path("report.txt").open("a") as onto:
            os.dup2(onto.fileno(), 1)
        result = run("check", "export", "--output-file", "report.txt")
        assert "is where standard output goes" in sentence(result)
        Path("report.txt").unlink()
    finally:
        os.dup2(kept, 1)
        os.close(kept)
    assert contents() == before
    assert lint.source == ""
