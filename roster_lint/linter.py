"""The one way through: source, contract, engine, model, checks, findings, report."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from roster_lint import results
from roster_lint.applying import reason_to_skip
from roster_lint.catalog import Check, chosen, load_checks
from roster_lint.engine.base import Engine
from roster_lint.findings import create_finding_table, run_check
from roster_lint.model.profile import Profile
from roster_lint.preparing import completed, prepare
from roster_lint.report import Report
from roster_lint.settings import Settings
from roster_lint.sources.base import Progress, Source, no_progress
from roster_lint.suppressing import refuse_unknown_codes, suppress


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
        progress: told of the rows read and the checks run.
        options: settings by name, which go before those in ``settings``.

    Returns:
        The report, which holds the engine until it is closed.

    Raises:
        UsageError: the settings name a vendor, school, check or file that there is not.
        SourceError: the source cannot be opened or holds no Campus table at all.
    """
    settings = completed(settings or Settings(), options)
    checks = load_checks(settings.extra_checks)
    refuse_unknown_codes(checks, settings)
    selected = chosen(checks, settings.select, settings.ignore)
    prepared = prepare(source, settings, progress)
    try:
        engine, profile, loaded = prepared.engine, prepared.profile, prepared.loaded
        states = _run_all(engine, selected, settings, profile, loaded.lacking, progress)
        ran = frozenset(code for code, state in states.items() if state.ran)
        assert settings.as_of is not None
        uses = suppress(engine, settings.suppress, settings.as_of, ran)
        return results.report(
            engine, prepared.source, settings, profile, selected, len(checks), states, uses, loaded
        )
    except BaseException:
        prepared.close()
        raise


def _run_all(
    engine: Engine,
    checks: Sequence[Check],
    settings: Settings,
    profile: Profile,
    lacking: Sequence[str],
    progress: Progress,
) -> dict[str, results.State]:
    create_finding_table(engine)
    states: dict[str, results.State] = {}
    for done, check in enumerate(checks):
        progress("checks", done, len(checks))
        states[check.code] = _run(engine, check, settings, profile, lacking)
    progress("checks", len(checks), len(checks))
    return states


def _run(
    engine: Engine, check: Check, settings: Settings, profile: Profile, lacking: Sequence[str]
) -> results.State:
    # Without a needed table or column only the data's own faults can be told.
    if lacking and check.topic != "DA":
        return results.State("skipped", "the source lacks what every rule needs")
    try:
        reason = reason_to_skip(check, settings, profile, engine)
        if reason is not None:
            return results.State("skipped", reason)
        run_check(engine, check)
    except duckdb.Error as error:
        engine.run("DELETE FROM finding WHERE code = ?", (check.code,))
        return results.State("crashed", _harmless(error))
    return results.State("ran")


def _harmless(error: duckdb.Error) -> str:
    """What may be said of a crash: the engine quotes data in any complaint but those of the SQL."""
    of_sql = (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException)
    if isinstance(error, of_sql):
        return str(error).strip().split("\n")[0]
    return type(error).__name__
