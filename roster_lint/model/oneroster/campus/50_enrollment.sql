/*
Enrollments as they are predicted.
*/
CREATE VIEW sent_enrollment AS
SELECT
    e.sourcedId,
    e.status,
    CAST(e.sectionID AS VARCHAR) AS classSourcedId,
    c.schoolSourcedId,
    e.userSourcedId,
    e.role,
    e.is_primary AS isPrimary,
    e.beginDate,
    e.endDate,
    e.personID,
    e.schoolID,
    e.sectionID,
    e.rowid AS place
FROM payload_enrollment e
JOIN payload_class c ON c.sectionID = e.sectionID;
