/*
code = "OP507"
name = "school-of-wrong-type"
severity = "error"
effect = "wrong"
entity = "org"
key = ["file", "column", "target"]
sources = ["bundle"]
message = "{records:class} ({example}{records:| first}) {records:is|are} held at {target}, which is an org of type {type}, not a school"
fix = "Name the school as schoolSourcedId, or correct the org's type"
article = "OneRoster CSV Binding 1.2, 3.4 classes.csv, schoolSourcedId"

The school of a class must be an org of type school; a type of the district's own, ext:…, is taken for
one. One finding for each org. Enrollments name the school of their class, and where that is another one
OP603 tells it.
*/
SELECT
    'classes.csv' AS file,
    'schoolSourcedId' AS "column",
    o.sourcedId AS target,
    o.type,
    count(*) AS records,
    min(c.sourcedId) AS example,
    o.sourcedId AS schoolID
FROM sent_class c
JOIN sent_org o ON o.sourcedId = c.schoolSourcedId
WHERE c.status = 'active' AND o.type IN ('department', 'district', 'local', 'state', 'national')
GROUP BY o.sourcedId, o.type
