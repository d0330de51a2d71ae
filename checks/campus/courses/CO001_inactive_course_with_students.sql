/*
code = "CO001"
name = "inactive-course-with-students"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "course"
key = ["courseID"]
message = "{calendar}: the inactive course {course} has students (sections: {sections}, seats taken: {students}, teachers: {teachers})"
fix = "Scheduling & Courses > Courses > Course Information: mark the course Active, or move the students"
owner = "scheduler"
action = "mark courses Active"
article = "Courses/Sections"
of = "course_criteria WHERE has_calendar AND not_excluded"

Course and section must be marked Active. Sections of an inactive course are not sent, students and
all. An inactive course without students in it is normal.
*/
SELECT co.courseID, co.schoolID, co.calendarID, co.calendarName AS calendar, co.courseName AS course, count(*) AS sections, sum(n.students) AS students,
    (
        SELECT count(DISTINCT h.personID)
        FROM section_teacher h
        JOIN live_section k ON k.sectionID = h.sectionID
        WHERE k.courseID = co.courseID
    ) AS teachers
FROM course_criteria co
JOIN live_section s ON s.courseID = co.courseID AND s.not_excluded
JOIN section_students n ON n.sectionID = s.sectionID
WHERE NOT co.is_active
GROUP BY co.courseID, co.schoolID, co.calendarID, co.calendarName, co.courseName
