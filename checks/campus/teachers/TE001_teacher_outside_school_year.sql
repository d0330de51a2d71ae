/*
code = "TE001"
name = "teacher-outside-school-year"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "teacher"
key = ["personID"]
message = "{who} teaches {sections:section} but has no District Assignment within the school year"
fix = "Census > People > District Assignments: correct the dates, or add the assignment"
owner = "staff records"
action = "correct or add district assignments"
article = "Teachers: District Assignment"
of = "scheduled_teacher"

A teacher is sent where one district assignment meets all conditions: dates within the active year, not
ended, Teacher marked, not excluded. This teacher has no assignment, or none that has not ended and falls
within the school year; where all have ended TE002 reports it. A teacher is someone with a live P or T row in
the staff history of a live section that is sent. Assignments at every school count. Where the year's dates
are reversed (YR005) nobody counts as a teacher.
*/
SELECT s.personID, s.who, s.schoolID, s.sections
FROM scheduled_teacher s
WHERE s.reason IN ('year', 'none')
