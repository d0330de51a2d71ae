"""Measures the memory that writing a million findings takes, one process for each format.

The lint's own is the peak of a run that prints its last line alone. It reports and judges
nothing: the exit code is 0 whatever the figures are.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from measuring import MEMORY, Run, generated, machine, run, table

STUDENTS = 270_000
FAULTS = 0.8
"""So many students, with so many people of them without a username or an email, have a million."""

AIM_GB = 1.0
"""What a streamed format may take beside the lint's own."""

AS_OF = "2026-09-15"

STREAMED: Mapping[str, Sequence[str]] = {
    name: ("--output", f"{name}:{{file}}") for name in ("json", "jsonl", "sarif", "gitlab", "csv")
} | {
    "worklists": ("--worklists", "{file}"),
    "workbook": ("--workbook", "{file}.xlsx"),
    "missing": ("--missing", "{file}", "--rosters"),
}
"""What writes every finding, or every record that will not sync."""

SHORT: Mapping[str, Sequence[str]] = {
    name: ("--output", f"{name}:{{file}}") for name in ("junit", "github", "markdown", "text")
} | {"html": ("--html", "{file}"), "email": ("--email", "{file}")}
"""What writes numbers, and some findings of each check."""


def main() -> None:
    """Run from the command line."""
    arguments = _parser().parse_args()
    formats = {**STREAMED, **SHORT}
    if arguments.only:
        formats = {name: formats[name] for name in arguments.only}
    with tempfile.TemporaryDirectory() as temporary:
        folder = (arguments.folder or Path(temporary, "data")).resolve()
        source = generated("generate_campus.py", arguments.students, folder, [f"--faults={FAULTS}"])
        place = Path(temporary)
        own = _lint(source, place, ())
        found = _findings(source, place)
        rows = list(_rows(source, place, own, formats))
    print(table([["format", "seconds", "peak", "above the lint's own", "written"], *rows], False))
    print()
    print(f"{arguments.students:,} students, {found:,} findings.")
    print(f"Aim: at most {AIM_GB:.2f} GB above the lint's own for {', '.join(STREAMED)}.")
    print(f"One run each, warm cache. The lint's engine may hold {MEMORY} (--memory).")
    print(f"Machine: {machine()}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--students", type=int, default=STUDENTS)
    parser.add_argument("--folder", type=Path, help="where the data is kept for the next time")
    parser.add_argument("--only", nargs="+", choices=[*STREAMED, *SHORT], help="these formats")
    return parser


def _rows(
    source: Path, place: Path, own: Run, formats: Mapping[str, Sequence[str]]
) -> Iterator[list[str]]:
    yield ["the lint alone", f"{own.seconds:.0f}", f"{own.memory / 1e9:.2f} GB", "", ""]
    for name, options in formats.items():
        file = place / f"report-{name}"
        done = _lint(source, place, [option.format(file=file) for option in options])
        more = f"{(done.memory - own.memory) / 1e9:+.2f} GB"
        size = f"{_size(place, file) / 1e6:,.0f} MB"
        print(f"{name}: {done.seconds:.0f} s, {more}", file=sys.stderr)
        if done.problem:
            print(done.problem, file=sys.stderr)
            more = "failed"
        yield [name, f"{done.seconds:.0f}", f"{done.memory / 1e9:.2f} GB", more, size]


def _lint(source: Path, place: Path, options: Sequence[str]) -> Run:
    reported = [f"--as-of={AS_OF}", "--fail-on=never", "--quiet", f"--memory={MEMORY}"]
    shown = [] if any(option.startswith("text:") for option in options) else ["--output", "text"]
    outputs = shown if "--output" in options else []
    arguments = ["-m", "roster_lint", "check", str(source), *reported, *outputs, *options]
    return run(arguments, place / "bytecode")


def _findings(source: Path, place: Path) -> int:
    """How many findings there are, as the first line of JSON lines says."""
    file = place / "counted"
    _lint(source, place, ("--output", f"jsonl:{file}"))
    with file.open(encoding="utf-8") as lines:
        summary = json.loads(next(lines))["report"]["summary"]
    file.unlink()
    return sum(summary[severity] for severity in ("error", "warning", "info"))


def _size(place: Path, file: Path) -> int:
    """The bytes of what was written, in one file or many."""
    return sum(
        path.stat().st_size
        for path in place.rglob("*")
        if path.is_file() and str(path).startswith(str(file))
    )


if __name__ == "__main__":
    main()
