/*
code = "NS005"
name = "staff-lms-excluded"
since = "0.1.0"
severity = "info"
effect = "missing"
entity = "staff"
key = ["personID"]
message = "{who}: the district assignment is marked External LMS Exclude ({assignments})"
fix = "Census > People > District Assignments: clear External LMS Exclude, if the person is to be sent"
owner = "staff records"
action = "clear External LMS Exclude on assignments"
article = "Non-Teacher Staff"
judges = ["staff.record"]
of = "(SELECT DISTINCT personID FROM assignment_failure WHERE not_ended) staff"
needs = ["EmploymentAssignment.externalLMSExclude"]
uses = ["staff.record"]

An exclusion is mostly intended. None of this person's assignments passes, and the nearest one is excluded.
One finding a person; none for anyone scheduled as a teacher (TE004).
*/
SELECT n.personID, n.who, n.schoolID, n.assignments
FROM staff_nearest n
WHERE n.reason = 'excluded'
