"""Two weeks of a district in which faults appear, are fixed and come back."""

import csv
import random
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from fixtures.build import HERE
from fixtures.district import AS_OF
from roster_lint import lint
from roster_lint.report.formats.json import write as write_json

Fault = tuple[str, str]
"""A check's code, and the personID of the student who has the fault."""

SETTINGS: Mapping[str, Any] = {"oneroster": "1.1", "select": ("UN", "EM", "DA", "YR")}
"""Of the run of each night."""

CELLS = {"UN001": ("UserAccount", "username"), "EM001": ("Contact", "email")}
"""The cell that is emptied for a check to find its person."""


@dataclass
class Night:
    """One night: its export and report, the planted faults, and whether nobody is enrolled."""

    number: int
    export: Path
    report: Path
    faults: frozenset[Fault] = field(default_factory=frozenset)
    is_torn: bool = False


def nights(folder: Path, number: int, seed: int) -> Iterator[Night]:
    """Plants and fixes faults, and lints after each night.

    Args:
        folder: an empty one; the reports are written to ``reports`` in it.
        number: how many nights.
        seed: of chance.
    """
    chance = random.Random(seed)
    reports = folder / "reports"
    reports.mkdir()
    students = [str(person) for person in (*range(1010, 1040), *range(1110, 1140))]
    faults: set[Fault] = {(code, one) for code in CELLS for one in chance.sample(students, 8)}
    torn = set(chance.sample(range(1, number - 1), max(1, number // 7))) if number > 2 else set()
    for night in range(number):
        for code in CELLS:
            mine = sorted(fault for fault in faults if fault[0] == code)
            faults -= set(chance.sample(mine, chance.randint(0, min(3, len(mine)))))
            faults |= {(code, one) for one in chance.sample(students, chance.randint(0, 2))}
        day = date.fromisoformat(AS_OF) + timedelta(night)
        export = folder / f"export-{day}"
        _write(export, faults, is_torn=night in torn)
        report = reports / f"{day}.json"
        with (
            lint(export, as_of=day, **SETTINGS) as made,
            report.open("w", encoding="utf-8") as stream,
        ):
            write_json(made, stream)
        yield Night(night, export, report, frozenset(faults), night in torn)


def _write(export: Path, faults: set[Fault], *, is_torn: bool) -> None:
    """The healthy district with the faults in it; a torn one has nobody enrolled."""
    shutil.copytree(HERE / "ready", export)
    for code, (table, column) in CELLS.items():
        path = export / f"{table}.csv"
        header, *rows = csv.reader(StringIO(path.read_text(encoding="utf-8")))
        who, what = header.index("personID"), header.index(column)
        for row in rows:
            if (code, row[who]) in faults:
                row[what] = ""
        out = StringIO()
        csv.writer(out).writerows([header, *rows])
        path.write_text(out.getvalue(), encoding="utf-8")
    if is_torn:
        path = export / "Enrollment.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
