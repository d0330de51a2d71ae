/*
Active users whose user name or email address another has too, compared without case and blanks
around it, one row a user and field.
*/
CREATE TABLE sent_shared_value AS
SELECT u.place AS user_place, 'username' AS field, twice.valueKey
FROM sent_user u
JOIN (
    SELECT lower(trim(username)) AS valueKey
    FROM sent_user
    WHERE status = 'active' AND username IS NOT NULL
    GROUP BY lower(trim(username))
    HAVING count(*) > 1
) twice ON twice.valueKey = lower(trim(u.username))
WHERE u.status = 'active'
UNION ALL
SELECT u.place, 'email', twice.valueKey
FROM sent_user u
JOIN (
    SELECT lower(trim(email)) AS valueKey
    FROM sent_user
    WHERE status = 'active' AND email IS NOT NULL
    GROUP BY lower(trim(email))
    HAVING count(*) > 1
) twice ON twice.valueKey = lower(trim(u.email))
WHERE u.status = 'active';
