"""At which numbers and when each vendor stops a sync, by its documents, and what else these say."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from roster_lint.differences.allowed import CLASSES_UPDATED
from roster_lint.differences.difference import Alarm, Tally
from roster_lint.engine.base import Engine
from roster_lint.pair.side import Side
from roster_lint.report.formats.text.wording import counted, number, share
from roster_lint.vendors.lines_of_a_sync import Hold
from roster_lint.vendors.profile import Profile
from roster_lint.vendors.several import Vendors

_SUBJECTS = {
    "student": "students",
    "teacher": "teachers",
    "staff": "staff",
    "guardian": "guardians",
    "relative": "relatives",
    "class": "classes",
    "course": "courses",
    "session": "sessions",
    "org": "orgs",
    "enrollment": "enrollments",
}
_NAMES = {"deleted": "deleted", "updated": "updated", "renamed": "renamed", "total": "in total"}
_SAID = {
    "deleted": "deleted",
    "updated": "updated",
    "renamed": "sent under another name",
    "total": "more or fewer than before",
}
_BASES = {"quoted": "", "inferred": " (inferred)", "memory": " (from memory, unverified)"}


def vendor_holds(tallies: Mapping[str, Tally], vendors: Vendors, engine: Engine) -> Iterator[Alarm]:
    """The documented limits of the vendors that a change exceeds.

    Args:
        tallies: the whole payload by kind of record.
        vendors: those that are sent to.
        engine: holds both sides and what differs, for the limits of each class.
    """
    for profile in vendors.profiles:
        for hold in profile.holds:
            if hold.within:
                over, classes = _updated_classes(engine, hold.share)
                if over:
                    yield _alarm(
                        CLASSES_UPDATED,
                        over,
                        classes,
                        hold,
                        profile,
                        _sentence_of_classes(profile.called, hold, over, classes),
                    )
                continue
            for record in hold.of:
                subject = _SUBJECTS[record]
                tally = tallies.get(subject)
                if tally is None or not tally.before:
                    continue
                changed = _number(hold, tally)
                if changed > hold.share * tally.before:
                    yield _alarm(
                        f"{subject} {_NAMES[hold.change]}",
                        changed,
                        tally.before,
                        hold,
                        profile,
                        _sentence(profile.called, hold, subject, changed, tally.before),
                    )


def _alarm(
    name: str, changed: int, before: int, hold: Hold, profile: Profile, sentence: str
) -> Alarm:
    return Alarm(
        name,
        changed,
        before,
        "error" if hold.severity == "error" else "warning",
        sentence,
        "Agree on it with the vendor before you sync.",
        remark=hold.says,
        vendor=profile.name,
        source=hold.source,
        basis=hold.basis,
        read=hold.read,
    )


def _updated_classes(engine: Engine, over: float) -> tuple[int, int]:
    """In how many classes more than a share of the students change or leave, and of how many.

    Counts the classes that are sent on both sides, by their students in the earlier payload.
    """
    ((classes, more),) = engine.rows(
        "SELECT count(*), count(*) FILTER (WHERE changed > ? * students) FROM ("
        " SELECT e.classSourcedId, count(*) AS students,"
        "  count(*) FILTER (WHERE u.sourcedId IS NOT NULL OR d.userSourcedId IS NOT NULL)"
        "  AS changed"
        " FROM (SELECT DISTINCT classSourcedId, userSourcedId FROM before.enrollments"
        "  WHERE status = 'active' AND role = 'student') e"
        " SEMI JOIN (FROM before.classes WHERE status = 'active') b"
        "  ON b.sourcedId = e.classSourcedId"
        " SEMI JOIN (FROM after.classes WHERE status = 'active') a"
        "  ON a.sourcedId = e.classSourcedId"
        " LEFT JOIN (SELECT DISTINCT sourcedId FROM differing_users WHERE was_sent) u"
        "  ON u.sourcedId = e.userSourcedId"
        " LEFT JOIN (SELECT DISTINCT classSourcedId, userSourcedId FROM differing_enrollments"
        "  WHERE role = 'student' AND was_sent AND (NOT is_sent OR is_off AND NOT was_off)) d"
        "  ON d.classSourcedId = e.classSourcedId AND d.userSourcedId = e.userSourcedId"
        " GROUP BY e.classSourcedId)",
        (over,),
    )
    return int(more), int(classes)


def _sentence_of_classes(vendor: str, hold: Hold, over: int, classes: int) -> str:
    return (
        f"{vendor}: in {counted(over, 'class')} of {number(classes)}, over {hold.percent} of"
        f" the students would be updated or leave: {hold.then}{_BASES[hold.basis]}."
    )


def _sentence(vendor: str, hold: Hold, subject: str, changed: int, before: int) -> str:
    part = share(changed, before) if changed <= before else f"{changed * 100 / before:,.0f} %"
    return (
        f"{vendor}: {part} of {subject} ({number(changed)} of {number(before)}) would be "
        f"{_SAID[hold.change]}, over {hold.percent}: {hold.then}{_BASES[hold.basis]}."
    )


def _number(hold: Hold, tally: Tally) -> int:
    """What a hold counts. To a vendor, a record under another id or in another role is gone."""
    match hold.change:
        case "deleted":
            return tally.removed + tally.old_ids + tally.moved_out
        case "updated":
            return tally.changed
        case "renamed":
            return max(tally.fields.get("givenName", 0), tally.fields.get("familyName", 0))
        case "total":
            return abs(tally.after - tally.before)


def advice(vendors: Vendors) -> Iterator[str]:
    """What else the vendors' documents say about holding a sync, for people to weigh."""
    for profile in vendors.profiles:
        numbered = {rule for hold in profile.holds for rule in hold.rule}
        for note in profile.notes:
            shown = numbered & set(note.rule)
            if note.about == "sync" and note.consequence == "holds-sync" and not shown:
                yield f"{profile.called}: {note.says}{_BASES[note.basis]}"


def pauses(vendors: Vendors, engine: Engine, after: Side) -> Iterator[str]:
    """The pauses that the vendors' documents speak of, where the as-of date lies in one.

    The dates are those of the school years that the later side sends.
    """
    ((first, last),) = engine.rows(
        "SELECT min(startDate), max(endDate) FROM after.academicSessions WHERE status = 'active'"
        " AND type = 'schoolYear' AND startDate IS NOT NULL AND endDate IS NOT NULL"
    )
    if first is None:
        return
    for profile in vendors.profiles:
        for note in profile.notes:
            if note.pause is None:
                continue
            resumes = first - timedelta(days=note.pause.before_new_year)
            stops = last - timedelta(days=note.pause.before_last_day)
            if resumes <= after.as_of < stops:
                continue
            when = f"until {resumes}" if after.as_of < resumes else f"since {stops}"
            yield (
                f"{profile.called}: {note.says} By the school year that AFTER sends ({first} to"
                f" {last}), it is paused {when}: nothing moves now.{_BASES[note.basis]}"
            )
