/*
code = "EX001"
name = "excluded-ancestor"
since = "0.1.0"
severity = "warning"
effect = "missing"
entity = "ancestor"
key = ["level", "key"]
message = "The {label} {name} is marked External LMS Exclude: it hides {hidden} below it{teaching}"
fix = "The record's own page (School Information, Calendar Information, Schedule Structures, Grade Levels, Course Master): clear External LMS Exclude"
owner = "scheduler"
action = "clear External LMS Exclude"
article = "Beyond the prerequisites: External LMS Exclude"

A mark on a school, a calendar, a schedule structure, a grade level or a course master reaches every
record below it, and is not shown there. One finding for each, with what it hides: students who would
sync there but for marks, and active sections with students, as far as nothing above it hides them
already; the teachers of those sections are counted with them. A mark that hides nothing of these is not
reported. A course master hides sections alone,
a schedule structure and a grade level students alone. Courses and sections that are
marked themselves are CO004 and CO008, enrollments ST008, assignments TE004 and NS005. The columns of
the marks on structures, grade levels and course masters are inferred from the others' names.
*/
WITH student AS (
    SELECT schoolID, calendarID, structureID, lower(grade) AS gradeKey, personID
    FROM enrollment_criteria
    WHERE in_school_year AND not_ended AND not_no_show
),
class AS (
    SELECT v.sectionID, v.schoolID, v.calendarID, v.courseID
    FROM live_section v
    WHERE v.is_active AND EXISTS (SELECT 1 FROM section_students n WHERE n.sectionID = v.sectionID)
)
SELECT
    marked.level,
    marked.schoolID,
    marked.calendarID,
    marked.label,
    marked.name,
    marked.students,
    marked.sections,
    concat_ws(
        ' and ',
        CASE marked.students WHEN 0 THEN NULL WHEN 1 THEN '1 student' ELSE CAST(marked.students AS VARCHAR) || ' students' END,
        CASE marked.sections WHEN 0 THEN NULL WHEN 1 THEN '1 section' ELSE CAST(marked.sections AS VARCHAR) || ' sections' END
    ) AS hidden,
    coalesce(' (teachers: ' || CAST(nullif(marked.teachers, 0) AS VARCHAR) || ')', '') AS teaching,
    marked.key
FROM (
    SELECT
        'school' AS level,
        s.schoolID,
        CAST(NULL AS BIGINT) AS calendarID,
        'school' AS label,
        coalesce(s.name, CAST(s.schoolID AS VARCHAR)) AS name,
        (SELECT count(DISTINCT e.personID) FROM student e WHERE e.schoolID = s.schoolID) AS students,
        (SELECT count(*) FROM class v WHERE v.schoolID = s.schoolID) AS sections,
        (SELECT count(DISTINCT h.personID) FROM class v JOIN section_teacher h ON h.sectionID = v.sectionID WHERE v.schoolID = s.schoolID) AS teachers,
        json_object('level', 'school', 'schoolID', s.schoolID) AS key
    FROM School s
    WHERE s.externalLMSExclude
    UNION ALL
    SELECT
        'calendar',
        c.schoolID,
        c.calendarID,
        'calendar',
        c.calendarName,
        (SELECT count(DISTINCT e.personID) FROM student e WHERE e.calendarID = c.calendarID),
        (SELECT count(*) FROM class v WHERE v.calendarID = c.calendarID),
        (SELECT count(DISTINCT h.personID) FROM class v JOIN section_teacher h ON h.sectionID = v.sectionID WHERE v.calendarID = c.calendarID),
        json_object('level', 'calendar', 'calendarID', c.calendarID)
    FROM year_calendar c
    JOIN Calendar own ON own.calendarID = c.calendarID AND own.externalLMSExclude
    LEFT JOIN School s ON s.schoolID = c.schoolID
    WHERE NOT coalesce(s.externalLMSExclude, FALSE)
    UNION ALL
    SELECT
        'structure',
        st.schoolID,
        st.calendarID,
        'schedule structure',
        st.calendarName || ', ' || st.structureName,
        (SELECT count(DISTINCT e.personID) FROM student e WHERE e.structureID = st.structureID),
        0,
        0,
        json_object('level', 'structure', 'structureID', st.structureID)
    FROM year_structure st
    JOIN ScheduleStructure own ON own.structureID = st.structureID AND own.externalLMSExclude
    JOIN year_calendar c ON c.calendarID = st.calendarID AND c.not_excluded
    UNION ALL
    SELECT
        'gradeLevel',
        g.schoolID,
        g.calendarID,
        'grade level',
        g.structureLabel || ', ' || g.name,
        (SELECT count(DISTINCT e.personID) FROM student e WHERE e.structureID = g.structureID AND e.gradeKey = g.gradeKey),
        0,
        0,
        json_object('level', 'gradeLevel', 'structureID', g.structureID, 'name', g.name)
    FROM year_grade_level g
    JOIN GradeLevel own ON own.structureID = g.structureID AND own.name = g.name AND own.externalLMSExclude
    JOIN year_structure st ON st.structureID = g.structureID AND st.not_excluded
    UNION ALL
    SELECT
        'courseMaster',
        CAST(NULL AS BIGINT),
        CAST(NULL AS BIGINT),
        'course master',
        coalesce(m.name, CAST(m.courseMasterID AS VARCHAR)),
        0,
        (
            SELECT count(*)
            FROM class v
            JOIN Course co ON co.courseID = v.courseID
            JOIN year_calendar c ON c.calendarID = v.calendarID AND c.not_excluded
            WHERE co.courseMasterID = m.courseMasterID
        ),
        (
            SELECT count(DISTINCT h.personID)
            FROM class v
            JOIN section_teacher h ON h.sectionID = v.sectionID
            JOIN Course co ON co.courseID = v.courseID
            JOIN year_calendar c ON c.calendarID = v.calendarID AND c.not_excluded
            WHERE co.courseMasterID = m.courseMasterID
        ),
        json_object('level', 'courseMaster', 'courseMasterID', m.courseMasterID)
    FROM CourseMaster m
    WHERE m.externalLMSExclude
) marked
WHERE marked.students > 0 OR marked.sections > 0
