/*
code = "AC001"
name = "no-such-account"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "person"
key = ["personID"]
message = "{who} has the email address {email}, which no account in {place} has"
fix = "Census > People > Demographics > Personal Contact Information; or create the account in the directory"
owner = "IT"
bundle_fix = "Correct it in the system that exports the bundle, then export again; or create the account in the directory"
article = "Email and Phone Number (tip for Google Classroom users)"
judges = ["accounts"]
of = "checked_person"
personal = ["email", "suggestion"]
uses = ["*.email"]
skip = ["no-accounts"]

The vendor finds people by an email address that equals that of an account in the district's
directory, and makes no account of its own: anyone who has none is left out. An address that is merely
an alias is AC002's. Silent where another check names the cause: no address (EM001), one that is not well
formed (EM002; of a bundle VN006) or one outside the district's domains (EM006). Where several vendors
look in several directories, it counts only for those without such an account in their directory.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    p.email,
    k.place,
    k.vendors,
    s.suggestion,
    s.basis
FROM addressed_person p
JOIN (
    SELECT
        s.personID,
        string_agg(DISTINCT s.place, ' or ' ORDER BY s.place) AS place,
        string_agg(DISTINCT s.mark, ' ' ORDER BY s.mark) AS vendors
    FROM vendor_standing s
    JOIN written_address w ON w.personID = s.personID AND w.which = 'sent'
    WHERE NOT s.is_own
      AND NOT s.is_alias
      AND (
          w.is_well_formed
          OR NOT s.form_is_reported
          OR EXISTS (SELECT 1 FROM address_standing o WHERE o.personID = s.personID AND o.is_own)
      )
      AND (w.in_domains OR NOT s.domain_is_reported)
    GROUP BY s.personID
) k ON k.personID = p.personID
LEFT JOIN email_suggestion s ON s.personID = p.personID
