"""What ``roster-lint doctor`` says about a OneRoster API."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from roster_lint.loading.api.examining import ApiExamination, CollectionState
    from roster_lint.settings.settings import Settings
    from roster_lint.sources.api.source import ApiSource


def examine_and_print(source: "ApiSource", settings: "Settings") -> int:
    """Looks at an API without reading it to its end, and returns the exit code: 0 or 3."""
    from roster_lint.loading.api.examining import examine_api

    with source:
        examination = examine_api(source, settings)
    _print(examination)
    return 3 if examination.obstacles else 0


def _print(examination: "ApiExamination") -> None:
    from rich.text import Text

    from roster_lint.cli.output import console_for, reader_may_leave
    from roster_lint.report.formats.text.page import BLANK, Block, Page, heading, indented

    blocks: list[Block] = [
        Text(f"OneRoster {examination.version} API: {examination.location}"),
        Text(f"Logged in by {examination.way}."),
        Text(examination.clock),
        BLANK,
        _collections(examination),
    ]
    refused = [c for c in examination.collections if c.problem is not None and not c.needed]
    if refused:
        blocks += heading("Optional, and not served")
        blocks += [indented(Text(c.problem or ""), 2) for c in refused]
    blocks += heading("Not judgeable" if examination.obstacles else "Judgeable")
    lines = examination.obstacles or (
        "All needed collections answer. `roster-lint check` reads them to their end and judges "
        "them.",
    )
    blocks += [indented(Text(line), 2) for line in lines]
    with reader_may_leave():
        console = console_for(sys.stdout)
        for block in blocks:
            console.print(Page(block))


def _collections(examination: "ApiExamination") -> "Table":
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 3))
    for justify in ("left", "right", "left"):
        grid.add_column(justify=justify)
    grid.add_row(*(Text(title, style="dim") for title in ("Collection", "Records", "Pages")))
    for state in examination.collections:
        if state.problem is not None:
            words = Text("not served", style="bold red" if state.needed else "")
            grid.add_row(Text(state.name), Text(""), words)
        else:
            grid.add_row(Text(state.name), Text(_records(state)), Text(state.paging))
    return grid


def _records(state: "CollectionState") -> str:
    if state.total is not None:
        return f"{state.total:,}"
    return f"{state.came:,} or more" if state.came else "0"
