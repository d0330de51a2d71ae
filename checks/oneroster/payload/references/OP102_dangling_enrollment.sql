/*
code = "OP102"
name = "dangling-enrollment"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "enrollment"
key = ["file", "column", "target"]
sources = ["bundle"]
message = "{records:enrollment} ({example}{records:| first}) {records:has|have} {column} {target}, which is not in {targetFile}: {records:it|they} will not arrive"
fix = "Send the missing user, class or school, or leave the enrollment out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.9 enrollments.csv"

The class, the school and the user of an enrollment must be in the bundle. One finding for each class,
school or user that is not, however many enrollments name it. An information only where one of the two
files holds changes alone (delta), since the record may be at the vendor already.
*/
SELECT
    file,
    columnName AS "column",
    target,
    targetFile,
    records,
    example,
    CASE WHEN columnName = 'schoolSourcedId' THEN target END AS schoolID,
    CASE WHEN columnName = 'userSourcedId' THEN target END AS personID,
    CASE WHEN columnName = 'classSourcedId' THEN target END AS sectionID,
    CASE WHEN is_certain THEN 'error' ELSE 'info' END AS severity
FROM payload_unresolved_reference
WHERE file = 'enrollments.csv'
