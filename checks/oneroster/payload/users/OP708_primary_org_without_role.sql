/*
code = "OP708"
name = "primary-org-without-role"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "user"
key = ["file", "sourcedId"]
oneroster = ["1.2"]
sources = ["bundle"]
message = "{who} has the primary org {schoolID} and no role there"
fix = "Name an org where the user has a role as primaryOrgSourcedId, or leave it blank"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv, primaryOrgSourcedId (inferred)"
of = "(SELECT u.sourcedId FROM payload_user u WHERE u.status = 'active' AND u.primaryOrgSourcedId IS NOT NULL) counted"

skip = [{ when = "SELECT NOT people FROM payload_whole", reason = "users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

The primary org should be one of those at which the user has a role. A user without any role is OP701's,
an org that is not there OP104's.
*/
SELECT
    'users.csv' AS file,
    u.sourcedId,
    'user ' || u.sourcedId AS who,
    u.primaryOrgSourcedId AS schoolID,
    u.personID
FROM payload_user u
WHERE u.status = 'active'
  AND EXISTS (SELECT 1 FROM payload_org g WHERE g.sourcedId = u.primaryOrgSourcedId)
  AND EXISTS (SELECT 1 FROM payload_user_org o WHERE o.user_place = u.place)
  AND NOT EXISTS (
      SELECT 1
      FROM payload_user_org o
      WHERE o.user_place = u.place AND o.orgSourcedId = u.primaryOrgSourcedId
  )
