"""What text and page say alike: kinds of differences, sentences, and what was calibrated."""

from collections.abc import Iterator

from roster_lint.reconcile.calibration import Calibration, Tried
from roster_lint.reconcile.result import Group, Kind, Reconciliation
from roster_lint.report.formats.text.wording import counted, number

KINDS: dict[Kind, str] = {
    "missing": "predicted, not served",
    "extra": "served, not predicted",
    "deleted": "served as ToBeDeleted",
    "kept": "predicted as ToBeDeleted, served as active",
    "changed": "another value",
}

SECTIONS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("Predicted, but not served", ("missing",)),
    ("Served, but not predicted", ("extra",)),
    ("Served with other values", ("deleted", "kept", "changed")),
)

NOUNS = {
    "orgs": "org",
    "academicSessions": "academic session",
    "courses": "course",
    "classes": "class",
    "users": "user",
    "agents": "agent",
    "enrollments": "enrollment",
}


def headline(found: Reconciliation) -> str:
    """The result in a sentence."""
    if found.differing:
        records = counted(found.differing, "record")
        return f"What is served differs from what is predicted in {records}."
    if found.sides.asked:
        return "What is served is of another OneRoster version than the settings name."
    return "What is served is what is predicted."


def summary(found: Reconciliation) -> str:
    """The result in numbers."""
    counts = found.counts.values()
    return (
        f"{counted(found.differing, 'difference')}: "
        f"{number(sum(c.missing for c in counts))} not served, "
        f"{number(sum(c.extra for c in counts))} not predicted, "
        f"{number(sum(c.changed for c in counts))} with other values"
    )


def facts(found: Reconciliation) -> Iterator[tuple[str, str]]:
    """What was compared with what, label and text."""
    sides = found.sides
    yield "SIS", f"{_kind(sides.prepared.source_kind)} {sides.prepared.source_location}"
    yield "Served", f"{_kind(sides.served_kind)} {sides.served_location}"
    yield "OneRoster", found.oneroster
    yield "As of", found.as_of.isoformat()
    if found.cache_day is not None:
        yield "Cache", f"of {found.cache_day.isoformat()}"
    if sides.prepared.settings.school:
        yield "Schools", f"predicted only for {', '.join(sides.prepared.settings.school)}"
    if sides.asked:
        yield (
            "Version",
            f"The settings say OneRoster {sides.asked}. What is served is {found.oneroster}, "
            "and is predicted as that.",
        )
    if sides.absent:
        files = ", ".join(f"{name}.csv" for name in sides.absent)
        yield "Note", f"The served side declares that it has no {files}."
    counts = found.counts.values()
    if found.differing and not any(count.same + count.changed for count in counts):
        yield "Note", "Not one record is on both sides: are they of the same district?"
    for note in sides.notes:
        yield "Note", note


def group_words(group: Group) -> str:
    """How many, of what, and why."""
    field = f": {group.field}" if group.kind == "changed" else ""
    kind = f" {KINDS[group.kind]}" if group.kind in ("deleted", "kept") else ""
    return f"{counted(group.records, NOUNS[group.entity])}{kind}{field}: {group.words}"


def tried_words(tried: Tried) -> str:
    """What the records say about one reading."""
    reading = tried.reading.toml
    if tried.beside:
        reading = f"{reading} (beside {' and '.join(one.key for one in tried.beside)})"
    explains = f"explains {number(tried.explained)} of {counted(tried.differing, 'difference')}"
    against = "none contradicts it"
    if tried.contradicting:
        verb = "contradicts" if tried.contradicting == 1 else "contradict"
        more = ", ..." if tried.contradicting > len(tried.samples) else ""
        against = f"{number(tried.contradicting)} {verb} it ({', '.join(tried.samples)}{more})"
    match tried.verdict:
        case "undecided":
            return f"{reading}: no record decides it"
        case "too few":
            deciding = (
                "1 record decides" if tried.deciding == 1 else f"{tried.deciding} records decide"
            )
            return f"{reading}: too few to say: {deciding} it, {tried.explained} of them for it"
        case "explains":
            return f"{reading} {explains}; {against}"
        case "contradicted":
            return f"{reading}: {against}: keep {tried.kept}"
        case "mixed":
            return f"{reading} {explains}, but {against}: not recommended"


def best_words(calibration: Calibration) -> str:
    """What the best readings explain together."""
    if not calibration.differing:
        return "Nothing differs: the settings explain what is served."
    differing = counted(calibration.differing, "difference")
    if not calibration.best:
        return f"No reading is recommended: none explains enough of {differing}."
    explained, left = number(calibration.differing - calibration.left), number(calibration.left)
    return (
        f"Together: {explained} of {differing} explained, {left} left. To keep in roster-lint.toml:"
    )


def _kind(kind: str) -> str:
    words = kind.replace("-", " ").replace("oneroster", "OneRoster").replace(" api", " API")
    return words[:1].upper() + words[1:]
