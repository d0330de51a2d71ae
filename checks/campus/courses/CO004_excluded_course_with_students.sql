/*
code = "CO004"
name = "excluded-course-with-students"
since = "0.1.0"
severity = "warning"
effect = "missing"
entity = "course"
key = ["courseID"]
message = "{calendar}: course {course} is marked External LMS Exclude and has students (sections: {sections}, seats taken: {students}, teachers: {teachers})"
fix = "Scheduling & Courses > Courses > Course Information: clear External LMS Exclude, if the course is to be sent"
owner = "scheduler"
action = "clear External LMS Exclude on courses"
article = "Courses/Sections"
of = "course_criteria WHERE has_calendar AND ancestors_not_excluded"
needs = ["Course.externalLMSExclude"]

A course that is itself marked External LMS Exclude hides all its sections. Marks on the course master,
the calendar or the school are EX001's.
*/
SELECT co.courseID, co.schoolID, co.calendarID, co.calendarName AS calendar, co.courseName AS course, count(*) AS sections, sum(n.students) AS students,
    (
        SELECT count(DISTINCT h.personID)
        FROM section_teacher h
        JOIN live_section k ON k.sectionID = h.sectionID
        WHERE k.courseID = co.courseID
    ) AS teachers
FROM course_criteria co
JOIN live_section s ON s.courseID = co.courseID
JOIN section_students n ON n.sectionID = s.sectionID
WHERE co.is_marked AND co.ancestors_not_excluded
GROUP BY co.courseID, co.schoolID, co.calendarID, co.calendarName, co.courseName
