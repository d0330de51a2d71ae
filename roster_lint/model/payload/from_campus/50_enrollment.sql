/*
Enrollments as they are predicted.
*/
CREATE VIEW payload_enrollment AS
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
FROM predicted_enrollment e
JOIN predicted_class c ON c.sectionID = e.sectionID;
