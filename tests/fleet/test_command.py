"""The command as a user runs it, on small districts: once with processes, for the rest in words."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from roster_lint import lint
from roster_lint.cli.app import app
from roster_lint.fleet import lint_district
from roster_lint.fleet.outcome import of_report
from tests.fleet.conftest import AS_OF, Place

TIMELESS = ("seconds", "attempts", "reports", "stamp", "source")


def fleet(*args: str) -> Result:
    return CliRunner().invoke(app, ["fleet", *args], prog_name="roster-lint")


def rows(path: Path) -> dict[str, dict[str, Any]]:
    """The rows of a summary by name, without what differs from run to run."""
    facts = json.loads(path.read_text(encoding="utf-8"))
    return {
        one["name"]: {key: value for key, value in one.items() if key not in TIMELESS}
        for one in facts["districts"]
    }


@pytest.mark.rest
def test_the_summary_is_that_of_single_runs_and_what_cannot_be_read_harms_nobody(
    place: Place, folder: Path
) -> None:
    exports = place(north="bundle-1p1", south="bundle-1p2", empty="bundle-1p1")
    for file in (exports / "empty").iterdir():
        file.unlink()
    users = exports / "south" / "users.csv"
    users.write_text(users.read_text().replace("true", "perhaps", 1))
    (exports / "torn.zip").write_bytes(b"PK\3\4 torn")
    (exports / "notes.txt").touch()
    if hasattr(os, "mkfifo"):
        os.mkfifo(exports / "endless.zip")
    (folder / "list.csv").write_text(
        "name,source,oneroster\n"
        + "".join(
            f"{one.name},{one},\n" for one in sorted(exports.iterdir()) if one.suffix != ".txt"
        )
        + "refused,postgresql://reader@127.0.0.1:9/none?connect_timeout=1,\n"
        + "wrong,exports/north,7\n"
    )
    done = fleet(
        "list.csv", "--as-of", AS_OF, "--out", "out", "--log", "log", "--reports", "json,html"
    )
    assert done.exit_code == 3, done.output
    found = rows(folder / "out" / "summary.json")
    incomplete = {name for name, one in found.items() if one["verdict"] == "incomplete"}
    assert incomplete == set(found) - {"north", "south"}
    assert found["south"]["verdict"] == "not-ready"
    assert all(found[name]["reasons"] for name in incomplete)
    for name in ("north", "south"):
        with lint(exports / name, as_of=AS_OF) as report:
            alone = of_report(report, name).facts()
        assert found[name] == {k: v for k, v in alone.items() if k not in TIMELESS}
        single = json.loads((folder / "out" / "districts" / f"{name}.json").read_text())
        assert single["verdict"] == found[name]["verdict"]
    for name in found:
        # Also of those that broke off.
        assert (folder / "out" / "districts" / f"{name}.json").exists(), name
        assert "Content-Security-Policy" in (
            folder / "out" / "districts" / f"{name}.html"
        ).read_text(encoding="utf-8")
    logged = [json.loads(line) for line in (folder / "log").read_text().splitlines()]
    assert sorted(one["district"] for one in logged) == sorted(found)
    assert done.stdout.splitlines()[-1].startswith("roster-lint fleet: incomplete: ")
    assert max(map(len, done.stdout.splitlines()[:-1])) <= 80
    again = fleet(
        "list.csv",
        "--as-of",
        AS_OF,
        "--out",
        "out",
        "--reports",
        "json,html",
        "--resume",
        "--output-format",
        "json",
        "--show",
        "1",
    )
    assert json.loads(again.stdout)["exit_code"] == 3
    assert rows(folder / "out" / "summary.json") == found


def test_one_district_for_other_schedulers(place: Place, folder: Path) -> None:
    exports = place(north="bundle-1p1")
    said = lint_district("north", str(exports / "north"), as_of=AS_OF, out=folder / "o")
    assert (said["verdict"], said["reports"]) == ("ready", {"json": "districts/north.json"})
    assert json.dumps(said)
    assert (folder / "o" / "districts" / "north.json").exists()


WRONG = {
    "no folder": (["none"], "LIST: there is no none."),
    "resume": (["exports", "--resume"], "--resume keeps what is in the folder of --out"),
    "reports": (["exports", "--reports", "html"], "--out says where"),
    "report": (["exports", "--out", "o", "--reports", "pdf"], "'pdf' is none of json"),
    "format": (["exports", "--output-format", "sarif"], "text, json or csv, not 'sarif'"),
    "show": (["exports", "--show", "few"], "--show must be a number or all"),
    "both": (["exports", "--workers", "2", "--dask", "tcp://h:1"], "--workers is for this machine"),
    "vendor": (["exports", "--vendor", "no-such"], "no-such"),
    "out is list": (["exports", "--out", "exports"], "is in what is read"),
    "out in source": (["exports", "--out", "exports/north/out"], "is in what is read"),
    "out is file": (["exports", "--out", "list.csv"], "is a file: name a folder"),
    "reports over sources": (["out/districts", "--out", "out"], "in the folder of reports"),
    "list in out": (["out/list.csv", "--out", "out", "--log", "out/list.csv"], "--log"),
    "log in source": (["exports", "--log", "exports/north/users.csv"], "is a part of what is read"),
    "log is summary": (["exports", "--out", "o", "--log", "o/summary.csv"], "--log"),
    "before": (["exports", "--before", "list.csv"], "is no summary.json"),
    "before in out": (
        ["exports", "--out", "old", "--before", "old/summary.json"],
        "would be overwritten",
    ),
    "foreign summary": (["exports", "--out", "foreign"], "is no summary.json of this version"),
    "dask address": (["exports", "--dask", "nonsense"], "is no address of a scheduler"),
    "dask file": (["exports", "--dask", "none.json"], "is no scheduler file"),
    "dask": (["exports", "--dask", "tcp://127.0.0.1:9"], "no scheduler answers"),
    "fsspec": (["nosuch://bucket/*.zip"], "not a database"),
}


@pytest.fixture
def wrong_place(place: Place, folder: Path) -> Path:
    """Whatever the wrong commands speak of."""
    place(north="bundle-1p1")
    shutil.copytree(folder / "exports", folder / "out" / "districts")
    for name in ("list.csv", "out/list.csv"):
        (folder / name).write_text("name,source\nN,/data/n.zip\n")
    for name, text in (("old", "{}"), ("foreign", '{"mine": 1}')):
        (folder / name).mkdir()
        (folder / name / "summary.json").write_text(text)
    return folder


@pytest.mark.parametrize("case", WRONG)
def test_wrong_usage_is_one_sentence_and_writes_nothing(case: str, wrong_place: Path) -> None:
    args, said = WRONG[case]
    before = {path: path.stat().st_mtime_ns for path in wrong_place.rglob("*")}
    done = fleet(*args)
    assert done.exit_code in (2, 3), done.output
    line = done.stderr.splitlines()[-1]
    assert line.startswith("roster-lint: ") and said in line, done.stderr
    assert done.stdout == ""
    after = {path: path.stat().st_mtime_ns for path in wrong_place.rglob("*")}
    new = {path for path in after.keys() - before.keys() if path.name not in (".fleet", "o")}
    assert not [path for path in new if path.is_file() and "summary" not in path.name]
    assert {path: after[path] for path in before if path.is_file()} == {
        path: time for path, time in before.items() if path.is_file()
    }


def test_help_has_examples_and_says_what_a_list_is() -> None:
    said = fleet("--help").stdout
    assert "Examples:" in said and "roster-lint fleet exports --out results" in said
    assert max(map(len, said.splitlines())) <= 80
