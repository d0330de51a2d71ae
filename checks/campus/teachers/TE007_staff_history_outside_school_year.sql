/*
code = "TE007"
name = "staff-history-outside-school-year"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "section"
key = ["sectionID"]
message = "{calendar}: Section Staff History records of section {section} are outside the school year (records: {rows}, teachers: {teachers})"
fix = "Scheduling & Courses > Courses > Sections > Section Staff History: correct the dates"
owner = "staff records"
article = "Teachers: Section Staff History"
of = "live_section WHERE not_excluded AND is_active"

A teacher's Section Staff History record is sent where its dates fall within the active year; rolled-forward
sections often keep last year's. Blank dates are open. Rows that are neither P nor T are never sent. One
finding a section. Silent where the year's own dates are reversed (YR005).
*/
SELECT s.sectionID, s.schoolID, s.calendarID, s.calendarName AS calendar, s.sectionName AS section, count(*) AS "rows", count(DISTINCT h.personID) AS teachers
FROM live_section s
JOIN staff_history_criteria h ON h.sectionID = s.sectionID AND h.is_teacher_row AND NOT h.in_school_year
CROSS JOIN judged_year y
WHERE s.not_excluded AND s.is_active AND NOT y.reversed
GROUP BY s.sectionID, s.schoolID, s.calendarID, s.calendarName, s.sectionName
