"""A password is echoed nowhere, whatever shape it comes in, and wherever it stands."""

import io
import json
import os
import subprocess
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from itertools import cycle
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

from roster_lint.cli.app import app
from roster_lint.errors import RosterLintError, UsageError, scrub, scrub_lines
from roster_lint.settings.loader import load_settings
from roster_lint.settings.source_name import source_name
from roster_lint.sources.opening import open_source
from tests.cli.conftest import command

MARK = "Zq7Marker"
ODD = f"p@/:#\"'{MARK}@?x"
SHAPES = {
    "url": f"postgresql://u:{MARK}@127.0.0.1:1/db",
    "odd": f"postgresql://u:{ODD}@127.0.0.1:1/db",
    "encoded": f"mysql://u:{quote(ODD, safe='')}@127.0.0.1:1/db",
    "no-driver": f"nothing+driver://u:{MARK}@h/db",
    "no-host": f"mssql://u:{MARK}",
    "stray-user": f"mssql://u/x:{MARK}@h",
    "query": f"postgresql://127.0.0.1:1/db?user=u&password={MARK}",
    "odbc-connect": f"mssql+pyodbc:///?odbc_connect={quote(f'Driver=x;PWD={MARK};')}",
    "quoted": f"'postgresql://u:{MARK}@127.0.0.1:1/db'",
    "double-quoted": f' "postgresql://u:{MARK}@127.0.0.1:1/db" ',
    "half-quoted": f'"postgresql://u:{MARK}@h/db',
    "one-slash": f"postgresql:/u:{MARK}@h/db",
    "no-slash": f"postgresql:u:{MARK}@h/db",
    "no-colon": f"postgresql//u:{MARK}@h/db",
    "no-scheme": f"u:{MARK}@h/db",
    "jdbc": f"jdbc:sqlserver://h:1433;databaseName=campus;user=u;password={MARK}",
    "jdbc-braces": f"jdbc:sqlserver://h;password={{a;user={MARK}}}}}{MARK}}};user=u",
    "jdbc-url": f"jdbc:mysql://u:{MARK}@h/db",
    "jdbc-query": f"jdbc:postgresql://h/db?user=u&password={MARK}",
    "oracle": f"jdbc:oracle:thin:u/{MARK}@h:1521/x",
    "odbc": f"Driver={{SQL Server}};Server=h;Database=campus;UID=u;PWD={MARK}",
    "odbc-braces": f"DRIVER={{x}};PWD={{a;UID={MARK}}}}};{MARK}}};Server=h",
    "odbc-torn": f"Driver=x;Pwd={{a;UID={MARK};Server=h",
    "ado": f"Data Source=tcp:h,1433;Initial Catalog=campus;User ID=u;Password={MARK}",
    "ado-quotes": f"Data Source=h;password='a;User ID={MARK}';Database=campus",
    "ado-marks": f'Data Source=h;Password="a"";Server={MARK}";Database=campus',
    "ado-amid": f'Data Source=h;Password=a"b;Server={MARK}";Database=campus',
    "libpq": f"host=h user=u password='{MARK} {MARK}' dbname=x",
    "folder": f"exports/password={MARK}",
    "token": f"https://vendor.example.org/api?access_token={MARK}",
    "api": f"https://u:{MARK}@sis.example.org/ims/oneroster/v1p1",
}
NOT_URLS = [name for name in SHAPES if name.startswith(("jdbc", "oracle", "odbc", "ado", "libpq"))]
del NOT_URLS[NOT_URLS.index("odbc-connect")]

