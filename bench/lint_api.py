"""Measures the reading of a OneRoster API on this machine: what the server can, and what we do.

The server's pace is that of a client which throws every page away. Reading is a snapshot of the
API; the lint is ``check``. Processor times are listed beside, since both share a machine. One
server sends slices of a file, which no real one does; the other makes each record anew, as a real
one must.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
from measuring import MEMORY, ROOT, generated, machine, run, table
from serve_api import BASE

_ENROLLMENTS_EACH = 7.25
_COLLECTIONS = ("orgs", "academicSessions", "courses", "classes", "users", "enrollments")


def throw_away(url: str, limit: int, threads: int) -> tuple[float, int]:
    """Asks for every page and keeps none: the seconds, and how many records there are."""
    begun, records = time.perf_counter(), 0
    with httpx2.Client() as client, ThreadPoolExecutor(threads) as pool:
        for name in _COLLECTIONS:
            total = _count(client, f"{url}/{name}")
            offsets = range(0, total, limit)
            urls = [f"{url}/{name}?limit={limit}&offset={offset}" for offset in offsets]
            for _ in pool.map(lambda one: client.get(one).content and None, urls):
                pass
            records += total
    return time.perf_counter() - begun, records


def _count(client: httpx2.Client, url: str) -> int:
    return int(client.get(f"{url}?limit=1").headers["X-Total-Count"])


def cpu_of(process: int) -> float:
    """The seconds of processor that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(
    enrollments: int, folder: Path, limit: int, threads: int, kind: str, commands: Sequence[str]
) -> list[list[str]]:
    """The rows of the table for one size, one kind of server and one number of pages at once."""
    bundle = generated("generate_bundle.py", round(enrollments / _ENROLLMENTS_EACH), folder)
    serving = [sys.executable, str(ROOT / "bench" / "serve_api.py"), str(bundle), kind]
    server = subprocess.Popen(serving, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        url = f"http://127.0.0.1:{server.stdout.readline().strip()}{BASE}"
        rows, before = [], cpu_of(server.pid)
        first = [f"{enrollments:,}", kind, str(threads)]
        seconds, records = throw_away(url, limit, threads)
        served = cpu_of(server.pid) - before
        rows.append(
            [
                *first,
                "server alone",
                f"{seconds:.1f} s",
                "",
                f"{served:.1f} s",
                f"{records / seconds:,.0f}",
                "",
                f"{served / seconds:.0%}",
                "",
            ]
        )
        options = ["--client-id=bench", f"--api-concurrency={threads}"]
        with tempfile.TemporaryDirectory() as place:
            out, bytecode = f"{place}/out.zip", Path(place) / "bytecode"
            common = ["-m", "roster_lint"]
            check = [*common, "check", url, *options, "--as-of=2026-09-15", "--fail-on=never", "-q"]
            check += ["--output-format=json", "--output-file=/dev/null", f"--memory={MEMORY}"]
            for what, words in (
                ("snapshot", [*common, "snapshot", url, out, *options]),
                ("check", check),
            ):
                if what not in commands:
                    continue
                before = cpu_of(server.pid)
                done = run(_with_settings(words, limit), bytecode)
                served = cpu_of(server.pid) - before
                if done.problem:
                    rows.append([*first, what, "failed", done.problem, "", "", "", "", ""])
                    continue
                rows.append(
                    [
                        *first,
                        what,
                        f"{done.seconds:.1f} s",
                        f"{done.cpu_seconds:.1f} s",
                        f"{served:.1f} s",
                        f"{records / done.seconds:,.0f}",
                        f"{done.cpu_seconds / done.seconds:.0%}",
                        f"{served / done.seconds:.0%}",
                        f"{done.memory / 1e9:.2f} GB",
                    ]
                )
        return rows
    finally:
        server.terminate()
        server.wait()


def _with_settings(words: list[str], limit: int) -> list[str]:
    """The command with what a process of its own needs in its environment."""
    program = (
        "import os, runpy, sys; os.environ.update(ROSTER_LINT_CLIENT_SECRET='bench',"
        f" ROSTER_LINT_API_PAGE_SIZE='{limit}'); sys.argv = ['roster-lint', *sys.argv[1:]];"
        " runpy.run_module('roster_lint', run_name='__main__')"
    )
    return ["-c", program, *words[2:]]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--enrollments", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--page", type=int, default=1_000, help="records a page")
    parser.add_argument("--threads", type=int, nargs="*", default=[4], help="pages at once")
    parser.add_argument("--kinds", nargs="*", default=["sliced", "made"])
    parser.add_argument("--commands", nargs="*", default=["snapshot", "check"])
    parser.add_argument("--folder", type=Path, help="keep the data here")
    parser.add_argument("--markdown", action="store_true")
    arguments = parser.parse_args()
    header = [
        "enrollments",
        "server",
        "at once",
        "what",
        "time",
        "CPU",
        "server's CPU",
        "records a second",
        "busy",
        "server busy",
        "memory",
    ]
    with tempfile.TemporaryDirectory() as place:
        folder = arguments.folder or Path(place)
        rows = [
            row
            for size in arguments.enrollments
            for kind in arguments.kinds
            for threads in arguments.threads
            for row in measure(size, folder, arguments.page, threads, kind, arguments.commands)
        ]
    print(table([header, *rows], arguments.markdown))
    print(f"Pages of {arguments.page:,}; {machine()}.")


if __name__ == "__main__":
    main()
