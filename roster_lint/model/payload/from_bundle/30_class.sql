/*
Courses and classes as a bundle sends them, and the sessions of each class, one row an item.
*/
CREATE VIEW payload_course AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    title,
    courseCode,
    schoolYearSourcedId,
    orgSourcedId,
    grades,
    subjects,
    subjectCodes,
    orgSourcedId AS schoolID,
    rowid AS place
FROM courses;

CREATE VIEW payload_class AS
SELECT
    sourcedId,
    CASE WHEN status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END AS status,
    title,
    classCode,
    classType,
    location,
    courseSourcedId,
    schoolSourcedId,
    grades,
    subjects,
    subjectCodes,
    schoolSourcedId AS schoolID,
    sourcedId AS sectionID,
    rowid AS place
FROM classes;

-- Blanks beside a comma make a bad GUID, which the checks of fields report; it is not reported again as a
-- missing session.
CREATE TABLE payload_class_term AS
SELECT classSourcedId, class_place, trim(term) AS termSourcedId
FROM (
    SELECT sourcedId AS classSourcedId, rowid AS class_place, unnest(string_split(termSourcedIds, ',')) AS term
    FROM classes
) each_term
WHERE trim(term) <> '';
