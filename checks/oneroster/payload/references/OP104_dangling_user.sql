/*
code = "OP104"
name = "dangling-user"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "user"
key = ["file", "column", "target"]
sources = ["bundle"]
message = "{records:record} ({example}{records:| first}) {records:has|have} {target} in {column} of {file}, which is not in {targetFile}"
fix = "Send the missing org or user, or leave the reference blank"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv and 3.20 userProfiles.csv"

The orgs of a user, and a student's agents, who are users themselves, must be in the bundle; so must the
user of a profile. A user whose only org is not there belongs nowhere. One finding for each record that
is not there; an information only where changes alone (delta) were sent.
*/
SELECT
    file,
    columnName AS "column",
    target,
    targetFile,
    records,
    example,
    CASE WHEN columnName IN ('orgSourcedIds', 'primaryOrgSourcedId') THEN target END AS schoolID,
    CASE WHEN is_certain THEN 'error' ELSE 'info' END AS severity
FROM payload_unresolved_reference
WHERE file IN ('users.csv', 'userProfiles.csv')
