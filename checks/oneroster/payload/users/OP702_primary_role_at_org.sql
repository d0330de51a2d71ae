/*
code = "OP702"
name = "primary-role-at-org"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "user"
key = ["file", "userSourcedId", "orgSourcedId"]
oneroster = ["1.2"]
sources = ["bundle"]
message = "{who} has {primaries:primary role} among {roles} at {orgSourcedId}: one is needed"
fix = "Mark one role of the user at each org as primary, the others as secondary"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.18 roles.csv, roleType"

skip = [{ when = "SELECT NOT people FROM payload_whole", reason = "users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

Of the roles that a user has at one org only one can be primary: several are an error. None at all is a
warning, as the rule that there must be one stands in the REST binding alone. Roles whose roleType is no
such value are listed where fields are checked, and periods that do not overlap are counted together by
the text. Campus's own choice is not documented, so a prediction from Campus is not asked.
*/
SELECT
    'roles.csv' AS file,
    r.userSourcedId,
    r.orgSourcedId,
    'user ' || r.userSourcedId AS who,
    count(*) AS roles,
    count(*) FILTER (WHERE r.roleType = 'primary') AS primaries,
    r.orgSourcedId AS schoolID,
    r.userSourcedId AS personID,
    CASE WHEN count(*) FILTER (WHERE r.roleType = 'primary') = 0 THEN 'warning' ELSE 'error' END AS severity
FROM payload_role r
WHERE r.status = 'active' AND r.userSourcedId IS NOT NULL AND r.orgSourcedId IS NOT NULL
GROUP BY r.userSourcedId, r.orgSourcedId
HAVING count(*) FILTER (WHERE r.roleType = 'primary') <> 1
   AND NOT (
       count(*) FILTER (WHERE r.roleType = 'primary') = 0
       AND count(*) FILTER (WHERE r.roleType = 'secondary') < count(*)
   )
