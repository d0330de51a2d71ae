/*
code = "OP203"
name = "repeated-username"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "user"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} shares the username with {others:more user}"
fix = "Give each person a username of their own"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv (uniqueness inferred)"
judges = ["unique.username"]
of = "(SELECT u.sourcedId FROM payload_user u WHERE u.status = 'active') counted"

Two people with one username become one account at the vendor, or one of them is refused. Compared
without case and blanks around it. Under OneRoster 1.1 a person has one record a role: records of
different roles with the same names are taken as one person. An error where the vendor matches accounts
on the username. For a Campus source UN002 says it.
*/
SELECT
    'users.csv' AS file,
    u.sourcedId,
    'user ' || u.sourcedId AS who,
    shared.users - 1 AS others,
    u.schoolID,
    u.personID
FROM (
    SELECT s.valueKey, count(*) AS users
    FROM payload_shared_value s
    JOIN payload_active_user p ON p.place = s.user_place
    CROSS JOIN payload_version v
    WHERE s.field = 'username'
    GROUP BY s.valueKey, v.oneroster
    HAVING count(*) > 1
       AND (
           v.oneroster = '1.2'
           OR count(DISTINCT concat_ws(' ', lower(p.givenName), lower(p.familyName))) > 1
           OR count(*) FILTER (WHERE p.is_student) > 1
           OR count(*) FILTER (WHERE p.is_teacher) > 1
           OR count(*) FILTER (WHERE p.is_guardian) > 1
           OR count(*) FILTER (WHERE p.is_relative) > 1
       )
) shared
JOIN payload_shared_value s ON s.valueKey = shared.valueKey AND s.field = 'username'
JOIN payload_active_user u ON u.place = s.user_place
