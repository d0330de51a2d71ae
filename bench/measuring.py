"""Runs programs in fresh processes, and says how long they took and how much memory they needed."""

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

# Only the standard library may be imported here: Linux counts a process's memory before it starts
# another program as part of that program's peak.

ROOT = Path(__file__).resolve().parents[1]

MEMORY = "2400MB"
"""What the lint's engine may hold, the same on every machine; the aim is one of the process."""


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


def run(arguments: Sequence[str], bytecode: Path, python: str = sys.executable) -> Run:
    """Run Python in an empty folder, which holds no settings file.

    Args:
        arguments: what follows the word python.
        bytecode: a folder for compiled modules, which an installed tool has ready, too.
        python: the interpreter, of this environment unless another is named.
    """
    unwanted = ("ROSTER_LINT_", "PYTHONDONTWRITEBYTECODE")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(unwanted)}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(bytecode)}
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as output:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [python, *arguments],
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


def figures(runs: Sequence[Run]) -> list[str] | None:
    """Median time and highest peak of memory of several runs; nothing where one failed."""
    if any(run.problem for run in runs):
        return None
    peak = max(run.memory for run in runs)
    return [f"{median(run.seconds for run in runs):.1f} s", f"{peak / 1e9:.2f} GB"]


def machine() -> str:
    """The machine and what runs on it, as far as they matter for the figures."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = f"Python {platform.python_version()}, DuckDB {version('duckdb')}"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, {platform.system()}, {python}"


def table(rows: Sequence[Sequence[str]], markdown: bool) -> str:
    """Rows of cells, the header first, as one table.

    Args:
        rows: as many cells in each.
        markdown: to be pasted into a page, else for the terminal.
    """
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    edge, rule = ("| ", ["-" * (width - 1) + ":" for width in widths]) if markdown else ("", [])
    lines = [[c.rjust(w) for c, w in zip(row, widths, strict=True)] for row in rows]
    if markdown:
        lines.insert(1, rule)
    between = " | " if markdown else "  "
    return "\n".join(edge + between.join(line) + edge[::-1] for line in lines)


def generated(generator: str, students: int, folder: Path, options: Iterable[str] = ()) -> Path:
    """The data of so many students in this folder, generated where it is not there yet.

    Args:
        generator: the script beside this file that writes it.
        students: how many.
        folder: where data of every size is kept.
        options: further options of the generator.

    Raises:
        subprocess.CalledProcessError: it could not be generated.
    """
    files = folder / str(students)
    if not files.exists():
        script = str(ROOT / "bench" / generator)
        command = [sys.executable, script, str(students), str(files), *options]
        subprocess.run(command, check=True, stdout=sys.stderr)
    return files
