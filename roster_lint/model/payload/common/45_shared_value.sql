/*
Active users whose username or email address another has too, compared without case and blanks
around it, one row a user and field.

Millions of texts are compared by a number that is made of each, as that costs a third less; then by
themselves the few whose number stands twice.
*/
CREATE TABLE payload_shared_value AS
WITH username AS MATERIALIZED (
    SELECT place, hash(lower(CASE WHEN username BETWEEN '!' AND '~' AND username[-1] BETWEEN '!' AND '~' THEN username ELSE trim(username) END)) AS number
    FROM payload_user
    WHERE status = 'active' AND username IS NOT NULL
),
email AS MATERIALIZED (
    SELECT place, hash(lower(CASE WHEN email BETWEEN '!' AND '~' AND email[-1] BETWEEN '!' AND '~' THEN email ELSE trim(email) END)) AS number
    FROM payload_user
    WHERE status = 'active' AND email IS NOT NULL
),
likely AS MATERIALIZED (
    SELECT u.place, 'username' AS field, lower(trim(u.username)) AS valueKey
    FROM username n
    JOIN payload_user u ON u.place = n.place
    WHERE n.number IN (SELECT number FROM username GROUP BY number HAVING count(*) > 1)
    UNION ALL
    SELECT u.place, 'email', lower(trim(u.email))
    FROM email n
    JOIN payload_user u ON u.place = n.place
    WHERE n.number IN (SELECT number FROM email GROUP BY number HAVING count(*) > 1)
)
SELECT l.place AS user_place, l.field, l.valueKey
FROM likely l
JOIN (
    SELECT field, valueKey
    FROM likely
    GROUP BY field, valueKey
    HAVING count(*) > 1
) twice ON twice.field = l.field AND twice.valueKey = l.valueKey;
