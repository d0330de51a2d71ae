"""A payload of a dozen records that every vendor takes as it is, built as the tables that are sent.

Students s1, s2; teachers t1 (primary), t2; other staff a1; guardian g1; relative r1; class c1 of
course k1 in session y1; district d1 and school o1.
"""

from collections.abc import Mapping, Sequence

from roster_lint.checks.catalog import Check
from roster_lint.checks.finding import Finding
from roster_lint.checks.finding_reader import FindingReader
from roster_lint.checks.findings import create_finding_table, run_check
from roster_lint.checks.vendor_severity import weigh
from roster_lint.model.payload_tables import payload_statements
from roster_lint.vendors.lines_as_tables import write_vendor_tables
from roster_lint.vendors.profile import Profile
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import Family
from tests.case import Case
from tests.case_engine import OneConnection
from tests.case_outcome import Outcome

_PAYLOAD = """
CREATE TABLE settings AS SELECT DATE '2026-08-10' AS as_of;
CREATE TABLE payload_version AS SELECT '1.2' AS oneroster;
CREATE TABLE payload_file AS
SELECT unnest(['orgs.csv', 'academicSessions.csv', 'courses.csv', 'classes.csv', 'users.csv',
    'roles.csv', 'enrollments.csv', 'demographics.csv', 'resources.csv']) AS file,
    'bulk' AS mode, TRUE AS is_there, TRUE AS is_whole, FALSE AS is_reported;

CREATE TABLE payload_absent_column (file VARCHAR, column_name VARCHAR);
CREATE TABLE payload_unreadable_cell (
    file VARCHAR, column_name VARCHAR, place BIGINT, value VARCHAR
);
CREATE TABLE payload_dropped_row (file VARCHAR, userSourcedId VARCHAR, classSourcedId VARCHAR,
    role VARCHAR);

CREATE TABLE payload_org (sourcedId VARCHAR, status VARCHAR, name VARCHAR, type VARCHAR,
    identifier VARCHAR, parentSourcedId VARCHAR, schoolID VARCHAR, place BIGINT);
INSERT INTO payload_org VALUES
    ('d1', 'active', 'Plumfield District', 'district', 'd1', NULL, 'd1', 0),
    ('o1', 'active', 'Plumfield School', 'school', 'o1', 'd1', 'o1', 1);

CREATE TABLE payload_session (sourcedId VARCHAR, status VARCHAR, title VARCHAR, type VARCHAR,
    startDate DATE, endDate DATE, parentSourcedId VARCHAR, schoolYear INTEGER, place BIGINT);
INSERT INTO payload_session VALUES
    ('y1', 'active', 'Year', 'term', DATE '2026-08-01', DATE '2027-06-01', NULL, 2027, 0);

CREATE TABLE payload_course (sourcedId VARCHAR, status VARCHAR, title VARCHAR, courseCode VARCHAR,
    schoolYearSourcedId VARCHAR, orgSourcedId VARCHAR, schoolID VARCHAR, place BIGINT);
INSERT INTO payload_course VALUES ('k1', 'active', 'Botany', 'BOT', 'y1', 'o1', 'o1', 0);

CREATE TABLE payload_class (sourcedId VARCHAR, status VARCHAR, title VARCHAR, classCode VARCHAR,
    classType VARCHAR, location VARCHAR, courseSourcedId VARCHAR, schoolSourcedId VARCHAR,
    schoolID VARCHAR, sectionID VARCHAR, place BIGINT);
INSERT INTO payload_class VALUES
    ('c1', 'active', 'Botany 1', 'BOT-1', 'scheduled', '12', 'k1', 'o1', 'o1', 'c1', 0);
CREATE TABLE payload_class_term (classSourcedId VARCHAR, class_place BIGINT, termSourcedId VARCHAR);
INSERT INTO payload_class_term VALUES ('c1', 0, 'y1');

CREATE TABLE payload_user (sourcedId VARCHAR, status VARCHAR, enabledUser BOOLEAN, username VARCHAR,
    givenName VARCHAR, familyName VARCHAR, identifier VARCHAR, email VARCHAR, phone VARCHAR,
    grades VARCHAR, personID VARCHAR, place BIGINT);
INSERT INTO payload_user
SELECT id, 'active', TRUE, 'user' || id, 'Given', 'Family', 'n' || id, id || '@example.org',
    '+15555550100', CASE WHEN id[1] = 's' THEN '05' END, id, place
FROM (SELECT unnest(['s1', 's2', 't1', 't2', 'a1', 'g1', 'r1']) AS id, unnest(range(7)) AS place);

CREATE TABLE payload_role (sourcedId VARCHAR, status VARCHAR, userSourcedId VARCHAR, role VARCHAR,
    roleType VARCHAR, orgSourcedId VARCHAR);
-- The other member of staff is a student in the eyes of vendors that know students and teachers
-- alone, so that nobody is unknown; what a user is stands in payload_user_kind.
INSERT INTO payload_role
SELECT 'p' || sourcedId, 'active', sourcedId,
    CASE sourcedId[1] WHEN 's' THEN 'student' WHEN 't' THEN 'teacher' WHEN 'a' THEN 'teacher'
        ELSE 'student' END, 'primary', 'o1'
FROM payload_user;
CREATE TABLE payload_user_org AS
SELECT sourcedId AS userSourcedId, place AS user_place, 'o1' AS orgSourcedId FROM payload_user;
CREATE TABLE payload_user_agent (user_place BIGINT, agent_place BIGINT);
INSERT INTO payload_user_agent VALUES (0, 5), (5, 0), (0, 6);
CREATE TABLE payload_user_kind AS
SELECT sourcedId AS userSourcedId, place AS user_place, sourcedId[1] = 's' AS is_student,
    sourcedId[1] = 't' AS is_teacher, sourcedId[1] = 'a' AS is_staff,
    sourcedId[1] = 'g' AS is_guardian, sourcedId[1] = 'r' AS is_relative, 'o1' AS schoolID
FROM payload_user;

CREATE TABLE payload_enrollment (sourcedId VARCHAR, status VARCHAR, classSourcedId VARCHAR,
    schoolSourcedId VARCHAR, userSourcedId VARCHAR, role VARCHAR, isPrimary BOOLEAN,
    beginDate DATE, endDate DATE, place BIGINT);
INSERT INTO payload_enrollment
SELECT 'e' || sourcedId, 'active', 'c1', 'o1', sourcedId,
    CASE WHEN sourcedId[1] = 's' THEN 'student' ELSE 'teacher' END, sourcedId = 't1',
    DATE '2026-08-12', DATE '2027-06-01', place
FROM payload_user WHERE sourcedId[1] IN ('s', 't');
CREATE TABLE payload_demographics (sourcedId VARCHAR, status VARCHAR, birthDate DATE, place BIGINT);
INSERT INTO payload_demographics
SELECT sourcedId, 'active', DATE '2015-05-05', place + 100 FROM payload_user;
"""

