"""Turns what stands in the engine after a run into a report."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Literal

from roster_lint import __version__
from roster_lint.checks.catalog import Check
from roster_lint.checks.finding import SchoolCount
from roster_lint.checks.finding_reader import FindingReader, Samples
from roster_lint.checks.tallies import Tally, causes, counts_by_place, tallies, worst_schools
from roster_lint.checks.totals import State, Totals
from roster_lint.checks.unknown import Unknown
from roster_lint.engine.base import Engine
from roster_lint.engine.parallel import at_once
from roster_lint.loading.campus import Loaded
from roster_lint.model.build import criteria_in_force
from roster_lint.model.populations import BUNDLE_CRITERIA
from roster_lint.report.account_notes import account_notes
from roster_lint.report.affected import affected
from roster_lint.report.availability import availability
from roster_lint.report.baseline import renew
from roster_lint.report.baseline_file import Scope
from roster_lint.report.bundle_unknown import why_year_is_unknown, without_unknown
from roster_lint.report.completeness import empty_tables, incompleteness
from roster_lint.report.counts import BaselineUse, SchoolYear, SuppressionUse
from roster_lint.report.data_faults import data_faults, resting_on_other_formats
from roster_lint.report.missing_list import MissingList, why_not_listed
from roster_lint.report.notes import documents_say, notes_of
from roster_lint.report.other_version import other_version
from roster_lint.report.outcomes import records, with_accounts, with_split
from roster_lint.report.plan import Plan
from roster_lint.report.planning import make_plan
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult, SchoolShare, verdict_of
from roster_lint.report.suppressing import tolerated
from roster_lint.report.vendor_results import vendor_results
from roster_lint.settings.entries import Tolerance
from roster_lint.settings.settings import Settings
from roster_lint.sources.base import Source
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import Severity, Verdict, family_of

_STANDS_OUT_FROM = 5
_STANDS_OUT_SHARE = 0.5
_SCHOOL_YEAR = (
    "SELECT endYear, windowStart, windowEnd, startAssumed, endAssumed, active FROM judged_year"
)


def report(
    engine: Engine,
    source: Source,
    settings: Settings,
    vendors: Vendors,
    checks: Sequence[Check],
    all_checks: int,
    states: Mapping[str, State],
    suppressions: tuple[SuppressionUse, ...],
    loaded: Loaded,
    unknown: Unknown,
    baseline: BaselineUse | None = None,
) -> Report:
    """Reads counts, availability and samples from the engine, and comes to the verdict."""
    assert settings.as_of is not None
    family = family_of(source.kind)
    totals, tallied, worst = Totals(engine, unknown), tallies(engine), worst_schools(engine)
    found = [check for check in checks if check.code in tallied]
    remarks = (
        resting_on_other_formats(engine, found, settings.oneroster) if family == "campus" else {}
    )
    reader = FindingReader(
        engine,
        {c.code: c for c in checks},
        settings.show_personal_data,
        remarks,
        {profile.name: profile.sources() for profile in vendors.profiles},
        source.kind == "oneroster-api",
    )
    criteria = criteria_in_force(settings) if family == "campus" else BUNDLE_CRITERIA
    populations = availability(engine, criteria, unknown)
    not_listed = why_not_listed(family, unknown, len(checks), all_checks)
    plans: dict[str, Callable[[Engine], Plan]] = {}
    if not_listed is None:
        populations = with_split(engine, populations)
        plans["plan"] = partial(make_plan, populations=populations, checks=checks)
    # The plan is put in order while the engine counts what the checks looked at.
    with at_once(engine, plans, number=1) as begun:
        check_results = tuple(
            _result(
                engine,
                check,
                states[check.code],
                tallied.get(check.code, Tally()),
                settings,
                reader,
                totals,
                worst.get(check.code),
            )
            for check in checks
        )
        plan = begun["plan"].result() if begun else None
    if any(c.check.code == "AC001" and c.status in ("passed", "failed") for c in check_results):
        populations = with_accounts(engine, populations, vendors)
    if family == "bundle":
        populations = without_unknown(engine, populations, settings.oneroster)
        unknown_year = why_year_is_unknown(engine)
    else:
        unknown_year = unknown.of(_SCHOOL_YEAR)
    faults = data_faults(engine, empty_tables(loaded), unknown) if family == "campus" else ()
    reasons = incompleteness(family, loaded, check_results, populations, faults)
    incomplete = tuple(reason.sentence for reason in reasons)
    return Report(
        version=__version__,
        source_kind=source.kind,
        source_location=source.location,
        as_of=settings.as_of,
        oneroster=settings.oneroster,
        vendor=vendors.name,
        vendor_display=vendors.display,
        vendor_assumed=not settings.vendor,
        school_year=None if unknown_year else _school_year(engine),
        # For a bundle no sentence of the article can be read in two ways.
        readings=settings.readings if family == "campus" else {},
        fail_on=settings.fail_on,
        verdict=_verdict(check_results, incomplete, settings, baseline),
        incomplete=incomplete,
        notes=(
            *notes_of(source, settings, vendors, check_results, all_checks),
            *account_notes(engine, vendors, unknown),
        ),
        schools=_scope_names(engine),
        availability=populations,
        affected=affected(engine, check_results, unknown, populations),
        checks=check_results,
        suppressions=suppressions,
        baseline=baseline,
        stale_baseline_fails=settings.strict_baseline,
        known=reader.known,
        renewed=lambda old, how: renew(
            engine,
            old,
            Scope.of(settings, vendors),
            settings.as_of or old.as_of,
            [code for code, state in states.items() if state.ran],
            checks,
            how,
        ),
        school_names=_school_names(engine),
        stream=reader.all,
        closer=engine.close,
        work=reader.work_items,
        vendors=vendor_results(engine, vendors, check_results, incomplete, settings.fail_on),
        other_version=other_version(engine, settings, vendors, judgeable=not loaded.lacking),
        unjudged=any(reason.about == "source" for reason in reasons),
        missing=tuple(sorted(loaded.missing or loaded.unread)),
        unknown_year=unknown_year,
        records=records(engine, unknown) if family == "campus" else (),
        not_listed=not_listed,
        vendor_notes=documents_say(vendors, family),
        plan=plan,
        places=lambda: counts_by_place(engine),
        spread=reader.spread,
        list_missing=MissingList(engine, criteria, {c.code: c.fix for c in checks}).records,
    )


def _result(
    engine: Engine,
    check: Check,
    state: State,
    tally: Tally,
    settings: Settings,
    reader: FindingReader,
    totals: Totals,
    worst_school: SchoolCount | None,
) -> CheckResult:
    if not state.ran:
        status: Literal["skipped", "crashed"] = (
            "skipped" if state.outcome == "skipped" else "crashed"
        )
        return CheckResult(check, status, state.reason, is_unknown=state.is_unknown)
    found = sum(tally.by_severity.values())
    limit = None if settings.show == "all" else int(settings.show)
    standing_out = _standing_out(engine, check, totals) if found >= _STANDS_OUT_FROM else ()
    total = totals.of(check)
    return CheckResult(
        check=check,
        status="failed" if found else "passed",
        counts=tally.by_severity,
        suppressed=tally.suppressed,
        known=tally.known,
        regraded=settings.severity.get(check.code),
        tolerance_reason=_tolerance_reason(settings, check.code),
        total=total,
        tolerated=tolerated(settings.tolerances, check.code, sum(tally.records.values()), total),
        standing_out=standing_out,
        worst_school=worst_school,
        samples=Samples(reader, check.code, limit, found if limit is None else min(found, limit)),
        vendors=reader.vendors_of(check.code) if found else (),
        causes=causes(engine, check),
        records=tally.records,
    )


def _standing_out(engine: Engine, check: Check, totals: Totals) -> tuple[SchoolShare, ...]:
    """The schools in which at least half of the records were found."""
    by_school = totals.by_school(check)
    rows = engine.rows(
        "SELECT f.school_id, s.name, count(*)"
        " FROM finding f JOIN school_name s ON s.schoolID = f.school_id"
        " WHERE f.code = ? AND f.suppressed_by IS NULL GROUP BY 1, 2 ORDER BY 3 DESC, 1",
        (check.code,),
    )
    shares = [
        SchoolShare(str(name), int(found), by_school.get(school, 0)) for school, name, found in rows
    ]
    return tuple(
        s
        for s in shares
        if s.findings >= _STANDS_OUT_FROM and s.findings >= _STANDS_OUT_SHARE * s.total > 0
    )


def _verdict(
    checks: Sequence[CheckResult],
    incomplete: Sequence[str],
    settings: Settings,
    baseline: BaselineUse | None,
) -> Verdict:
    counted: Counter[Severity] = Counter()
    for result in checks:
        if not result.tolerated:
            counted.update(result.counts)
    verdict = verdict_of(counted, incomplete, settings.fail_on)
    is_stale = baseline is not None and bool(baseline.gone)
    return "not-ready" if verdict == "ready" and is_stale and settings.strict_baseline else verdict


def _tolerance_reason(settings: Settings, code: str) -> str | None:
    tolerance = settings.tolerance.get(code)
    return tolerance.reason if isinstance(tolerance, Tolerance) else None


def _school_year(engine: Engine) -> SchoolYear | None:
    row = engine.row(_SCHOOL_YEAR)
    return SchoolYear(*row) if row and row[0] is not None else None


def _school_names(engine: Engine) -> dict[int | str, str]:
    rows = engine.rows("SELECT schoolID, name FROM school_name WHERE name IS NOT NULL")
    return {row[0]: str(row[1]) for row in rows}


def _scope_names(engine: Engine) -> tuple[str, ...]:
    rows = engine.rows(
        "SELECT name FROM school_name WHERE CAST(schoolID AS VARCHAR) IN"
        " (SELECT CAST(schoolID AS VARCHAR) FROM scope_school) ORDER BY name"
    )
    return tuple(str(row[0]) for row in rows)
