"""Reads the counts of a comparison out of the engine."""

from collections.abc import Mapping

from roster_lint.differences.difference import NewIds, School, Tally
from roster_lint.differences.entities import SUBJECTS
from roster_lint.engine.base import Engine

_COLUMNS = (
    "before, after, added, moved_in, gone, deleted, moved_out, old_ids, new_ids, off, on_again,"
    " changed"
)

_Key = tuple[str | None, str]


def tallies(engine: Engine) -> dict[str, Tally]:
    """The whole payload by kind of record, those kinds of which there are any."""
    found = _read(engine, "in_all")
    return {s: found[None, s] for s in SUBJECTS if (None, s) in found}


def schools(engine: Engine) -> tuple[tuple[School, ...], int]:
    """The schools at which anything differs, by name, and the number of the others."""
    by_school: dict[str | None, dict[str, Tally]] = {}
    for (school, subject), tally in _read(engine, "NOT in_all").items():
        by_school.setdefault(school, {})[subject] = tally
    names = _names(engine)
    differing = [
        School(school, names.get(school), {s: found[s] for s in SUBJECTS if s in found})
        for school, found in by_school.items()
        if not all(tally.is_empty for tally in found.values())
    ]
    differing.sort(key=lambda one: (one.source_id is None, (one.name or "").lower(), one.source_id))
    return tuple(differing), len(by_school) - len(differing)


def new_ids(engine: Engine) -> tuple[NewIds, ...]:
    """The records under another id, by file."""
    found: dict[str, dict[str, int]] = {}
    for file, how, n in engine.rows(
        "SELECT file, how, count(*) FROM new_id GROUP BY file, how ORDER BY file, how"
    ):
        found.setdefault(str(file), {})[str(how)] = int(n)
    return tuple(NewIds(file, sum(how.values()), how) for file, how in found.items())


def _read(engine: Engine, condition: str) -> dict[_Key, Tally]:
    fields: dict[_Key, dict[str, int]] = {}
    for school, subject, field, n in engine.rows(
        f"SELECT school, subject, field, n FROM field_tally WHERE {condition}"
        " ORDER BY n DESC, place"
    ):
        fields.setdefault((school, str(subject)), {})[str(field)] = int(n)
    found = {}
    for school, subject, *numbers in engine.rows(
        f"SELECT school, subject, {_COLUMNS} FROM tally WHERE {condition}"
        " AND (before > 0 OR after > 0)"
    ):
        key = (school, str(subject))
        found[key] = _tally(str(subject), [int(n) for n in numbers], fields.get(key, {}))
    return found


def _tally(subject: str, numbers: list[int], fields: Mapping[str, int]) -> Tally:
    before, after, added, moved_in, gone, deleted, moved_out, old, new, off, on, changed = numbers
    ends = SUBJECTS[subject] == "enrollments"
    return Tally(
        subject=subject,
        before=before,
        after=after,
        added=added,
        moved_in=moved_in,
        gone=gone,
        deleted=deleted,
        moved_out=moved_out,
        old_ids=old,
        new_ids=new,
        disabled=0 if ends else off,
        ended=off if ends else 0,
        on_again=on,
        changed=changed,
        fields=fields,
    )


def _names(engine: Engine) -> dict[str | None, str | None]:
    """The names of orgs, as they are now or, where they are gone, as they were."""
    return {
        str(org): name
        for org, name in engine.rows(
            "SELECT sourcedId, name FROM before.orgs"
            " UNION ALL SELECT sourcedId, name FROM after.orgs"
        )
    }
