/*
code = "OP505"
name = "class-without-primary-teacher"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "class"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Class {sourcedId} has {teachers:teacher}, {teachers:who is not|none of them} primary"
fix = "Mark the class's own teacher as primary"
owner = "staff records"
article = "OneRoster CSV Binding 1.2, 3.9 enrollments.csv, primary (inferred)"
judges = ["class.primary_teacher"]
needs = ["enrollments.primary"]
of = "(SELECT c.sourcedId FROM payload_class c WHERE c.status = 'active') counted"

skip = [{ when = "SELECT NOT (classes AND enrollments) FROM payload_whole", reason = "classes.csv or enrollments.csv is absent, empty, unreadable or holds changes alone" }]

The mark is optional, and a vendor that shows one owner of a class then chooses by itself. A class with
a single teacher leaves nothing to choose and is left alone, unless a vendor requires the mark. So is one
with a role or mark that cannot be read (OF013, OF009). For a Campus source TE009 says it.
*/
SELECT
    'classes.csv' AS file,
    c.sourcedId,
    m.teachers,
    c.schoolID,
    c.sectionID,
    CASE WHEN m.teachers = 1 THEN q.marks END AS vendors
FROM payload_class c
JOIN payload_class_member m ON m.class_place = c.place
CROSS JOIN (
    SELECT string_agg(vendor || ':error:' || coalesce(consequence, ''), ' ' ORDER BY vendor) AS marks
    FROM vendor_need
    WHERE population = 'class' AND field = 'primary_teacher' AND level = 'required'
) q
WHERE c.status = 'active'
  AND m.primaries = 0
  AND (m.teachers > 1 OR (m.teachers = 1 AND q.marks IS NOT NULL))
  AND NOT EXISTS (
      SELECT 1 FROM payload_unresolved_enrollment l
      WHERE l.class_place = c.place AND l.column_name IN ('role', 'primary')
  )
