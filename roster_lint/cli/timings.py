"""What a run took, as a table on standard error: its steps, and its slowest checks and tables."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from roster_lint.timing import timings_so_far

if TYPE_CHECKING:
    from roster_lint.cli.output import Color
    from roster_lint.timing import Timings

_SHOWN = 10
_WIDTH = 48


def print_timings(names: Mapping[str, str], color: "Color" = "auto") -> None:
    """Prints what the watch measured; nothing where there is no watch.

    Args:
        names: of the checks, by code.
        color: of the headings.
    """
    from roster_lint.cli.output import console_for

    found = timings_so_far()
    if found is None:
        return
    console = console_for(sys.stderr, color)
    for heading, rows in _parts(found, names):
        console.print()
        console.print(heading, style="bold")
        for what, seconds in rows:
            console.print(f"{what:<{_WIDTH}}{seconds:>8.2f} s", soft_wrap=True)
    memory = found.peak_memory
    most = "" if memory is None else f"; at most {memory / 1e6:,.0f} MB of memory"
    console.print()
    console.print(f"{found.seconds:.2f} seconds in all{most}.")


def _parts(
    found: "Timings", names: Mapping[str, str]
) -> Iterator[tuple[str, Iterable[tuple[str, float]]]]:
    yield "Steps", ((step.name, step.seconds) for step in found.steps)
    tables = sorted(found.tables, key=lambda one: (-one.seconds, one.table))
    if tables:
        yield (
            _heading("Slowest tables", len(tables)),
            ((f"{t.table}, {t.rows:,} rows", t.seconds) for t in tables[:_SHOWN]),
        )
    if found.checks:
        yield (
            _heading("Slowest checks", len(found.checks)),
            ((f"{c.code} {names.get(c.code, '')}", c.seconds) for c in found.checks[:_SHOWN]),
        )


def _heading(words: str, number: int) -> str:
    return f"{words}, {_SHOWN} of {number}" if number > _SHOWN else words
