/*
code = "EX001"
name = "excluded-ancestor"
severity = "warning"
effect = "missing"
entity = "ancestor"
key = ["level", "key"]
oneroster = ["1.1", "1.2"]
message = "The {label} {name} is marked External LMS Exclude: it hides {students} students and {sections} sections"
fix = "The record's own page (School Information, Calendar Information, Schedule Structures, Grade Levels, Course Master): clear External LMS Exclude"
article = "Beyond the prerequisites: External LMS Exclude"

A mark on a school, a calendar, a schedule structure, a grade level or a course master reaches every
record below it, and is not shown there. One finding for each, with what it hides: students enrolled in
the year who are hidden by nothing above it, and sections with students. A mark under another one that
hides everything already, and one that hides nothing, are not reported. Courses and sections that are
marked themselves are CO004 and CO008, enrollments ST008, assignments TE004 and NS005. The columns of
the marks on structures, grade levels and course masters are inferred from the others' names.
*/
SELECT
    marked.level,
    marked.schoolID,
    marked.calendarID,
    marked.label,
    marked.name,
    marked.students,
    marked.sections,
    marked.key
FROM (
    SELECT
        'school' AS level,
        s.schoolID,
        CAST(NULL AS BIGINT) AS calendarID,
        'school' AS label,
        coalesce(s.name, CAST(s.schoolID AS VARCHAR)) AS name,
        (SELECT count(DISTINCT e.personID) FROM enrollment_criteria e WHERE e.schoolID = s.schoolID AND e.in_school_year AND e.not_ended AND e.not_no_show) AS students,
        (SELECT count(*) FROM live_section v JOIN section_students n ON n.sectionID = v.sectionID WHERE v.schoolID = s.schoolID) AS sections,
        json_object('level', 'school', 'schoolID', s.schoolID) AS key
    FROM School s
    CROSS JOIN settings t
    WHERE s.externalLMSExclude AND (NOT t.scoped OR s.schoolID IN (SELECT schoolID FROM scope_school))
    UNION ALL
    SELECT
        'calendar',
        c.schoolID,
        c.calendarID,
        'calendar',
        c.calendarName,
        (SELECT count(DISTINCT e.personID) FROM enrollment_criteria e WHERE e.calendarID = c.calendarID AND e.in_school_year AND e.not_ended AND e.not_no_show),
        (SELECT count(*) FROM live_section v JOIN section_students n ON n.sectionID = v.sectionID WHERE v.calendarID = c.calendarID),
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
        (SELECT count(DISTINCT e.personID) FROM enrollment_criteria e WHERE e.structureID = st.structureID AND e.in_school_year AND e.not_ended AND e.not_no_show),
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
        g.calendarName || ', ' || g.name,
        (SELECT count(DISTINCT e.personID) FROM enrollment_criteria e WHERE e.structureID = g.structureID AND lower(e.grade) = g.gradeKey AND e.in_school_year AND e.not_ended AND e.not_no_show),
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
        CAST(coalesce(below.students, 0) AS BIGINT),
        coalesce(below.sections, 0),
        json_object('level', 'courseMaster', 'courseMasterID', m.courseMasterID)
    FROM CourseMaster m
    LEFT JOIN (
        SELECT co.courseMasterID, count(*) AS sections, sum(n.students) AS students
        FROM course_criteria co
        JOIN year_calendar c ON c.calendarID = co.calendarID AND c.not_excluded
        JOIN live_section v ON v.courseID = co.courseID
        JOIN section_students n ON n.sectionID = v.sectionID
        GROUP BY co.courseMasterID
    ) below ON below.courseMasterID = m.courseMasterID
    WHERE m.externalLMSExclude
) marked
WHERE marked.students > 0 OR marked.sections > 0
