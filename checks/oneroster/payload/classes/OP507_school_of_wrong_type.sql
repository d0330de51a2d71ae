/*
code = "OP507"
name = "school-of-wrong-type"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "org"
key = ["file", "column", "target"]
sources = ["bundle"]
message = "{records:record} of {file} ({example}{records:| first}) {records:names|name} {target} as the school, which is an org of type {type}"
fix = "Name the school as schoolSourcedId, or correct the org's type"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.4 classes.csv, 3.9 enrollments.csv and 3.11 lineItems.csv, schoolSourcedId"

The school of a class, of an enrollment and of a line item must be an org of type school; a type of the district's
own, ext:…, is taken for one. One finding for each file and org. Enrollments and line items name the school of
their class: where that is the one of the wrong type, the class alone is named.
*/
SELECT
    r.file,
    'schoolSourcedId' AS "column",
    r.target,
    r.type,
    count(*) AS records,
    min(r.sourcedId) AS example,
    r.target AS schoolID
FROM (
    SELECT 'classes.csv' AS file, c.sourcedId, n.sourcedId AS target, n.type
    FROM payload_class c
    JOIN payload_no_school n ON n.sourcedId = c.schoolSourcedId AND n.type IS NOT NULL
    WHERE c.status = 'active'
    UNION ALL
    SELECT 'enrollments.csv', e.sourcedId, n.sourcedId, n.type
    FROM payload_enrollment e
    JOIN payload_no_school n ON n.sourcedId = e.schoolSourcedId AND n.type IS NOT NULL
    LEFT JOIN payload_class c ON c.sourcedId = e.classSourcedId
    WHERE e.status = 'active' AND c.schoolSourcedId IS DISTINCT FROM e.schoolSourcedId
    UNION ALL
    SELECT 'lineItems.csv', l.sourcedId, n.sourcedId, n.type
    FROM payload_line_item l
    JOIN payload_no_school n ON n.sourcedId = l.schoolSourcedId AND n.type IS NOT NULL
    LEFT JOIN payload_class c ON c.sourcedId = l.classSourcedId
    WHERE l.status = 'active' AND c.schoolSourcedId IS DISTINCT FROM l.schoolSourcedId
) r
GROUP BY r.file, r.target, r.type
