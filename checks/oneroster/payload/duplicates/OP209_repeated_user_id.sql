/*
code = "OP209"
name = "repeated-user-id"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "user"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} shares {ids:user ID} (type {type}) with {others:more user}"
fix = "Give each person their own IDs in userIds"
owner = "registrar"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv, userIds (uniqueness inferred)"
of = "(SELECT u.sourcedId FROM payload_user u WHERE u.status = 'active') counted"

An entry of userIds says by which ID another system knows the person: two users with one entry become one
person there. Compared with its type, without case and blanks. Under OneRoster 1.1 a person has one record a
role: records of different roles with the same names are taken as one person. Entries that cannot be read are
OF015's. The ID itself is not shown. Campus's user IDs are not predicted.
*/
WITH entry AS MATERIALIZED (
    SELECT
        place,
        ltrim(rtrim(unnest(string_split(lower(replace(userIds, ' ', '')), '},')), '}'), '{') AS entryKey
    FROM payload_user
    WHERE status = 'active'
)
SELECT
    'users.csv' AS file,
    u.sourcedId,
    'user ' || u.sourcedId AS who,
    count(DISTINCT e.entryKey) AS ids,
    min(split_part(e.entryKey, ':', 1)) AS type,
    max(shared.users) - 1 AS others,
    u.schoolID,
    u.personID
FROM (
    SELECT e.entryKey, count(DISTINCT e.place) AS users
    FROM entry e
    JOIN payload_active_user p ON p.place = e.place
    CROSS JOIN payload_version v
    -- Those that stand there twice first, mostly few: numbers are counted faster than texts.
    WHERE hash(e.entryKey) IN (SELECT hash(entryKey) FROM entry GROUP BY 1 HAVING count(*) > 1)
    GROUP BY e.entryKey, v.oneroster
    HAVING count(DISTINCT e.place) > 1 AND (
        v.oneroster = '1.2'
        OR count(DISTINCT concat_ws(' ', lower(p.givenName), lower(p.familyName))) > 1
        OR count(DISTINCT e.place) FILTER (WHERE p.is_student) > 1
        OR count(DISTINCT e.place) FILTER (WHERE p.is_teacher) > 1
        OR count(DISTINCT e.place) FILTER (WHERE p.is_guardian) > 1
        OR count(DISTINCT e.place) FILTER (WHERE p.is_relative) > 1
    )
) shared
JOIN entry e ON e.entryKey = shared.entryKey
JOIN payload_active_user u ON u.place = e.place
GROUP BY u.sourcedId, u.schoolID, u.personID
