/*
Courses and classes as they are predicted; grades and subjects are not.
*/
CREATE VIEW payload_course AS
SELECT
    sourcedId,
    status,
    title,
    courseCode,
    schoolYearSourcedId,
    orgSourcedId,
    CAST(NULL AS VARCHAR) AS grades,
    CAST(NULL AS VARCHAR) AS subjects,
    CAST(NULL AS VARCHAR) AS subjectCodes,
    schoolID,
    rowid AS place
FROM predicted_course;

CREATE VIEW payload_class AS
SELECT
    sourcedId,
    status,
    title,
    classCode,
    classType,
    CAST(NULL AS VARCHAR) AS location,
    courseSourcedId,
    schoolSourcedId,
    CAST(NULL AS VARCHAR) AS grades,
    CAST(NULL AS VARCHAR) AS subjects,
    CAST(NULL AS VARCHAR) AS subjectCodes,
    schoolID,
    sectionID,
    rowid AS place
FROM predicted_class;

CREATE VIEW payload_class_term AS
SELECT t.classSourcedId, c.rowid AS class_place, t.termSourcedId
FROM predicted_class_term t
JOIN predicted_class c ON c.sectionID = t.sectionID;
