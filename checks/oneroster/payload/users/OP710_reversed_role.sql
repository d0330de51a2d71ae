/*
code = "OP710"
name = "reversed-role"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "role"
key = ["file", "sourcedId"]
oneroster = ["1.2"]
sources = ["bundle"]
message = "Role {sourcedId} of {who} has no day: it begins on {beginDate} and its endDate is {endDate}"
fix = "Correct the dates, or leave the role out; endDate is the first day after it"
owner = "staff records"
article = "OneRoster CSV Binding 1.2, 3.18 roles.csv, beginDate and endDate (inferred)"

The begin date is the first day that counts and the end date the first that does not. A role that ends
before it begins, or on the same date, is never held. For a Campus source ST and NS checks say it.
*/
SELECT
    'roles.csv' AS file,
    r.sourcedId,
    'user ' || r.userSourcedId AS who,
    r.beginDate,
    r.endDate,
    r.orgSourcedId AS schoolID,
    r.userSourcedId AS personID
FROM payload_role r
WHERE r.status = 'active' AND r.endDate <= r.beginDate
