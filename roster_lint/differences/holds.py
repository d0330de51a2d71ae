"""At which numbers each vendor stops a sync, by its documents, and what else these say."""

from collections.abc import Iterator, Mapping

from roster_lint.differences.difference import Alarm, Tally
from roster_lint.report.formats.text.wording import number, share
from roster_lint.vendors.lines_of_a_sync import Hold
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


def vendor_holds(tallies: Mapping[str, Tally], vendors: Vendors) -> Iterator[Alarm]:
    """The documented limits of the vendors that a change exceeds."""
    for profile in vendors.profiles:
        for hold in profile.holds:
            for record in hold.of:
                subject = _SUBJECTS[record]
                tally = tallies.get(subject)
                if tally is None or not tally.before:
                    continue
                changed = _number(hold, tally)
                if changed > hold.share * tally.before:
                    yield Alarm(
                        f"{subject} {_NAMES[hold.change]}",
                        changed,
                        tally.before,
                        "error" if hold.severity == "error" else "warning",
                        _sentence(profile.called, hold, subject, changed, tally.before),
                        "Agree on it with the vendor before you sync.",
                        remark=hold.says,
                        vendor=profile.name,
                        source=hold.source,
                        basis=hold.basis,
                        read=hold.read,
                    )


def _sentence(vendor: str, hold: Hold, subject: str, changed: int, before: int) -> str:
    part = share(changed, before) if changed <= before else f"{changed * 100 / before:,.0f} %"
    over = hold.over.replace("%", " %")
    return (
        f"{vendor}: {part} of {subject} ({number(changed)} of {number(before)}) would be "
        f"{_SAID[hold.change]}, over {over}: {hold.then}{_BASES[hold.basis]}."
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
