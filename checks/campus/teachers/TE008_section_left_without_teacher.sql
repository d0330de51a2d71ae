/*
code = "TE008"
name = "section-left-without-teacher"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "section"
key = ["sectionID"]
message = "{calendar}: every teacher of section {section} has ended there"
fix = "Scheduling & Courses > Courses > Sections > Section Staff History: add the teacher who follows"
owner = "staff records"
article = "Teachers: Section Staff History"
judges = ["class.teacher"]
of = "live_section WHERE not_excluded AND is_active"

A Section Staff History record whose end date is past is not served as active. Every P or T row of this
section has ended, so the class arrives without a teacher. A row that begins later has not ended. Where no row
falls within the school year TE007 reports it; where one that has not ended lost its person, DA003. A section
whose terms are over no longer needs a teacher.
*/
SELECT s.sectionID, s.schoolID, s.calendarID, s.calendarName AS calendar, s.sectionName AS section
FROM live_section s
JOIN staff_history_criteria h ON h.sectionID = s.sectionID AND h.is_teacher_row
WHERE s.not_excluded AND s.is_active
  AND NOT EXISTS (SELECT 1 FROM finished_section f WHERE f.sectionID = s.sectionID)
  AND NOT EXISTS (SELECT 1 FROM nameless_teaching n WHERE n.sectionID = s.sectionID)
GROUP BY s.sectionID, s.schoolID, s.calendarID, s.calendarName, s.sectionName
HAVING NOT bool_or(h.not_ended) AND bool_or(h.in_school_year)
