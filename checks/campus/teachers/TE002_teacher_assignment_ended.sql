/*
code = "TE002"
name = "teacher-assignment-ended"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "teacher"
key = ["personID"]
message = "{who} teaches {sections:section}, but every District Assignment has ended"
fix = "Census > People > District Assignments: correct the end date, or end the teacher's staff history and add a successor"
owner = "staff records"
action = "correct assignment end dates"
article = "Teachers: District Assignment"
of = "scheduled_teacher"

A teacher whose assignments have all ended is not sent, although sections of the year still list the
teacher. An assignment that ends on the as-of date has not ended. Either the teacher left, and the staff
history should name a successor, or the end date is a mistake.
*/
SELECT s.personID, s.who, s.schoolID, s.sections
FROM scheduled_teacher s
WHERE s.reason = 'ended'
