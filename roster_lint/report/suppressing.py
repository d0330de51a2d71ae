"""Applies the settings' suppress entries and tolerances to the findings."""

import difflib
from collections.abc import Mapping, Sequence
from datetime import date

from roster_lint.checks.catalog import Check
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal
from roster_lint.errors import UsageError
from roster_lint.model.build import amount
from roster_lint.report.counts import SuppressionUse
from roster_lint.settings.entries import Regrade, Suppression
from roster_lint.settings.settings import Settings


def refuse_unknown_codes(checks: Sequence[Check], settings: Settings) -> None:
    """Raises UsageError for an entry of the settings whose code no check has."""
    codes = [check.code for check in checks]
    named = [("suppress", s.code) for s in settings.suppress]
    named += [("tolerance", code) for code in settings.tolerance]
    named += [("severity", code) for code in settings.severity]
    for place, code in named:
        if code not in codes:
            near = difflib.get_close_matches(code, codes, 3)
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            raise UsageError(f"{place}: there is no check {code}.{hint}")


def suppress(
    engine: Engine, entries: Sequence[Suppression], as_of: date, ran: frozenset[str]
) -> tuple[SuppressionUse, ...]:
    """Marks the findings that the entries name; expired entries mark nothing.

    Args:
        engine: holds the findings.
        entries: the settings' entries, in order; the first that names a finding takes it.
        as_of: the run's date, against which ``until`` is held.
        ran: codes of the checks that ran; of the others nothing can be said.
    """
    return tuple(_apply(engine, place, entry, as_of, ran) for place, entry in enumerate(entries))


def _apply(
    engine: Engine, place: int, entry: Suppression, as_of: date, ran: frozenset[str]
) -> SuppressionUse:
    if entry.until is not None and entry.until < as_of:
        return SuppressionUse(entry.code, entry.reason, 0, f"expired on {entry.until}")
    conditions = ["suppressed_by IS NULL", f"code = {literal(entry.code)}"]
    if entry.school is not None:
        conditions.append(f"school_id IN {_named(entry.school, 'school_name', 'schoolID')}")
    if entry.calendar is not None:
        conditions.append(f"calendar_id IN {_named(entry.calendar, 'calendar_name', 'calendarID')}")
    for column, value in (entry.key or {}).items():
        path = literal(f'$."{column}"')
        conditions.append(f"json_extract_string(key, {path}) = {literal(str(value))}")
    engine.run(f"UPDATE finding SET suppressed_by = {place} WHERE {' AND '.join(conditions)}")
    matched = engine.row("SELECT count(*) FROM finding WHERE suppressed_by = ?", (place,))
    number = int(matched[0]) if matched else 0
    problem = "matches nothing" if number == 0 and entry.code in ran else None
    return SuppressionUse(entry.code, entry.reason, number, problem)


def _named(value: str | int, table: str, key: str) -> str:
    text = literal(str(value).strip().casefold())
    same = f"CAST({key} AS VARCHAR) = {text} OR lower(name) = {text}"
    return f"(SELECT {key} FROM {table} WHERE {same})"


def regrade(engine: Engine, severities: Mapping[str, Regrade]) -> None:
    """Gives the findings of a check the severity that the district gives it, for each vendor too.

    What becomes of each record was said before: a record that does not sync is held back, however
    the district grades the check that names it.
    """
    for code, grade in severities.items():
        engine.run(
            "UPDATE finding SET severity = $1,"
            " vendors = regexp_replace(vendors, '(^| )([^: ]+):[a-z]+', '\\1\\2:' || $1, 'g')"
            " WHERE code = $2",
            (grade.severity, code),
        )


def tolerated(tolerance: Mapping[str, str], code: str, findings: int, total: int | None) -> bool:
    """Whether a check's findings stay within the tolerance that the settings give it."""
    if code not in tolerance or findings == 0:
        return False
    share, number = amount(tolerance[code])
    if number is not None:
        return findings <= number
    return share is not None and bool(total) and findings <= share * (total or 0)
