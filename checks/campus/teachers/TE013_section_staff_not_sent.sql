/*
code = "TE013"
name = "section-staff-not-sent"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "section"
key = ["sectionID"]
message = "{calendar}: section staff of section {section} are not sent (rows: {rows})"
fix = "Scheduling & Courses > Courses > Sections > Section Staff History: make them Teacher, if they are to see the class"
owner = "staff records"
article = "Teachers: Section Staff History"
of = "live_section WHERE not_excluded AND is_active"

Rows of the Section Staff History that are neither Primary Teacher nor Teacher are not made available:
an aide does not get into the class. Worth knowing. Rows without a type are TE012's.
*/
SELECT s.sectionID, s.schoolID, s.calendarID, s.calendarName AS calendar, s.sectionName AS section, count(*) AS "rows"
FROM live_section s
JOIN staff_history_criteria h ON h.sectionID = s.sectionID AND h.not_ended AND h.in_school_year
WHERE s.not_excluded AND s.is_active AND h.staffType IS NOT NULL AND NOT h.is_teacher_row
GROUP BY s.sectionID, s.schoolID, s.calendarID, s.calendarName, s.sectionName
