/*
code = "TE003"
name = "teacher-without-teacher-role"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "teacher"
key = ["personID"]
message = "{who} teaches {sections:section} but has no current District Assignment marked Teacher"
fix = "Census > People > District Assignments: mark Teacher"
owner = "staff records"
action = "mark Teacher on district assignments"
article = "Teachers: District Assignment"
of = "scheduled_teacher"

The role Teacher must be marked on the assignment that meets the other conditions; with another role the
person is sent as other staff, not as a teacher. Where every assignment in the year that is marked Teacher is
excluded, TE004 reports it.
*/
SELECT s.personID, s.who, s.schoolID, s.sections
FROM scheduled_teacher s
WHERE s.reason = 'role'