OPTIONS = (
    *("vendor", "accounts", "oneroster", "as-of", "year", "school", "date-format", "select"),
    *("ignore", "fail-on", "output-format", "output-file", "html", "worklists", "missing", "show"),
    *("workbook", "email", "config", "client-id", "token-url"),
)
KEYS = (
    *("vendor", "oneroster", "as_of", "year", "school", "schema", "select", "output_file", "quiet"),
    *("extra_checks", "domains", "accounts", "accounts_columns", "nces_grades", "tolerance"),
    *("dangling_share", "window_rule", "suppress", "suppres", "show", "source"),
    *("client_id", "token_url"),
)
ARGUMENTS: dict[str, Callable[[str], list[str]]] = {
    "source": lambda text: ["check", text],
    "source-json": lambda text: ["check", text, "--output-format", "json"],
    "bare": lambda text: [text],
    "second": lambda text: ["check", "x", text],
    "divided": lambda text: ["check", *text.split()],
    "unknown-option": lambda text: ["check", "x", f"--{text}"],
    "unknown-value": lambda text: ["check", "x", f"--sauce={text}"],
    "doctor": lambda text: ["doctor", text],
    "missing": lambda text: ["missing", text],
    "out": lambda text: ["missing", "x", "--out", text],
    "preview": lambda text: ["preview", "x", "--to", text],
    "reconcile-sis": lambda text: ["reconcile", text, "x"],
    "reconcile-api": lambda text: ["reconcile", "x", text],
    "reconcile-cache": lambda text: ["reconcile", "x", "y", "--cache-time", text],
    "reconcile-lists": lambda text: ["reconcile", "x", "y", "--lists", text],
    "explain-kind": lambda text: ["explain", text, "1"],
    "explain-who": lambda text: ["explain", "student", text, "x"],
    "explain-source": lambda text: ["explain", "student", "1", text],
    "snapshot": lambda text: ["snapshot", text, "out.zip"],
    "snapshot-out": lambda text: ["snapshot", "x", f"{text}.zip"],
    "dialect": lambda text: ["snapshot", "--print-sql", "--dialect", text],
    "rule": lambda text: ["rule", text],
    "vendor": lambda text: ["vendor", text],
    "init": lambda text: ["init", text],
    "init-source": lambda text: ["init", "--source", text],
}


_COMMAND = typer.main.get_command(app)


def nothing_left(args: list[str], folder: Path, env: dict[str, str] | None = None) -> int:
    """Runs a command and looks for the password in all that it prints or writes."""
    reported = io.StringIO()
    environ = patch.dict(os.environ, {"ROSTER_LINT_DEBUG": "1", **(env or {})})
    with (
        environ,
        redirect_stdout(reported),
        redirect_stderr(reported),
        pytest.raises(SystemExit) as ended,
    ):
        _COMMAND.main(args, "roster-lint")
    assert MARK not in reported.getvalue(), reported.getvalue()
    assert "Traceback" not in reported.getvalue(), reported.getvalue()
    for path in folder.rglob("*"):
        assert MARK not in str(path) and path.name != "report"
    return int(ended.value.code or 0)


@pytest.mark.parametrize("place", ARGUMENTS)
def test_no_argument_is_echoed_with_its_password(folder: Path, place: str) -> None:
    turn = list(ARGUMENTS).index(place) % 3
    all_shapes = place in ("source", "bare", "second")
    for name, text in list(SHAPES.items())[0 if all_shapes else turn :: 1 if all_shapes else 3]:
        code = nothing_left(ARGUMENTS[place](text), folder)
        assert code in (2, 3), (name, code)


def test_no_option_is_echoed_with_its_password(folder: Path) -> None:
    texts = cycle(SHAPES.values())
    for option in OPTIONS * 4:
        assert nothing_left(["check", "x", f"--{option}", next(texts)], folder) == 2
        assert nothing_left([f"--{option}", next(texts), "check", "x"], folder) == 2


def refused(folder: Path, env: dict[str, str]) -> None:
    """Settings that are refused, or a source that is, without the password."""
    try:
        loaded = load_settings({}, environ=env, folder=folder)
        assert loaded.source is not None
        with open_source(loaded.source, loaded):
            raise AssertionError(loaded.source)
    except RosterLintError as error:
        reported = "".join(traceback.format_exception(error))
        assert MARK not in scrub_lines(reported) and MARK not in str(error)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_variable_is_echoed_with_its_password(folder: Path, shape: str) -> None:
    for key in (*KEYS[list(SHAPES).index(shape) % 2 :: 2], "config"):
        refused(folder, {f"ROSTER_LINT_{key.upper()}": SHAPES[shape]})


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_in_the_settings_file_is_echoed_with_its_password(folder: Path, shape: str) -> None:
    file, text = folder / "roster-lint.toml", SHAPES[shape]
    value = json.dumps(text)
    turn = list(SHAPES).index(shape) % 3  # each key meets a third of the shapes
    lines = [f"{key} = {value}" for key in KEYS[turn::3]]
    lines += [f"{key} = [{value}]" for key in KEYS[turn::3]]
    lines += [f"{value} = 1", f"[suppres.{value}]", f"[tolerance]\n{value} = 1", text]
    lines += [f"[[suppress]]\ncode = 'UN001'\nreason = {value}", f"password = {value}"]
    lines += [f"[suppress]\npassword = {value}", f"year = {{password = {value}}}"]
    for line in lines:
        file.write_text(f"{line}\n")
        refused(folder, {})
    assert nothing_left([], folder) in (2, 3)


