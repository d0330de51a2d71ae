"""Every command that README and the pages show is run on sample data, or has a reason not to be.

Each is run in a folder of its own, which holds what the pages speak of: the sample district, a
bundle, a list of accounts, settings that name them, and the check and the profile of a page.
"""

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from roster_lint.cli.app import app
from roster_lint.report.baseline_file import Scope, new_salt, write_baseline
from roster_lint.settings.loader import load_settings
from roster_lint.vendors.loading import load_profile
from tests.docs.commands import DOCS, ROOT, Command, commands, pages
from tests.history.reports import document, finding, put

DAY = "2026-08-10"

DATABASE = "there is no such database: a URL of somebody's own stands here"
API = "there is no such API: the base URL of somebody's own connection stands here"
_BASE = "https://sis.example.org/campus/oneroster/roster-lint/ims/oneroster/v1p1"
SETTING_UP = "it makes an environment and asks the package index: .ci/run does both"
ALREADY_RUN = ".ci/run runs it whole"
SHELL = "it is of the shell, not of roster-lint"

EXCEPTIONS = {
    "python3 -m venv .venv && .venv/bin/pip install --quiet . && .venv/bin/roster-lint demo": (
        ALREADY_RUN
    ),
    "python3 -m venv .venv && .venv/bin/pip install --quiet uv && .venv/bin/uv run --quiet"
    " --locked --all-extras pytest": ALREADY_RUN,
    "python3 -m venv .venv && .venv/bin/pip install --quiet .": SETTING_UP,
    "python3 -m venv .venv && .venv/bin/pip install --quiet '.[mssql]'": SETTING_UP,
    ".venv/bin/pip install --quiet roster_lint-0.1.0-py3-none-any.whl": SETTING_UP,
    "py -3 -m venv .venv": SETTING_UP,
    '.venv\\Scripts\\pip install ".[mssql]"': SETTING_UP,
    ".venv\\Scripts\\activate": SHELL,
    '$env:ROSTER_LINT_PASSWORD = Read-Host "Password"': SHELL,
    '$env:ROSTER_LINT_CLIENT_SECRET = Read-Host "Client secret"': SHELL,
    '$env:SSL_CERT_FILE = "C:\\certificates\\district-authority.pem"': SHELL,
    f"roster-lint doctor {_BASE} --client-id ID": API,
    f"roster-lint check {_BASE} --client-id ID": API,
    f"roster-lint snapshot {_BASE} bundle.zip --client-id ID": API,
    "keyring set roster-lint roster_reader@sis.example.org/district": SHELL,
    "$action = New-ScheduledTaskAction -Execute 'C:\\roster-lint\\.venv\\Scripts\\roster-lint.exe'"
    " -Argument '--quiet' -WorkingDirectory 'C:\\roster-lint'": SHELL,
    "$trigger = New-ScheduledTaskTrigger -Daily -At 5am": SHELL,
    "$account = New-ScheduledTaskPrincipal -UserId 'SCHOOLS\\svc-roster$'"
    " -LogonType Password": SHELL,
    "Register-ScheduledTask -TaskName 'roster-lint' -Action $action -Trigger $trigger -Principal"
    " $account": SHELL,
    "roster-lint doctor mssql://roster_reader@sis.example.org/district": DATABASE,
    "roster-lint snapshot mssql://reader@sis.example.org/district district.zip": DATABASE,
    "roster-lint check mssql://reader@sis.example.org/district": DATABASE,
}
"""What is not run, each with its reason; of roster-lint's own the options are parsed."""

