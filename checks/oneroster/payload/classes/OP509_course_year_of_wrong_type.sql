/*
code = "OP509"
name = "course-year-of-wrong-type"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "session"
key = ["file", "column", "target"]
sources = ["bundle"]
message = "{records:course} ({example}{records:| first}) {records:names|name} session {target} as {records:its|their} school year, which is of type {type}"
fix = "Name the session of type schoolYear, or leave schoolYearSourcedId blank"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.7 courses.csv, schoolYearSourcedId"

The school year of a course must be a session of type schoolYear; a type of the district's own, ext:…,
is taken for one. Classes may name sessions of any type. One finding for each session.
*/
SELECT
    'courses.csv' AS file,
    'schoolYearSourcedId' AS "column",
    s.sourcedId AS target,
    s.type,
    count(*) AS records,
    min(c.sourcedId) AS example,
    CAST(NULL AS VARCHAR) AS schoolID
FROM payload_course c
JOIN payload_session s ON s.sourcedId = c.schoolYearSourcedId
WHERE c.status = 'active' AND s.type IN ('gradingPeriod', 'semester', 'term')
GROUP BY s.sourcedId, s.type
