/*
code = "CO003"
name = "course-master-mismatch"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "course"
key = ["courseID"]
message = "{calendar}: course {course} and its course master disagree: the course is {own}"
fix = "Scheduling & Courses > Courses > Course Information: mark the course as its course master is, or correct that (Course Masters > Course Master Information)"
owner = "scheduler"
article = "Courses/Sections"
of = "course_criteria WHERE not_excluded"
needs = ["CourseMaster.active", "Course.courseMasterID"]

[[skip]]
when = "SELECT NOT coalesce(bool_or(active IS NOT NULL), FALSE) FROM CourseMaster"
reason = "no course master has a value in CourseMaster.active"

Course and course master disagree on whether they are active: one of the two was changed and not
pushed. Only the course's mark decides what is sent (CO001).
*/
SELECT
    co.courseID,
    co.schoolID,
    co.calendarID,
    co.calendarName AS calendar,
    co.courseName AS course,
    CASE WHEN co.is_active THEN 'active, the master is not' ELSE 'not active, the master is' END AS own
FROM course_criteria co
JOIN CourseMaster m ON m.courseMasterID = co.courseMasterID
WHERE co.not_excluded AND coalesce(m.active, FALSE) <> co.is_active
