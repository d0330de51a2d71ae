/*
code = "OP701"
name = "user-without-role"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "user"
key = ["file", "sourcedId"]
oneroster = ["1.2"]
sources = ["bundle"]
message = "{who} has no role at any org"
fix = "Export a role for the user in roles.csv, or leave the user out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv and appendix A"
of = "(SELECT u.sourcedId FROM payload_user u WHERE u.status = 'active') counted"

skip = [
    { when = "SELECT NOT (people OR no_roles) FROM payload_whole", reason = "users.csv is absent, or users.csv or roles.csv is empty, unreadable or holds changes alone" },
    { when = "SELECT people AND NOT no_roles AND EXISTS (SELECT 1 FROM source_column WHERE table_name = 'roles' AND column_name = 'userSourcedId' AND NOT present) FROM payload_whole", reason = "roles.csv has no userSourcedId" },
]

In OneRoster 1.2 whether somebody is a student or a teacher, and where, stands in roles.csv alone, and
each user needs at least one row there. Where the whole file is absent it is one finding. Under 1.1 the
org and the role are columns of users.csv, and a blank one is listed where fields are checked. A role whose
sourcedId another has is OF019's. Campus predicts no user without a role.
*/
SELECT lost.file, lost.sourcedId, lost.who, lost.schoolID, lost.personID
FROM (
    SELECT
        'users.csv' AS file,
        u.sourcedId,
        'user ' || u.sourcedId AS who,
        u.primaryOrgSourcedId AS schoolID,
        u.personID
    FROM payload_user u
    CROSS JOIN payload_whole w
    WHERE u.status = 'active'
      AND w.people
      AND NOT EXISTS (SELECT 1 FROM payload_role r WHERE r.userSourcedId = u.sourcedId AND r.status = 'active')
      AND NOT EXISTS (
          SELECT 1 FROM payload_dropped_row d WHERE d.file = 'roles.csv' AND d.userSourcedId = u.sourcedId
      )
    UNION ALL
    SELECT
        'roles.csv',
        CAST(NULL AS VARCHAR),
        CASE count(*) WHEN 1 THEN 'the only user' ELSE 'every one of ' || CAST(count(*) AS VARCHAR) || ' users' END
        || ', since roles.csv is absent,',
        CAST(NULL AS VARCHAR),
        CAST(NULL AS VARCHAR)
    FROM payload_user u
    CROSS JOIN payload_whole w
    WHERE u.status = 'active' AND w.no_roles
    HAVING count(*) > 0
) lost
