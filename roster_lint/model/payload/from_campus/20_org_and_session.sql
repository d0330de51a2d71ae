/*
Orgs and academic sessions as they are predicted: schools alone, and no school's parent.
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
