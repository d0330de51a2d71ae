/*
code = "AC003"
name = "email-spelt-differently"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "person"
key = ["personID"]
message = "{who} has the email address {email}, which the directory spells with other capitals or blanks"
fix = "Census > People > Demographics > Personal Contact Information"
owner = "IT"
article = "Email and Phone Number (tip for Google Classroom users)"
of = "checked_person"
personal = ["email", "suggestion"]
uses = ["*.email"]
skip = ["no-accounts"]

The address is an account's but for case or blanks. It must equal the account's, and not every
program on the way compares without regard to case; a blank is no part of any address. Where a blank
stands within the address, another character may be meant, so no spelling is offered. A warning, since
no vendor documents how it compares.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    p.email,
    CASE WHEN lower(trim(p.email, ' ' || chr(9) || chr(10) || chr(13) || chr(160))) = lower(k.spelling) THEN k.spelling END
        AS suggestion,
    'the spelling of the directory' AS basis,
    k.vendors
FROM addressed_person p
JOIN (
    SELECT
        s.personID,
        min(s.ownAddress) AS spelling,
        string_agg(DISTINCT s.risk_mark, ' ' ORDER BY s.risk_mark) AS vendors
    FROM vendor_standing s
    WHERE s.is_own AND NOT s.is_exact
    GROUP BY s.personID
) k ON k.personID = p.personID
