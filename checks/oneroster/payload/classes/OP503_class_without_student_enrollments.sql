/*
code = "OP503"
name = "class-without-student-enrollments"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "class"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Class {sourcedId} has a teacher and no student"
fix = "Export the students' enrollments, or leave the class out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.4 classes.csv (inferred)"
judges = ["class.student"]
needs = ["enrollments.classSourcedId", "enrollments.role"]
of = "(SELECT c.sourcedId FROM payload_class c WHERE c.status = 'active') counted"

skip = [{ when = "SELECT NOT (classes AND enrollments) FROM payload_whole", reason = "classes.csv or enrollments.csv is absent, empty, unreadable or holds changes alone" }]

The class has a teacher but nobody to teach: often a class that is still to be filled. One with neither
is OP501's, one without a teacher OP502's, one with a role that cannot be read OF013's. For a Campus source
CO005 says it.
*/
SELECT
    'classes.csv' AS file,
    c.sourcedId,
    c.schoolID,
    c.sectionID
FROM payload_class c
JOIN payload_class_member m ON m.class_place = c.place
WHERE c.status = 'active'
  AND m.students = 0 AND m.teachers > 0
  AND NOT EXISTS (
      SELECT 1 FROM payload_unresolved_enrollment l
      WHERE l.class_place = c.place AND l.column_name = 'role' AND coalesce(l.value <> 'teacher', TRUE)
  )
