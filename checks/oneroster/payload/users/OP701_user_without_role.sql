/*
code = "OP701"
name = "user-without-role"
severity = "error"
effect = "missing"
entity = "user"
key = ["file", "sourcedId"]
oneroster = ["1.2"]
sources = ["bundle"]
message = "{who} has no role at any org"
fix = "Export a role for the user in roles.csv, or leave the user out"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv and appendix A"
of = "(SELECT u.sourcedId FROM sent_user u WHERE u.status = 'active') counted"

skip = [{ when = "SELECT NOT people FROM sent_whole", reason = "users.csv or roles.csv is absent, empty, unreadable or holds changes alone" }]

In OneRoster 1.2 whether somebody is a student or a teacher, and where, stands in roles.csv alone, and
each user needs at least one row there. Under 1.1 the org and the role are columns of users.csv, and a
blank one is told where fields are checked. Campus predicts no user without a role.
*/
SELECT
    'users.csv' AS file,
    u.sourcedId,
    'user ' || u.sourcedId AS who,
    u.primaryOrgSourcedId AS schoolID,
    u.personID
FROM sent_user u
WHERE u.status = 'active'
  AND NOT EXISTS (SELECT 1 FROM sent_role r WHERE r.userSourcedId = u.sourcedId AND r.status = 'active')
