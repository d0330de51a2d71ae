/*
code = "TE001"
name = "teacher-outside-school-year"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "teacher"
key = ["personID"]
message = "No district assignment of {who} meets the school year (sections taught: {sections})"
fix = "Census > People > District Assignments: correct the dates, or add the assignment"
owner = "staff records"
action = "correct or add district assignments"
article = "Teachers: District Assignment"
of = "scheduled_teacher"

A teacher is sent where one district assignment meets all conditions: dates within the active year, not
ended, Teacher marked, not excluded. Of this teacher no assignment that has not ended meets the school
year's window, or there is none at all; where all have ended TE002 says it. Scheduled is who has a live
P or T row in the staff history of a live section that is sent. Assignments at every school count.
Where the year's dates are reversed (YR005) nobody is scheduled.
*/
SELECT s.personID, s.who, s.schoolID, s.sections
FROM scheduled_teacher s
WHERE s.reason IN ('year', 'none')
