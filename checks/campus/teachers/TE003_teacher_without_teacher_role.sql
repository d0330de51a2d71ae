/*
code = "TE003"
name = "teacher-without-teacher-role"
severity = "error"
effect = "missing"
entity = "teacher"
key = ["personID"]
oneroster = ["1.1", "1.2"]
message = "{who} teaches {sections} sections, but no live district assignment is marked Teacher"
fix = "Census > People > District Assignments: mark Teacher"
article = "Teachers: District Assignment"
of = "scheduled_teacher"

The role Teacher must be marked on the assignment that meets the other conditions; another role does
not do for a teacher.
*/
SELECT s.personID, s.who, s.schoolID, s.sections
FROM scheduled_teacher s
CROSS JOIN judged_year y
WHERE s.reason = 'role' AND NOT y.reversed
