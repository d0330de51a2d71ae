/*
code = "OP501"
name = "class-without-members"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "class"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Class {sourcedId} has no enrollment: it arrives empty"
fix = "Export the class's enrollments, or leave the class out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.4 classes.csv (inferred)"
judges = ["class.student", "class.teacher", "class.primary_teacher"]
needs = ["enrollments.classSourcedId"]
of = "(SELECT c.sourcedId FROM payload_class c WHERE c.status = 'active') counted"

skip = [{ when = "SELECT NOT (classes AND enrollments) FROM payload_whole", reason = "classes.csv or enrollments.csv is absent, empty, unreadable or holds changes alone" }]

Nobody is in the class, neither a student nor a teacher. That is one finding, and not also one for each
of the roles that are missing. Nor is a class listed whose enrollment has another's sourcedId (OF019). For a Campus source CO005 and CO006 say it.
*/
SELECT
    'classes.csv' AS file,
    c.sourcedId,
    c.schoolID,
    c.sectionID
FROM payload_class c
WHERE c.status = 'active'
  AND NOT EXISTS (SELECT 1 FROM payload_class_member m WHERE m.class_place = c.place)
  AND NOT EXISTS (SELECT 1 FROM payload_unresolved_enrollment l WHERE l.class_place = c.place)
