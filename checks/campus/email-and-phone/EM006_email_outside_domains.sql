/*
code = "EM006"
name = "email-outside-domains"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "person"
key = ["personID"]
message = "{who} has the email address {email}, outside the district's domains"
fix = "Census > People > Demographics > Personal Contact Information: enter the address of the district's own domain"
owner = "IT"
article = "Email and Phone Number"
of = "addressed_person WHERE is_matched"
personal = ["email", "suggestion"]
uses = ["*.email"]
matches = "email"
sources = ["campus", "bundle"]
skip = ["no-domains"]

The vendor finds its accounts by email address, and the district's accounts are in the domains that
the setting domains names. An address elsewhere has no account there, so the person is left out.
Only for the populations that the vendor matches (Google Classroom: students and teachers). Blank
addresses are EM001's, malformed ones EM002's, or in a bundle VN006's. Whether an
account exists cannot be seen in the data: where the accounts of the vendor's directory are given, an
address that is among them is left to AC002 and AC006.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    p.email,
    k.vendors,
    s.suggestion,
    s.basis
FROM addressed_person p
JOIN (
    SELECT w.personID, string_agg(DISTINCT m.mark, ' ' ORDER BY m.mark) AS vendors
    FROM written_address w
    JOIN addressed_person q ON q.personID = w.personID
    JOIN matching_vendor m ON m.roles = q.roles
    LEFT JOIN known_account n ON n.personID = w.personID AND n.vendor = m.vendor
    WHERE w.which = 'sent'
      AND NOT w.in_domains
      AND w.has_form
      AND n.personID IS NULL
    GROUP BY w.personID
) k ON k.personID = p.personID
LEFT JOIN email_suggestion s ON s.personID = p.personID
