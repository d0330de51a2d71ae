/*
code = "OP510"
name = "course-without-classes"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "course"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Course {sourcedId} has no class"
fix = "Export the course's classes, or leave the course out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.7 courses.csv (inferred)"
judges = ["course.class"]
needs = ["classes.courseSourcedId"]
of = "(SELECT c.sourcedId FROM payload_course c WHERE c.status = 'active') counted"

skip = [{ when = "SELECT NOT classes FROM payload_whole", reason = "classes.csv is absent, empty, unreadable or holds changes alone" }]

A course that is not taught this year reaches nobody. Many systems export their whole catalog, so this is an
information; where many courses of one subject or school are without classes, the classes may be missing.
Campus sends the courses of its classes alone.
*/
SELECT 'courses.csv' AS file, c.sourcedId, c.schoolID
FROM payload_course c
WHERE c.status = 'active'
  AND NOT EXISTS (SELECT 1 FROM payload_class k WHERE k.courseSourcedId = c.sourcedId AND k.status = 'active')
