/*
code = "OP506"
name = "primary-on-non-teacher"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "class"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Class {sourcedId} has {seats:# enrollment|# enrollments} marked primary whose role is not teacher ({example}{seats:| first})"
fix = "Leave primary blank or false for all but teachers"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.9 enrollments.csv, primary"
of = "(SELECT c.sourcedId FROM payload_class c WHERE c.status = 'active') counted"

The mark is applicable to teachers only. On a student, a proctor or an administrator it means nothing,
and often shows that the export takes one column for another. One finding for each class.
*/
SELECT
    'classes.csv' AS file,
    c.sourcedId,
    count(*) AS seats,
    min(e.sourcedId) AS example,
    c.schoolID,
    c.sectionID
FROM payload_active_enrollment s
JOIN payload_class c ON c.place = s.class_place AND c.status = 'active'
JOIN payload_enrollment e ON e.place = s.place
WHERE s.is_primary AND NOT s.is_teacher AND e.role IS NOT NULL
GROUP BY c.sourcedId, c.schoolID, c.sectionID