ALL = [pytest.param(c, id=f"{c.page}: {c.line}") for c in {c.line: c for c in commands()}.values()]
RUN = [p for p in ALL if p.values[0].line not in EXCEPTIONS]
PARSED = [p for p in ALL if p.values[0].is_ours]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the pages speak of, in one folder."""
    folder = tmp_path_factory.mktemp("sample")
    fixtures = ROOT / "fixtures"
    shutil.make_archive(str(folder / "district"), "zip", fixtures / "back-to-school")
    shutil.make_archive(str(folder / "bundle"), "zip", fixtures / "bundle-1p1")
    shutil.make_archive(str(folder / "sent"), "zip", fixtures / "ready")
    shutil.copytree(fixtures / "back-to-school", folder / "fixtures" / "back-to-school")
    (folder / "exports").mkdir()
    shutil.copy(folder / "bundle.zip", folder / "exports" / "north.zip")
    (folder / "districts.csv").write_text("source\nexports/north.zip\n", encoding="utf-8")
    shutil.copy(fixtures / "accounts" / "back-to-school-workspace.csv", folder / "users.csv")
    page = (DOCS / "own-checks.md").read_text(encoding="utf-8")
    (folder / "our-checks").mkdir()
    [check] = re.findall(r"^```sql\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    [(settings), (profile)] = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (folder / "our-checks" / "ZZ001_course_without_number.sql").write_text(check, encoding="utf-8")
    (folder / "our-canvas.toml").write_text(profile, encoding="utf-8")
    (folder / "reports").mkdir()
    for number, name in enumerate(("old", "new", "reports/2026-08-01", "reports/2026-08-02")):
        night = document([finding("UN001", 1)] * (1 - number % 2), as_of=f"2026-08-0{number + 1}")
        put(folder / f"{name}.json", night)
    with (folder / "known.jsonl").open("w", encoding="utf-8") as stream:
        write_baseline(stream, new_salt(), date.fromisoformat(DAY), Scope((), "1.1", ()), 0, ())
    text = f'source = "district.zip"\ndomains = ["example.org"]\n{settings}'
    (folder / "roster-lint.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def place(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder to work in, on the day that the sample district is seen on."""
    folder = tmp_path / "here"
    shutil.copytree(sample, folder)
    monkeypatch.chdir(folder)
    for name in [name for name in os.environ if name.startswith("ROSTER_LINT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ROSTER_LINT_AS_OF", DAY)
    return folder


@pytest.mark.parametrize("command", RUN)
def test_a_command_does_what_it_says(command: Command, place: Path) -> None:
    assert command.is_ours, "a command that is not run needs its reason in EXCEPTIONS"
    _make_room(command, place)
    result = CliRunner().invoke(app, command.words[1:], prog_name="roster-lint")
    assert result.exit_code in (0, 1), result.stderr
    written = [place / name for name in _written(command)]
    assert [path for path in written if not path.exists()] == []
    assert result.stdout or written or "--quiet" in command.words


_WRITING = ("--output-file", "--missing", "--worklists", "--to", "--out", "--html", "--workbook")


def _written(command: Command) -> list[str]:
    """The files and folders that a command says it writes."""
    pairs = zip(command.words, command.words[1:], strict=False)
    files = [path for option, path in pairs if option in (*_WRITING, "--email")]
    pairs = zip(command.words, command.words[1:], strict=False)
    files += [said.partition(":")[2] for option, said in pairs if option == "--output"]
    return [file.format(date=DAY) for file in files if file]


def _make_room(command: Command, place: Path) -> None:
    """What a command writes must not be there yet."""
    if "init" in command.words:
        (place / "roster-lint.toml").unlink()
    if "update" in command.words:
        (place / "known.jsonl").unlink()
    if "--to" in command.words:
        (place / command.words[command.words.index("--to") + 1]).unlink(missing_ok=True)


@pytest.mark.parametrize("command", PARSED)
def test_every_option_is_known(command: Command) -> None:
    """Also of what is not run: a flag that was renamed fails."""
    group = typer.main.get_command(app)
    with group.make_context("roster-lint", command.words[1:]) as ctx:
        rest = [*ctx._protected_args, *ctx.args]
        if rest:
            name, found, args = group.resolve_command(ctx, rest)
            found.make_context(name, args, parent=ctx)


def test_an_unknown_option_would_be_noticed() -> None:
    with pytest.raises(Exception, match=r"(?i)no such option"):
        test_every_option_is_known(Command("none", "roster-lint check x --vendr y"))


def blocks(language: str) -> list[object]:
    """The blocks of a language on all pages."""
    found = re.compile(rf"^```{language}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [
        pytest.param(block, id=f"{page.relative_to(ROOT)}: {number}")
        for page in pages()
        for number, block in enumerate(found.findall(page.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize("block", blocks("python"))
def test_a_program_runs(block: str, place: Path) -> None:
    exec(compile(block, "page", "exec"), {})


@pytest.mark.parametrize("block", blocks("toml"))
def test_settings_and_profiles_are_understood(block: str, place: Path) -> None:
    path = place / "shown.toml"
    path.write_text(block, encoding="utf-8")
    if block.startswith("extend"):
        load_profile(str(path), "vendor")
    else:
        load_settings({}, path)


def test_no_exception_is_left_over() -> None:
    assert set(EXCEPTIONS) <= {command.line for command in commands()}
