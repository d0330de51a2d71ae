"""The words that every package speaks: severities, effects, versions, kinds of sources."""

from collections.abc import Callable
from typing import Literal

Severity = Literal["error", "warning", "info"]
OneRoster = Literal["1.1", "1.2"]
DateFormat = Literal["iso", "mdy", "dmy"]
AccountColumn = Literal[
    "email", "aliases", "suspended", "enabled", "given_name", "family_name", "number"
]
Verdict = Literal["ready", "not-ready", "incomplete"]
Status = Literal["passed", "failed", "skipped", "crashed"]
"""What became of a check; ``failed`` means that it found something."""

Effect = Literal["missing", "deleted", "wrong", "blocked", "risk"]
Owner = Literal["registrar", "scheduler", "staff records", "IT", "vendor"]
"""Who fixes what a check finds; all but the vendor work in the district."""

Directory = Literal["google", "microsoft"]
SourceKind = Literal["campus-database", "campus-snapshot", "oneroster-bundle", "oneroster-api"]
Family = Literal["campus", "bundle"]
"""What a source's tables are: Infinite Campus's, or those of a OneRoster bundle or API."""


def family_of(kind: SourceKind) -> Family:
    """Which tables a kind of source has."""
    return "bundle" if kind in ("oneroster-bundle", "oneroster-api") else "campus"


Progress = Callable[[str, int, int | None], None]
"""Called with a table's name, the rows read so far and, where known, the rows in all."""


def no_progress(_table: str, _rows: int, _total: int | None) -> None:
    """Progress that is not shown."""


def progress_of(side: str, progress: Progress) -> Progress:
    """The progress of one of two sources, whose tables are named with it."""

    def shown(table: str, rows: int, total: int | None) -> None:
        progress(f"{side}: {table}", rows, total)

    return shown
