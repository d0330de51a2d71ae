"""The baseline's file: the known findings of a district, as marks that reveal no ID.

The first line says what the baseline was made for. Each further line is one known finding: its
check, the day on which it was taken in, and its mark, the SHA-256 of the file's salt and the
finding's fingerprint. Lines are sorted, so that version control shows what came and what went.
"""

import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from roster_lint.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

    from roster_lint.settings.settings import Settings
    from roster_lint.vendors.several import Vendors

SCHEMA = 1
_TOOL = "roster-lint baseline"
_SALT = re.compile(r"[0-9a-f]{32}")
_CODE, _DAY, _MARK = r"^[A-Z]{2}[0-9]{3}$", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", r"^[0-9a-f]{24}$"

Entry = tuple[str, str, str]
"""A check's code, the day as YYYY-MM-DD, the mark."""


@dataclass(frozen=True)
class Scope:
    """What a baseline was made for: another vendor's or version's findings are other findings.

    Attributes:
        vendors: names of the profiles.
        oneroster: the version of the connection.
        schools: names or IDs of the schools that the run was limited to; empty means all.
    """

    vendors: tuple[str, ...]
    oneroster: str
    schools: tuple[str, ...]

    @classmethod
    def of(cls, settings: "Settings", vendors: "Vendors") -> "Scope":
        """That of a run, by the settings with the version that was judged."""
        named = tuple(sorted(one.name for one in vendors.profiles)) if settings.vendor else ()
        return cls(named, settings.oneroster, tuple(sorted(settings.school)))

    def differences(self, other: "Scope") -> tuple[str, ...]:
        """How another scope differs, in words."""
        pairs = (
            ("vendor", ", ".join(self.vendors), ", ".join(other.vendors), "none"),
            ("OneRoster", self.oneroster, other.oneroster, ""),
            ("school", ", ".join(self.schools), ", ".join(other.schools), "all"),
        )
        return tuple(
            f"{name} {own or none} and not {others or none}"
            for name, own, others, none in pairs
            if own != others
        )


@dataclass(frozen=True)
class Baseline:
    """A baseline as it was read.

    Attributes:
        file: where it stands.
        salt: the salt of every mark in this file.
        as_of: the date that the run judged which last wrote it.
        scope: what it was made for.
        entries: a row for each known finding: ``code``, ``on``, ``mark``.
    """

    file: Path
    salt: str
    as_of: date
    scope: Scope
    entries: "pl.DataFrame"

    def with_codes(self, current: Mapping[str, str]) -> "Baseline":
        """The same with the codes that checks have now.

        Args:
            current: by former code; entries with any other code stay as they are.
        """
        if not current:
            return self
        import polars as pl

        renamed = self.entries.with_columns(pl.col("code").replace(dict(current)))
        return replace(self, entries=renamed)


def new_salt() -> str:
    """A salt for a new file."""
    return secrets.token_hex(16)


def read_baseline(file: Path) -> Baseline:
    """Reads a baseline's file.

    Raises:
        UsageError: it is not there, is no baseline, or is not whole.
    """
    try:
        if not file.exists():
            raise UsageError(
                f"There is no baseline {file}: `roster-lint baseline update` writes it."
            )
        if not file.is_file():
            raise UsageError(f"The baseline {file} is no file.")
        first, _, rest = file.read_bytes().partition(b"\n")
    except OSError as error:
        raise UsageError(f"The baseline {file} cannot be read: {error.strerror}.") from None
    head = _head(file, first)
    entries = _entries(file, rest)
    if entries.height != head["findings"]:
        raise UsageError(
            f"The baseline {file} is not whole: it says {head['findings']:,} findings and holds "
            f"{entries.height:,}."
        )
    scope = Scope(tuple(head["vendors"]), head["oneroster"], tuple(head["schools"]))
    return Baseline(file, head["salt"], date.fromisoformat(head["as_of"]), scope, entries)


def _head(file: Path, line: bytes) -> dict[str, Any]:
    try:
        head = json.loads(line)
    except (ValueError, RecursionError):
        head = None
    if not isinstance(head, dict) or head.get("tool") != _TOOL:
        raise UsageError(f"{file} is no baseline: its first line is not that of one.")
    if head.get("schema") != SCHEMA:
        raise UsageError(
            f"The baseline {file} is of another version of roster-lint: make it anew with "
            "`roster-lint baseline update`."
        )
    try:
        whole = (
            bool(_SALT.fullmatch(head["salt"]))
            and type(head["findings"]) is int
            and isinstance(head["oneroster"], str)
            and all(isinstance(one, str) for one in [*head["vendors"], *head["schools"]])
            and bool(date.fromisoformat(head["as_of"]))
        )
    except (KeyError, TypeError, ValueError):
        whole = False
    if not whole:
        raise UsageError(f"The first line of the baseline {file} was changed: make it anew.")
    return head


def _entries(file: Path, lines: bytes) -> "pl.DataFrame":
    import polars as pl

    schema = {"code": pl.String, "on": pl.String, "mark": pl.String}
    if not lines.strip():
        return pl.DataFrame(schema=schema)
    try:
        found = pl.read_ndjson(lines, schema=schema)
        wrong = found.filter(
            ~(
                pl.col("code").str.contains(_CODE)
                & pl.col("on").str.contains(_DAY)
                & pl.col("mark").str.contains(_MARK)
            ).fill_null(value=False)
        )
    except pl.exceptions.PolarsError:
        raise UsageError(f"The baseline {file} holds a line that is no finding.") from None
    if wrong.height:
        raise UsageError(f"The baseline {file} holds {wrong.height:,} lines that are no finding.")
    return found


def write_baseline(
    stream: TextIO, salt: str, as_of: date, scope: Scope, number: int, entries: Iterable[Entry]
) -> None:
    """Writes a baseline.

    Args:
        stream: the file's text; it is left open.
        salt: the one that the marks were made with.
        as_of: the date that the run judged.
        scope: what the run was made for.
        number: how many entries there are.
        entries: in the order of code and mark.
    """
    head = {
        "tool": _TOOL,
        "schema": SCHEMA,
        "as_of": as_of.isoformat(),
        "vendors": list(scope.vendors),
        "oneroster": scope.oneroster,
        "schools": list(scope.schools),
        "findings": number,
        "salt": salt,
    }
    stream.write(json.dumps(head) + "\n")
    for code, on, mark in entries:
        stream.write(f'{{"code": "{code}", "on": "{on}", "mark": "{mark}"}}\n')
