/*
code = "AC005"
name = "several-people-one-account"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "person"
key = ["personID"]
message = "{who} and {others} more come to one account by different email addresses, here by {email}"
fix = "Census > People > Demographics > Personal Contact Information of the person whose account it is not"
owner = "IT"
article = "Email and Phone Number (tip for Google Classroom users)"
of = "checked_person"
personal = ["email"]
uses = ["*.email"]
skip = ["no-accounts"]

Two people with different addresses, of which one is the account's own and the other an alias, or in
Entra ID the user principal name and the mail address, come to one and the same account: one of them
has the other's address. One finding for each of the people. The very same address with two people is
EM003's.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    p.email,
    k.people - 1 AS others,
    k.vendors
FROM addressed_person p
JOIN (
    SELECT
        h.personID,
        max(h.people) AS people,
        string_agg(DISTINCT l.plain_mark, ' ' ORDER BY l.plain_mark) AS vendors
    FROM shared_account h
    JOIN vendor_lookup l ON l.roles = h.roles AND l.directory IS NOT DISTINCT FROM h.directory
    GROUP BY h.personID
) k ON k.personID = p.personID
