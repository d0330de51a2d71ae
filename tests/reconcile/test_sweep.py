"""One record changed on the served side: it differs, in that field, and nothing else does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from roster_lint.engine.base import Engine
from roster_lint.reconcile import Options
from roster_lint.reconcile.calibrating import Trials
from roster_lint.reconcile.comparing import comparing_statements, create, reason_statements
from roster_lint.reconcile.readings import other_readings
from roster_lint.reconcile.reconciling import write_words
from roster_lint.reconcile.sides import Sides, load_sides
from roster_lint.vocabulary import OneRoster
from tests.reconcile.conftest import Served
from tests.reconcile.districts import settings_of

TABLES = {
    "orgs": "served_org",
    "academicSessions": "served_session",
    "courses": "served_course",
    "classes": "served_class",
    "users": "served_user",
    "enrollments": "served_enrollment",
}

FIELDS = {
    "academicSessions": {
        "title": "'Another title'",
        "type": "'semester'",
        "startDate": "startDate + 1",
        "endDate": "endDate + 2",
        "schoolYear": "2031",
    },
    "courses": {"title": "'Another title'", "courseCode": "'X-1'"},
    "classes": {"title": "'Another title'", "classCode": "'X-2'", "classType": "'homeroom'"},
    "users": {
        "enabledUser": "NOT enabledUser",
        "username": "'another.username'",
        "givenName": "'Another'",
        "familyName": "NULL",
        "identifier": "'X-3'",
        "email": "'another@example.org'",
        "phone": "'555-0199'",
    },
    "enrollments": {
        "role": "'aide'",
        "primary": "NOT coalesce(isPrimary, FALSE)",
        "beginDate": "coalesce(beginDate, DATE '2026-08-01') + 1",
        "endDate": "NULL",
    },
}
"""By entity and field, SQL of another value. Orgs, and what refers elsewhere, follow below."""

_COLUMNS = {"primary": "isPrimary", "grade": "grades"}


@dataclass
class Changed:
    """What was done to the served side, and which differences must come of it."""

    engine: Engine
    wanted: set[tuple[str, str, str | None, str]]
    used: set[str]

    def pick(self, entity: str, where: str = "TRUE") -> str:
        """The sourcedId of a record that nothing else is done to."""
        rows = self.engine.rows(
            f"SELECT sourcedId FROM {TABLES[entity]} WHERE {where} ORDER BY hash(sourcedId)"
        )
        chosen = next(str(row[0]) for row in rows if f"{entity} {row[0]}" not in self.used)
        self.used.add(f"{entity} {chosen}")
        return chosen

    def set(self, entity: str, field: str, sql: str, where: str = "TRUE") -> None:
        """Changes one field of one record."""
        record = self.pick(entity, where)
        column = _COLUMNS.get(field, field)
        if (entity, field) == ("users", "role"):
            column = "ownRole"
        self.engine.run(
            f"UPDATE {TABLES[entity]} SET {column} = {sql} WHERE sourcedId = ?", (record,)
        )
        self.wanted.add((entity, "changed", field, record))


@pytest.fixture(scope="module", params=[pytest.param("1.1", marks=pytest.mark.rest), "1.2"])
def sides(request: pytest.FixtureRequest, decided: Path, serve: Served) -> Iterator[Sides]:
    oneroster: OneRoster = request.param
    with load_sides(decided, serve(decided, oneroster), settings_of()) as loaded:
        yield loaded


@contextmanager
def changed(sides: Sides) -> Iterator[Changed]:
    """Takes back whatever is done within."""
    sides.engine.run("BEGIN")
    try:
        yield Changed(sides.engine, set(), set())
    finally:
        sides.engine.run("ROLLBACK")


def compared(sides: Sides) -> dict[tuple[str, str, str | None, str], str]:
    """The reason of each difference, by entity, kind, field and sourcedId."""
    engine = sides.engine
    create(engine, comparing_statements())
    write_words(engine, sides.prepared.settings, Options())
    create(engine, reason_statements())
    rows = engine.rows(
        "SELECT d.entity, d.kind, d.field, coalesce(d.expectedId, d.servedId), r.code"
        " FROM difference d JOIN reason r ON r.number = d.number"
    )
    return {(entity, kind, field, record): code for entity, kind, field, record, code in rows}


def test_each_field_of_each_entity(sides: Sides) -> None:
    oneroster = sides.prepared.settings.oneroster
    with changed(sides) as change:
        for entity, fields in FIELDS.items():
            # A session of the year itself differs for another reason, and a role only once.
            where = "type = 'term'" if entity == "academicSessions" else "TRUE"
            for field, sql in fields.items():
                only = f"{where} AND (role = 'teacher' OR '{field}' <> 'primary')"
                change.set(entity, field, sql, only if entity == "enrollments" else where)
        change.set("users", "grade", "'12'", "grades <> '12'")
        for field in ("name", "identifier"):
            change.set("orgs", field, "'Another'")
        # What one record says of another.
        other = "(SELECT max(sourcedId) FROM {} o WHERE o.sourcedId <> {}.{})"
        for entity, field, column, table in (
            ("courses", "school", "orgSourcedId", "served_org"),
            ("classes", "school", "schoolSourcedId", "served_org"),
            ("classes", "course", "courseSourcedId", "served_course"),
            ("enrollments", "class", "classSourcedId", "served_class"),
            ("enrollments", "user", "userSourcedId", "served_user"),
        ):
            record = change.pick(entity)
            value = other.format(table, TABLES[entity], column)
            change.engine.run(
                f"UPDATE {TABLES[entity]} SET {column} = {value} WHERE sourcedId = ?", (record,)
            )
            change.wanted.add((entity, "changed", field, record))
        term = change.pick("classes", "sourcedId IN (SELECT classSourcedId FROM served_class_term)")
        change.engine.run("DELETE FROM served_class_term WHERE classSourcedId = ?", (term,))
        change.wanted.add(("classes", "changed", "terms", term))
        school = change.pick("users", "ownRole = 'teacher' OR ownRole IS NULL")
        change.engine.run(
            "UPDATE served_role SET orgSourcedId = 'nowhere' WHERE userSourcedId = ?", (school,)
        )
        change.wanted.add(("users", "changed", "school", school))
        if oneroster == "1.2":
            for field, sql in (
                ("roleType", "roleType = 'ternary'"),
                ("dates", "endDate = DATE '2027-01-31'"),
                ("role", "role = 'proctor'"),
            ):
                record = change.pick("users")
                change.engine.run(
                    f"UPDATE served_role SET {sql} WHERE userSourcedId = ?", (record,)
                )
                change.wanted.add(("users", "changed", field, record))
        else:
            change.set("users", "role", "'proctor'")
        assert set(compared(sides)) == change.wanted


def test_each_entity_with_one_record_less_and_one_more(sides: Sides) -> None:
    # Whose record is gone takes no enrollment along.
    apart = {
        "users": "sourcedId NOT IN (SELECT userSourcedId FROM served_enrollment)",
        "academicSessions": "type = 'term'",
    }
    with changed(sides) as change:
        for entity, table in TABLES.items():
            if entity in ("orgs", "classes"):
                continue
            less = change.pick(entity, apart.get(entity, "TRUE"))
            change.engine.run(f"DELETE FROM {table} WHERE sourcedId = ?", (less,))
            change.wanted.add((entity, "missing", None, less))
        for entity, table in TABLES.items():
            _add(change, entity, table)
            change.wanted.add((entity, "extra", None, "new"))
        found = compared(sides)
        assert set(found) == change.wanted
    assert {found[entity, "extra", None, "new"] for entity in TABLES} == {"absent"}


def _add(change: Changed, entity: str, table: str) -> None:
    """Adds a record that nobody in Campus is or has."""
    names = [str(row[0]) for row in change.engine.rows(f"DESCRIBE {table}")]
    known = {"name", "title", "courseCode", "classCode", "username", "identifier", "email"}
    cells = [f"NULL AS {name}" for name in names if name in known]
    cells.append("'new' AS sourcedId")
    cells.append("'new' AS idKey" if "idKey" in names else "-1 AS place")
    where = "WHERE type = 'term'" if entity == "academicSessions" else ""
    change.engine.run(
        f"INSERT INTO {table} SELECT * REPLACE ({', '.join(cells)}) FROM {table} {where} LIMIT 1"
    )


@pytest.mark.parametrize("entity", ["orgs", "classes"])
def test_a_record_that_others_belong_to_is_gone(sides: Sides, entity: str) -> None:
    with changed(sides) as change:
        used = "sourcedId IN (SELECT classSourcedId FROM served_enrollment)"
        gone = change.pick(entity, used if entity == "classes" else "TRUE")
        change.engine.run(f"DELETE FROM {TABLES[entity]} WHERE sourcedId = ?", (gone,))
        change.engine.run("DELETE FROM served_enrollment WHERE classSourcedId = ?", (gone,))
        found = compared(sides)
    assert (entity, "missing", None, gone) in found
    others = {code for key, code in found.items() if key[0] != entity}
    assert others == ({"follows"} if entity == "classes" else set())
    assert {key[0] for key in found} <= {entity, "enrollments"}


def test_each_status(sides: Sides) -> None:
    with changed(sides) as change:
        for entity, table in TABLES.items():
            record = change.pick(entity)
            change.engine.run(
                f"UPDATE {table} SET status = 'tobedeleted' WHERE sourcedId = ?", (record,)
            )
            change.wanted.add((entity, "deleted", "status", record))
        assert set(compared(sides)) == change.wanted


def test_each_id(sides: Sides) -> None:
    references = {
        "orgs": (
            ("served_role", "orgSourcedId"),
            ("served_course", "orgSourcedId"),
            ("served_class", "schoolSourcedId"),
            ("served_enrollment", "schoolSourcedId"),
        ),
        "academicSessions": (("served_class_term", "termSourcedId"),),
        "courses": (("served_class", "courseSourcedId"),),
        "classes": (
            ("served_class_term", "classSourcedId"),
            ("served_enrollment", "classSourcedId"),
        ),
        "users": (("served_role", "userSourcedId"), ("served_enrollment", "userSourcedId")),
        "enrollments": (),
    }
    with changed(sides) as change:
        for entity, table in TABLES.items():
            record = change.pick(entity, "username IS NOT NULL" if entity == "users" else "TRUE")
            key = ", idKey = 'another'" if entity != "enrollments" else ""
            change.engine.run(
                f"UPDATE {table} SET sourcedId = 'another'{key} WHERE sourcedId = ?", (record,)
            )
            for other, column in references[entity]:
                change.engine.run(
                    f"UPDATE {other} SET {column} = 'another' WHERE {column} = ?", (record,)
                )
            change.wanted.add((entity, "changed", "sourcedId", record))
        found = compared(sides)
        assert set(found) == change.wanted
        assert set(found.values()) == {"ids"}


def test_a_reading_recomputes_what_it_changes_and_nothing_else(sides: Sides) -> None:
    settings = sides.prepared.settings
    readings = {(one.key, one.value): one for one in other_readings(settings)}
    with changed(sides):
        create(sides.engine, comparing_statements())
        trials = Trials(sides.engine, settings)
        made = {}
        for reading in readings.values():
            with trials.under((reading,)):
                made[reading.key] = set(trials.made)
        left = sides.engine.rows(
            "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'reading_%'"
        )
    assert left == []
    criteria = {"enrollment_criteria", "assignment_criteria", "relationship_criteria"}
    email = f"secondary_email_{settings.oneroster.replace('.', 'p')}"
    assert made["window_rule"] > {"enrollment_criteria", "assignment_criteria", "person_criteria"}
    assert not made[email] & {*criteria, "person_criteria", "roster_criteria", "predicted_role"}
    assert not made["roster_rule"] & {*criteria, "person_criteria", "expected_user"}
    assert "roster_criteria" in made["roster_rule"]
    assert not made["school_ids"] & {*criteria, "person_criteria", "roster_criteria"}
    # Nothing of the schedule depends on any reading.
    assert not {t for tables in made.values() for t in tables} & {
        "section_criteria",
        "live_section",
    }
