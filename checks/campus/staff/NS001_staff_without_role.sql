/*
code = "NS001"
name = "staff-without-role"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "staff"
key = ["personID"]
message = "{who} has no role on any district assignment ({assignments})"
fix = "Census > People > District Assignments: mark a role; Program has no other effect in Campus"
owner = "staff records"
action = "mark a role on district assignments"
article = "Additional Census Records: Non-Teacher Staff"
judges = ["staff.record"]
of = "(SELECT DISTINCT personID FROM assignment_failure WHERE not_ended) staff"
uses = ["staff.record"]

Staff are sent where a role is marked on their district assignment: Teacher, or any other. None of this
person's assignments passes, and the nearest one fails only because no role is marked. Consider Program, which
has no other logic in Campus. Roles are those of the data-model articles; Exclude Behavior Referral and the
activity marks are not roles. One finding a person; none for anyone scheduled as a teacher (TE003). An error
where the vendor requires non-teacher staff, a warning where it merely uses them.
*/
SELECT n.personID, n.who, n.schoolID, n.assignments,
    (SELECT m.using_marks FROM need_mark m WHERE m.population = 'staff' AND m.field = 'record') AS vendors
FROM staff_nearest n
WHERE n.reason = 'role'
