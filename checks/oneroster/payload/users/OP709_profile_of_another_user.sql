/*
code = "OP709"
name = "profile-of-another-user"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "role"
key = ["file", "sourcedId"]
oneroster = ["1.2"]
sources = ["bundle"]
message = "Role {sourcedId} of {who} names the profile {profile}, which belongs to user {owner}"
fix = "Name a profile of the same user, or leave userProfileSourcedId blank"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.18 roles.csv, userProfileSourcedId (inferred)"

A profile is how one user signs in to one application. A role that names somebody else's gives the wrong
person's account to anyone who reads it.
*/
SELECT
    'roles.csv' AS file,
    r.sourcedId,
    'user ' || r.userSourcedId AS who,
    p.sourcedId AS profile,
    p.userSourcedId AS owner,
    r.orgSourcedId AS schoolID,
    r.userSourcedId AS personID
FROM payload_role r
JOIN payload_user_profile p ON p.sourcedId = r.userProfileSourcedId
WHERE r.status = 'active' AND p.userSourcedId <> r.userSourcedId
