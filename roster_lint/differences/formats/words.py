"""The sentences and columns that the text and the page have in common."""

from collections.abc import Iterator

from roster_lint.differences.difference import Alarm, Difference, SideFacts, Tally
from roster_lint.differences.new_ids import HOW
from roster_lint.report.formats.text.wording import counted, number
from roster_lint.vendors.profile import NOBODY

CALLED = {
    "users": "people",
    "classes": "sections (regenerated)",
    "courses": "courses",
    "academicSessions": "sessions",
    "orgs": "orgs",
}
"""What is the same under another id."""

ALL_COLUMNS = (
    ("before", "before"),
    ("added", "added"),
    ("moved in", "moved_in"),
    ("changed", "changed"),
    ("gone", "gone"),
    ("deleted", "deleted"),
    ("disabled", "disabled"),
    ("ended", "ended"),
    ("back", "on_again"),
    ("moved out", "moved_out"),
    ("new id", "old_ids"),
    ("after", "after"),
)
"""The columns of counts: title and attribute of a tally."""

COLUMN_WORDS = {
    "moved in": "sent before, too, in another role or at another school",
    "deleted": "still sent, as ToBeDeleted",
    "disabled": "users still sent, disabled now",
    "ended": "enrollments still sent, ended now",
    "back": "users enabled again, enrollments open again",
    "moved out": "still sent, in another role or at another school",
    "new id": "the same under another id, so neither gone nor added",
}
"""What a column's title does not make clear."""

_KINDS = {
    "campus-database": "Campus database",
    "campus-snapshot": "Campus snapshot",
    "oneroster-bundle": "OneRoster bundle",
    "oneroster-api": "OneRoster API",
}


def event_words(tally: Tally) -> Iterator[str]:
    """``4 added``, ``51 gone`` and so on: what there is any of."""
    for title, name in ALL_COLUMNS:
        count = getattr(tally, name)
        if count and name not in ("before", "after"):
            yield f"{number(count)} {title}"


def headline(difference: Difference) -> str:
    """The whole in one sentence."""
    if difference.verdict == "incomplete":
        return "There is no verdict: a payload is not whole."
    raised = [alarm for alarm in difference.alarms if not alarm.is_allowed]
    errors = len({(a.name, a.vendor) for a in raised if a.severity == "error"})
    if difference.verdict == "stopped":
        over = errors or len(raised)
        verb = "is" if over == 1 else "are"
        return f"Do not send this yet: {counted(over, 'limit')} {verb} exceeded."
    if difference.is_empty:
        return "Nothing changes: the vendor would see the same records."
    if errors:
        return f"{counted(errors, 'limit')} exceeded, which --fail-on lets pass."
    return "Within all limits."


def last_line(difference: Difference) -> str:
    """The whole comparison in one line that fits a log."""
    parts = [
        f"{number(tally.before)} to {number(tally.after)} {subject}"
        for subject, tally in difference.tallies.items()
        if subject in ("users", "classes", "enrollments")
    ]
    counts = f" {', '.join(parts)};" if parts else ""
    raised = [alarm for alarm in difference.alarms if not alarm.is_allowed]
    errors = sum(alarm.severity == "error" for alarm in raised)
    warnings = len(raised) - errors
    return (
        f"roster-lint: diff: {difference.verdict};{counts} {counted(errors, 'error')}, "
        f"{counted(warnings, 'warning')}; {side(difference.before)} -> {side(difference.after)}"
    )


def side(facts: SideFacts) -> str:
    """Where a payload comes from."""
    return f"{facts.kind} {facts.location}"


def side_line(facts: SideFacts) -> str:
    """Where a payload comes from, of which version and year it is, and as of when it is judged."""
    kind = _KINDS[facts.kind]
    years = ", ".join(_year(year) for year in facts.school_years) or "no school year"
    return (
        f"{kind} {facts.location}, OneRoster {facts.oneroster}, "
        f"{years}, as of {facts.as_of.isoformat()}"
    )


def vendors_line(difference: Difference) -> str:
    """The vendors whose holds were checked."""
    if difference.vendors == (NOBODY,):
        return "none chosen: your own limits only. Add --vendor NAME"
    return ", ".join(difference.vendors)


def _year(year: str) -> str:
    return f"{int(year) - 1}-{year[2:]}" if year.isdigit() and len(year) == 4 else year


def alarm_lines(alarm: Alarm) -> Iterator[str]:
    """An alarm's sentence, and what is allowed."""
    yield alarm.sentence
    if alarm.is_allowed:
        yield f"Allowed: up to {number(alarm.allowed or 0)} by --allow."
    elif alarm.allowed is not None:
        yield (
            f"--allow lets {number(alarm.allowed)} pass, but it would be {number(alarm.number)}."
        )


def beneath(alarm: Alarm, following: Alarm | None) -> Iterator[str]:
    """What else there is to say about an alarm, and about those before it that say the same.

    Args:
        alarm: the alarm.
        following: the one that is shown next.
    """
    lines = _beneath(alarm)
    if following is None or _beneath(following) != lines:
        yield from lines


def _beneath(alarm: Alarm) -> tuple[str, ...]:
    read = f", read {alarm.read.isoformat()}" if alarm.read else ""
    source = "" if alarm.source is None else f"{alarm.source} ({alarm.basis}{read})"
    fix = "" if alarm.is_allowed else alarm.fix
    return tuple(line for line in (alarm.remark, fix, source) if line)


def field_lines(difference: Difference) -> Iterator[tuple[str, str]]:
    """Which fields differ in how many records, by kind of record; people by role."""
    for subject, tally in difference.tallies.items():
        if subject not in ("users", "enrollments") and tally.fields:
            yield subject, ", ".join(f"{name} {number(n)}" for name, n in tally.fields.items())


def id_lines(difference: Difference) -> Iterator[str]:
    """What is the same under another id, and how the ids differ."""
    for ids in difference.new_ids:
        ways = "; ".join(f"of {number(n)}, {HOW[how]}" for how, n in ids.how.items())
        yield f"{number(ids.number)} {CALLED[ids.file]}: {ways}."
