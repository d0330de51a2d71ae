"""Compares what the program finds with the baseline: ``python -m acceptance [record] [WORD …]``.

A WORD limits it to the runs whose name begins so. Exit code 1 where something differs, 2 where no
run has such a name or there is no baseline.
"""

import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from acceptance.facts import Facts, differences
from acceptance.runs import all_runs
from acceptance.trying import outcomes

BASELINE = Path(__file__).parent / "baseline.jsonl.gz"
_SHOWN = 12


def main(words: Sequence[str]) -> int:
    """Records or compares."""
    if "record" in words:
        return _record([word for word in words if word != "record"])
    return _compare(words)


def _record(words: Sequence[str]) -> int:
    if words:
        sys.stderr.write("a baseline holds every run: record them all\n")
        return 2
    runs = 0
    with gzip.GzipFile(BASELINE, "wb", mtime=0) as out:
        for name, facts in outcomes(list(all_runs())):
            line = json.dumps({"run": name, "facts": facts}, sort_keys=True)
            out.write(line.encode() + b"\n")
            runs += 1
    sys.stdout.write(f"{runs} runs recorded\n")
    return 0


def _compare(words: Sequence[str]) -> int:
    before = _baseline()
    names = [n for n in dict.fromkeys((*before, *all_runs())) if not words or _begins(n, words)]
    if not before or not names:
        sys.stderr.write("there is no baseline, or no run whose name begins so\n")
        return 2
    after = dict(outcomes([name for name in names if name in all_runs()]))
    different = 0
    for name in names:
        wrong = differences(before.get(name), after.get(name))
        different += bool(wrong)
        for one in wrong[:_SHOWN]:
            sys.stdout.write(f"{name}{one}\n")
        if len(wrong) > _SHOWN:
            sys.stdout.write(f"{name}: {len(wrong) - _SHOWN} more\n")
    sys.stdout.write(f"{len(names)} runs: {different or 'none'} different\n")
    return 1 if different else 0


def _begins(name: str, words: Sequence[str]) -> bool:
    return name.startswith(tuple(words))


def _baseline() -> dict[str, Facts]:
    if not BASELINE.exists():
        return {}
    with gzip.open(BASELINE, "rt", encoding="utf-8") as lines:
        return {one["run"]: one["facts"] for one in map(json.loads, lines)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
