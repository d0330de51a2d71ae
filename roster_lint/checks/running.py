"""Runs one check, and says how that ended: whatever a check does, the run goes on."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import get_args

import duckdb

from roster_lint.checks.ahead import NOTHING_AHEAD, Ahead
from roster_lint.checks.catalog import Check
from roster_lint.checks.findings import columns_of, keep_rows, run_check
from roster_lint.checks.header import EFFECTS, column_slips
from roster_lint.checks.own import refuse
from roster_lint.checks.skipping import Conditions, reason_to_skip
from roster_lint.checks.totals import State, Totals
from roster_lint.checks.unknown import Unknown
from roster_lint.checks.vendor_severity import weigh
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal
from roster_lint.engine.time_limit import OverTime, time_limit
from roster_lint.errors import ResourceError
from roster_lint.settings.settings import Settings
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import Family, Severity


class _OddRows(Exception):
    """A check of a district's own returned what no report can show."""


def refuse_column_slips(engine: Engine, checks: Sequence[Check]) -> None:
    """Looks at own checks whose columns only the model shows, such as those of ``SELECT *``.

    A check that cannot be bound crashes when it is run, and is named then.

    Raises:
        UsageError: a check speaks of a column that its SELECT does not return.
    """
    slips = []
    for check in checks:
        if not check.is_own:
            continue
        try:
            columns = list(columns_of(engine, check.sql).values())
        except duckdb.Error:
            continue
        slips += [f"{check.path.name} ({check.code}): {s}." for s in column_slips(check, columns)]
    refuse(slips)


def reasons_to_skip(
    engine: Engine,
    checks: Sequence[Check],
    settings: Settings,
    vendors: Vendors,
    unknown: Unknown,
) -> dict[str, str | None]:
    """Why checks are skipped, by code, and None for one that is to be run.

    Not of a district's own: what their conditions do is seen when they are run, under their time
    limit. Nor of one whose condition cannot be told: it crashes when it is run.
    """
    reasons = {}
    conditions = Conditions(engine)
    for check in checks:
        if not check.is_own:
            try:
                reasons[check.code] = reason_to_skip(check, settings, vendors, conditions, unknown)
            except duckdb.InterruptException:
                raise
            except (duckdb.Error, ResourceError):
                continue
    return reasons


def run_one(
    engine: Engine,
    check: Check,
    settings: Settings,
    vendors: Vendors,
    unknown: Unknown,
    family: Family,
    reasons: Mapping[str, str | None],
    ahead: Ahead = NOTHING_AHEAD,
) -> State:
    """Runs a check where it applies. Its findings stand in the engine, or none where it crashed.

    ``reasons`` says of some checks already why they are skipped, or None where they are not;
    ``ahead`` has the rows of those that are run already.
    """
    limit = time_limit(engine, settings.check_seconds) if check.is_own else nullcontext()
    try:
        with limit:
            return _run(engine, check, settings, vendors, unknown, family, reasons, ahead)
    except OverTime:
        problem = f"it ran longer than {settings.check_seconds:g} seconds (setting check_seconds)"
    except (_OddRows, ResourceError) as error:
        problem = str(error).removesuffix(".")
    except duckdb.InterruptException:
        # The user stops the run, which is not a fault of the check.
        raise
    except duckdb.Error as error:
        problem = _harmless(error)
    engine.run("DELETE FROM finding WHERE code = ?", (check.code,))
    return State("crashed", problem)


def _run(
    engine: Engine,
    check: Check,
    settings: Settings,
    vendors: Vendors,
    unknown: Unknown,
    family: Family,
    reasons: Mapping[str, str | None],
    ahead: Ahead,
) -> State:
    if check.code in reasons:
        reason = reasons[check.code]
    else:
        reason = reason_to_skip(check, settings, vendors, Conditions(engine), unknown)
    if reason is not None:
        return State("skipped", reason, is_unknown=reason in unknown.reasons(check))
    if ahead.has(check):
        found = keep_rows(engine, check, ahead.found(check))
    else:
        found = run_check(engine, check)
    if check.is_own:
        _refuse_odd_rows(engine, check)
        # The report counts these: what fails or takes long does so here.
        totals = Totals(engine, unknown)
        totals.of(check)
        totals.by_school(check)
    if found != 0:
        weigh(engine, check, vendors, family)
    return State("ran")


def _refuse_odd_rows(engine: Engine, check: Check) -> None:
    """Raises _OddRows where a row has a value that does not exist."""
    severities = get_args(Severity)
    mark = rf"[^ :]+:({'|'.join(severities)}):[^ :]*(:[0-9,]*)?"
    wrong = {
        f"a severity that is none of {', '.join(severities)}": _not_among("severity", severities),
        f"an effect that is none of {', '.join(EFFECTS)}": _not_among("effect", EFFECTS),
        "no entity": "trim(coalesce(entity, '')) = ''",
        "a key that is no JSON object": (
            "coalesce(json_type(TRY_CAST(key AS JSON)), '') <> 'OBJECT'"
        ),
        "vendors that are not written as name:severity:consequence": (
            f"NOT regexp_full_match(vendors, {literal(f'{mark}( {mark})*')})"
        ),
    }
    counts = ", ".join(f"count(*) FILTER ({condition})" for condition in wrong.values())
    row = engine.row(f"SELECT {counts} FROM finding WHERE code = ?", (check.code,))
    for what, number in zip(wrong, row or (), strict=True):
        if number:
            raise _OddRows(f"{number:,} of its rows have {what}")


def _not_among(column: str, allowed: Sequence[str]) -> str:
    return f"coalesce({column}, '') NOT IN ({', '.join(literal(one) for one in allowed)})"


def _harmless(error: duckdb.Error) -> str:
    """What may be said of a crash: the engine quotes data in any complaint but those of the SQL."""
    of_sql = (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException)
    if isinstance(error, of_sql):
        return str(error).strip().split("\n")[0]
    return type(error).__name__
