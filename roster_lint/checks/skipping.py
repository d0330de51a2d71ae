"""Whether a check applies to a run: its version, its vendor, what the source has."""

from collections.abc import Mapping
from functools import cached_property

from roster_lint.checks.catalog import Check
from roster_lint.checks.unknown import NOTHING_UNKNOWN, Unknown
from roster_lint.engine.base import Engine, Row
from roster_lint.settings.settings import Settings
from roster_lint.vendors.several import Vendors

_THINGS = {
    "*.email": "email addresses",
    "*.phone": "phones",
    "*.grade": "grade levels",
    "staff.record": "non-teacher staff",
    "guardian.record": "guardians",
    "relative.record": "relatives",
}


class Conditions:
    """What the conditions of checks come to in an engine; many checks have the same ones.

    It needs the model's tables, and holds as long as these do not change.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._answers: dict[str, Row | None] = {}

    @cached_property
    def columns(self) -> Mapping[tuple[str, str], bool | None]:
        """By table and column, in lower case, whether the source has it.

        None for one of a bundle's file that cannot be read.
        """
        rows = self._engine.rows(
            "SELECT lower(table_name), lower(column_name), bool_or(present) FROM source_column"
            " GROUP BY ALL"
        )
        return {(table, column): present for table, column, present in rows}

    def holds(self, condition: str) -> bool:
        """Whether the first value that a SELECT returns is true.

        Raises:
            duckdb.Error: it cannot be told.
        """
        if condition not in self._answers:
            self._answers[condition] = self._engine.row(condition)
        row = self._answers[condition]
        return bool(row and row[0])


def reason_to_skip(
    check: Check,
    settings: Settings,
    vendors: Vendors,
    conditions: Conditions,
    unknown: Unknown = NOTHING_UNKNOWN,
) -> str | None:
    """Why a check cannot or need not run; None where it runs."""
    return (
        _version(check, settings)
        or vendor_reason(check, vendors)
        or _columns(check, conditions, unknown)
        or _condition(check, vendors, conditions, unknown)
        or unknown.of(check.sql)
    )


def _version(check: Check, settings: Settings) -> str | None:
    if settings.oneroster in check.oneroster:
        return None
    return f"applies to OneRoster {' and '.join(check.oneroster)} only"


def vendor_reason(check: Check, vendors: Vendors) -> str | None:
    """Why a check is not needed for what the vendors use; None where it is."""
    if check.uses and not any(vendors.uses(*use.split(".", 1)) for use in check.uses):
        things = " or ".join(_THINGS.get(use, use) for use in check.uses)
        return f"only for vendors that use {things}"
    if not vendors.mind(check.code):
        return f"nothing to {vendors.display} (vendor profile)"
    if check.matches and not vendors.matches_on(check.matches):
        return f"only for vendors that match accounts on {check.matches}"
    return None


def _columns(check: Check, conditions: Conditions, unknown: Unknown) -> str | None:
    """Of a table that is missing as a whole, nobody can say which columns it would have."""
    asked = (need.split(".", 1) for need in check.needs)
    known = [(table, column) for table, column in asked if table not in unknown.missing]
    there = {
        (table, column): conditions.columns.get((table.lower(), column.lower()), False)
        for table, column in known
    }
    if unread := sorted({f"{table}.csv" for (table, _), has in there.items() if has is None}):
        return f"{', '.join(unread)} could not be read"
    if absent := [f"{table}.{column}" for (table, column), has in there.items() if not has]:
        return f"the source has no {', '.join(absent)}"
    return None


def _condition(
    check: Check, vendors: Vendors, conditions: Conditions, unknown: Unknown
) -> str | None:
    for skip in check.skips:
        if reason := unknown.of(skip.when):
            return reason
        if conditions.holds(skip.when):
            return (check.without_vendor if vendors.are_nobody else None) or skip.reason
    return None
