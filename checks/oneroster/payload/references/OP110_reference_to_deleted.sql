/*
code = "OP110"
name = "reference-to-deleted"
since = "0.1.0"
severity = "warning"
effect = "deleted"
entity = "record"
key = ["file", "column", "target"]
sources = ["bundle"]
message = "{records:active record} of {file} ({example}{records:| first}) {records:has|have} {target} in {column}, which is to be deleted"
fix = "Keep the record that is still referred to, or delete what refers to it as well"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.4 (inferred)"

A record is sent as tobedeleted (vendors see it as deleted, or simply as gone) while active ones still
lean on it: a school with classes, a course with classes, a session with classes, a parent with children.
What becomes of them at the vendor is open. Users and classes with enrollments are OP605's and OP606's.
One finding for each record that goes.
*/
SELECT
    r.file,
    r.columnName AS "column",
    r.target,
    count(*) AS records,
    min(r.sourcedId) AS example,
    CAST(NULL AS VARCHAR) AS schoolID
FROM (
    SELECT 'classes.csv' AS file, 'courseSourcedId' AS columnName, c.courseSourcedId AS target, c.sourcedId
    FROM payload_class c
    JOIN payload_course d ON d.sourcedId = c.courseSourcedId AND d.status = 'tobedeleted'
    WHERE c.status = 'active'
    UNION ALL
    SELECT 'classes.csv', 'schoolSourcedId', c.schoolSourcedId, c.sourcedId
    FROM payload_class c
    JOIN payload_org d ON d.sourcedId = c.schoolSourcedId AND d.status = 'tobedeleted'
    WHERE c.status = 'active'
    UNION ALL
    SELECT 'classes.csv', 'termSourcedIds', t.termSourcedId, c.sourcedId
    FROM payload_class_term t
    JOIN payload_class c ON c.place = t.class_place AND c.status = 'active'
    JOIN payload_session d ON d.sourcedId = t.termSourcedId AND d.status = 'tobedeleted'
    UNION ALL
    SELECT 'courses.csv', 'orgSourcedId', c.orgSourcedId, c.sourcedId
    FROM payload_course c
    JOIN payload_org d ON d.sourcedId = c.orgSourcedId AND d.status = 'tobedeleted'
    WHERE c.status = 'active'
    UNION ALL
    SELECT 'courses.csv', 'schoolYearSourcedId', c.schoolYearSourcedId, c.sourcedId
    FROM payload_course c
    JOIN payload_session d ON d.sourcedId = c.schoolYearSourcedId AND d.status = 'tobedeleted'
    WHERE c.status = 'active'
    UNION ALL
    SELECT 'academicSessions.csv', 'parentSourcedId', c.parentSourcedId, c.sourcedId
    FROM payload_session c
    JOIN payload_session d ON d.sourcedId = c.parentSourcedId AND d.status = 'tobedeleted'
    WHERE c.status = 'active'
    UNION ALL
    SELECT 'orgs.csv', 'parentSourcedId', c.parentSourcedId, c.sourcedId
    FROM payload_org c
    JOIN payload_org d ON d.sourcedId = c.parentSourcedId AND d.status = 'tobedeleted'
    WHERE c.status = 'active'
) r
GROUP BY r.file, r.columnName, r.target
