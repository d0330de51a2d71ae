/*
code = "EM003"
name = "duplicate-email"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "person"
key = ["personID"]
message = "{who} shares the email address {email} with other students or staff ({others})"
fix = "Census > People > Demographics > Personal Contact Information: give each person an address of their own"
owner = "IT"
article = "Email and Phone Number"
judges = ["unique.email"]
of = "field_person WHERE field = 'email' AND is_student_or_staff"
personal = ["email"]
uses = ["*.email"]

Two students or staff members with one email address become one account at the vendor, or one of them
is refused. Letter case and blanks around it do not matter. Families often share an address:
guardians and relatives are left out. One finding for each of the people; an error where the vendor
matches accounts on the address.
*/
-- Addresses that occur twice come first, mostly few: numbers are counted faster than addresses, and people
-- are looked up only for these.
WITH repeated AS (
    SELECT personID, emailSent, emailKey
    FROM person_contact
    WHERE hash(emailKey) IN (
        SELECT hash(emailKey) FROM person_contact WHERE emailSent IS NOT NULL GROUP BY 1 HAVING count(*) > 1
    )
)
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    c.emailSent AS email,
    shared.people - 1 AS others,
    p.matched_marks AS vendors
FROM repeated c
JOIN field_person p ON p.personID = c.personID AND p.field = 'email' AND p.is_student_or_staff
JOIN (
    SELECT d.emailKey, count(DISTINCT d.personID) AS people
    FROM repeated d
    JOIN field_person q ON q.personID = d.personID AND q.field = 'email' AND q.is_student_or_staff
    GROUP BY d.emailKey
    HAVING count(DISTINCT d.personID) > 1
) shared ON shared.emailKey = c.emailKey
