"""``roster_lint.diff``: two payloads compared, counted and weighed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from roster_lint.differences.allowed import EMPTIED, parse_allowed, refuse_unknown
from roster_lint.differences.counting import count_differences
from roster_lint.differences.difference import (
    Alarm,
    Difference,
    DifferenceVerdict,
    SideFacts,
)
from roster_lint.differences.holds import advice, pauses, vendor_holds
from roster_lint.differences.limits import Limits, own_alarms, regenerated, school_alarms
from roster_lint.differences.new_ids import find_new_ids
from roster_lint.differences.reading import new_ids, schools, tallies
from roster_lint.differences.records import find_differences
from roster_lint.differences.years import compare_by_course, refuse_other_year, school_years
from roster_lint.pair.loading import load_pair
from roster_lint.pair.side import Pair, Side
from roster_lint.prepare import completed
from roster_lint.report.formats.text.wording import number
from roster_lint.settings.settings import Settings
from roster_lint.sources.base import Source
from roster_lint.timing import timed_step, timings_so_far, watched
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import Progress, no_progress

_STOPS: Mapping[str, tuple[str, ...]] = {
    "error": ("error",),
    "warning": ("error", "warning"),
    "info": ("error", "warning"),
    "never": (),
}
"""The severities of alarms that stop, by the setting ``fail_on``."""


def diff(
    before: str | Path | Source,
    after: str | Path | Source,
    *,
    settings: Settings | None = None,
    progress: Progress = no_progress,
    rollover: bool = False,
    allow: Sequence[str] = (),
    before_as_of: date | None = None,
    **options: object,
) -> Difference:
    """Compares two payloads: what a vendor will see change if ``after`` is sent after ``before``.

    Args:
        before: a SQLAlchemy URL, a folder, a zip, or an opened kind of source; Campus data, from
            which the payload is predicted, or a OneRoster bundle.
        after: another.
        settings: the run's settings; the defaults where absent.
        progress: follows the rows read.
        rollover: compare payloads of different school years, by school and course.
        allow: limits that may be exceeded, and up to which number: ``students deleted=340``.
        before_as_of: the date that ``before`` is judged by; that of the settings where absent.
        options: settings by name, which go before those in ``settings``.

    Returns:
        Plain values; nothing is left open.

    Raises:
        UsageError: the settings name a vendor or a school that there is not, ``allow`` is no such
            text, or the payloads are of different school years.
        SourceError: a source cannot be opened or holds no Campus table at all.
        ResourceError: memory, or space in the temporary folder, is not enough.
    """
    settings = completed(settings or Settings(), options)
    allowed = parse_allowed(allow)
    refuse_unknown_limits(settings)
    vendors = Vendors.named(settings.vendor)
    with (
        watched(wanted=settings.timings),
        load_pair(before, after, settings, progress, before_as_of=before_as_of) as pair,
    ):
        return compare(pair, settings, vendors, allowed, rollover=rollover, progress=progress)


def refuse_unknown_limits(settings: Settings) -> None:
    """Raises UsageError for a limit of the settings that there is not."""
    refuse_unknown(settings.diff_limits, "diff_limits")


def compare(
    pair: Pair,
    settings: Settings,
    vendors: Vendors,
    allowed: Mapping[str, int],
    *,
    rollover: bool = False,
    progress: Progress = no_progress,
) -> Difference:
    """The same of a pair that is loaded; its engine is left open.

    Raises:
        UsageError: the payloads are of different school years.
    """
    facts = {side.name: _facts(pair, side) for side in (pair.before, pair.after)}
    incomplete = (*pair.incomplete, *_lacking_files(pair))
    base: dict[str, Any] = {
        "before": facts["before"],
        "after": facts["after"],
        "rollover": rollover,
        "incomplete": incomplete,
        "vendors": tuple(profile.name for profile in vendors.profiles),
        "advice": tuple(advice(vendors)),
    }
    notes = list(_notes(pair))
    if incomplete:
        return Difference(
            **base,
            verdict="incomplete",
            exit_code=3,
            tallies={},
            schools=(),
            schools_alike=0,
            new_ids=(),
            alarms=(),
            notes=tuple(notes),
            timings=timings_so_far(),
        )
    years = (facts["before"].school_years, facts["after"].school_years)
    if note := refuse_other_year(*years, rollover=rollover):
        notes.append(note)
    if rollover:
        compare_by_course(pair)
    steps: Mapping[str, Callable[[], object]] = {
        "compare the records": lambda: find_differences(
            pair, end_date_today=settings.end_date_today
        ),
        "find records under another id": lambda: find_new_ids(pair),
        "count what differs": lambda: count_differences(pair.engine),
    }
    for done, (name, step) in enumerate(steps.items()):
        progress("comparison", done, len(steps))
        with timed_step(name):
            step()
    progress("comparison", len(steps), len(steps))
    counts, ids = tallies(pair.engine), new_ids(pair.engine)
    differing, alike = schools(pair.engine)
    limits = Limits(settings)
    alarms = _weighed(
        (
            *own_alarms(counts, {one.file: one for one in ids}, limits),
            *regenerated(counts, vendors),
            *vendor_holds(counts, vendors, pair.engine),
            *school_alarms(differing, limits),
        ),
        allowed,
    )
    notes += _unneeded(alarms, allowed)
    notes += pauses(vendors, pair.engine, pair.after)
    verdict = _verdict(alarms, settings)
    return Difference(
        **base,
        verdict=verdict,
        exit_code=1 if verdict == "stopped" else 0,
        tallies=counts,
        schools=differing,
        schools_alike=alike,
        new_ids=ids,
        alarms=alarms,
        notes=tuple(notes),
        timings=timings_so_far(),
    )


def _facts(pair: Pair, side: Side) -> SideFacts:
    years = school_years(pair.engine, side.name)
    return SideFacts(side.kind, side.location, side.oneroster, side.as_of, years)


def _lacking_files(pair: Pair) -> Iterator[str]:
    """Files that the later payload declares absent, though the earlier one has rows in them.

    Whether a vendor removes these records or leaves them alone is not documented.
    """
    for file in pair.after.absent:
        rows = int(pair.engine.rows(f'SELECT count(*) FROM before."{file}"')[0][0])
        if rows:
            yield (
                f"AFTER: {file}.csv is declared absent, though BEFORE has {number(rows)} rows of "
                "it. It is unknown whether these are removed or left alone."
            )


def _notes(pair: Pair) -> Iterator[str]:
    """What there is to say about the sides; demographics count only where both have some."""
    for side in (pair.before, pair.after):
        for note in side.notes:
            yield f"{side.name.upper()}: {note}"
    if pair.before.oneroster != pair.after.oneroster:
        yield (
            f"BEFORE is of OneRoster {pair.before.oneroster}, AFTER of {pair.after.oneroster}: "
            "only fields that both versions have are compared, and Campus gives users other ids."
        )
    for file in pair.before.absent:
        yield f"BEFORE: {file}.csv is declared absent, so all of its records are new."
    rows = {
        name: int(pair.engine.rows(f"SELECT count(*) FROM {name}.demographics")[0][0])
        for name in ("before", "after")
    }
    if bool(rows["before"]) != bool(rows["after"]):
        only = "BEFORE" if rows["before"] else "AFTER"
        yield f"Only {only} has demographics, which are not compared."


def _weighed(alarms: Sequence[Alarm], allowed: Mapping[str, int]) -> tuple[Alarm, ...]:
    """The alarms with what is allowed of each, the most severe first."""
    known = [replace(alarm, allowed=allowed.get(alarm.name)) for alarm in alarms]
    return tuple(sorted(known, key=_urgency))


def _urgency(alarm: Alarm) -> tuple[bool, bool, bool]:
    """Errors first, what is allowed last, and schools that drop to zero before percentages."""
    return alarm.severity != "error", alarm.is_allowed, alarm.name != EMPTIED


def _unneeded(alarms: Sequence[Alarm], allowed: Mapping[str, int]) -> Iterator[str]:
    raised = {alarm.name for alarm in alarms}
    for name in allowed:
        if name not in raised:
            yield f'--allow "{name}" is not needed: nothing exceeds a limit there.'


def _verdict(alarms: Sequence[Alarm], settings: Settings) -> DifferenceVerdict:
    stops = _STOPS[settings.fail_on]
    return "stopped" if any(a.severity in stops and not a.is_allowed for a in alarms) else "ok"
