"""Measures the whole lint of generated data against DuckDB merely loading the same files.

Both run as fresh processes on a warm cache, in turns. It reports and judges nothing: the exit
code is 0 whatever the figures are.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from measuring import MEMORY, Run, figures, generated, machine, run, table

AIM_MEMORY_GB = 3.0
AIM_GROWTH = 1.1
"""How much faster than the students the time may grow: eleven times for ten times as many."""

LOAD = """
import pathlib, sys, duckdb
con = duckdb.connect()
con.execute("SET enable_progress_bar = false")  # it would be drawn into what is printed
rows = 0
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.csv")):
    path = str(file).replace("'", "''")
    select = f"SELECT * FROM read_csv('{path}'{sys.argv[2]})"
    rows += con.execute(f'CREATE TABLE "{file.stem}" AS {select}').fetchone()[0]
print(rows)
"""

LINT = [
    "--output-format=json",
    "--output-file=/dev/null",
    "--fail-on=never",
    "--quiet",
    f"--memory={MEMORY}",
]


@dataclass(frozen=True)
class Measured:
    """All runs on one size of district.

    Attributes:
        students: how many are enrolled.
        csv_bytes: size of all files.
        loads: runs of DuckDB loading the files.
        lints: runs of the lint.
    """

    students: int
    csv_bytes: int
    loads: Sequence[Run]
    lints: Sequence[Run]

    @property
    def failed(self) -> bool:
        """Whether any run did not reach its end, so that the figures mean nothing."""
        return any(run.problem for run in (*self.loads, *self.lints))

    @property
    def load_seconds(self) -> float:
        """Median time of loading."""
        return median(run.seconds for run in self.loads)

    @property
    def lint_seconds(self) -> float:
        """Median time of the lint."""
        return median(run.seconds for run in self.lints)

    @property
    def cpu(self) -> str:
        """Median time on all cores of loading and of the lint, and their ratio."""
        load, lint = (median(run.cpu_seconds for run in runs) for runs in (self.loads, self.lints))
        return f"load {load:.1f} s, lint {lint:.1f} s, ratio {lint / load:.1f}"

    @property
    def verdict(self) -> str:
        """What the lint's last line says before the source: how many checks the time is for."""
        return self.lints[-1].output.rpartition("\n")[2].partition(";")[0]

    def cells(self) -> list[str]:
        """The table row of this size."""
        load, lint = figures(self.loads), figures(self.lints)
        rows = f"{int(self.loads[0].output):,}" if load else ""
        ratio = "" if self.failed else f"{self.lint_seconds / self.load_seconds:.1f}"
        size = [f"{self.students:,}", rows, f"{self.csv_bytes / 1e6:,.0f} MB"]
        return [*size, *(load or ["failed", ""]), *(lint or ["failed", ""]), ratio]


@dataclass(frozen=True)
class Subject:
    """What is measured.

    Attributes:
        generator: the script that writes the data.
        lint_options: options of the lint, beside what is the same for all data.
        aim: how many times the load the lint may take.
        generator_options: options of the generator.
        load_options: options of DuckDB's read_csv, from the first comma on.
    """

    generator: str
    lint_options: Sequence[str]
    aim: float
    generator_options: Sequence[str] = ()
    load_options: str = ""


def measure(students: int, files: Path, subject: Subject, runs: int, bytecode: Path) -> Measured:
    """Load and lint in turns, so that whatever else the machine does hits both alike."""
    load = ["-c", LOAD, str(files), subject.load_options]
    lint = ["-m", "roster_lint", "check", str(files), *subject.lint_options, *LINT]
    for unmeasured in (load, lint):  # warms the caches of files and modules
        run(unmeasured, bytecode)
    loads, lints = [], []
    for nth in range(1, runs + 1):
        loads.append(run(load, bytecode))
        lints.append(run(lint, bytecode))
        took = f"load {loads[-1].seconds:.1f} s, lint {lints[-1].seconds:.1f} s"
        print(f"{students:,} students, run {nth} of {runs}: {took}", file=sys.stderr)
        for problem in filter(None, (loads[-1].problem, lints[-1].problem)):
            print(problem, file=sys.stderr)
    size = sum(file.stat().st_size for file in files.glob("*.csv"))
    return Measured(students, size, loads, lints)


def growth(smaller: Measured, larger: Measured) -> str:
    """How the time grows with the district, with its aim."""
    if smaller.failed or larger.failed:
        return "Growth: not known, since a run failed"
    students = larger.students / smaller.students
    times = larger.lint_seconds / smaller.lint_seconds
    aim = f"at most {students * AIM_GROWTH:.1f}"
    return f"Growth: {students:.1f} times the students take {times:.1f} times the time (aim: {aim})"


def header_and_aims(measured: Sequence[Measured], ratio: float) -> list[list[str]]:
    """All figures under their header, the aims in the last row."""
    header = ["students", "rows", "CSV", "load", "its memory", "lint", "its memory", "ratio"]
    aims = ["aim", "", "", "", "", "", f"<= {AIM_MEMORY_GB:.2f} GB", f"<= {ratio:.1f}"]
    return [header, *(size.cells() for size in measured), aims]


def parser_of(description: str) -> argparse.ArgumentParser:
    """The options that all these benchmarks have."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--students", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the data is kept for the next time")
    parser.add_argument("--markdown", action="store_true", help="the table as Markdown")
    return parser


def report(arguments: argparse.Namespace, subject: Subject) -> None:
    """Measure every size that the command line names and print the figures."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = (arguments.folder or Path(temporary, "data")).resolve()
        bytecode = Path(temporary, "bytecode")
        measured = []
        for students in sorted(arguments.students):
            files = generated(subject.generator, students, folder, subject.generator_options)
            measured.append(measure(students, files, subject, arguments.runs, bytecode))
    print(table(header_and_aims(measured, subject.aim), arguments.markdown))
    print()
    for size in measured:
        print(f"{size.students:,} students: {size.verdict}")
        print(f"  CPU time, less disturbed by other work than wall time: {size.cpu}")
    if len(measured) > 1:
        print(growth(measured[0], measured[-1]))
    print(f"Median of {arguments.runs} runs in turns, warm cache; memory is the highest peak.")
    print(f"The lint's engine may hold {MEMORY} (--memory).")
    print(f"Machine: {machine()}")
