/*
code = "AC002"
name = "email-is-an-alias"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "person"
key = ["personID"]
message = "{who} has the email address {email}, which is only an alias: the account's own address is {account}{remark}"
fix = "Census > People > Demographics > Personal Contact Information"
owner = "IT"
article = "Email and Phone Number (tip for Google Classroom users)"
of = "checked_person"
personal = ["email", "account", "suggestion"]
uses = ["*.email"]
skip = ["no-accounts"]

The address reaches the account's mailbox, but vendors compare it with the account's own addresses:
Google with the primary email address, Microsoft with the user principal name and the mail attribute.
Whether an alias is enough no document says of Google or Microsoft, so this is a warning; an error where
a vendor's profile names a document that says an alias fails. Whether the account is suspended is
AC004's to say once the address is right. Where the account is another person's, AC005 lists both.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    p.email,
    k.account,
    CASE WHEN k.is_documented THEN 'missing' ELSE 'risk' END AS effect,
    CASE WHEN k.is_documented THEN '' ELSE ' (no vendor''s document says whether an alias is enough)' END AS remark,
    k.vendors,
    s.suggestion,
    s.basis
FROM addressed_person p
JOIN (
    SELECT
        s.personID,
        min(s.account) AS account,
        bool_or(d.vendor IS NOT NULL) AS is_documented,
        string_agg(DISTINCT s.doubt_mark, ' ' ORDER BY s.doubt_mark) AS vendors
    FROM vendor_standing s
    LEFT JOIN (
        SELECT DISTINCT vendor FROM vendor_severity WHERE code = 'AC002' AND severity = 'error'
    ) d ON d.vendor = s.vendor
    JOIN written_address w ON w.personID = s.personID AND w.which = 'sent'
    WHERE s.is_alias
      AND NOT s.is_own
      AND (w.is_well_formed OR NOT s.form_is_reported)
      AND NOT EXISTS (
          SELECT 1 FROM shared_account h
          WHERE h.personID = s.personID AND h.directory IS NOT DISTINCT FROM s.directory
      )
    GROUP BY s.personID
) k ON k.personID = p.personID
LEFT JOIN email_suggestion s ON s.personID = p.personID
