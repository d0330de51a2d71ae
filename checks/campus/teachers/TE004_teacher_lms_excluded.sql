/*
code = "TE004"
name = "teacher-lms-excluded"
since = "0.1.0"
severity = "warning"
effect = "missing"
entity = "teacher"
key = ["personID"]
message = "{who} teaches {sections:section}, but the District Assignment is marked External LMS Exclude"
fix = "Census > People > District Assignments: clear External LMS Exclude, or exclude the sections too"
owner = "staff records"
action = "clear External LMS Exclude on assignments"
article = "Teachers: District Assignment"
of = "scheduled_teacher"
needs = ["EmploymentAssignment.externalLMSExclude"]

An excluded assignment is not sent, which is mostly intended; but this teacher teaches sections that are sent,
without a teacher then. Another assignment that is not excluded is enough, if it is marked Teacher.
*/
SELECT s.personID, s.who, s.schoolID, s.sections
FROM scheduled_teacher s
WHERE s.reason = 'excluded'
