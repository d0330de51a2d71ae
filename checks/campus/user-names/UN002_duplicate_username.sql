/*
code = "UN002"
name = "duplicate-username"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "person"
key = ["personID"]
message = "{who} shares the username {username} with other people ({others})"
fix = "System Administration > User Security > User Account: give each person a username of their own"
owner = "IT"
article = "Usernames"
judges = ["unique.username"]
of = "syncing_person"
personal = ["username"]

Vendors identify people by username: two people with one become one account, or one of them is
refused. Letter case and blanks around it do not matter. Compared are the people who would sync; last year's
leavers do not count. A person's usable accounts are compared, or all of them where none is usable. One
finding for each of the people. An error under OneRoster 1.1, a warning under 1.2. It counts for the vendors
that use the populations of at least two of them.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    min(a.username) AS username,
    max(shared.people) - 1 AS others,
    replace(
        string_agg(DISTINCT shared.vendor || ':warning:', ' ' ORDER BY shared.vendor || ':warning:'),
        ':warning:', CASE WHEN t.oneroster = '1.1' THEN ':error:' ELSE ':warning:' END
    ) AS vendors
FROM field_person p
JOIN person_vendor u ON u.personID = p.personID
JOIN sendable_account a ON a.personID = p.personID
JOIN (
    SELECT b.usernameKey, v.vendor, count(DISTINCT b.personID) AS people
    FROM sendable_account b
    JOIN person_vendor v ON v.personID = b.personID
    -- People are looked up only for the few names that occur twice; numbers are counted faster.
    WHERE hash(b.usernameKey) IN (
        SELECT hash(usernameKey) FROM account_key GROUP BY 1 HAVING count(*) > 1
    )
    GROUP BY b.usernameKey, v.vendor
    HAVING count(DISTINCT b.personID) > 1
) shared ON shared.usernameKey = a.usernameKey AND shared.vendor = u.vendor
CROSS JOIN settings t
WHERE p.field = 'record'
GROUP BY p.personID, p.who, p.roles, p.schoolID, p.calendarID, t.oneroster
