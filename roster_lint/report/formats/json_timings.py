"""What a run took, as the keys and values of its JSON document."""

from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from roster_lint.report.formats.json_numbers import described
from roster_lint.timing import Timings


@described
class StepSeconds(TypedDict):
    """One step of the run, in their order."""

    step: str
    """What was done."""
    seconds: float
    """How long it took."""


@described
class TableSeconds(TypedDict):
    """One table or file that was read."""

    table: str
    """Its name; ``accounts`` for a list of accounts."""
    rows: int
    """How many rows it has."""
    seconds: float
    """How long the run waited for it. Files of a folder are read while others are."""


@described
class CheckSeconds(TypedDict):
    """One check."""

    code: str
    """The check."""
    outcome: Literal["ran", "skipped", "crashed"]
    """What became of it."""
    seconds: float
    """How long it took."""


@described
class TimingsFacts(TypedDict):
    """What the run took until the report was written."""

    seconds: float
    """Since the run began."""
    peak_memory: int | None
    """The most memory that the process held, in bytes; null where the system does not say."""
    steps: list[StepSeconds]
    """Reading, building, checking, counting."""
    tables: list[TableSeconds]
    """In the order in which they were read."""
    checks: list[CheckSeconds]
    """The slowest first."""


def timings_facts(timings: Timings | None) -> TimingsFacts | None:
    """What the run took; None unless it was asked for."""
    if timings is None:
        return None
    return {
        "seconds": timings.seconds,
        "peak_memory": timings.peak_memory,
        "steps": [{"step": one.name, "seconds": one.seconds} for one in timings.steps],
        "tables": [
            {"table": one.table, "rows": one.rows, "seconds": one.seconds} for one in timings.tables
        ],
        "checks": [
            {"code": one.code, "outcome": one.outcome, "seconds": one.seconds}
            for one in timings.checks
        ],
    }
