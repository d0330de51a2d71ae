"""The one way through: source, contract, engine, model, checks, findings, report."""

import difflib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

from roster_lint import results
from roster_lint.applying import reason_to_skip
from roster_lint.catalog import Check, chosen, load_checks
from roster_lint.engine.base import Engine
from roster_lint.engine.duck import DuckEngine
from roster_lint.errors import UsageError
from roster_lint.findings import create_finding_table, run_check
from roster_lint.loading import load
from roster_lint.model.build import build_model
from roster_lint.model.profile import Profile, load_profile
from roster_lint.report import Report
from roster_lint.settings import Settings
from roster_lint.sources.base import Progress, Source, no_progress
from roster_lint.sources.opening import open_source
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
    settings = _complete(settings or Settings(), options)
    profile = load_profile(settings.vendor)
    checks = load_checks(settings.extra_checks)
    refuse_unknown_codes(checks, settings)
    selected = chosen(checks, settings.select, settings.ignore)
    if isinstance(source, str | Path):
        source = open_source(str(source), settings)
    engine = DuckEngine()
    try:
        with source:
            loaded = load(engine, source, progress)
        engine.lock()
        states = judge(engine, selected, settings, profile, loaded.lacking, progress)
        ran = frozenset(code for code, state in states.items() if state.ran)
        assert settings.as_of is not None
        uses = suppress(engine, settings.suppress, settings.as_of, ran)
        return results.report(
            engine, source, settings, profile, selected, len(checks), states, uses, loaded
        )
    except BaseException:
        engine.close()
        raise


def _complete(settings: Settings, options: dict[str, object]) -> Settings:
    """The settings with the options on top, and an as-of date: the only look at the clock."""
    # The aliases must go, or validation would see a key that the model forbids.
    values = {name: getattr(settings, name) for name in type(settings).model_fields} | options
    values["schema"] = values.pop("schema_name")
    values["as_of"] = values["as_of"] or date.today()
    return Settings.model_validate(values)


def judge(
    engine: Engine,
    checks: Sequence[Check],
    settings: Settings,
    profile: Profile,
    lacking: Sequence[str],
    progress: Progress,
) -> dict[str, results.State]:
    """Builds the model over the loaded tables and runs the checks; findings stay in the engine.

    Args:
        engine: holds the source's tables.
        checks: what to run, in this order.
        settings: the run's settings; ``as_of`` is set.
        profile: the vendor's needs.
        lacking: what the source lacks that every rule needs, a sentence each.
        progress: told of the checks run.

    Returns:
        How each check ended, by code.

    Raises:
        UsageError: the settings name a school that there is not.
    """
    build_model(engine, settings, profile, _scope(engine, settings.school))
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
        return results.State("crashed", str(error).strip().split("\n")[0])
    return results.State("ran")


def _scope(engine: Engine, schools: Sequence[str]) -> list[int]:
    """IDs of the schools that the settings name by ID, name or number.

    Raises:
        UsageError: a school that there is not, with the nearest names.
    """
    known = engine.rows("SELECT schoolID, name, number FROM School ORDER BY schoolID")
    scope = []
    for wanted in schools:
        text = wanted.strip().casefold()
        by_id = [row[0] for row in known if str(row[0]) == text]
        by_name = [row[0] for row in known if str(row[1]).casefold() == text]
        by_number = [row[0] for row in known if str(row[2]).casefold() == text]
        found = by_id or by_name or by_number
        if not found:
            names = [str(row[1]) for row in known]
            near = difflib.get_close_matches(wanted, names, 3, 0.4) or names[:5]
            raise UsageError(
                f"--school: there is no school with the ID, name or number '{wanted}'. "
                f"Did you mean {', '.join(near)}?"
            )
        if len(found) > 1:
            ids = ", ".join(str(school) for school in found)
            raise UsageError(f"--school: '{wanted}' is the name of several schools: use one of the "
                             f"IDs {ids}.")
        scope.append(int(found[0]))
    return scope
