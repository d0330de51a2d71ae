"""Measures the whole lint of a Campus snapshot against DuckDB merely loading the same files.

Both run as fresh processes on a warm cache, in turns. It reports and judges nothing: the exit
code is 0 whatever the figures are.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

# Only the standard library may be imported here: Linux counts a process's memory before it starts
# another program as part of that program's peak.

ROOT = Path(__file__).resolve().parents[1]

AIM_RATIO = 4.0
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
    select = f"SELECT * FROM read_csv('{path}')"
    rows += con.execute(f'CREATE TABLE "{file.stem}" AS {select}').fetchone()[0]
print(rows)
"""

LINT = [
    "--as-of=2026-09-15",
    "--output-format=json",
    "--output-file=/dev/null",
    "--fail-on=never",
    "--quiet",
]


@dataclass(frozen=True)
class Run:
    """One process that ran to its end.

    Attributes:
        seconds: wall time.
        cpu_seconds: time on all cores together, which other work on the machine disturbs less.
        memory: peak resident memory in bytes.
        output: what it printed.
        problem: what it complained of, where it failed.
    """

    seconds: float
    cpu_seconds: float
    memory: int
    output: str
    problem: str | None


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


def figures(runs: Sequence[Run]) -> list[str] | None:
    """Median time and highest peak of memory of several runs; nothing where one failed."""
    if any(run.problem for run in runs):
        return None
    peak = max(run.memory for run in runs)
    return [f"{median(run.seconds for run in runs):.1f} s", f"{peak / 1e9:.2f} GB"]


def run(arguments: Sequence[str], bytecode: Path) -> Run:
    """Run Python in an empty folder, which holds no settings file.

    Args:
        arguments: what follows the word python.
        bytecode: a folder for compiled modules, which an installed tool has ready, too.
    """
    unwanted = ("ROSTER_LINT_", "PYTHONDONTWRITEBYTECODE")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(unwanted)}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(bytecode)}
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as output:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace").strip()
    memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    problem = f"exit code {process.returncode}: {text[-500:]}" if process.returncode else None
    return Run(seconds, usage.ru_utime + usage.ru_stime, memory, text, problem)


def snapshot(students: int, folder: Path) -> Path:
    """The snapshot of so many students in this folder, generated where it is not there yet.

    Raises:
        subprocess.CalledProcessError: it could not be generated.
    """
    files = folder / str(students)
    if not files.exists():
        generator = ROOT / "bench" / "generate_campus.py"
        command = [sys.executable, str(generator), str(students), str(files)]
        subprocess.run(command, check=True, stdout=sys.stderr)
    return files


def measure(students: int, files: Path, runs: int, bytecode: Path) -> Measured:
    """Load and lint in turns, so that whatever else the machine does hits both alike."""
    load = ["-c", LOAD, str(files)]
    lint = ["-m", "roster_lint", "check", str(files), *LINT]
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


def machine() -> str:
    """The machine and what runs on it, as far as they matter for the figures."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = f"Python {platform.python_version()}, DuckDB {version('duckdb')}"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, {platform.system()}, {python}"


def growth(smaller: Measured, larger: Measured) -> str:
    """How the time grows with the district, with its aim."""
    if smaller.failed or larger.failed:
        return "Growth: not known, since a run failed"
    students = larger.students / smaller.students
    times = larger.lint_seconds / smaller.lint_seconds
    aim = f"at most {students * AIM_GROWTH:.1f}"
    return f"Growth: {students:.1f} times the students take {times:.1f} times the time (aim: {aim})"


def table(measured: Sequence[Measured], markdown: bool) -> str:
    """All figures as one table, the aims in its last row."""
    header = ["students", "rows", "CSV", "load", "its memory", "lint", "its memory", "ratio"]
    aims = ["aim", "", "", "", "", "", f"<= {AIM_MEMORY_GB:.2f} GB", f"<= {AIM_RATIO:.1f}"]
    rows = [header, *(size.cells() for size in measured), aims]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    edge, rule = ("| ", ["-" * (width - 1) + ":" for width in widths]) if markdown else ("", [])
    lines = [[c.rjust(w) for c, w in zip(row, widths, strict=True)] for row in rows]
    if markdown:
        lines.insert(1, rule)
    between = " | " if markdown else "  "
    return "\n".join(edge + between.join(line) + edge[::-1] for line in lines)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--students", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where snapshots are kept for the next time")
    parser.add_argument("--markdown", action="store_true", help="the table as Markdown")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (arguments.folder or Path(temporary, "snapshots")).resolve()
        bytecode = Path(temporary, "bytecode")
        measured = [
            measure(students, snapshot(students, folder), arguments.runs, bytecode)
            for students in sorted(arguments.students)
        ]
    print(table(measured, arguments.markdown))
    print()
    for size in measured:
        print(f"{size.students:,} students: {size.verdict}")
        print(f"  CPU time, less disturbed by other work than wall time: {size.cpu}")
    if len(measured) > 1:
        print(growth(measured[0], measured[-1]))
    print(f"Median of {arguments.runs} runs in turns, warm cache; memory is the highest peak.")
    print(f"Machine: {machine()}")


if __name__ == "__main__":
    main()
