/*
Orgs and academic sessions as a bundle sends them.

A status is blank in a bulk file and then active; the "inactive" of old is read as tobedeleted.
place is the row's number in the engine, by which rows are joined where there are millions.
*/
CREATE VIEW payload_org AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    name,
    type,
    identifier,
    parentSourcedId,
    sourcedId AS schoolID,
    rowid AS place
FROM orgs;

CREATE VIEW payload_session AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    title,
    type,
    startDate,
    endDate,
    parentSourcedId,
    schoolYear,
    rowid AS place
FROM academicSessions;
