/*
code = "OP205"
name = "repeated-master-identifier"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "user"
key = ["file", "sourcedId"]
oneroster = ["1.2"]
sources = ["bundle"]
message = "{who} shares userMasterIdentifier with {others:more user}"
fix = "Give each person a master identifier of their own, or leave it blank"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv (uniqueness inferred)"
of = "(SELECT u.sourcedId FROM payload_user u WHERE u.status = 'active') counted"

The master identifier says who somebody is across all systems. Two users with the same one are one person
to anyone who uses it. Campus does not send it.
*/
SELECT
    'users.csv' AS file,
    u.sourcedId,
    'user ' || u.sourcedId AS who,
    shared.users - 1 AS others,
    u.primaryOrgSourcedId AS schoolID,
    u.personID
FROM payload_user u
JOIN (
    SELECT userMasterIdentifier, count(*) AS users
    FROM payload_user
    WHERE status = 'active' AND userMasterIdentifier IS NOT NULL
    GROUP BY userMasterIdentifier
    HAVING count(*) > 1
) shared ON shared.userMasterIdentifier = u.userMasterIdentifier
WHERE u.status = 'active'
