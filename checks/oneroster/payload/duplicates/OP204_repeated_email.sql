/*
code = "OP204"
name = "repeated-email"
severity = "warning"
effect = "wrong"
entity = "user"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} shares the email address with {others} more {others:student or staff member|students or staff}"
fix = "Give each student and staff member an email address of their own"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv (uniqueness inferred)"
of = "(SELECT u.sourcedId FROM sent_user u WHERE u.status = 'active') counted"
uses = ["*.email"]

Two students or staff members with one email address become one account at the vendor, or one is refused.
Compared without case and blanks around it. Families often share an address and are left out. Under
OneRoster 1.1 a person has one record a role: records of different roles with the same names are taken
as one person. An error where the vendor matches accounts on the address. For a Campus source EM003 says
it.
*/
SELECT
    'users.csv' AS file,
    u.sourcedId,
    'user ' || u.sourcedId AS who,
    shared.users - 1 AS others,
    k.schoolID,
    u.personID,
    CASE
        WHEN EXISTS (
            SELECT 1
            FROM vendor_match m
            JOIN sent_person p ON p.population = m.population
            WHERE m.field = 'email' AND p.userSourcedId = u.sourcedId
        ) THEN 'error'
        ELSE 'warning'
    END AS severity
FROM sent_user u
JOIN sent_user_kind k ON k.user_place = u.place
JOIN (
    SELECT lower(trim(p.email)) AS emailKey, count(*) AS users
    FROM sent_user p
    JOIN sent_user_kind q ON q.user_place = p.place
    JOIN (
        SELECT lower(trim(email)) AS emailKey
        FROM sent_user
        WHERE status = 'active' AND email IS NOT NULL
        GROUP BY lower(trim(email))
        HAVING count(*) > 1
    ) twice ON twice.emailKey = lower(trim(p.email))
    CROSS JOIN sent_version v
    WHERE q.is_student OR q.is_teacher OR q.is_staff
    GROUP BY lower(trim(p.email)), v.oneroster
    HAVING count(*) > 1
       AND (
           v.oneroster = '1.2'
           OR count(DISTINCT concat_ws(' ', lower(p.givenName), lower(p.familyName))) > 1
           OR count(*) FILTER (WHERE q.is_student) > 1
           OR count(*) FILTER (WHERE q.is_teacher) > 1
       )
) shared ON shared.emailKey = lower(trim(u.email))
WHERE k.is_student OR k.is_teacher OR k.is_staff
