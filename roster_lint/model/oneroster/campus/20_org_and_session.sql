/*
Orgs and academic sessions as they are predicted: schools alone, and no school's parent.
*/
CREATE VIEW sent_org AS
SELECT
    sourcedId,
    status,
    name,
    type,
    identifier,
    CAST(NULL AS VARCHAR) AS parentSourcedId,
    schoolID,
    rowid AS place
FROM payload_org;

CREATE VIEW sent_session AS
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
FROM payload_academic_session;
