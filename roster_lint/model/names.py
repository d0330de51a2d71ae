"""What people and schools are called, in one shape for every source, for messages.

``person_name(personID, name)``, ``person_number(personID, studentNumber, staffNumber)``,
``school_name(schoolID, name)`` and ``calendar_name(calendarID, name)``; the IDs are those of
Campus, or the sourcedIds of a bundle.
"""

from collections.abc import Mapping

from roster_lint.engine.base import Engine
from roster_lint.vocabulary import Family

_CAMPUS = """
-- A person's current name; of several identities without a current one, the latest.
CREATE VIEW IF NOT EXISTS person_name AS
SELECT personID, name FROM (
    SELECT
        i.personID,
        concat_ws(' ', i.firstName, i.lastName) AS name,
        row_number() OVER (
            PARTITION BY i.personID
            ORDER BY coalesce(i.identityID = p.currentIdentityID, FALSE) DESC, i.identityID DESC
        ) AS place
    FROM Identity i JOIN Person p ON p.personID = i.personID
) WHERE place = 1 AND name <> '';

CREATE VIEW IF NOT EXISTS person_number AS
SELECT personID, studentNumber, staffNumber FROM Person;

CREATE VIEW IF NOT EXISTS school_name AS
SELECT schoolID, name FROM School;

CREATE VIEW IF NOT EXISTS calendar_name AS
SELECT calendarID, name FROM Calendar;
"""

_BUNDLE = """
CREATE VIEW IF NOT EXISTS person_name AS
SELECT sourcedId AS personID, concat_ws(' ', givenName, familyName) AS name
FROM payload_user
WHERE givenName IS NOT NULL OR familyName IS NOT NULL;

-- A user's identifier is the number that the person's school knows the person by.
CREATE VIEW IF NOT EXISTS person_number AS
SELECT
    u.sourcedId AS personID,
    CASE WHEN s.userSourcedId IS NOT NULL THEN u.identifier END AS studentNumber,
    CASE WHEN s.userSourcedId IS NULL THEN u.identifier END AS staffNumber
FROM payload_user u
LEFT JOIN (
    SELECT DISTINCT userSourcedId FROM payload_person WHERE population = 'student'
) s ON s.userSourcedId = u.sourcedId;

CREATE VIEW IF NOT EXISTS school_name AS
SELECT sourcedId AS schoolID, name FROM payload_org;

CREATE VIEW IF NOT EXISTS calendar_name AS
SELECT sourcedId AS calendarID, title AS name FROM payload_session;
"""

_VIEWS: Mapping[Family, str] = {"campus": _CAMPUS, "bundle": _BUNDLE}


def names_sql(family: Family) -> str:
    """The statements that make the four views, for telling which tables they read."""
    return _VIEWS[family]


def create_names(engine: Engine, family: Family) -> None:
    """Creates the four views over a source's tables, unless they are there."""
    engine.run(_VIEWS[family])
