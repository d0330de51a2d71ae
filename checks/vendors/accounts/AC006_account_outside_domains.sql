/*
code = "AC006"
name = "account-outside-domains"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "person"
key = ["personID"]
message = "{who} has the email address {email}, an account's own but outside the district's domains"
fix = "The setting domains, if the domain is the district's; else Census > People > Demographics > Personal Contact Information"
owner = "IT"
article = "Email and Phone Number (tip for Google Classroom users)"
of = "checked_person"
personal = ["email"]
uses = ["*.email"]
skip = ["no-accounts", "no-domains"]

The account exists, so the vendor finds it; but its domain is none of those that the setting domains
names. Either the list is not complete, or the person has an account where nobody expects one, such
as a former domain or a guest's. An address outside the domains without an account is EM006's.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    p.email,
    k.vendors
FROM addressed_person p
JOIN written_address w ON w.personID = p.personID AND w.which = 'sent'
JOIN (
    SELECT s.personID, string_agg(DISTINCT s.risk_mark, ' ' ORDER BY s.risk_mark) AS vendors
    FROM vendor_standing s
    WHERE s.is_own
    GROUP BY s.personID
) k ON k.personID = p.personID
WHERE NOT w.in_domains
