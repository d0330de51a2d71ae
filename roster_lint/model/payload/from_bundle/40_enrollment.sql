/*
Enrollments and demographics as a bundle sends them.
*/
CREATE VIEW payload_enrollment AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    classSourcedId,
    schoolSourcedId,
    userSourcedId,
    role,
    "primary" AS isPrimary,
    beginDate,
    endDate,
    userSourcedId AS personID,
    schoolSourcedId AS schoolID,
    classSourcedId AS sectionID,
    rowid AS place
FROM enrollments;

CREATE VIEW payload_demographics AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    birthDate,
    sex,
    rowid AS place
FROM demographics;
