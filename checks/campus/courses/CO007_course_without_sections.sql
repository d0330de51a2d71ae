/*
code = "CO007"
name = "course-without-sections"
severity = "info"
effect = "risk"
entity = "course"
key = ["courseID"]
oneroster = ["1.1", "1.2"]
message = "{calendar}: the active course {course} has no section"
fix = "Scheduling & Courses > Courses > Course Information: add sections, or mark the course inactive"
article = "Courses/Sections"
of = "course_criteria WHERE not_excluded AND is_active"

An active course without any live section is not taught this year, or its sections are in another
trial. Silent in a calendar that has no live section at all: that is scheduling's (SC001).
*/
SELECT co.courseID, co.schoolID, co.calendarID, co.calendarName AS calendar, co.courseName AS course
FROM course_criteria co
WHERE co.is_active
  AND co.not_excluded
  AND NOT EXISTS (SELECT 1 FROM live_section s WHERE s.courseID = co.courseID)
  AND EXISTS (SELECT 1 FROM live_section s WHERE s.calendarID = co.calendarID)
