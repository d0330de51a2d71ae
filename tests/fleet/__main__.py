"""Lints many generated districts in every way: ``python -m tests.fleet [--districts N]``.

The summary must be that of single runs: from processes of this machine, one of which is killed, and
from a real Dask cluster of separate processes, one of which is killed, too. Among the districts are
a poisoned zip, a torn one, a pipe without an end and a database that refuses. Then it measures how
much faster two workers are than one. Exit code 1 where anything is not as it must be.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from roster_lint import lint
from roster_lint.fleet.outcome import of_report
from tests.fleet.generating import AS_OF, BROKEN, generate
from tests.servers import free_port

_TIMELESS = ("seconds", "attempts", "reports", "stamp", "source")
_PYTHON = [sys.executable, "-m"]
Rows = dict[str, dict[str, Any]]


def main() -> int:
    """Runs from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.fleet")
    parser.add_argument("--districts", type=int, default=200)
    parser.add_argument("--largest", type=int, default=50_000, help="students")
    parser.add_argument("--folder", type=Path, help="where the districts are kept")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--singles", type=int, default=40, help="how many are linted alone, too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = arguments.folder or Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        listing = generate(place, arguments.districts, arguments.largest, arguments.seed)
        work = Path(temporary) / "runs"
        work.mkdir()
        wrong = [*_tried(listing, work, arguments.singles, arguments.seed)]
        _measure(place, work)
    for one in wrong:
        _say(f"WRONG: {one}")
    _say(f"{len(wrong)} things are wrong.")
    return 1 if wrong else 0


def _tried(listing: Path, work: Path, singles: int, seed: int) -> Iterator[str]:
    near = _fleet(listing, work / "near", kill=_a_worker)
    yield from _compared("with a worker killed", near, _fleet(listing, work / "whole"))
    yield from _broken(near)
    names = sorted(name for name in near if name not in BROKEN)
    sources = {one: place for one, place in _sources(listing).items() if one in names}
    for name in random.Random(seed).sample(names, min(singles, len(names))):
        with lint(sources[name], as_of=AS_OF) as report:
            alone = of_report(report, name).facts()
        yield from _compared(f"{name} alone", {name: near[name]}, {name: _timeless(alone)})
    with _cluster(work) as (address, workers):
        far = _fleet(listing, work / "far", "--dask", address, kill=lambda _: workers[0])
    yield from _compared("on a cluster with a worker killed", near, far)


def _fleet(
    listing: Path,
    out: Path,
    *args: str,
    kill: Callable[[int], int | None] | None = None,
    core: int | None = None,
) -> Rows:
    """The rows of a run.

    Args:
        listing: the list.
        out: the folder to write.
        args: further ones.
        kill: says whom to kill, from the run's own process id, once the first districts are done.
        core: the only one that the run may use, where it may not use all.
    """
    log = out.with_suffix(".log")
    command = [*_PYTHON, "roster_lint", "fleet", str(listing), "--as-of", AS_OF, "--quiet"]
    begun = time.monotonic()
    process = subprocess.Popen(
        [*command, "--out", str(out), "--log", str(log), *args], stdout=subprocess.DEVNULL
    )
    if core is not None:
        psutil.Process(process.pid).cpu_affinity([core])
    killed = None
    while process.poll() is None:
        time.sleep(0.1)
        is_going = log.exists() and log.stat().st_size > 0
        if kill is not None and killed is None and is_going:
            killed = kill(process.pid)
            if killed is not None:
                psutil.Process(killed).kill()
    facts = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    twice = sum(one["attempts"] > 1 for one in facts["districts"])
    _say(
        f"{out.name}: {facts['totals']['districts']} districts in {time.monotonic() - begun:.0f} s,"
        f" {facts['workers']} workers, exit code {process.returncode}; killed process {killed},"
        f" {twice} second attempts"
    )
    return {one["name"]: _timeless(one) for one in facts["districts"]}


def _a_worker(process: int) -> int | None:
    """The id of one of the run's own worker processes, that is at work."""
    for one in psutil.Process(process).children():
        if "serve(" in " ".join(one.cmdline()):
            return int(one.pid)
    return None


def _timeless(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if key not in _TIMELESS}


def _compared(what: str, one: Rows, other: Rows) -> Iterator[str]:
    for name in sorted(one.keys() | other.keys()):
        left, right = one.get(name), other.get(name)
        if left is None or right is None:
            yield f"{what}: {name} is missing"
            continue
        for key in left:
            if json.dumps(left[key]) != json.dumps(right[key]):
                yield f"{what}: {name}: {key} is {left[key]!r}, and was {right[key]!r}"


def _broken(rows: Rows) -> Iterator[str]:
    for name, row in rows.items():
        is_incomplete = row["verdict"] == "incomplete"
        if is_incomplete != (name in BROKEN) or (is_incomplete and not row["reasons"]):
            yield f"{name} is {row['verdict']}: {row['reasons']}"


def _sources(listing: Path) -> dict[str, str]:
    lines = listing.read_text(encoding="utf-8").splitlines()[1:]
    return {
        name: str(listing.parent / source) for name, source in (one.split(",") for one in lines)
    }


@contextmanager
def _cluster(work: Path) -> Iterator[tuple[str, list[int]]]:
    """A scheduler and two workers, each a process, and the workers' ids."""
    address = f"tcp://127.0.0.1:{free_port()}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = [*_PYTHON, "distributed.cli.dask_scheduler", "--no-dashboard"]
    port = address.rpartition(":")[2]
    processes = [subprocess.Popen([*scheduler, "--host", "127.0.0.1", "--port", port], **quiet)]
    worker = [*_PYTHON, "distributed.cli.dask_worker", address, "--no-dashboard"]
    worker += ["--nthreads", "1", "--memory-limit", "3GB", "--no-nanny", "--local-directory"]
    try:
        processes += [
            subprocess.Popen([*worker, str(work / f"dask-{number}")], **quiet)
            for number in range(2)
        ]
        from distributed import Client

        with Client(address, timeout=120, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
        yield address, [one.pid for one in processes[1:]]
    finally:
        for one in processes:
            one.terminate()
        for one in processes:
            try:
                one.wait(30)
            except subprocess.TimeoutExpired:
                # A worker that lost its scheduler first may wait for it for long.
                one.kill()
                one.wait()


def _measure(place: Path, work: Path) -> None:
    """How many small districts a minute, with one and with two workers, in turns.

    One worker uses more than one core, so it is measured on one core alone, too.
    """
    small = work / "small.csv"
    rows = (place / "list.csv").read_text(encoding="utf-8").splitlines()
    sources = (row.split(",") for row in rows[1:])
    kept = [f"{name},{place / source}" for name, source in sources if name.startswith("small")][:30]
    small.write_text("\n".join([rows[0], *kept]) + "\n", encoding="utf-8")
    for turn in range(2):
        for workers, core in ((1, 0), (1, None), (2, None)):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            load, begun = os.getloadavg()[0], time.monotonic()
            named = f"small-{turn}-{workers}{'' if core is None else '-on-one-core'}"
            _fleet(small, work / named, "--workers", str(workers), core=core)
            seconds = time.monotonic() - begun
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            _say(
                f"  {workers} workers: {60 * len(kept) / seconds:.0f} districts a minute, "
                f"{cpu:.1f} s of CPU (children that were waited for), load {load:.1f} before"
            )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
