"""The table of exit codes in ``docs/exit-codes.md``, walked: each row with each kind of source."""

import json
import re
from pathlib import Path

import pytest

from fixtures.build import HERE
from roster_lint.report.formats.registry import MODULES
from tests.cli.conftest import Run

PAGE = Path(__file__).parents[2] / "docs" / "exit-codes.md"
SOURCES = {
    "healthy": (str(HERE / "ready"),),
    "warnings": (str(HERE / "back-to-school"), "--select", "EM"),
    "errors": (str(HERE / "back-to-school"),),
    "torn": (str(HERE / "torn-export"),),
    "not there": ("absent",),
}
DAY = ("--as-of", "2026-08-10")
FORMATS = [f"--output={name}:report.{name}" for name in MODULES]


def table() -> list[tuple[str, str, int]]:
    """Options, kind of source and exit code of each cell."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.read_text(encoding="utf-8").partition("## Every")[2].splitlines()
        if line.startswith("|")
    ]
    header, _, *lines = rows
    assert header[1:] == list(SOURCES)
    return [
        (row[0], source, int(code))
        for row in lines
        for source, code in zip(header[1:], row[1:], strict=True)
    ]


@pytest.mark.parametrize(("options", "source", "code"), table())
def test_the_code_is_what_the_table_says(
    run: Run, folder: Path, options: str, source: str, code: int
) -> None:
    said, flags = options.split("`")[0].strip(", "), re.findall(r"`([^`]*)`", options)
    args = [*SOURCES[source], *DAY, *(word for flag in flags for word in flag.split())]
    args += prepared(run, said, source)
    result = run("check", *args)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    if "--output" not in " ".join(args) and code in (0, 1):
        verdict = result.stdout.splitlines()[-1].split(": ")[1]
        assert verdict == "not ready" if code else "never" in options or verdict == "ready"
    if "formats" in said and source != "not there":
        report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        assert report["exit_code"] == code


SETTINGS = {
    "all findings suppressed": ("", '[[suppress]]\ncode = "{}"\nreason = "x"\n'),
    "all findings tolerated": ("[tolerance]\n", "{} = 100000\n"),
    "all findings graded info": ("[severity]\n", '{} = {{ severity = "info", reason = "x" }}\n'),
    "all findings graded error": ("[severity]\n", '{} = {{ severity = "error", reason = "x" }}\n'),
}


def prepared(run: Run, said: str, source: str) -> list[str]:
    """What the words before the options mean: settings are written, and more options returned."""
    if said in ("", "none"):
        return []
    if said == "all formats at once":
        return FORMATS
    if said == "a wrong option or setting":
        return ["--fail-on", "sometimes"]
    if said == "stale baseline":
        known(run, "healthy")
        head = json.loads(Path("known.jsonl").read_text())
        gone = {"code": "EM001", "on": "2026-08-01", "mark": 24 * "0"}
        lines = map(json.dumps, (head | {"findings": 1}, gone))
        Path("known.jsonl").write_text("\n".join(lines) + "\n")
        return ["--baseline", "known.jsonl"]
    if said == "all findings in the baseline":
        # Nothing can be taken in from a source that cannot be judged.
        known(run, source if source in ("warnings", "errors") else "healthy")
        return ["--baseline", "known.jsonl"]
    head, line = SETTINGS[said]
    Path("roster-lint.toml").write_text(head + "".join(line.format(c) for c in codes(run, source)))
    return []


def known(run: Run, source: str) -> None:
    """A baseline of all that a source has."""
    result = run("baseline", "update", *SOURCES[source], *DAY, "--baseline", "known.jsonl")
    assert result.exit_code == 0


def codes(run: Run, source: str) -> list[str]:
    """The checks that find something in a source."""
    if source == "not there":
        return []
    report = json.loads(run("check", *SOURCES[source], *DAY, "--output-format", "json").stdout)
    return sorted({one["code"] for one in report["findings"]})
