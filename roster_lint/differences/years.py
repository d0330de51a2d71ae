"""School years: two payloads of different ones are refused, or compared by school and course.

At the rollover every term, course and class gets a new id, so that a comparison by ids would say
that all of them are deleted and added.
"""

from collections.abc import Iterator

from roster_lint.engine.base import Engine
from roster_lint.errors import UsageError
from roster_lint.pair.side import Pair

_YEAR = (
    "coalesce(s.schoolYear, CAST(CASE WHEN month(s.endDate) >= 8 THEN year(s.endDate) + 1"
    " ELSE year(s.endDate) END AS VARCHAR))"
)


def school_years(engine: Engine, schema: str) -> tuple[str, ...]:
    """The end years of a payload's sessions: those that classes are in, or else all.

    Where a session does not say which year it is of, its end date does.
    """
    sessions = f"{schema}.academicSessions s WHERE s.status = 'active' AND {_YEAR} IS NOT NULL"
    used = (
        "s.sourcedId IN (SELECT trim(unnest(string_split(termSourcedIds, ',')))"
        f" FROM {schema}.classes WHERE status = 'active')"
    )
    for condition in (f" AND {used}", ""):
        rows = engine.rows(f"SELECT DISTINCT {_YEAR} FROM {sessions}{condition} ORDER BY 1")
        if rows:
            return tuple(str(row[0]) for row in rows)
    return ()


def refuse_other_year(
    before: tuple[str, ...], after: tuple[str, ...], *, rollover: bool
) -> str | None:
    """Refuses to compare what cannot be compared in the way that was asked for.

    Returns:
        What to note, where a side does not say which school year it is of.

    Raises:
        UsageError: the years differ without --rollover, or are the same with it.
    """
    if not before or not after:
        return "A side has no session, so it is unknown whether both are of one school year."
    differ = not set(before) & set(after)
    if differ and not rollover:
        raise UsageError(
            f"BEFORE is of the school year {_listed(before)}, AFTER of {_listed(after)}. Terms, "
            "courses and classes have other ids in another year, so that all of them would look "
            "deleted and added. Compare two payloads of one year, or add --rollover to compare by "
            "school and course."
        )
    if rollover and not differ:
        raise UsageError(
            f"--rollover: both payloads are of the school year {_listed(before)}. Leave it out to "
            "compare class by class."
        )
    return None


def _listed(years: tuple[str, ...]) -> str:
    return " and ".join(f"{int(y) - 1}-{y[2:]}" if y.isdigit() else y for y in years)


def compare_by_course(pair: Pair) -> None:
    """Makes courses and classes of both sides the same record where school and course are.

    Sessions are left out, as are the dates of enrollments, which are those of another year.
    """
    for side in ("before", "after"):
        for statement in _by_course(side):
            pair.engine.run(statement)


def _by_course(side: str) -> Iterator[str]:
    key = "coalesce(nullif({0}.courseCode, ''), {0}.title, {0}.sourcedId)"
    live = "CASE WHEN bool_or({0}.status = 'active') THEN 'active' ELSE 'tobedeleted' END AS status"
    yield (
        f"CREATE TABLE {side}.course_of_class AS SELECT c.sourcedId AS classSourcedId,"
        f" coalesce(c.schoolSourcedId, '') || ' ' ||"
        f" coalesce({key.format('k')}, c.courseSourcedId, c.sourcedId) AS sourcedId"
        f" FROM {side}.classes c LEFT JOIN {side}.courses k ON k.sourcedId = c.courseSourcedId"
    )
    yield f"ALTER TABLE {side}.classes RENAME TO class_by_id"
    yield f"ALTER TABLE {side}.courses RENAME TO course_by_id"
    yield f"ALTER TABLE {side}.enrollments RENAME TO enrollment_by_id"
    yield f"CREATE TABLE {side}.courses AS FROM {side}.course_by_id LIMIT 0"
    yield f"CREATE TABLE {side}.classes AS FROM {side}.class_by_id LIMIT 0"
    yield f"CREATE TABLE {side}.enrollments AS FROM {side}.enrollment_by_id LIMIT 0"
    yield (
        f"INSERT INTO {side}.courses BY NAME SELECT coalesce(k.orgSourcedId, '') || ' ' ||"
        f" {key.format('k')} AS sourcedId, {live.format('k')}, min(k.title) AS title,"
        f" min(k.courseCode) AS courseCode, min(k.orgSourcedId) AS orgSourcedId"
        f" FROM {side}.course_by_id k GROUP BY 1"
    )
    yield (
        f"INSERT INTO {side}.classes BY NAME SELECT o.sourcedId, {live.format('c')},"
        f" min(c.schoolSourcedId) AS schoolSourcedId FROM {side}.class_by_id c"
        f" JOIN {side}.course_of_class o ON o.classSourcedId = c.sourcedId GROUP BY o.sourcedId"
    )
    yield (
        f"INSERT INTO {side}.enrollments BY NAME SELECT e.sourcedId, e.status,"
        " coalesce(o.sourcedId, e.classSourcedId) AS classSourcedId, e.schoolSourcedId,"
        f" e.userSourcedId, e.role FROM {side}.enrollment_by_id e"
        f" LEFT JOIN {side}.course_of_class o ON o.classSourcedId = e.classSourcedId"
    )
    yield f"DELETE FROM {side}.academicSessions"
