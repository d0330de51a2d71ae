/*
code = "OP801"
name = "demographics-without-user"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "demographics"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Demographics {sourcedId} belong to no user: there is none with that sourcedId"
fix = "Send demographics under the sourcedId of the user whom they describe"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.8 demographics.csv, sourcedId"
of = "(SELECT d.sourcedId FROM payload_demographics d WHERE d.status = 'active') counted"

The sourcedId of demographics must be that of the user. An export that gives them IDs of their own loses
all of them. An information only where changes alone (delta) were sent.
*/
SELECT
    file,
    target AS sourcedId,
    CAST(NULL AS VARCHAR) AS schoolID,
    target AS personID,
    CASE WHEN is_certain THEN 'error' ELSE 'info' END AS severity
FROM payload_unresolved_reference
WHERE file = 'demographics.csv'
