"""What a report counts is there, and what is there is counted, once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tests.laws.second_reader import SecondReader
from tests.laws.seeing import POPULATIONS, Seen

PARTS = ("held_back", "left_out", "to_be_deleted", "not_used")


def every_row_of_the_year_is_counted(seen: Seen) -> Iterator[str]:
    """Rows of Enrollment, Section and Roster of the judged year: in the source as in the report."""
    if seen.year is None or seen.is_limited:
        return
    judged = SecondReader(seen.folder, seen.year, seen.as_of).judged()
    yield from _same("enrollments", judged.enrollments, seen.ids["enrollment"])
    yield from _same("drafts", judged.drafts, seen.ids["draft"])
    yield from _same("classes", judged.sections - judged.drafts, seen.ids["section"])
    yield from _same("roster records", judged.rosters - judged.draft_rosters, seen.ids["roster"])
    counts = {
        "enrollment": (len(judged.enrollments), 0),
        "roster": (len(judged.rosters), len(judged.draft_rosters)),
        "section": (len(judged.sections), len(judged.drafts)),
    }
    for name, there in counts.items():
        reported = seen.reported["records"][name]
        if (reported["total"], reported["drafts"]) not in (there, (None, None)):
            yield f"records: {reported} of {name}, but {there} rows and drafts in the source"


def every_record_is_counted_once(seen: Seen) -> Iterator[str]:
    """Held back, left out, to be deleted, not used and available are all there are."""
    for one in seen.reported["availability"]:
        if one["held_back"] is None or one["total"] is None:
            continue  # not all checks ran, or nobody knows
        schools = one["schools"]
        for name, part in [("all", one), *((school["school"], school) for school in schools)]:
            if sum(part[name] for name in PARTS) + part["available"] != part["total"]:
                yield f"{one['entity']} at {name}: the parts are not all: {_numbers(part)}"
        for name in ("total", "available", *PARTS):
            if sum(school[name] for school in schools) != one[name]:
                yield f"{one['entity']}: {name} at the schools is not {one[name]}"
        failed = sum(criterion["failed"] for criterion in one["criteria"])
        if failed + one["available"] != one["total"]:
            yield f"{one['entity']}: {failed} fall and {one['available']} sync, of {one['total']}"


def the_funnel_counts_the_records(seen: Seen) -> Iterator[str]:
    """The funnel's numbers are those of the records, each of which has one outcome."""
    for entity in POPULATIONS:
        rows, one = seen.outcomes.filter(population=entity), seen.availability[entity]
        records = frozenset(rows["id"].to_list())
        if rows.height != len(records):
            yield f"{entity}: {rows.height} outcomes for {len(records)} records"
        if one.total is not None and one.total != len(seen.ids[entity]):
            yield f"{entity}: {one.total} in the funnel, {len(seen.ids[entity])} in the model"
        if one.split is None:
            continue
        if strangers := sorted(records - seen.ids[entity]):
            yield f"{entity}: an outcome for {strangers[:5]}, whom nobody counts"
        of_rows = Counter(rows["outcome"].to_list())
        of_funnel = Counter({name: getattr(one.split, name) for name in PARTS})
        if +of_rows != +of_funnel:
            yield f"{entity}: {dict(of_rows)} by record, {dict(+of_funnel)} in the funnel"


def _numbers(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: part[name] for name in ("total", "available", *PARTS)}


def _same(what: str, there: frozenset[int], reported: frozenset[int]) -> Iterator[str]:
    if unseen := sorted(there - reported):
        yield f"{what}: {len(unseen)} vanish, {unseen[:5]}"
    if invented := sorted(reported - there):
        yield f"{what}: {len(invented)} are of no judged row, {invented[:5]}"
