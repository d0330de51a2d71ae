/*
Orgs and academic sessions as they are predicted: only schools, without their parents.
*/
CREATE VIEW payload_org AS
SELECT
    sourcedId,
    status,
    name,
    type,
    identifier,
    CAST(NULL AS VARCHAR) AS parentSourcedId,
    schoolID,
    rowid AS place
FROM predicted_org;

CREATE VIEW payload_session AS
SELECT
    sourcedId,
    status,
    title,
    type,
    startDate,
    endDate,
    parentSourcedId,
    schoolYear,
    rowid AS place
FROM predicted_academic_session;
