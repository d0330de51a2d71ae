"""What the predicted payload holds, in numbers: per entity, role, school and class."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from roster_lint.checks.unknown import listed, unknown_of
from roster_lint.engine.base import Engine
from roster_lint.errors import SourceError
from roster_lint.model.predicted import build_predicted
from roster_lint.prepare import Prepared
from roster_lint.preview.columns import HEADERS, table
from roster_lint.preview.unknown import assumed, blank
from roster_lint.report.counts import OtherVersion, SchoolYear
from roster_lint.report.data_faults import data_faults
from roster_lint.report.other_version import other_version
from roster_lint.vocabulary import OneRoster, SourceKind


@dataclass(frozen=True)
class Count:
    """Records of one kind, by the status that they would have."""

    active: int
    to_be_deleted: int


@dataclass(frozen=True)
class SchoolCount:
    """What one org would hold; a person of several schools counts at each.

    Attributes:
        school_id: the Campus ID.
        source_id: the org's sourcedId.
        name: the school's name, where there is one.
        for_staff_only: it is there only because staff who are sent belong to it.
        people: active users by role.
    """

    school_id: int
    source_id: str
    name: str | None
    for_staff_only: bool
    classes: int
    enrollments: int
    people: Mapping[str, int]


@dataclass(frozen=True)
class ClassCount:
    """How full classes are.

    Attributes:
        without_students: classes with no student.
        without_teacher: classes with no teacher.
        without_primary_teacher: classes with teachers but no primary one.
        fewest: students in the smallest class.
        median: students in the middle one, the lower of two.
        most: students in the largest.
    """

    without_students: int
    without_teacher: int
    without_primary_teacher: int
    fewest: int
    median: int
    most: int


@dataclass(frozen=True)
class Preview:
    """The payload in numbers.

    Attributes:
        other_version: what the other OneRoster version would change; None where it was set.
        schools_in_scope: names of the schools that the run is limited to; empty means all.
        entities: records by file name without ``.csv``, in the files' order.
        roles: people by the role's name in the API.
        enrollments: active enrollments as student, primary teacher and other teacher.
        schools: every org.
        classes: how full classes are; ``None`` where there are none.
        blank: what stays blank or is left out, a sentence each.
        assumed: what rests on an assumption, a sentence each.
        notes: what else there is to say of the source.
    """

    source_kind: SourceKind
    source_location: str
    as_of: date
    oneroster: OneRoster
    other_version: OtherVersion | None
    vendor: str
    school_year: SchoolYear | None
    schools_in_scope: tuple[str, ...]
    entities: Mapping[str, Count]
    roles: Mapping[str, Count]
    enrollments: Mapping[str, int]
    schools: tuple[SchoolCount, ...]
    classes: ClassCount | None
    blank: tuple[str, ...]
    assumed: tuple[str, ...]
    notes: tuple[str, ...]


def preview(prepared: Prepared) -> Preview:
    """Builds the payload in a prepared engine and counts it.

    Raises:
        SourceError: the source does not have what something that is sent depends on, or holds no
            enrollment at all.
    """
    loaded, engine, settings = prepared.loaded, prepared.engine, prepared.settings
    _refuse_unknown(prepared)
    if not loaded.rows.get("Enrollment"):
        raise SourceError("Nothing can be predicted: the table Enrollment has no row.")
    build_predicted(engine)
    assert settings.as_of is not None
    return Preview(
        source_kind=prepared.source_kind,
        source_location=prepared.source_location,
        as_of=settings.as_of,
        oneroster=settings.oneroster,
        other_version=other_version(engine, settings, prepared.vendors, judgeable=True),
        vendor=prepared.vendors.name,
        school_year=_school_year(engine),
        schools_in_scope=tuple(
            str(row[0])
            for row in engine.rows(
                "SELECT name FROM School JOIN scope_school USING (schoolID) ORDER BY name"
            )
        ),
        entities={name: _count(engine, table(name)) for name in HEADERS[settings.oneroster]},
        roles=_roles(engine),
        enrollments=_enrollments(engine),
        schools=_schools(engine),
        classes=_classes(engine),
        blank=tuple(blank(engine, settings.oneroster)),
        assumed=tuple(assumed(engine, settings.oneroster)),
        notes=(
            *prepared.notes,
            *data_faults(engine),
            *(f"{sentence} Nothing that is sent depends on it." for sentence in loaded.lacking),
        ),
    )


def _refuse_unknown(prepared: Prepared) -> None:
    """Raises SourceError where a value that is sent is unknown: it must never go out blank."""
    oneroster, loaded = prepared.settings.oneroster, prepared.loaded
    unknown = unknown_of(prepared.engine, loaded, oneroster)
    files = [name for name in HEADERS[oneroster] if unknown.of(f"SELECT * FROM {table(name)}")]
    if files:
        raise SourceError(
            f"Nothing can be predicted: {' '.join(loaded.lacking)} It decides {listed(files)}."
        )


def _school_year(engine: Engine) -> SchoolYear | None:
    row = engine.rows(
        "SELECT endYear, windowStart, windowEnd, startAssumed, endAssumed, active FROM judged_year"
    )[0]
    return SchoolYear(*row) if row[0] is not None else None


def _count(engine: Engine, payload_table: str) -> Count:
    row = engine.rows(
        "SELECT count(*) FILTER (WHERE status = 'active'),"
        f" count(*) FILTER (WHERE status = 'tobedeleted') FROM {payload_table}"
    )[0]
    return Count(int(row[0]), int(row[1]))


def _roles(engine: Engine) -> dict[str, Count]:
    rows = engine.rows(
        "SELECT n.role, count(u.personID) FILTER (WHERE u.status = 'active'),"
        " count(u.personID) FILTER (WHERE u.status = 'tobedeleted')"
        " FROM predicted_role_name n LEFT JOIN predicted_user_id u ON u.population = n.population"
        " GROUP BY n.role, n.rank ORDER BY n.rank"
    )
    return {str(role): Count(int(active), int(deleted)) for role, active, deleted in rows}


def _enrollments(engine: Engine) -> dict[str, int]:
    row = engine.rows(
        "SELECT count(*) FILTER (WHERE role = 'student'),"
        " count(*) FILTER (WHERE role = 'teacher' AND is_primary),"
        " count(*) FILTER (WHERE role = 'teacher' AND NOT is_primary) FROM predicted_enrollment"
    )[0]
    names = ("student", "teacher, primary", "teacher, not primary")
    return dict(zip(names, map(int, row), strict=True))


def _schools(engine: Engine) -> tuple[SchoolCount, ...]:
    people: dict[str, dict[str, int]] = {}
    for org, role, number in engine.rows(
        "SELECT orgSourcedId, role, count(DISTINCT personID) FROM predicted_role"
        " WHERE status = 'active' AND orgSourcedId IS NOT NULL GROUP BY 1, 2"
    ):
        people.setdefault(str(org), {})[str(role)] = int(number)
    roles = [
        str(row[0]) for row in engine.rows("SELECT role FROM predicted_role_name ORDER BY rank")
    ]
    rows = engine.rows(
        "SELECT o.schoolID, o.sourcedId, o.name, o.for_staff_only, coalesce(c.classes, 0),"
        " coalesce(e.enrollments, 0) FROM predicted_org o"
        " LEFT JOIN (SELECT schoolID, count(*) AS classes FROM predicted_class GROUP BY 1) c"
        " ON c.schoolID = o.schoolID"
        " LEFT JOIN (SELECT schoolID, count(*) AS enrollments"
        " FROM predicted_enrollment GROUP BY 1) e"
        " ON e.schoolID = o.schoolID ORDER BY lower(o.name), o.schoolID"
    )
    return tuple(
        SchoolCount(
            int(school),
            str(org),
            None if name is None else str(name),
            bool(for_staff),
            int(classes),
            int(enrollments),
            {role: people.get(str(org), {}).get(role, 0) for role in roles},
        )
        for school, org, name, for_staff, classes, enrollments in rows
    )


def _classes(engine: Engine) -> ClassCount | None:
    row = engine.rows(
        "SELECT count(*) FILTER (WHERE students = 0), count(*) FILTER (WHERE teachers = 0),"
        " count(*) FILTER (WHERE teachers > 0 AND primaries = 0), min(students),"
        " quantile_disc(students, 0.5), max(students) FROM ("
        "SELECT count(DISTINCT e.personID) FILTER (WHERE e.role = 'student') AS students,"
        " count(*) FILTER (WHERE e.role = 'teacher') AS teachers,"
        " count(*) FILTER (WHERE e.is_primary) AS primaries"
        " FROM predicted_class c LEFT JOIN predicted_enrollment e ON e.sectionID = c.sectionID"
        " GROUP BY c.sectionID) each_class"
    )[0]
    return None if row[3] is None else ClassCount(*map(int, row))
