/*
code = "AC001"
name = "no-such-account"
severity = "error"
effect = "missing"
entity = "person"
key = ["personID"]
oneroster = ["1.1", "1.2"]
message = "{who} has the email address {email}, which none of {accounts} has"
fix = "Census > People > Demographics > Personal Contact Information; or create the account in the directory"
article = "Email and Phone Number (tip for Google Classroom users)"
of = "checked_person"
personal = ["email", "suggestion"]
uses = ["*.email"]

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_accounts)"
reason = "only for vendors that find people by the accounts of a directory"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM accounts_file)"
reason = "existence was not checked: no accounts file (--accounts)"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM checked_lookup) AND EXISTS (SELECT 1 FROM looked_up)"
reason = "existence was not checked: no accounts file is of the directory in which the vendor looks"

The vendor finds people by an email address that equals that of an account in the district's
directory, and makes no account of its own: whoever has none is left out. An address that is merely
an alias is AC002's. Silent where the cause is told already: no address (EM001), one that is not well
formed (EM002) or, in Campus, one outside the district's domains (EM006).
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    p.email,
    k.accounts,
    CASE WHEN k.is_sure THEN 'error' ELSE 'warning' END AS severity,
    s.suggestion,
    s.basis
FROM addressed_person p
JOIN written_address w ON w.personID = p.personID AND w.which = 'sent'
JOIN (
    SELECT personID, string_agg(DISTINCT accounts, ' and ' ORDER BY accounts) AS accounts, bool_or(is_sure) AS is_sure
    FROM address_standing
    WHERE NOT is_own AND NOT is_alias
    GROUP BY personID
) k ON k.personID = p.personID
LEFT JOIN email_suggestion s ON s.personID = p.personID
WHERE w.is_well_formed AND (w.in_domains OR NOT p.domain_is_told)
