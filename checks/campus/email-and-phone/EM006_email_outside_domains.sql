/*
code = "EM006"
name = "email-outside-domains"
severity = "error"
effect = "missing"
entity = "person"
key = ["personID"]
oneroster = ["1.1", "1.2"]
message = "{who} has the email address {email}, outside the district's domains"
fix = "Census > People > Demographics > Personal Contact Information"
article = "Email and Phone Number"
of = "field_person WHERE field = 'email' AND matched"
personal = ["email"]
uses = ["*.email"]
matches = "email"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM district_domain)"
reason = "no email domains are set (setting domains)"

The vendor finds its accounts by email address, and the district's accounts are in the domains that
the setting domains names. An address elsewhere has no account there, so the person is left out.
Only for the populations that the vendor matches (Google Classroom: students and teachers). Blank
addresses are EM001's. Whether the account exists cannot be seen in Campus's data.
*/
SELECT p.personID, p.who, p.roles, p.schoolID, p.calendarID, c.emailSent AS email, p.matching_marks AS vendors
FROM field_person p
JOIN person_contact c ON c.personID = p.personID
WHERE p.field = 'email'
  AND p.matched
  AND c.emailSent IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM district_domain d WHERE lower(trim(c.emailSent)) LIKE '%_@' || d.domain)
