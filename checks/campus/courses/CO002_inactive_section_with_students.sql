/*
code = "CO002"
name = "inactive-section-with-students"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "section"
key = ["sectionID"]
message = "{calendar}: the inactive section {section} has students ({students}) and teachers ({teachers})"
fix = "Scheduling & Courses > Courses > Sections > Section Information: mark the section Active, or move the students"
owner = "scheduler"
action = "mark sections Active"
article = "Courses/Sections"
of = "live_section WHERE not_excluded"
needs = ["Section.active"]

[[skip]]
when = "SELECT NOT is_kept FROM section_mark"
reason = "no section has a value in Section.active"

Course and each section must be marked Active. Where the course itself is inactive CO001 reports it. As with
every bit, blank means not marked: a section without a value is inactive. But not every database keeps the
mark: without Section.active, or with not one value in it, this is not checked, and the course's mark alone
decides.
*/
SELECT s.sectionID, s.schoolID, s.calendarID, s.calendarName AS calendar, s.sectionName AS section, n.students, m.teachers
FROM live_section s
JOIN Section own ON own.sectionID = s.sectionID AND NOT coalesce(own.active, FALSE)
JOIN course_criteria co ON co.courseID = s.courseID AND co.is_active
JOIN section_students n ON n.sectionID = s.sectionID
JOIN section_members m ON m.sectionID = s.sectionID
WHERE s.not_excluded
