"""Measures what a run costs before there is much to do: the healthy sample district, and the help.

Both are held against starting Python with the libraries that a lint imports, in turns and in fresh
processes, so that the machine's speed cancels out of the ratios. It reports and judges nothing.
"""

import argparse
import tempfile
from pathlib import Path
from statistics import median

from measuring import machine, run, table

PROGRAMS = {
    "libraries": ["-c", "import duckdb, pydantic, rich.console, typer"],
    "--help": ["-m", "roster_lint", "--help"],
    "demo --ready": ["-m", "roster_lint", "demo", "--ready"],
}
"""What is measured, by the name in the table; the first is the floor."""


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="of each program; 9 by default")
    parser.add_argument("--markdown", action="store_true", help="a table to paste into a page")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as bytecode:
        for arguments in PROGRAMS.values():
            run(arguments, Path(bytecode))
        runs = [
            [run(arguments, Path(bytecode)) for arguments in PROGRAMS.values()]
            for _ in range(options.runs)
        ]
    rows = [("program", "time", "CPU time", "x CPU of the libraries")]
    floor = 0.0
    for name, own in zip(PROGRAMS, zip(*runs, strict=True), strict=True):
        cpu = median(one.cpu_seconds for one in own)
        floor = floor or cpu
        seconds = median(one.seconds for one in own)
        failed = next((one.problem for one in own if one.problem), None)
        figures = ("failed",) * 3 if failed else (f"{seconds:.2f} s", f"{cpu:.2f} s")
        rows.append((name, *figures, *(() if failed else (f"{cpu / floor:.1f}",))))
    print(table(rows, options.markdown))
    print(f"Median of {options.runs} runs on {machine()}.")


if __name__ == "__main__":
    main()
