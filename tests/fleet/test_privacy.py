"""No row of a summary, and no line of a log, holds anything personal, whatever settings say."""

import io
import json
from pathlib import Path

from rich.console import Console

from roster_lint import lint
from roster_lint.fleet.district import District
from roster_lint.fleet.formats import csv, html, text
from roster_lint.fleet.formats import json as as_json
from roster_lint.fleet.keeping import Keeper
from roster_lint.fleet.outcome import of_report
from roster_lint.fleet.tasks import Wanted, plan
from tests.privacy.marking import MARK, marked_bundle


def test_nothing_personal_is_in_a_summary(folder: Path) -> None:
    (folder / "roster-lint.toml").write_text("show_personal_data = true\n")
    source = marked_bundle(folder, "1.1")
    [task] = plan([District("one", str(source))], Wanted({"as_of": "2026-08-10"})).tasks
    with lint(source, settings=task.settings) as report:
        assert any(MARK in str(vars(one)) for one in report.work("school"))
        row = of_report(report, "one")
        said = "".join(one.message for one in report.findings())
    with (folder / "log").open("w+", encoding="utf-8") as log:
        keeper = Keeper("list", "2026-08-10", ["one"], log=log)
        keeper.ended(row)
        log.seek(0)
        said += log.read()
    stream = io.StringIO()
    for write in (as_json.write, csv.write, html.write):
        write(keeper.summary(), stream)
    text.write(keeper.summary(), Console(file=stream, width=80))
    said += stream.getvalue() + json.dumps(row.facts())
    assert "one" in said and MARK not in said
