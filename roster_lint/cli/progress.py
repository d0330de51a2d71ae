"""Progress bars on stderr, one for each table that is being read."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from roster_lint.settings.pipeline import in_pipeline

if TYPE_CHECKING:
    from roster_lint.vocabulary import Progress

_SHOWN = 8
"""More bars at once would not fit a small terminal: the oldest disappear."""


@contextmanager
def progress_bars(*, quiet: bool) -> Iterator["Progress"]:
    """Bars that follow a run while it lasts; none where stderr is no terminal, or in a pipeline.

    Args:
        quiet: no bars in any case.
    """
    if quiet or not sys.stderr.isatty() or in_pipeline():
        from roster_lint.vocabulary import no_progress

        yield no_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn

    bars = Progress(
        SpinnerColumn(finished_text=" "),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[amount]}", style="dim", justify="right"),
        console=Console(stderr=True),
        transient=True,
    )
    tasks: dict[str, TaskID] = {}

    def watch(table: str, rows: int, total: int | None) -> None:
        if table not in tasks:
            for earlier in tasks.values():
                bars.update(earlier, total=1, completed=1)
            for hidden in list(tasks.values())[: -(_SHOWN - 1)]:
                bars.update(hidden, visible=False)
            tasks[table] = bars.add_task(table, total=total, amount="")
        amount = f"{rows:,}" if total is None else f"{rows:,} of {total:,}"
        bars.update(tasks[table], completed=rows, total=total, amount=amount)

    with bars:
        yield watch
