"""Measures `roster-lint diff` of two districts of one size against the lint of one of them.

The later district is a copy of the earlier one: some students are off the roster of a class, some
accounts have another username and, with --new-sections, every section has another ID. With --bundle
both are OneRoster bundles.
"""

import csv
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from load_and_lint import LINT, parser_of
from measuring import figures, generated, machine, run, table

AIM = 2.5
"""How many times the lint of one district the comparison of two may take."""

_AS_OF = "--as-of=2026-09-15"
_EACH = 50
"""One of so many rows is changed or gone."""

_SHORTER, _RENAMED = ("Roster", "enrollments"), ("UserAccount", "users")
"""The tables and files of which rows are gone, and those that hold usernames."""

_SECTION = {"classes": "sourcedId", "enrollments": "classSourcedId"}
"""The column that holds a section's ID, where it is not called sectionID."""


def main() -> None:
    """Run from the command line."""
    parser = parser_of((__doc__ or "").strip())
    parser.add_argument("--new-sections", action="store_true", help="all sections regenerated")
    parser.add_argument("--bundle", choices=["1.1", "1.2"], help="bundles of this version")
    parser.add_argument(
        "--own-memory",
        action="store_true",
        help="the engine holds what it does without a limit set",
    )
    arguments = parser.parse_args()
    options = LINT if not arguments.own_memory else [o for o in LINT if "--memory" not in o]
    rows = [["students", "lint", "its memory", "diff", "its memory", "ratio", "CPU ratio"]]
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        if arguments.bundle:  # the versions' bundles of one size are different data
            folder /= arguments.bundle
            folder.mkdir(exist_ok=True)
        for students in arguments.students:
            before = _earlier(students, folder, arguments.bundle)
            with tempfile.TemporaryDirectory(dir=folder) as changed:
                after = Path(changed)
                change(before, after, new_sections=arguments.new_sections)
                rows.append(
                    measure((before, after), students, arguments.runs, options, Path(temporary))
                )
    rows.append(["aim", "", "", "", "", f"<= {AIM}", ""])
    print(table(rows, arguments.markdown))
    print(machine())


def _earlier(students: int, folder: Path, oneroster: str | None) -> Path:
    if oneroster is None:
        return generated("generate_campus.py", students, folder)
    return generated("generate_bundle.py", students, folder, [f"--oneroster={oneroster}"])


def measure(
    sides: tuple[Path, Path], students: int, runs: int, options: list[str], bytecode: Path
) -> list[str]:
    """The row of a size: lint and comparison in turns."""
    before, after = map(str, sides)
    lint = ["-m", "roster_lint", "check", before, _AS_OF, *options]
    diff = ["-m", "roster_lint", "diff", before, after, _AS_OF, *options]
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
    for file in before.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as old:
            rows = csv.reader(old)
            columns = next(rows)
            section = _SECTION.get(file.stem, "sectionID")
            renumbers = new_sections and section in columns
            if file.stem not in (*_SHORTER, *_RENAMED) and not renumbers:
                os.link(file, after / file.name)
                continue
            place = columns.index(section) if renumbers else 0
            named = columns.index("username") if file.stem in _RENAMED else 0
            with (after / file.name).open("w", encoding="utf-8", newline="") as new:
                writer = csv.writer(new, lineterminator="\n")
                writer.writerow(columns)
                for number, cells in enumerate(rows):
                    if number % _EACH == 0 and file.stem in _SHORTER:
                        continue
                    if number % _EACH == 0 and file.stem in _RENAMED:
                        cells[named] += "x"
                    if renumbers:
                        cells[place] = "9" + cells[place]
                    writer.writerow(cells)


if __name__ == "__main__":
    main()
