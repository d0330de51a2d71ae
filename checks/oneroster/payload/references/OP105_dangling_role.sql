/*
code = "OP105"
name = "dangling-role"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "role"
key = ["file", "column", "target"]
oneroster = ["1.2"]
sources = ["bundle"]
message = "{records:role} ({example}{records:| first}) {records:has|have} {column} {target}, which is not in {targetFile}"
fix = "Send the missing user, org or profile, or leave the role out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.18 roles.csv"

The user, the org and the profile of a role must be in the bundle. A role that leads nowhere leaves its
user without a place at the school. One finding for each record that is not there; an information only
where changes alone (delta) were sent.
*/
SELECT
    file,
    columnName AS "column",
    target,
    targetFile,
    records,
    example,
    CASE WHEN columnName = 'orgSourcedId' THEN target END AS schoolID,
    CASE WHEN columnName = 'userSourcedId' THEN target END AS personID,
    CASE WHEN is_certain THEN 'error' ELSE 'info' END AS severity
FROM payload_unresolved_reference
WHERE file = 'roles.csv'
