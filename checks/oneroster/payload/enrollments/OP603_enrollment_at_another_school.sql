/*
code = "OP603"
name = "enrollment-at-another-school"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "class"
key = ["file", "classSourcedId"]
sources = ["bundle"]
message = "{rows} of {seats:enrollment} in class {classSourcedId} ({example}{rows:| first}) {rows:names|name} another school than the class, {schoolSourcedId}"
fix = "Send the school of the class with its enrollments"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.9 enrollments.csv, schoolSourcedId (inferred)"
of = "(SELECT c.sourcedId FROM payload_class c WHERE c.status = 'active') counted"

An enrollment is in a class, and the class is at a school: the enrollment's school should be that one. A
student of another school who attends here is enrolled here. One finding for each class. Where one of the
two is no school, or is not there, that is named by OP507, OP102 or OP103.
*/
SELECT
    'enrollments.csv' AS file,
    c.sourcedId AS classSourcedId,
    count(*) AS rows,
    max(m.seats) AS seats,
    min(e.sourcedId) AS example,
    c.schoolSourcedId,
    c.schoolID,
    c.sectionID
FROM payload_active_enrollment s
JOIN payload_class c ON c.place = s.class_place
JOIN payload_class_member m ON m.class_place = s.class_place
JOIN payload_enrollment e ON e.place = s.place
WHERE s.at_other_school
  AND NOT EXISTS (SELECT 1 FROM payload_no_school n WHERE n.sourcedId = c.schoolSourcedId)
  AND NOT EXISTS (SELECT 1 FROM payload_no_school n WHERE n.sourcedId = e.schoolSourcedId)
GROUP BY c.sourcedId, c.schoolSourcedId, c.schoolID, c.sectionID
