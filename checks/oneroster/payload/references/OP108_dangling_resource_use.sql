/*
code = "OP108"
name = "dangling-resource-use"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "resource"
key = ["file", "column", "target"]
sources = ["bundle"]
message = "{records:row} of {file} ({example}{records:| first}) {records:has|have} {column} {target}, which is not in {targetFile}"
fix = "Send the missing record, or leave the resource's use out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.5 classResources.csv, 3.6 courseResources.csv and 3.21 userResources.csv"

A resource's use names the resource and the class, course, org or user that uses it; each must be in the
bundle. One finding for each record that is not there; an information only where changes alone (delta)
were sent.
*/
SELECT
    file,
    columnName AS "column",
    target,
    targetFile,
    records,
    example,
    CAST(NULL AS VARCHAR) AS schoolID,
    CASE WHEN is_certain THEN 'error' ELSE 'info' END AS severity
FROM payload_unresolved_reference
WHERE file IN ('classResources.csv', 'courseResources.csv', 'userResources.csv')
