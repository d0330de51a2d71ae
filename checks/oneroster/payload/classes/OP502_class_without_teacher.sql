/*
code = "OP502"
name = "class-without-teacher"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "class"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Class {sourcedId} has {students:student} and no teacher"
fix = "Export the teacher's enrollment in the class"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.4 classes.csv (inferred)"
judges = ["class.teacher", "class.primary_teacher"]
needs = ["enrollments.classSourcedId", "enrollments.role"]
of = "(SELECT c.sourcedId FROM payload_class c WHERE c.status = 'active') counted"

skip = [{ when = "SELECT NOT (classes AND enrollments) FROM payload_whole", reason = "classes.csv or enrollments.csv is absent, empty, unreadable or holds changes alone" }]

Somebody is in the class, but nobody as its teacher: many vendors then create no class, as nobody could
run it. A teacher's enrollment that leads to no user counts as one here, since OP102 lists it; a class
with a role that cannot be read (OF013), or whose teacher's enrollment has another's sourcedId (OF019), is
left alone. For a Campus source CO006, TE006 and TE008 say it.
*/
SELECT
    'classes.csv' AS file,
    c.sourcedId,
    m.students,
    c.schoolID,
    c.sectionID
FROM payload_class c
JOIN payload_class_member m ON m.class_place = c.place
WHERE c.status = 'active'
  AND m.teachers = 0
  AND NOT EXISTS (
      SELECT 1 FROM payload_unresolved_enrollment l
      WHERE l.class_place = c.place AND l.column_name = 'role' AND coalesce(l.value <> 'student', TRUE)
  )
