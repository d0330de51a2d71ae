/*
code = "OP207"
name = "repeated-role"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "role"
key = ["file", "sourcedId"]
oneroster = ["1.2"]
sources = ["bundle"]
message = "{who} has the role {role} at {schoolID} more than once at the same time, first by {sourcedId}"
fix = "Send one role for each user, org and role, or dates that do not overlap"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.18 roles.csv (inferred)"

The same role at the same org twice, in periods that overlap, says nothing more than once does, and the
two may differ in what is primary. One finding for each user, org and role.
*/
SELECT
    'roles.csv' AS file,
    min(a.sourcedId) AS sourcedId,
    'user ' || a.userSourcedId AS who,
    a.role,
    a.orgSourcedId AS schoolID,
    a.userSourcedId AS personID
FROM (
    SELECT userSourcedId, orgSourcedId, role
    FROM payload_role
    WHERE status = 'active'
    GROUP BY userSourcedId, orgSourcedId, role
    HAVING count(*) > 1
) twice
JOIN payload_role a
  ON a.userSourcedId = twice.userSourcedId AND a.orgSourcedId = twice.orgSourcedId AND a.role = twice.role AND a.status = 'active'
JOIN payload_role b
  ON b.userSourcedId = a.userSourcedId AND b.orgSourcedId = a.orgSourcedId AND b.role = a.role AND b.status = 'active'
 AND b.sourcedId <> a.sourcedId
WHERE coalesce(a.beginDate, DATE '0001-01-01') < coalesce(b.endDate, DATE '9999-12-31')
  AND coalesce(b.beginDate, DATE '0001-01-01') < coalesce(a.endDate, DATE '9999-12-31')
GROUP BY a.userSourcedId, a.orgSourcedId, a.role
