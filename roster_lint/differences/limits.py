"""The district's own limits: how much may change between syncs before a person has to look."""

from collections.abc import Iterator, Mapping

from roster_lint.differences.allowed import EMPTIED, REGENERATED
from roster_lint.differences.difference import Alarm, NewIds, School, Tally
from roster_lint.differences.entities import POPULATIONS
from roster_lint.differences.new_ids import HOW
from roster_lint.model.build import amount
from roster_lint.report.formats.text.wording import counted, number, share
from roster_lint.settings.settings import Settings
from roster_lint.vendors.several import Vendors

_NOT_LIMITED = ("users", "enrollments", "orgs", "sessions", "demographics")
"""Users and enrollments are limited by role; the others are few, or little needs them."""

_MUST_STAY = ("students", "classes", "student enrollments")
"""What no school may lose altogether."""

_SHOWN_SCHOOLS = 200


class Limits:
    """The limits of a run."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def exceeded(self, name: str, count: int, before: int) -> str | None:
        """The limit that a number exceeds, in words; None where it does not.

        A share counts only from ``diff_floor`` records on, so that a small school does not stop
        everything.
        """
        text = self._of(name)
        part, most = amount(text)
        if most is not None:
            return f"{number(int(most))}" if count > most else None
        if count < max(self._settings.diff_floor, 1) or not before:
            return None
        return text.replace("%", " %") if count > (part or 0) * before else None

    def _of(self, name: str) -> str:
        settings = self._settings
        if name in settings.diff_limits:
            return settings.diff_limits[name]
        if name.endswith("updated"):
            return settings.diff_updated
        return settings.diff_enrollments if "enrollments" in name else settings.diff_deleted


def own_alarms(
    tallies: Mapping[str, Tally], new_ids: Mapping[str, NewIds], limits: Limits
) -> Iterator[Alarm]:
    """What exceeds the district's limits in the payload as a whole."""
    for subject, tally in tallies.items():
        if subject in _NOT_LIMITED:
            continue
        yield from _deleted(subject, tally, limits, elsewhere=tally.moved_out)
        yield from _updated(subject, tally, limits)
        file = "users" if subject in POPULATIONS else subject
        if file in new_ids and file != "classes":
            yield from _with_new_ids(subject, tally, new_ids[file], limits)
    orgs = tallies.get("orgs")
    if orgs is not None and orgs.old_ids:
        yield Alarm(
            "orgs with new ids",
            orgs.old_ids,
            orgs.before,
            "error",
            f"{counted(orgs.old_ids, 'org')} of {number(orgs.before)} would have another id: to "
            "the vendor, these are new schools.",
            "Find out why the ids of schools have changed before anything is sent.",
        )


def _deleted(subject: str, tally: Tally, limits: Limits, *, elsewhere: int = 0) -> Iterator[Alarm]:
    """Too many are gone.

    Args:
        subject: the kind of record.
        tally: what becomes of it.
        limits: the limits of the run.
        elsewhere: how many are still sent, but not as this kind of record: in another role.
    """
    name, lost = f"{subject} deleted", tally.lost + elsewhere
    over = limits.exceeded(name, lost, tally.before)
    if over is not None:
        words = [*_lost_words(tally), *(["sent in another role"] if elsewhere else [])]
        yield Alarm(
            name,
            lost,
            tally.before,
            "error",
            f"{share(lost, tally.before)} of {subject} ({number(lost)} of "
            f"{number(tally.before)}) would be {' or '.join(words)}, over {over}.",
            f'See who they are (--changes FILE). If it is right: --allow "{name}={lost}".',
        )


def _lost_words(tally: Tally) -> list[str]:
    """``deleted``, ``disabled`` and so on, as the numbers are."""
    parts = ["deleted"] if tally.removed else []
    parts += ["disabled"] if tally.disabled else []
    parts += ["ended"] if tally.ended else []
    return parts