def test_the_shell_and_docker_see_no_password_either(folder: Path) -> None:
    (folder / "report.json").touch()
    env = {k: v for k, v in os.environ.items() if not k.startswith("ROSTER_LINT_")}
    env |= {"ROSTER_LINT_SOURCE": SHAPES["quoted"], "ROSTER_LINT_DEBUG": "1"}
    args = ["--output-format", "json", "--output-file", "report.json"]
    done = subprocess.run(command(*args), capture_output=True, text=True, cwd=folder, env=env)
    assert done.returncode == 3
    assert "Cannot connect to postgresql://u:***@127.0.0.1:1/db" in done.stderr
    assert MARK not in done.stdout + done.stderr + (folder / "report.json").read_text()


@pytest.mark.parametrize("name", NOT_URLS)
def test_a_connection_string_gets_the_url_to_write_instead(name: str) -> None:
    with pytest.raises(UsageError, match="connection string: write it as the URL"):
        source_name(SHAPES[name])


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (SHAPES["jdbc"], "mssql://u@h:1433/campus"),
        (SHAPES["jdbc-query"], "postgresql://u@h/db"),
        ("jdbc:mariadb://h:3307/campus", "mariadb://user@h:3307/campus"),
        (SHAPES["odbc"], "mssql://u@h/campus"),
        (SHAPES["ado"], "mssql://u@h:1433/campus"),
        ("Driver={PostgreSQL Unicode};Server=h;UID=u;Database=d", "postgresql://u@h/d"),
        (SHAPES["libpq"], "mssql://user@server/database"),
    ],
)
def test_the_url_has_the_parts_that_are_known(text: str, url: str) -> None:
    with pytest.raises(UsageError, match="connection string") as caught:
        source_name(text)
    assert f"as the URL {url}, and put the password into" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "export.zip",
        "a b/c.zip",
        "C:\\Users\\jo@example.org\\x.zip",
        "mssql://u@h/d",
        "x=y/z",
        "~/x",
    ],
)
def test_a_path_or_a_url_stays_as_it_is(text: str) -> None:
    assert source_name(f' "{text}"\n') == text
    assert scrub(text) == text


PASSWORDS = st.text("ab1@/:#\"'?&;{}=%\\ ,.", max_size=8).flatmap(
    lambda before: st.text("ab1@/:#\"'?&;{}=%\\ ,.", max_size=8).map(
        lambda after: f"{before}{MARK}{after}"
    )
)
WRITTEN: tuple[Callable[[str], str], ...] = (
    lambda p: f"Cannot read mssql://u:{p}@h/db: refused",
    lambda p: f"There is no file '{Path(f'postgresql://u:x{p}@h/db')}'.",
    lambda p: f"mysql://u:{quote(p, safe='')}@h/db",
    lambda p: f"--year is {f'mssql://u:{p}@h/db'!r}, but",
    lambda p: json.dumps({"source": f"mssql://u:{p}@h/db"}),
    lambda p: f"Server=h;PWD={{{p.replace('}', '}}')}}};x=1",
    lambda p: f"""Server=h;Password="{p.replace('"', '""')}";x=1""",
    lambda p: f"jdbc:sqlserver://h;user=u;password={p}",
    lambda p: f"postgresql://h/db?PASSWORD={quote(p)}&x=1",
    lambda p: f"x?odbc_connect={quote(f'UID=u;PWD={p};')}",
    lambda p: repr({"password": p, "other": 1}),
    lambda p: json.dumps({"client_secret": p}),
    lambda p: f"ApiKey = {p}",
)


@given(PASSWORDS)
@settings(max_examples=150, deadline=None)
def test_whatever_is_in_a_password_nothing_is_left_of_it(password: str) -> None:
    for write in WRITTEN:
        assert MARK not in scrub(write(password)), write(password)


def test_a_traceback_keeps_its_lines() -> None:
    text = "Traceback\n  connect(password=x)\n  done()\nE: mssql://u:p@h\n"
    assert scrub_lines(text) == "Traceback\n  connect(password=***\n  done()\nE: mssql://u:***@h\n"
