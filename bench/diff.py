"""Measures `roster-lint diff` of two districts of one size against the lint of one of them.

The later district is a copy of the earlier one: some students are off the roster of a class, some
accounts have another username and, with --new-sections, every section has another ID.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from load_and_lint import LINT, parser_of
from measuring import figures, generated, machine, run, table

AIM = 2.5
"""How many times the lint of one district the comparison of two may take."""

_AS_OF = "--as-of=2026-09-15"
_EACH = 50
"""One of so many rows is changed or gone."""

_NEW = 70_000_000
"""What is added to a section's ID."""


def main() -> None:
    """Run from the command line."""
    parser = parser_of((__doc__ or "").strip())
    parser.add_argument("--new-sections", action="store_true", help="all sections regenerated")
    arguments = parser.parse_args()
    rows = [["students", "lint", "its memory", "diff", "its memory", "ratio", "CPU ratio"]]
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        for students in arguments.students:
            before = generated("generate_campus.py", students, folder)
            with tempfile.TemporaryDirectory(dir=folder) as changed:
                after = Path(changed)
                change(before, after, new_sections=arguments.new_sections)
                rows.append(measure(students, (before, after), arguments.runs, Path(temporary)))
    rows.append(["aim", "", "", "", "", f"<= {AIM}", ""])
    print(table(rows, arguments.markdown))
    print(machine())


def measure(students: int, sides: tuple[Path, Path], runs: int, bytecode: Path) -> list[str]:
    """The row of a size: lint and comparison in turns."""
    before, after = map(str, sides)
    lint = ["-m", "roster_lint", "check", before, _AS_OF, *LINT]
    diff = ["-m", "roster_lint", "diff", before, after, _AS_OF, *LINT]
    run(lint, bytecode)  # warms the caches of files and modules
    lints, diffs = [], []
    for nth in range(1, runs + 1):
        lints.append(run(lint, bytecode))
        diffs.append(run(diff, bytecode))
        took = f"lint {lints[-1].seconds:.1f} s, diff {diffs[-1].seconds:.1f} s"
        print(f"{students:,} students, run {nth} of {runs}: {took}", file=sys.stderr)
        for problem in filter(None, (lints[-1].problem, diffs[-1].problem)):
            print(problem, file=sys.stderr)
    print(diffs[-1].output, file=sys.stderr)
    times = [median(one.seconds for one in some) for some in (diffs, lints)]
    cpu = [median(one.cpu_seconds for one in some) for some in (diffs, lints)]
    cells = [figures(lints) or ["failed", ""], figures(diffs) or ["failed", ""]]
    ratios = [f"{times[0] / times[1]:.1f}", f"{cpu[0] / cpu[1]:.1f}"]
    return [f"{students:,}", *cells[0], *cells[1], *ratios]


def change(before: Path, after: Path, *, new_sections: bool) -> None:
    """Writes the later district: what does not change is a link to the earlier one's file."""
    changes: dict[str, Callable[[list[str], Sequence[str], int], list[str] | None]] = {
        "Roster": _without_some,
        "UserAccount": _with_other_usernames,
    }
    for file in before.glob("*.csv"):
        with file.open(encoding="utf-8") as old:
            header = old.readline()
            columns = header.rstrip("\r\n").split(",")
            table_change = changes.get(file.stem)
            renumbers = new_sections and "sectionID" in columns
            if table_change is None and not renumbers:
                os.link(file, after / file.name)
                continue
            with (after / file.name).open("w", encoding="utf-8") as new:
                new.write(header)
                for number, line in enumerate(old):
                    cells: list[str] | None = line.rstrip("\r\n").split(",")
                    if table_change is not None and cells is not None:
                        cells = table_change(cells, columns, number)
                    if cells is None:
                        continue
                    if renumbers:
                        place = columns.index("sectionID")
                        cells[place] = str(int(cells[place]) + _NEW)
                    new.write(",".join(cells) + "\n")


def _without_some(cells: list[str], _columns: Sequence[str], number: int) -> list[str] | None:
    return None if number % _EACH == 0 else cells


def _with_other_usernames(cells: list[str], columns: Sequence[str], number: int) -> list[str]:
    if number % _EACH == 0:
        cells[columns.index("username")] += "x"
    return cells


if __name__ == "__main__":
    main()
