/*
code = "CO008"
name = "excluded-section-with-students"
since = "0.1.0"
severity = "warning"
effect = "missing"
entity = "section"
key = ["sectionID"]
message = "{calendar}: section {section} is marked External LMS Exclude and has students ({students}) and teachers ({teachers})"
fix = "Scheduling & Courses > Courses > Sections > Section Information: clear External LMS Exclude, if the section is to be sent"
owner = "scheduler"
action = "clear External LMS Exclude on sections"
article = "Courses/Sections"
of = "live_section"
needs = ["Section.externalLMSExclude"]

A section that is itself marked External LMS Exclude is not sent, and neither are its students' places in it.
Marks on the course are CO004's, further up EX001's.
*/
SELECT s.sectionID, s.schoolID, s.calendarID, s.calendarName AS calendar, s.sectionName AS section, n.students, m.teachers
FROM live_section s
JOIN Section own ON own.sectionID = s.sectionID AND own.externalLMSExclude
JOIN course_criteria co ON co.courseID = s.courseID AND co.not_excluded
JOIN section_students n ON n.sectionID = s.sectionID
JOIN section_members m ON m.sectionID = s.sectionID
