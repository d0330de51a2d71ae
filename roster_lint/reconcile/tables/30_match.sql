/*
Which served course, class, session and enrollment is which expected one: by sourcedId, else by what it is
known by (a code at a school, a title with its dates, a person in a class). A key counts where exactly one
record has it on each side.
*/
CREATE TABLE session_match AS
SELECT e.sourcedId AS expectedId, s.sourcedId AS servedId, 0 AS rank
FROM expected_session e
JOIN served_session s ON s.idKey = e.idKey
UNION ALL
SELECT min(e.sourcedId), min(s.sourcedId), 8
FROM expected_session e
JOIN served_session s
    ON s.type = e.type
    AND s.startDate = e.startDate
    AND s.endDate = e.endDate
    AND (s.title = e.title OR e.type = 'schoolYear')
WHERE NOT EXISTS (SELECT 1 FROM served_session o WHERE o.idKey = e.idKey)
  AND NOT EXISTS (SELECT 1 FROM expected_session o WHERE o.idKey = s.idKey)
GROUP BY e.type, e.startDate, e.endDate, e.title
HAVING count(*) = 1;

CREATE TABLE course_match AS
SELECT e.sourcedId AS expectedId, s.sourcedId AS servedId, 0 AS rank
FROM expected_course e
JOIN served_course s ON s.idKey = e.idKey
UNION ALL
SELECT min(e.sourcedId), min(s.sourcedId), 8
FROM expected_course e
JOIN served_course s ON lower(s.courseCode) = lower(e.courseCode)
JOIN org_match o ON o.servedId = s.orgSourcedId AND o.expectedId = e.orgSourcedId
WHERE NOT EXISTS (SELECT 1 FROM served_course o WHERE o.idKey = e.idKey)
  AND NOT EXISTS (SELECT 1 FROM expected_course o WHERE o.idKey = s.idKey)
GROUP BY lower(e.courseCode), e.orgSourcedId
HAVING count(*) = 1;

CREATE TABLE class_match AS
SELECT e.sourcedId AS expectedId, s.sourcedId AS servedId, 0 AS rank
FROM expected_class e
JOIN served_class s ON s.idKey = e.idKey
UNION ALL
SELECT min(e.sourcedId), min(s.sourcedId), 8
FROM expected_class e
JOIN served_class s ON lower(s.classCode) = lower(e.classCode)
JOIN org_match o ON o.servedId = s.schoolSourcedId AND o.expectedId = e.schoolSourcedId
WHERE NOT EXISTS (SELECT 1 FROM served_class o WHERE o.idKey = e.idKey)
  AND NOT EXISTS (SELECT 1 FROM expected_class o WHERE o.idKey = s.idKey)
GROUP BY lower(e.classCode), e.schoolSourcedId
HAVING count(*) = 1;

-- By the numbers of the rows, since there are millions.
CREATE TABLE enrollment_by_id AS
SELECT e.place AS expectedPlace, s.place AS servedPlace
FROM expected_enrollment e
JOIN served_enrollment s ON s.sourcedId = e.sourcedId;

CREATE TABLE expected_enrollment_left AS
SELECT e.*
FROM expected_enrollment e
LEFT JOIN enrollment_by_id m ON m.expectedPlace = e.place
WHERE m.expectedPlace IS NULL;

-- With class and user under the IDs that are expected of them, where they are known.
CREATE TABLE served_enrollment_left AS
SELECT
    s.*,
    coalesce(c.expectedId, s.classSourcedId) AS classExpectedId,
    coalesce(u.expectedId, s.userSourcedId) AS userExpectedId
FROM served_enrollment s
LEFT JOIN enrollment_by_id m ON m.servedPlace = s.place
LEFT JOIN class_match c ON c.servedId = s.classSourcedId
LEFT JOIN user_match u ON u.servedId = s.userSourcedId
WHERE m.servedPlace IS NULL;

CREATE TABLE enrollment_by_key AS
SELECT min(e.place) AS expectedPlace, min(s.place) AS servedPlace
FROM expected_enrollment_left e
JOIN served_enrollment_left s
    ON s.classExpectedId = e.classSourcedId AND s.userExpectedId = e.userSourcedId AND s.role = e.role
GROUP BY e.classSourcedId, e.userSourcedId, e.role
HAVING count(*) = 1;
