"""Measures the lint from a database beside the lint of the same tables as CSV files.

PostgreSQL comes from the wheel that the tests use, MariaDB from Debian, SQLite with Python.
Each lint is a fresh process, in turns; the server's own time is not counted. Beside it stands what
PostgreSQL's COPY of the same tables takes where nothing is done with the rows.
"""

import argparse
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from databases import filled
from load_and_lint import LINT
from measuring import Run, generated, machine, run, table

AIMS = {"postgresql": 1.6, "sqlite": 1.6, "mariadb": 2.0}
"""How many times the CPU time of the lint from CSV each may take."""

AIM_MEMORY = 1.3

COPY = """
import sys, psycopg
from sqlalchemy.engine import make_url
url = make_url(sys.argv[1])
connection = psycopg.connect(
    host=url.query["host"], user=url.username, dbname=url.database, options=url.query["options"]
)
names = connection.execute(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
).fetchall()
size = 0
for (name,) in names:
    with connection.cursor().copy(f"COPY {name} TO STDOUT (FORMAT csv)") as copy:
        for line in copy:
            size += len(line)
print(size)
"""


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip())
    parser.add_argument("--students", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the data is kept for the next time")
    parser.add_argument("--markdown", action="store_true", help="the table as Markdown")
    arguments = parser.parse_args()
    kinds = [kind for kind in AIMS if kind != "mariadb" or shutil.which("mariadbd")]
    with ExitStack() as stack:
        temporary = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = (arguments.folder or temporary / "data").resolve()
        files = generated("generate_campus.py", arguments.students, folder)
        sources = {"csv": str(files)}
        for kind in kinds:
            sources[kind] = stack.enter_context(filled(kind, files, folder))
            print(f"{kind} is filled", file=sys.stderr)
        commands = {
            name: ["-m", "roster_lint", "check", source, "--as-of=2026-09-15", *LINT]
            for name, source in sources.items()
        } | {"copy": ["-c", COPY, sources["postgresql"]]}
        taken: dict[str, list[Run]] = {name: [] for name in commands}
        for nth in range(arguments.runs + 1):
            for name, command in commands.items():
                done = run(command, temporary / "bytecode")
                print(f"{name}: {done.cpu_seconds:.1f} s {done.problem or ''}", file=sys.stderr)
                if nth:  # the first one warms the caches
                    taken[name].append(done)
    print(table(list(_rows(taken)), arguments.markdown))
    print(f"\n{arguments.students:,} students, median of {arguments.runs} runs in turns.")
    print(f"Machine: {machine()}")


def _rows(taken: dict[str, list[Run]]) -> list[list[str]]:
    """A line for each source, with its aims."""
    csv = _cpu(taken["csv"])
    memory = max(one.memory for one in taken["csv"])
    rows = [["source", "CPU", "wall", "of CSV's CPU", "aim", "memory", "of CSV's memory", "aim"]]
    for name, runs in taken.items():
        peak = max(one.memory for one in runs)
        rows.append(
            [
                name,
                f"{_cpu(runs):.1f} s",
                f"{median(one.seconds for one in runs):.1f} s",
                f"{_cpu(runs) / csv:.2f}",
                f"<= {AIMS[name]}" if name in AIMS else "",
                f"{peak / 1e6:,.0f} MB",
                f"{peak / memory:.2f}",
                f"<= {AIM_MEMORY}" if name in AIMS else "",
            ]
        )
    return rows


def _cpu(runs: list[Run]) -> float:
    return median(one.cpu_seconds for one in runs)


if __name__ == "__main__":
    main()
