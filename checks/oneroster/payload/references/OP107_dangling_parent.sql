/*
code = "OP107"
name = "dangling-parent"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "parent"
key = ["file", "column", "target"]
sources = ["bundle"]
message = "{records:record} of {file} ({example}{records:| first}) {records:has|have} the parent {target}, which is not in the file"
fix = "Send the parent, or leave parentSourcedId blank"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.2 academicSessions.csv and 3.13 orgs.csv"

A parent is optional, but one that is named must be a row of the same file: else the school stands apart
from its district, or the term from its school year. One finding for each parent that is not there; an
information only where changes alone (delta) were sent.
*/
SELECT
    file,
    columnName AS "column",
    target,
    records,
    example,
    CAST(NULL AS VARCHAR) AS schoolID,
    CASE WHEN is_certain THEN 'error' ELSE 'info' END AS severity
FROM payload_unresolved_reference
WHERE file IN ('academicSessions.csv', 'orgs.csv')