_DERIVED = tuple(
    statement
    for statement in payload_statements("bundle", "1.2")
    if statement.creates.startswith("vendor_")
    or statement.creates
    in (
        "payload_whole",
        "payload_active_person",
        "payload_active_user",
        "payload_person",
        "payload_active_enrollment",
        "payload_unresolved_enrollment",
        "payload_enrolled_user",
        "payload_class_member",
        "payload_repeated_active_enrollment",
    )
)


class SmallPayload:
    """The payload in an engine; what a change does to it is undone."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self.checks = {check.code: check for check in checks}
        self.engine = OneConnection()
        self.engine.run(_PAYLOAD)
        self._derive(Vendors.named(()), None)
        create_finding_table(self.engine, "bundle")
        self.engine.stand()

    def judge(self, case: Case) -> Mapping[str, Outcome]:
        """What each check says of a case under its own lines of a profile."""
        found = self.findings([case.lines], case.change, case.family)
        return {
            code: Outcome(None, tuple(one for one in found if one.code == code), None)
            for code in self.checks
        }

    def findings(
        self, profiles: Sequence[Profile], change: str = "", family: Family | None = None
    ) -> list[Finding]:
        """What the checks find under the profiles once the change, in SQL, is made.

        Without a family of sources they ask everything, also what other checks judge.
        """
        self.engine.run("BEGIN")
        try:
            if change:
                self.engine.run(change)
            vendors = Vendors(tuple(profiles))
            self._derive(vendors, family)
            for check in self.checks.values():
                run_check(self.engine, check)
                weigh(self.engine, check, vendors, "bundle")
            sources = {profile.name: profile.sources() for profile in profiles}
            reader = FindingReader(self.engine, self.checks, False, sources=sources)
            return list(reader.all())
        finally:
            self.engine.run("ROLLBACK")

    def _derive(self, vendors: Vendors, family: Family | None) -> None:
        """Makes what follows from the payload; of a view, which many read, a table for once."""
        write_vendor_tables(self.engine, vendors, family)
        for statement in _DERIVED:
            self.engine.run(statement.sql.replace("CREATE VIEW", "CREATE TABLE", 1))
