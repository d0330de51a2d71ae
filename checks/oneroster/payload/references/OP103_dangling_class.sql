/*
code = "OP103"
name = "dangling-class"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "class"
key = ["file", "column", "target"]
sources = ["bundle"]
message = "{records:class} ({example}{records:| first}) {records:has|have} {target} in {column}, which is not in {targetFile}"
fix = "Send the missing course, school or academic session"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.4 classes.csv"

A class needs its course, its school and all its academic sessions in the bundle; without them many a
vendor leaves the class out. Blank ones are listed where fields are checked. One finding for each record
that is not there; an information only where changes alone (delta) were sent.
*/
SELECT
    file,
    columnName AS "column",
    target,
    targetFile,
    records,
    example,
    CASE WHEN columnName = 'schoolSourcedId' THEN target END AS schoolID,
    CASE WHEN is_certain THEN 'error' ELSE 'info' END AS severity
FROM payload_unresolved_reference
WHERE file = 'classes.csv'
