/*
code = "TE003"
name = "teacher-without-teacher-role"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "teacher"
key = ["personID"]
message = "No live district assignment of {who} is marked Teacher (sections taught: {sections})"
fix = "Census > People > District Assignments: mark Teacher"
owner = "staff records"
action = "mark Teacher on district assignments"
article = "Teachers: District Assignment"
of = "scheduled_teacher"

The role Teacher must be marked on the assignment that meets the other conditions; another role does
not do for a teacher, though the person is sent as other staff then. Where the only assignment in
the year that is marked Teacher is excluded, or all are, TE004 says it.
*/
SELECT s.personID, s.who, s.schoolID, s.sections
FROM scheduled_teacher s
WHERE s.reason = 'role'
