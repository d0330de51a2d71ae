/*
The fields of classes, courses, academic sessions and orgs that a vendor needs, with their
values as text and the row of the file where they stand; NULL where the record has none. Only courses with
classes that count. Columns that the file does not have are left out.
*/
CREATE VIEW vendor_record_value AS
SELECT v.*
FROM (
    SELECT
        'class' AS record,
        'classes.csv' AS file,
        c.place,
        c.sourcedId,
        c.title AS name,
        c.schoolID,
        c.sectionID,
        c.schoolSourcedId,
        a.field,
        CASE a.field
            WHEN 'sourcedId' THEN c.sourcedId
            WHEN 'title' THEN c.title
            WHEN 'classCode' THEN c.classCode
            WHEN 'location' THEN c.location
            WHEN 'course' THEN c.courseSourcedId
            WHEN 'school' THEN c.schoolSourcedId
            WHEN 'term' THEN t.termSourcedId
            WHEN 'student' THEN CAST(nullif(m.students, 0) AS VARCHAR)
            WHEN 'teacher' THEN CAST(nullif(m.teachers, 0) AS VARCHAR)
            WHEN 'primary_teacher' THEN CAST(nullif(m.primaries, 0) AS VARCHAR)
        END AS value
    FROM payload_class c
    JOIN vendor_asked a ON a.population = 'class'
    LEFT JOIN (
        SELECT class_place, min(termSourcedId) AS termSourcedId FROM payload_class_term GROUP BY class_place
    ) t ON t.class_place = c.place
    LEFT JOIN payload_class_member m ON m.class_place = c.place
    CROSS JOIN payload_whole w
    WHERE c.status = 'active'
      AND (w.enrollments OR a.field NOT IN ('student', 'teacher', 'primary_teacher'))
    UNION ALL
    SELECT
        'course',
        'courses.csv',
        c.place,
        c.sourcedId,
        c.title,
        c.schoolID,
        NULL,
        c.orgSourcedId,
        a.field,
        CASE a.field
            WHEN 'sourcedId' THEN c.sourcedId
            WHEN 'title' THEN c.title
            WHEN 'courseCode' THEN c.courseCode
            WHEN 'school' THEN c.orgSourcedId
            WHEN 'class' THEN k.courseSourcedId
        END
    FROM payload_course c
    JOIN vendor_asked a ON a.population = 'course'
    LEFT JOIN (
        SELECT DISTINCT courseSourcedId FROM payload_class WHERE status = 'active'
    ) k ON k.courseSourcedId = c.sourcedId
    CROSS JOIN payload_whole w
    WHERE c.status = 'active' AND (w.classes OR a.field <> 'class')
    UNION ALL
    SELECT
        'session',
        'academicSessions.csv',
        s.place,
        s.sourcedId,
        s.title,
        NULL,
        NULL,
        NULL,
        a.field,
        CASE a.field
            WHEN 'sourcedId' THEN s.sourcedId
            WHEN 'title' THEN s.title
            WHEN 'startDate' THEN CAST(s.startDate AS VARCHAR)
            WHEN 'endDate' THEN CAST(s.endDate AS VARCHAR)
            WHEN 'schoolYear' THEN CAST(s.schoolYear AS VARCHAR)
        END
    FROM payload_session s
    JOIN vendor_asked a ON a.population = 'session'
    WHERE s.status = 'active'
    UNION ALL
    SELECT
        'org',
        'orgs.csv',
        o.place,
        o.sourcedId,
        o.name,
        o.schoolID,
        NULL,
        NULL,
        a.field,
        CASE a.field
            WHEN 'sourcedId' THEN o.sourcedId
            WHEN 'name' THEN o.name
            WHEN 'type' THEN o.type
            WHEN 'identifier' THEN o.identifier
        END
    FROM payload_org o
    JOIN vendor_asked a ON a.population = 'org'
    WHERE o.status = 'active'
) v
WHERE NOT EXISTS (
    SELECT 1 FROM payload_absent_column c WHERE c.file = v.file AND c.column_name = v.field
);
