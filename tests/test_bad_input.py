"""Bad snapshots end in a sentence and exit code 3: no traceback, no trace, and never "ready"."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from typer.testing import CliRunner

from roster_lint import lint
from roster_lint.cli.app import app
from roster_lint.errors import SourceError, UsageError
from tests.bad_snapshots import INCOMPLETE, REFUSED, Bad, edited, line, without
from tests.snapshots import sample

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
        states = {r.check.code: (r.status, r.reason) for r in report.checks}
        assert states["YR001"] == ("passed", None)
        assert states["SC001"] == ("skipped", "needs Trial, which the source does not have")
        status, reason = states["UN004"]
        assert status == "skipped"
        assert (
            reason
            == "needs Trial, which the source does not have, and Person, which could not be read"
        )
    code, out, said = run("check", export, "--as-of", AS_OF)
    assert (code, said) == (3, "")
    words = " ".join(out.split())
    for sentence in ("Trial is missing", "column name", "column personID", "line 9", "twice"):
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
