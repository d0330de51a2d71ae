"""The one way through: source, contract, engine, model, checks, findings, report."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from roster_lint.checks.ahead import run_ahead
from roster_lint.checks.catalog import Check, chosen, load_checks
from roster_lint.checks.findings import create_finding_table
from roster_lint.checks.former import with_current_codes
from roster_lint.checks.running import reasons_to_skip, refuse_column_slips, run_one
from roster_lint.checks.served import as_asked
from roster_lint.checks.skipping import Conditions, reason_to_skip
from roster_lint.checks.totals import State
from roster_lint.checks.unknown import Unknown, unknown_of
from roster_lint.model.addresses import address_model, build_addresses
from roster_lint.model.names import names_sql
from roster_lint.model.payload_tables import build_payload
from roster_lint.model.populations import build_populations, population_sql
from roster_lint.prepare import Prepared, completed, prepare
from roster_lint.report import build_report
from roster_lint.report.baseline import hold_against
from roster_lint.report.baseline_file import Scope, read_baseline
from roster_lint.report.outcome_tables import build_outcomes, reads_outcomes
from roster_lint.report.report import Report
from roster_lint.report.suppressing import refuse_unknown_codes, regrade, suppress
from roster_lint.settings.settings import Settings
from roster_lint.sources.base import Source
from roster_lint.timing import timed_check, timed_step, timings_so_far, watched
from roster_lint.vendors.subjects import subject_sql
from roster_lint.vocabulary import Family, Progress, family_of, no_progress

_WITHOUT_OTHERS = State(
    "skipped", "needs what all other checks find, and some could not run", is_unknown=True
)


def lint(
    source: str | Path | Source,
    *,
    settings: Settings | None = None,
    progress: Progress = no_progress,
    **options: object,
) -> Report:
    """Lints one source.

    Args:
        source: a SQLAlchemy URL, a folder, a zip, or an opened kind of source.
        settings: the run's settings; the defaults where absent.
        progress: follows the rows read and the checks run.
        options: settings by name, which go before those in ``settings``.

    Returns:
        The report, which holds the engine until it is closed.

    Raises:
        UsageError: the settings name a vendor, school, check or file that there is not.
        SourceError: the source cannot be opened or holds no Campus table at all.
        ResourceError: memory, or space in the temporary folder, is not enough.
    """
    settings = completed(settings or Settings(), options).heeded
    with watched(wanted=settings.timings or settings.log is not None):
        return _lint(source, settings, progress)


def _lint(source: str | Path | Source, settings: Settings, progress: Progress) -> Report:
    checks = load_checks(settings.extra_checks)
    settings, renamed = with_current_codes(checks, settings)
    refuse_unknown_codes(checks, settings)
    selected = chosen(checks, settings.select, settings.ignore)
    # Before the source, which may take long: a wrong file is refused at once.
    baseline = read_baseline(settings.baseline) if settings.baseline is not None else None
    prepared = prepare(source, settings, progress)
    try:
        engine, vendors, loaded = prepared.engine, prepared.vendors, prepared.loaded
        family = family_of(prepared.source_kind)
        codes = {check.code for check in selected}
        checks = as_asked(checks, prepared.source_kind)
        selected = tuple(c for c in checks if family in c.sources and c.code in codes)
        unknown = unknown_of(engine, loaded, prepared.settings.oneroster)
        first = _first(checks, selected, family)
        with timed_step("build what is sent"):
            asked = {check.code: check for check in (*first, *selected)}.values()
            reasons = _build_what_is_sent(prepared, family, tuple(asked), unknown)
        refuse_column_slips(engine, selected)
        with timed_step("run the checks"):
            states = _run_all(prepared, family, selected, first, unknown, reasons, progress)
        ran = frozenset(code for code, state in states.items() if state.ran)
        assert settings.as_of is not None
        regrade(engine, settings.severity)
        uses = suppress(engine, settings.suppress, settings.as_of, ran)
        scope = Scope.of(prepared.settings, vendors)
        known = None if baseline is None else hold_against(engine, baseline, scope, ran, checks)
        with timed_step("count and judge"):
            report = build_report.report(
                engine,
                prepared.source,
                prepared.settings,
                vendors,
                selected,
                sum(family in check.sources for check in checks),
                states,
                uses,
                loaded,
                unknown,
                known,
            )
        report.renamed, report.notes = renamed, (*renamed, *report.notes)
        report.timings = timings_so_far()
        return report
    except BaseException:
        prepared.close()
        raise


def _build_what_is_sent(
    prepared: Prepared, family: Family, checks: Sequence[Check], unknown: Unknown
) -> Mapping[str, str | None]:
    """Builds as much of the payload as the checks and, of a bundle, the report will read.

    To predict it from Campus costs as much as all else: what only skipped checks read is left away.

    Returns:
        Why checks are skipped, by code, and None for one that will run: as far as it was asked.
    """
    reasons: dict[str, str | None] = {}
    engine, oneroster = prepared.engine, prepared.settings.oneroster
    checks = [check for check in checks if "bundle" in check.sources]
    if family == "campus":
        build_payload(engine, family, oneroster, [s.when for c in checks for s in c.skips])
        needed = (prepared.settings, prepared.vendors, Conditions(engine), unknown)
        # What an own check's conditions do is seen when it is run, under its time limit.
        reasons = {c.code: reason_to_skip(c, *needed) for c in checks if not c.is_own}
        checks = [c for c in checks if reasons.get(c.code) is None]
    texts = [
        text
        for check in checks
        for text in (check.sql, check.of, *(skip.when for skip in check.skips))
    ]
    if family == "bundle":
        texts += [names_sql(family), *population_sql()]
        texts += [sql for _, sql in address_model(family)]
        texts += [sql for sql in (subject_sql(check.code) for check in checks) if sql is not None]
    build_payload(prepared.engine, family, prepared.settings.oneroster, texts)
    if family == "bundle":
        build_populations(prepared.engine)
        build_addresses(prepared.engine, family)
    return reasons


def _first(checks: Sequence[Check], selected: Sequence[Check], family: Family) -> tuple[Check, ...]:
    """The checks to run before what becomes of each record can be said.

    Those that were selected; but all, where one was selected that reads what the others find.
    """
    if any(reads_outcomes(check) for check in selected):
        selected = [check for check in checks if family in check.sources]
    return tuple(check for check in selected if not reads_outcomes(check))


def _run_all(
    prepared: Prepared,
    family: Family,
    selected: Sequence[Check],
    first: Sequence[Check],
    unknown: Unknown,
    reasons: Mapping[str, str | None],
    progress: Progress,
) -> dict[str, State]:
    engine = prepared.engine
    create_finding_table(engine, family)
    states: dict[str, State] = {}
    last = [check for check in selected if reads_outcomes(check)]
    number = len(first) + len(last)

    given = (prepared.settings, prepared.vendors)

    def run(checks: Sequence[Check]) -> None:
        asked = [check for check in checks if check.code not in reasons]
        known = {**reasons, **reasons_to_skip(engine, asked, *given, unknown)}
        with run_ahead(engine, [c for c in checks if known.get(c.code, "") is None]) as ahead:
            for check in checks:
                progress("checks", len(states), number)
                with timed_check(check.code) as ended:
                    states[check.code] = run_one(
                        engine, check, *given, unknown, family, known, ahead
                    )
                    ended(states[check.code].outcome)

    run(first)
    if unknown.missing:
        states |= {check.code: _WITHOUT_OTHERS for check in last}
    else:
        if family == "campus":
            build_outcomes(engine)
        run(last)
    progress("checks", number, number)
    codes = {check.code for check in selected}
    for code in states.keys() - codes:
        engine.run("DELETE FROM finding WHERE code = ?", (code,))
    return {code: state for code, state in states.items() if code in codes}
