/*
code = "OP106"
name = "dangling-course"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "course"
key = ["file", "column", "target"]
sources = ["bundle"]
message = "{records:course} ({example}{records:| first}) {records:has|have} {column} {target}, which is not in {targetFile}"
fix = "Send the missing school year or org with the courses"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.7 courses.csv"

The org of a course, and its school year where one is given, must be in the bundle. One finding for each
record that is not there; an information only where changes alone (delta) were sent.
*/
SELECT
    file,
    columnName AS "column",
    target,
    targetFile,
    records,
    example,
    CASE WHEN columnName = 'orgSourcedId' THEN target END AS schoolID,
    CASE WHEN is_certain THEN 'error' ELSE 'info' END AS severity
FROM payload_unresolved_reference
WHERE file = 'courses.csv'