def _updated(subject: str, tally: Tally, limits: Limits) -> Iterator[Alarm]:
    name = f"{subject} updated"
    over = limits.exceeded(name, tally.changed, tally.before)
    if over is not None:
        worst = max(tally.fields, key=lambda field: tally.fields[field], default="")
        yield Alarm(
            name,
            tally.changed,
            tally.before,
            "warning",
            f"{share(tally.changed, tally.before)} of {subject} ({number(tally.changed)} of "
            f"{number(tally.before)}) would be updated, over {over}; mostly {worst}.",
        )


def _with_new_ids(subject: str, tally: Tally, ids: NewIds, limits: Limits) -> Iterator[Alarm]:
    name = f"{subject} with new ids"
    over = limits.exceeded(name, tally.old_ids, tally.before)
    if over is not None:
        how = max(ids.how, key=lambda way: ids.how[way])
        yield Alarm(
            name,
            tally.old_ids,
            tally.before,
            "error",
            f"{share(tally.old_ids, tally.before)} of {subject} ({number(tally.old_ids)} of "
            f"{number(tally.before)}) would come under another id, over {over}: the vendor would "
            f"remove the old ones and create new ones. In most of them, {HOW[how]}.",
            "Find out what has changed the ids (an export that was opened in a spreadsheet, "
            "another setting, another OneRoster version) before anything is sent.",
        )


def regenerated(tallies: Mapping[str, Tally], vendors: Vendors) -> Iterator[Alarm]:
    """Sections that were made anew: the same course and section number under another id."""
    tally = tallies.get("classes")
    if tally is None or not tally.old_ids:
        return
    what = (
        f"{counted(tally.old_ids, 'section')} of {number(tally.before)} "
        f"{'was' if tally.old_ids == 1 else 'were'} regenerated: the same course and section "
        "number has a new id, as the Schedule Wizard gives it. The vendor closes the old class and "
        "opens a new one, and what teachers keep in the old one stays behind"
    )
    fix = "Keep the ids: edit the sections in place, or load the old trial again before you sync."
    losses = [(profile, line) for profile in vendors.profiles for line in profile.losses]
    if not losses:
        yield Alarm(REGENERATED, tally.old_ids, tally.before, "warning", f"{what}.", fix)
    for profile, line in losses:
        yield Alarm(
            REGENERATED,
            tally.old_ids,
            tally.before,
            "error" if line.severity == "error" else "warning",
            f"{what}.",
            fix,
            remark=f"{profile.called}: {line.says}",
            vendor=profile.name,
            source=line.source,
            basis=line.basis,
            read=line.read,
        )


def school_alarms(schools: tuple[School, ...], limits: Limits) -> Iterator[Alarm]:
    """Schools that drop to zero, whatever the percentage, and those that lose a large share."""
    emptied = [(school, lost) for school in schools if (lost := _emptied(school))]
    for school, lost in emptied[:_SHOWN_SCHOOLS]:
        tally = school.tallies[lost[0]]
        yield Alarm(
            EMPTIED,
            len(emptied),
            None,
            "error",
            f"{_called(school)} drops to zero: no {' and no '.join(lost)} left, of "
            f"{number(tally.before)} {lost[0]}.",
            "Find out whether its calendar, schedule or data is missing from the source.",
            school=school.source_id,
        )
    gone = {school.source_id for school, _ in emptied}
    for school in schools:
        for subject, tally in school.tallies.items():
            if school.source_id in gone or subject in _NOT_LIMITED:
                continue
            for alarm in _deleted(subject, tally, limits):
                yield Alarm(
                    alarm.name,
                    alarm.number,
                    alarm.total,
                    "warning",
                    f"{_called(school)}: {alarm.sentence}",
                    school=school.source_id,
                )


def _emptied(school: School) -> list[str]:
    """The kinds of records of which a school has none left."""
    return [
        subject
        for subject in _MUST_STAY
        if (tally := school.tallies.get(subject)) and tally.before and not tally.after
    ]


def _called(school: School) -> str:
    if school.source_id is None:
        return "Records without a school"
    return school.name or f"The org {school.source_id}"
